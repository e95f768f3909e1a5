"""Whether plans speak of something, and what the something is."""

import pytest

from assistant.question.mentioning import mentioning

NAMES = ("青禾县", "青禾")


@pytest.mark.parametrize(
    "question",
    [
        "青禾规划提没提安宁疗护",
        "青禾规划有没有提到安宁疗护",
        "青禾涉及安宁疗护吗",
        "青禾规划写了安宁疗护吗",
        "青禾规划有安宁疗护的内容吗",
        "青禾对安宁疗护有安排吗",
        "安宁疗护这块青禾规划里有吗",
        "安宁疗护的事青禾写了没",
        "查一下青禾方案里有没有安宁疗护",
        "青禾规划是不是没写安宁疗护",
        "青禾规划好像没写安宁疗护，是吗",
    ],
)
def test_the_topic_is_what_is_left_of_a_question_whether(question: str) -> None:
    asked = mentioning(question, NAMES)
    assert asked and asked.topics == ("安宁疗护",) and not asked.of_which
    assert asked.typed in question


@pytest.mark.parametrize(
    "question",
    [
        "哪些规划提到安宁疗护",
        "安宁疗护哪几家写了",
        "谁的规划写了安宁疗护",
        "五份规划里哪些有安宁疗护",
    ],
)
def test_it_may_be_asked_of_which_plans(question: str) -> None:
    asked = mentioning(question, NAMES)
    assert asked and asked.topics == ("安宁疗护",) and asked.of_which


@pytest.mark.parametrize(
    "question",
    [
        "青禾有没有三级医院",
        "青禾规划提到建多少家医院",
        "青禾规划里的安宁疗护怎么安排",
        "青禾谁牵头安宁疗护",
        "青禾建成率是否达到90%",
        "床位使用率不到六成的医院有哪几家",
    ],
)
def test_what_asks_for_more_or_for_a_fact_is_none(question: str) -> None:
    assert mentioning(question, NAMES) is None


def test_this_or_that_are_two_topics() -> None:
    asked = mentioning("青禾规划有没有提到母婴室或哺乳室", NAMES)
    assert asked and asked.topics == ("母婴室", "哺乳室")
