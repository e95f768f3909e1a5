"""What a question is about, without how it is put and to whom."""

from collections.abc import Callable

import pytest

from assistant import Assistant
from assistant.answers import Question
from assistant.evidence.asked import Asked
from assistant.question.query_terms import (
    attributes_asked,
    names_only_plans,
    spoken_topic,
    topic_terms,
)


@pytest.fixture
def put(ask: Callable[[str], Asked]) -> Callable[[str], Question]:
    return lambda text: ask(text).question


Put = Callable[[str], Question]


def test_the_plan_and_the_words_that_ask_are_no_terms(invented: Assistant, put: Put) -> None:
    terms = topic_terms(put("青禾县学校要建多少所"), invented.library)
    assert terms == ("学校",)


def test_a_place_of_which_there_is_no_plan_is_no_term(invented: Assistant, put: Put) -> None:
    terms = topic_terms(put("昆山市的无烟学校"), invented.library)
    assert terms == ("无烟", "烟学", "学校")


def test_the_figures_of_a_claim_are_no_terms(invented: Assistant, put: Put) -> None:
    claimed = topic_terms(put("青禾县建成健康村15个，对吗"), invented.library)
    assert not any(term.startswith("15") for term in claimed)
    assert "健康" in claimed


def test_what_no_plan_ever_says_is_how_a_question_is_put(invented: Assistant, put: Put) -> None:
    topic = spoken_topic(put("青禾县质子互联网医院"), invented.library)
    assert "互联网医院" in topic


def test_what_nothing_else_answers_is_an_attribute() -> None:
    assert attributes_asked("卫生院的院长是谁") == ("院长",)
    assert attributes_asked("卫生院的定位是什么") == ()


@pytest.mark.parametrize(
    ("text", "is_it"),
    [
        ("青禾县的规划", True),
        ("青禾县“十四五”卫生健康发展规划", True),
        ("青禾县规划的无烟学校", False),
    ],
)
def test_a_question_may_have_no_topic_but_the_plan(
    invented: Assistant, put: Put, text: str, is_it: bool
) -> None:
    assert names_only_plans(text, put(text), invented.library) is is_it
