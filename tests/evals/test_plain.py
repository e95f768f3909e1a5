"""The answer without a model, and a chat model's plain text, are scored beside the one shown."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.answers import Citation, Evidence, Written
from evals.outcome import Outcome
from evals.samples import Sample
from evals.scorers.plain import CHAT_SCORERS
from index.passages import passages_from

Cite = Callable[..., Citation]
Say = Callable[..., Outcome]
TRUTH = "80%的医护人员具备核酸采样能力"


@pytest.fixture
def outcome(say: Say, cite: Cite, doctors: Sample) -> Outcome:
    return say(doctors, f"{TRUTH}[1]。", cite("changshu", TRUTH))


@pytest.fixture
def shown(outcome: Outcome) -> tuple[tuple[Evidence, ...], ...]:
    """What the model is shown: another sentence of the plan as 1, the one that answers as 2."""
    found: list[tuple[Evidence, ...]] = []
    for passage in passages_from(outcome.plans["changshu"].plan, 220):
        for excerpt in passage.sentences():
            evidence = (Evidence(passage=passage, excerpt=excerpt, score=1),)
            if TRUTH in excerpt.text:
                return (found[0], evidence)
            found.append(evidence)
    raise LookupError(TRUTH)


def written(
    outcome: Outcome,
    text: str,
    *withheld: str,
    model: str = "m",
    shown: tuple[tuple[Evidence, ...], ...] = (),
) -> Outcome:
    composed = outcome.answer.model_copy(update={"refused": True})
    answer = outcome.answer.model_copy(update={"model": model})
    words = Written(text=text, composed=composed, shown=shown, sentences=2, withheld=withheld)
    trace = outcome.trace.model_copy(update={"answer": answer, "written": words})
    return replace(outcome, trace=trace)


def test_a_question_that_was_not_put_to_the_model_has_its_answer(outcome: Outcome) -> None:
    values = {name: scorer(outcome).value for name, scorer in CHAT_SCORERS.items()}
    assert values["composed_right"] == values["plain_right"] == values["plain_cited"] == 1
    assert values["worded"] == 0
    assert values["withheld"] is None


def test_a_lie_that_the_leash_held_back_is_counted(outcome: Outcome) -> None:
    lied = written(outcome, "99%的医护人员具备核酸采样能力【1】。", "数字", model="")
    assert CHAT_SCORERS["plain_figures"](lied).value == 0
    assert CHAT_SCORERS["plain_right"](lied).value == 0
    assert CHAT_SCORERS["worded"](lied).value == 0
    assert CHAT_SCORERS["withheld"](lied).value == 0.5


def test_a_right_text_is_right_and_cites_what_its_markers_name(
    outcome: Outcome, shown: tuple[tuple[Evidence, ...], ...]
) -> None:
    right = written(outcome, f"{TRUTH}【2】。", shown=shown)
    wrongly_cited = written(outcome, f"{TRUTH}[1]。", shown=shown)
    for name in ("plain_right", "plain_cited", "plain_figures", "plain_citation_recall"):
        assert CHAT_SCORERS[name](right).value == 1, name
    assert CHAT_SCORERS["plain_cited"](wrongly_cited).value == 0
    assert CHAT_SCORERS["plain_citation_recall"](wrongly_cited).value == 0
    assert CHAT_SCORERS["worded"](right).value == 1
    assert CHAT_SCORERS["withheld"](right).value == 0


@pytest.mark.parametrize("text", ["依据不足。", " "])
def test_a_model_that_finds_nothing_has_refused(outcome: Outcome, text: str) -> None:
    silent = written(outcome, text, "没有依据")
    assert CHAT_SCORERS["plain_false_refusals"](silent).value == 1
    assert CHAT_SCORERS["plain_refusal_recall"](silent).value is None
    assert CHAT_SCORERS["withheld"](silent).value is None
    to_refuse = replace(
        silent, sample=silent.sample.model_copy(update={"keys": (), "evidence": ()})
    )
    assert CHAT_SCORERS["plain_refusal_recall"](to_refuse).value == 1
    assert CHAT_SCORERS["worded"](to_refuse).value is None


def test_the_answer_without_the_model_is_its_own(outcome: Outcome) -> None:
    right = written(outcome, f"{TRUTH}[1]。")
    assert CHAT_SCORERS["composed_right"](right).value == 0
    assert CHAT_SCORERS["composed_false_refusals"](right).value == 1
