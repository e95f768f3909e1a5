"""Whether a question names a topic of its own, and how it words it."""

from collections.abc import Callable

import pytest

from assistant.question.topics import own_topic, subject_of
from corpus.documents import Source

Plans = tuple[Source, ...]


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("青禾县急救站由谁牵头", ("急救站",)),
        ("那边的救护车", ("救护车",)),
        ("“三减三健”指什么", ("三减三健",)),
        ("白石的约束性指标有哪些", ("约束性指标",)),
        ("文号是多少", ("文号",)),
    ],
)
def test_the_topic_is_what_a_question_is_about(
    question: str, topic: tuple[str, ...], plans: Plans
) -> None:
    assert own_topic(question, plans) == topic


@pytest.mark.parametrize(
    "question",
    [
        "它由谁牵头",
        "什么时候完成",
        "这项工作归谁管",
        "白石2025年的目标是多少",
        "性质是什么",
        "第三条具体怎么做",
        "2030年呢",
        "具体怎么推进",
    ],
)
def test_what_only_asks_or_points_back_is_no_topic(question: str, plans: Plans) -> None:
    assert own_topic(question, plans) == ()


def test_a_word_that_some_plan_has_is_a_topic_whatever_kind_it_is_of(
    plans: Plans, said: Callable[[str], bool]
) -> None:
    assert own_topic("健康村有几个", plans) == ()
    assert own_topic("健康村有几个", plans, said) == ("健康村",)


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("青禾县每千人口医师数2025年要多少", "每千人口医师数"),
        ("先看急救。白石的急救站有几个", "急救站"),
        ("青禾县急救站和救护车各多少", "急救站和救护车"),
        ("县中医院的护士总数是多少", "县中医院的护士总数"),
        ("关于柳溪镇卫生院，往哪里发展", "关于柳溪镇卫生院"),
        ("青禾县的约束性指标有哪些", "约束性指标"),
        ("什么时候完成", ""),
    ],
)
def test_the_subject_is_worded_as_in_the_question(
    question: str, subject: str, plans: Plans
) -> None:
    assert subject_of(question, plans) == subject


def test_what_is_quoted_is_the_subject_with_what_it_goes_on_with(plans: Plans) -> None:
    assert subject_of("青禾县的“护苗行动”专班由谁牵头", plans).startswith("“护苗行动”")
