from typing import Any

import pytest
from lxml.etree import fromstring

from corpus.formats.word_numbers import Numbering, formatted
from corpus.formats.word_styles import Styles

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def level(number: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(levels: str, numbers: str = "") -> Numbering:
    numbers = numbers or '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return Numbering(
        parsed(
            f'<w:numbering {WORD}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
            f"{numbers}</w:numbering>"
        ),
        {},
    )


def parsed(xml: str) -> Any:
    return fromstring(xml)


CHAPTERS = (
    level(0, "chineseCountingThousand", "第%1章")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimalEnclosedCircle", "%4")
)


def test_numbers_count_up_and_start_again_under_a_new_heading() -> None:
    lists = numbering(CHAPTERS)
    shown = [lists.next_number("1", at) for at in (0, 1, 2, 2, 1, 2, 0, 1, 3)]
    assert shown == ["第一章 ", "（一）", "1.", "2.", "（二）", "1.", "第二章 ", "（一）", "①"]


def test_a_level_shows_the_numbers_above_it() -> None:
    lists = numbering(
        level(0, "chineseCounting", "%1、")
        + level(1, "decimal", "%1.%2")
        + level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
    )
    shown = [lists.next_number("1", at) for at in (0, 1, 1, 2)]
    assert shown == ["一、", "一.1 ", "一.2 ", "1.2.1 "]


def test_a_level_that_never_restarts_goes_on() -> None:
    lists = numbering(
        level(0, "decimal", "%1.") + level(1, "decimal", "(%2)", '<w:lvlRestart w:val="0"/>')
    )
    assert [lists.next_number("1", at) for at in (0, 1, 0, 1)] == ["1.", "(1)", "2.", "(2)"]


def test_lists_of_one_definition_count_together_until_one_says_where_to_start() -> None:
    lists = numbering(
        level(0, "decimal", "%1."),
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="7"/></w:lvlOverride></w:num>',
    )
    assert [lists.next_number(of, 0) for of in "1123323"] == [
        "1.", "2.", "3.", "7.", "8.", "9.", "10.",
    ]  # fmt: skip


def test_an_override_may_change_the_look() -> None:
    lists = numbering(
        level(0, "decimal", "%1."),
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        + level(0, "ideographTraditional", "%1、")
        + "</w:lvlOverride></w:num>",
    )
    assert [lists.next_number("1", 0) for _ in range(3)] == ["甲、", "乙、", "丙、"]


def test_bullets_say_nothing_but_dashes_do() -> None:
    lists = numbering(level(0, "bullet", "\uf0b7") + level(1, "bullet", "—"))
    assert [lists.next_number("1", at) for at in (0, 1)] == ["", "——"]


def test_an_unknown_list_or_level_has_no_number() -> None:
    lists = numbering(CHAPTERS)
    assert (lists.next_number("9", 0), lists.next_number("1", 8)) == ("", "")
    assert Numbering(None, {}).next_number("1", 0) == ""


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("decimal", "12"),
        ("decimalZero", "12"),
        ("chineseCounting", "十二"),
        ("chineseCountingThousand", "十二"),
        ("japaneseCounting", "十二"),
        ("ideographDigital", "一二"),
        ("chineseLegalSimplified", "壹拾贰"),
        ("ideographZodiac", "亥"),
        ("ideographTraditional", "12"),
        ("decimalEnclosedCircleChinese", "⑫"),
        ("decimalEnclosedParen", "⑿"),
        ("decimalFullWidth", "１２"),
        ("lowerRoman", "xii"),
        ("upperLetter", "L"),
        ("numberInDash", "- 12 -"),
        ("none", ""),
        ("no such format", "12"),
    ],
)
def test_twelve_in_each_format(form: str, shown: str) -> None:
    assert formatted(12, form) == shown


@pytest.mark.parametrize("value", [-1, 0, 99_999, 10**9])
def test_no_number_is_too_odd(value: int) -> None:
    assert all(
        isinstance(formatted(value, form), str)
        for form in ("decimal", "upperRoman", "lowerLetter", "chineseCounting", "ideographZodiac")
    )


def styles(xml: str) -> Styles:
    return Styles(parsed(f"<w:styles {WORD}>{xml}</w:styles>"))


def style(name: str, more: str = "", ident: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{ident or name}"><w:name w:val="{name}"/>{more}'
        "</w:style>"
    )


def properties(name: str, more: str = "") -> Any:
    return parsed(f'<w:pPr {WORD}><w:pStyle w:val="{name}"/>{more}</w:pPr>')


def test_a_style_inherits_level_and_list_from_the_one_it_is_based_on() -> None:
    known = styles(
        style("heading 1", '<w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr>', "1")
        + style("章标题", '<w:basedOn w:val="1"/>', "a")
    )
    found = known.of(properties("a"))
    assert (found.heading, found.number_id, found.number_level) == (1, "4", None)
    own = '<w:outlineLvl w:val="9"/><w:numPr><w:ilvl w:val="2"/><w:numId w:val="0"/></w:numPr>'
    found = known.of(properties("a", own))
    assert (found.heading, found.number_id, found.number_level) == (0, "", 2)


def test_styles_that_are_based_on_each_other_come_to_an_end() -> None:
    known = styles(style("甲", '<w:basedOn w:val="乙"/>') + style("乙", '<w:basedOn w:val="甲"/>'))
    assert known.of(properties("甲")).heading == 0


def test_lines_of_contents_and_titles_are_known_by_their_style() -> None:
    known = styles(
        style("toc 1")
        + style("Title", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
        + style("标题 2")
    )
    assert known.of(properties("toc 1")).is_contents
    assert known.of(properties("Title")).heading == 0
    assert known.of(properties("标题 2")).heading == 2
