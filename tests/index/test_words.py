"""Keywords are jieba's words, bigrams, whole numbers and Latin words."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.words import WordList, keyword_tokens, segments


def test_a_text_gives_words_and_bigrams() -> None:
    tokens = keyword_tokens("家庭医生签约")
    assert {"家庭医生", "家庭", "庭医", "医生", "生签", "签约"} == set(tokens)


def test_a_word_of_two_characters_counts_once() -> None:
    assert keyword_tokens("医院") == ["医院"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("达到4.5张", "4.5"),
        ("到2025年", "2025"),
        ("２０２５年", "2025"),
        ("高于60%", "60%"),
        ("高于60％", "60%"),
        (r"$\geq 60\%$", "60%"),
        ("低于7.5‰", "7.5‰"),
        ("共1,234,567人", "1234567"),
    ],
)
def test_a_number_stays_whole(text: str, number: str) -> None:
    assert number in keyword_tokens(text)


def test_latin_words_are_lower_case_and_whole() -> None:
    assert "covid" in keyword_tokens("ＣＯＶＩＤ-19")
    assert "hpv" in keyword_tokens("HPV疫苗")


def test_segments_are_the_whole_text_in_order() -> None:
    text = "每个家庭医生团队，服务2,000人"
    assert "".join(segments(text)) == text
    assert "梅李人民医院" in WordList(["梅李人民医院"]).segments("梅李人民医院的定位")


@pytest.mark.parametrize("text", ["", "  \n", "。，、", "🙂"])
def test_a_text_without_words_has_no_keywords(text: str) -> None:
    assert keyword_tokens(text) == []


def test_a_name_comes_beside_the_words_it_is_made_of() -> None:
    assert WordList(["梅李人民医院"]).words("梅李人民医院") == [
        *WordList().words("梅李人民医院"),
        "梅李人民医院",
    ]


def test_a_name_that_is_a_word_already_counts_once() -> None:
    assert keyword_tokens("家庭医生", WordList(["家庭医生"])) == keyword_tokens("家庭医生")


def test_a_name_becomes_a_word_in_its_own_list_only() -> None:
    name = "梅李镇卫生院"
    assert name in keyword_tokens(f"{name}的定位", WordList([name]))
    assert name not in keyword_tokens(f"{name}的定位")
    assert name not in WordList(["其他名称"]).words(name)


def test_many_threads_may_share_a_list() -> None:
    words = WordList(["家庭医生签约服务"])
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(words.words, ["家庭医生签约服务"] * 32))
    assert found == [found[0]] * 32


def test_jieba_is_silent_and_leaves_no_file_in_the_temporary_folder(tmp_path: Path) -> None:
    (temporary := tmp_path / "temporary").mkdir()
    code = "from index.words import keyword_tokens; assert keyword_tokens('卫生院')"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={"PYTHONPATH": ":".join(sys.path), "TMPDIR": str(temporary), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout + done.stderr == ""
    assert not list(temporary.iterdir())
