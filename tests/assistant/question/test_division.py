"""A question of several parts, each part as it would be asked alone."""

from collections.abc import Callable

import pytest

from assistant.question.division import Part, parts_of
from corpus.documents import Source

Parts = Callable[[str], list[str]]


@pytest.fixture
def alone(
    plans: tuple[Source, ...], names: tuple[str, ...], said: Callable[[str], bool]
) -> Callable[[str], list[str]]:
    """The parts of a question as they stand alone."""
    return lambda question: [p.question for p in parts_of(question, plans, names, said)]


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "青禾县急救站有几个，由谁牵头？救护车怎么配",
            ["青禾县急救站有几个", "青禾县急救站由谁牵头", "青禾县救护车怎么配"],
        ),
        ("青禾县急救站有几个？白石呢", ["青禾县急救站有几个", "白石急救站有几个"]),
        (
            "青禾县急救站有几个，产假有多少天，白石的无烟学校有几所，健康村呢",
            [
                "青禾县急救站有几个",
                "青禾县产假有多少天",
                "白石的无烟学校有几所",
                "白石健康村有多少",
            ],
        ),
        (
            "1. 青禾县急救站有几个\n2. 健康村由谁牵头\n3. 白石的产假有多少天",
            ["青禾县急救站有几个", "青禾县健康村由谁牵头", "白石的产假有多少天"],
        ),
        (
            "青禾县有没有急救站，归哪个局管",
            ["青禾县有没有急救站", "青禾县急救站归哪个局管"],
        ),
        (
            "青禾和白石的急救站各有几个，由谁牵头",
            ["青禾和白石的急救站各有几个", "青禾和白石急救站由谁牵头"],
        ),
    ],
)
def test_a_part_takes_over_what_the_parts_before_name(
    question: str, parts: list[str], alone: Parts
) -> None:
    assert alone(question) == parts


def test_a_part_that_says_of_nobody_is_of_the_institution_before(alone: Parts) -> None:
    assert alone("县中医院定位是什么，设多少张床位，往哪里发展") == [
        "县中医院定位是什么",
        "县中医院设多少张床位",
        "县中医院往哪里发展",
    ]


def test_an_institution_may_have_the_name_of_the_region(alone: Parts) -> None:
    assert alone("青禾县人民医院定位是什么，设多少张床位，哪年建成") == [
        "青禾县人民医院定位是什么",
        "青禾县人民医院设多少张床位",
        "青禾县人民医院哪年建成",
    ]


@pytest.mark.parametrize(
    "question",
    [
        "青禾县急救站有几个",
        "青禾县健康村达到60个，对吗",
        "青禾和白石的急救站分别是多少，哪个最多",
        "青禾县急救站2025年几个，比2020年多几个",
        "青禾县急救站2020年几个、2025年几个，一共要增加几个",
        "哪些规划提到安宁疗护，由谁牵头",
        "青禾县的规划是谁、什么时候印发的",
    ],
)
def test_what_cannot_be_answered_part_by_part_is_left_whole(question: str, alone: Parts) -> None:
    assert alone(question) == []


def test_a_message_of_too_many_parts_is_left_whole(alone: Parts) -> None:
    assert len(alone("青禾县急救站有几个" + "，由谁牵头" * 7)) == 8
    assert alone("青禾县急救站有几个" + "，由谁牵头" * 8) == []


def test_a_part_keeps_the_words_that_were_typed(
    plans: tuple[Source, ...], names: tuple[str, ...], said: Callable[[str], bool]
) -> None:
    first, second = parts_of("青禾县急救站有几个？健康村呢？", plans, names, said)
    assert first == Part(asked="青禾县急救站有几个", question="青禾县急救站有几个")
    assert second.asked == "健康村呢" and second.question.startswith("青禾县健康村")
