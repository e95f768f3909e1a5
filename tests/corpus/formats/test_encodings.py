import pytest

from corpus.catalogue import PLANS_FOLDER, sources
from corpus.errors import UnreadableFileError
from corpus.formats.encodings import CUT_NOTE, decoded

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030")
PLANS = {source.id: (PLANS_FOLDER / source.file).read_text("utf-8") for source in sources()}
TRADITIONAL = "為實現衛生健康事業發展目標，加強醫療服務體系建設，提高人民健康水平。" * 3


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("plan", PLANS)
def test_a_plan_in_any_encoding_is_the_same_text(plan: str, encoding: str) -> None:
    assert decoded(PLANS[plan].encode(encoding), "x.txt").text == PLANS[plan]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"])
@pytest.mark.parametrize("words", ["健康", "卫生健康“十四五”规划", "plan", "第1章", "㎡≥6.8‰"])
def test_a_few_words_are_enough(words: str, encoding: str) -> None:
    assert decoded(words.encode(encoding), "x.txt").text == words


def test_big5_is_read_in_traditional_characters() -> None:
    found = decoded(TRADITIONAL.encode("big5"), "x.txt")
    assert (found.text, found.encoding) == (TRADITIONAL, "big5")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_text_cut_in_its_last_character_is_read_with_a_note(encoding: str) -> None:
    text = PLANS["changshu"]
    content = f"{text}康".encode(encoding)[:-1]
    found = decoded(content, "x.txt")
    assert found.text.startswith(text) and len(found.text) <= len(text) + 1
    assert CUT_NOTE in found.notes or encoding == "gb18030"


def test_a_damaged_place_is_marked_and_noted() -> None:
    content = PLANS["changshu"].encode()
    found = decoded(content[:3000] + b"\xff" + content[3000:], "x.txt")
    assert found.text.count("\ufffd") in (1, 2, 3)
    assert "无法解码" in found.notes[0]


@pytest.mark.parametrize(
    "content",
    [bytes(range(256)) * 40, b"\x00\x01\x02\x03" * 500, b"\x7fELF\x02\x01" + b"\x00\xff\x80" * 99],
    ids=["every byte", "zeros", "program"],
)
def test_a_binary_is_refused_with_a_remedy(content: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"规划\.txt.*不是文字文件") as caught:
        decoded(content, "规划.txt")
    assert "另存为" in caught.value.remedy


def test_control_characters_in_a_text_stay_where_they_are() -> None:
    text = "健康\x00规划\u202e。" * 30 + PLANS["changshu"]
    assert decoded(text.encode(), "x.txt").text == text


def test_what_a_page_declares_is_believed_if_it_can_be() -> None:
    words = "健康规划"
    assert decoded(words.encode("gb18030"), "x.html", "gb18030").text == words
    assert decoded(words.encode(), "x.html", "gb18030").text != ""
    assert decoded(words.encode("utf-16"), "x.html", "utf-8").text == words
