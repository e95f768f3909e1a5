"""Sentences come as soon as they have ended, with their markers; rows of tables as lines."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chat.sentences import LONGEST, SentenceReader

TEXT = "药师数0.5人[1]。床位数6.6张。[2] 另有：\n- 甲医院[3]\n2. 乙医院【4】\n5.4名是目标[5]"
WHOLE = [
    ("药师数0.5人[1]。", False),
    ("床位数6.6张。[2]", False),
    ("另有：", False),
    ("甲医院[3]", True),
    ("乙医院【4】", True),
    ("5.4名是目标[5]", False),
]
TABLE = (
    "| 规划 | 2020年 | 2025年目标 |\n"
    "|:--|---|--:|\n"
    "| 青禾县 | 77.5岁[1] | 79岁[1] |\n"
    "| 白石区 | 78.1岁[2] | 80岁[2] |\n"
)
ROWS = [
    ("青禾县：2020年：77.5岁[1]；2025年目标：79岁[1]", True),
    ("白石区：2020年：78.1岁[2]；2025年目标：80岁[2]", True),
]


def sentences(*pieces: str) -> list[tuple[str, bool]]:
    """All sentences of a text that comes in these pieces."""
    reader = SentenceReader()
    found = [sentence for piece in pieces for sentence in reader.feed(piece)]
    return [*found, *reader.end()]


@given(st.lists(st.integers(0, len(TEXT)), max_size=10))
def test_pieces_may_be_cut_anywhere(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(TEXT)]
    assert sentences(*(TEXT[a:b] for a, b in pairwise(places))) == WHOLE


def test_a_sentence_is_out_before_the_next_has_ended() -> None:
    reader = SentenceReader()
    assert reader.feed("药师数0.5人[1]。") == []  # a marker may follow
    assert reader.feed("床") == [("药师数0.5人[1]。", False)]


def test_what_never_ends_is_cut() -> None:
    reader = SentenceReader()
    assert reader.feed("啊" * (LONGEST + 1))


def test_a_row_of_a_table_is_a_line_of_a_list_with_the_heads_of_its_columns() -> None:
    assert sentences(TABLE) == ROWS


@given(st.lists(st.integers(0, len(TABLE)), max_size=10))
def test_a_table_may_be_cut_anywhere(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(TABLE)]
    assert sentences(*(TABLE[a:b] for a, b in pairwise(places))) == ROWS


def test_a_row_is_out_as_soon_as_its_line_has_ended() -> None:
    reader = SentenceReader()
    assert reader.feed("| 规划 | 目标 |\n| --- | --- |\n| 青禾县 | 79岁。[1]") == []
    assert reader.feed(" |\n") == [("青禾县：79岁。[1]", True)]


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("| 1 | 青禾县 | 79岁[1] |", "青禾县：79岁[1]"),  # its number says nothing
        ("| 1 | 青禾县 |  |", ""),  # no value
        ("| 1 | 青禾县 | - |", ""),
        ("| 1 | 青禾县 | 79岁[1] | 多了一格 |", "青禾县：79岁[1]"),
        ("| 1 | 青禾县 | 79岁[1]", "青禾县：79岁[1]"),  # the table ends without a bar
    ],
)
def test_a_row_says_whose_its_value_is_or_nothing(row: str, line: str) -> None:
    found = sentences(f"| 序号 | 规划 | 目标 |\n| --- | --- | --- |\n{row}\n")
    assert found == ([(line, True)] if line else [])


def test_sentences_around_a_table_are_sentences() -> None:
    assert sentences(f"两地的目标不同。\n\n{TABLE}\n白石区高1岁[1][2]。") == [
        ("两地的目标不同。", False),
        *ROWS,
        ("白石区高1岁[1][2]。", False),
    ]


def test_a_second_table_has_heads_of_its_own() -> None:
    second = "| 单位 | 分工 |\n|---|---|\n| 县教育局 | 牵头[3] |\n"
    assert sentences(f"{TABLE}\n分工：\n\n{second}")[2:] == [
        ("分工：", False),
        ("县教育局：牵头[3]", True),
    ]


def test_a_bar_within_a_sentence_makes_no_table() -> None:
    assert sentences("药师数|医师数0.5人[1]。") == [("药师数|医师数0.5人[1]。", False)]
