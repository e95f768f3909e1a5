"""A question to several plans: whether each answers for itself, and with what."""

from collections.abc import Callable

import pytest

from assistant import Assistant
from assistant.answers import Question
from assistant.evidence.asked import Asked
from assistant.question.parts import (
    asks_who_mentions,
    is_of_each,
    own_parts,
    wants_extreme,
    wants_highest,
    wants_lowest,
)
from assistant.question.understanding import understand


@pytest.fixture
def put(invented: Assistant) -> Callable[[str], Question]:
    """What is understood of a question, before anything is searched."""
    return lambda text: understand(text, (), None, invented.sources)


Put = Callable[[str], Question]


def test_the_highest_and_the_lowest_are_asked_for_apart_or_together(put: Put) -> None:
    high, low, both, neither = map(put, ("谁的床位最多", "谁的床位最少", "床位怎么排名", "床位"))
    assert wants_highest(high) and not wants_lowest(high)
    assert wants_lowest(low) and not wants_highest(low)
    assert wants_highest(both)
    assert not wants_extreme(neither)


def test_plans_that_are_named_answer_each_for_itself(put: Put) -> None:
    assert is_of_each(put("青禾和白石的床位"))
    assert not is_of_each(put("青禾的床位"))
    assert not is_of_each(put("床位"))


def test_who_mentions_something_is_asked_of_all_as_one(put: Put) -> None:
    question = put("哪些规划提到互联网医院")
    assert asks_who_mentions(question)
    assert not is_of_each(question)


def test_each_plan_has_its_own_part_of_a_question(invented: Assistant, put: Put) -> None:
    parts = own_parts(put("青禾的无烟学校和白石的互联网医院"), invented.library)
    assert parts == {"qinghe": "青禾的无烟学校", "baishi": "白石的互联网医院"}


def test_a_question_for_the_same_of_both_is_not_divided(invented: Assistant, put: Put) -> None:
    assert own_parts(put("青禾和白石的无烟学校"), invented.library) == {}
    assert own_parts(put("无烟学校"), invented.library) == {}


def test_which_has_most_is_asked_of_each_though_none_is_named(
    ask: Callable[[str], Asked],
) -> None:
    assert is_of_each(ask("哪个规划的护士数最高").question)
