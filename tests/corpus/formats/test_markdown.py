import pytest

from corpus.catalogue import PLANS_FOLDER, sources
from corpus.documents import Source, SourceText
from corpus.formats.files import read_bytes
from corpus.formats.markdown import FRONT_MATTER_NOTE


def read(text: str) -> SourceText:
    return read_bytes(text.encode(), "规划.md")


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.id)
def test_a_plan_without_marks_comes_through_unchanged(source: Source) -> None:
    content = (PLANS_FOLDER / source.file).read_bytes()
    assert read(content.decode()).text == content.decode()


@pytest.mark.parametrize(
    "text",
    [
        "第一章 总则\n\n　　到2025年，达到≤6.8/10万。\n",
        "1. 甲。\n2. 乙。\n\n3. 丙",
        "一、目标\r\n\r\n（一）健康。建成三家。\r\n",
        "——以人为本。坚持5*3的格局，“3591”方案 < 14.5 & 更多",
        "\t领域\n\t指标\n\n\t健康\n\t寿命\n",
    ],
)
def test_prose_comes_through_unchanged(text: str) -> None:
    assert read(text).text == text


def test_headings_are_marked() -> None:
    source_text = read("# 规划\n\n## 一、目标 ##\n到2025年。\n\n二、保障\n------\n")
    assert source_text.text == "规划\n一、目标\n到2025年。\n二、保障\n"
    assert [heading.level for heading in source_text.headings] == [1, 2, 2]


def test_marks_of_emphasis_and_links_go_and_their_words_stay() -> None:
    assert read("建成**三家**医院，*约束性*~~删~~ `AED` [办法](http://x)").text == (
        "建成三家医院，约束性删 AED 办法\n"
    )


def test_lists_keep_their_numbers() -> None:
    source_text = read("## 一、任务\n\n3. **甲**\n5. 乙\n   - 丙\n")
    assert source_text.text == "一、任务\n3. 甲\n5. 乙\n丙\n"


def test_a_table_is_a_table() -> None:
    source_text = read("| 指标 | 2025年 |\n|---|:-:|\n| **寿命** | 78 |\n| 率 | |\n")
    assert source_text.text == "\t指标\n\t2025年\n\n\t寿命\n\t78\n\n\t率\n\t\n\n"


def test_html_in_markdown_is_read_as_html() -> None:
    source_text = read(
        "# 规划\n\n<table><tr><td>甲</td><td>乙</td></tr></table>\n\n一<br>二<b>三</b>\n"
    )
    assert source_text.text == "规划\n\t甲\n\t乙\n\n一\n二三\n"


def test_a_picture_is_shown_to_be_missing() -> None:
    assert read("提高![图](a.png)个点").text == "提高[image: ]个点\n"


def test_metadata_before_the_text_is_left_out() -> None:
    source_text = read("---\ntitle: 规划\n---\n一、目标\n")
    assert source_text.text == "一、目标\n"
    assert source_text.notes == (FRONT_MATTER_NOTE,)
