"""A chat model's plain text is scored beside the answer that came of it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.answers import Citation, Written
from evals.outcome import Outcome
from evals.samples import Sample
from evals.scorers.plain import PLAIN_SCORERS

Cite = Callable[..., Citation]
Say = Callable[..., Outcome]


@pytest.fixture
def outcome(say: Say, cite: Cite, doctors: Sample) -> Outcome:
    citation = cite("changshu", "80%的医护人员具备核酸采样能力")
    return say(doctors, "80%的医护人员具备核酸采样能力[1]。", citation)


def written(outcome: Outcome, text: str, *withheld: str, model: str = "m") -> Outcome:
    answer = outcome.answer.model_copy(update={"model": model})
    words = Written(text=text, shown=(), sentences=2, withheld=withheld)
    trace = outcome.trace.model_copy(update={"answer": answer, "written": words})
    return replace(outcome, trace=trace)


def test_where_no_model_was_asked_there_is_no_score(outcome: Outcome) -> None:
    assert {scorer(outcome).value for scorer in PLAIN_SCORERS.values()} == {None}


def test_a_lie_that_the_leash_held_back_is_counted(outcome: Outcome) -> None:
    lied = written(outcome, "99%的医护人员具备核酸采样能力【1】。", "数字", model="")
    assert PLAIN_SCORERS["plain_figures"](lied).value == 0
    assert PLAIN_SCORERS["plain_right"](lied).value == 0
    assert PLAIN_SCORERS["worded"](lied).value == 0
    assert PLAIN_SCORERS["withheld"](lied).value == 0.5


def test_a_right_text_is_right(outcome: Outcome) -> None:
    right = written(outcome, "80%的医护人员具备核酸采样能力[1]。")
    assert PLAIN_SCORERS["plain_right"](right).value == 1
    assert PLAIN_SCORERS["worded"](right).value == 1
    assert PLAIN_SCORERS["withheld"](right).value == 0
