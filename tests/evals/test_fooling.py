"""Answers that try to look good: each scorer says what is wrong with them."""

from collections.abc import Callable, Mapping

import pytest

from assistant.answers import Citation
from evals.dataset import digest_of
from evals.metrics import figures_of
from evals.outcome import Outcome
from evals.places import PlanText
from evals.rows import Row
from evals.samples import GoldEvidence, Sample
from evals.scorers import SCORERS
from evals.scorers.correctness import LONGEST, correctness

Cite = Callable[..., Citation]
Say = Callable[..., Outcome]
GOLD = "80%的医护人员具备核酸采样能力"
OTHER = "40%为负压救护车"


def scores(outcome: Outcome) -> dict[str, float | None]:
    return {name: scorer(outcome).value for name, scorer in SCORERS.items()}


def test_a_good_answer_has_full_marks(say: Say, cite: Cite, doctors: Sample) -> None:
    outcome = say(doctors, f"{GOLD}[1]。", cite("changshu", GOLD))
    found = scores(outcome)
    names = "right cited figures citation_recall citation_precision verbatim address".split()
    assert {name: found[name] for name in names} == dict.fromkeys(names, 1.0)


def test_pasting_whole_passages_is_wrong(
    say: Say, cite: Cite, doctors: Sample, plans: Mapping[str, PlanText]
) -> None:
    pages = [GOLD, OTHER, "完善常熟市城市公共急救体系"]
    text = plans["changshu"].plan.text
    start = text.index(GOLD)
    dumped = text[start - 150 : start + 150]
    outcome = say(doctors, f"{dumped}[1]", cite("changshu", pages[0]))
    score = correctness(outcome)
    assert score.value == 0
    assert "过长" in score.explanation


def test_a_single_retrieved_passage_is_too_long_for_a_fact() -> None:
    """A passage has up to 220 characters; where one sentence is asked that is no answer."""
    assert all(LONGEST[kind] < 220 for kind in ("fact", "indicator", "paraphrase", "numeric"))


def test_a_part_that_the_plans_leave_out_is_to_be_named(
    say: Say, cite: Cite, doctors: Sample
) -> None:
    parts = doctors.model_copy(update={"kind": "parts", "absent": ("反应时间",)})
    citation = cite("changshu", GOLD)

    def fault_of(closing: str) -> str:
        return correctness(say(parts, f"{GOLD}[1]。{closing}", citation)).explanation

    assert fault_of("没有检索到急救反应时间。") == ""
    assert fault_of("\n\n急救反应时间：规划未列") == ""
    assert fault_of("") == "没有说清没有：反应时间"
    assert fault_of("没有检索到别的。急救反应时间少于15分钟。") == "没有说清没有：反应时间"


def test_the_right_figure_with_a_wrong_citation(say: Say, cite: Cite, doctors: Sample) -> None:
    outcome = say(doctors, f"{GOLD}[1]。", cite("changshu", OTHER))
    found = scores(outcome)
    assert found["right"] == 1  # the text says what it must, and nothing vouches for it
    assert found["cited"] == 0
    assert found["figures"] == 0
    assert found["citation_recall"] == 0
    assert found["citation_precision"] == 0


def test_the_right_figure_without_a_citation(say: Say, doctors: Sample) -> None:
    found = scores(say(doctors, f"{GOLD}。"))
    assert found["right"] == 1
    assert (found["cited"], found["figures"], found["citation_recall"]) == (0, 0, 0)
    assert found["citation_precision"] is None


def test_a_marker_without_its_citation(say: Say, cite: Cite, doctors: Sample) -> None:
    found = scores(say(doctors, f"{GOLD}[2]。", cite("changshu", GOLD)))
    assert (found["figures"], found["citation_recall"], found["citation_precision"]) == (0, 0, 0)


@pytest.mark.parametrize("said", ["8%", "800%", "180%", "80.5%", "80", "80人", "80‰"])
def test_another_number_or_unit_is_wrong(say: Say, cite: Cite, doctors: Sample, said: str) -> None:
    outcome = say(doctors, f"{said}的医护人员具备核酸采样能力[1]。", cite("changshu", GOLD))
    found = scores(outcome)
    assert found["right"] == 0
    assert found["figures"] == 0
    assert found["citation_recall"] == 0


@pytest.mark.parametrize(("said", "right"), [("25", 1), ("5", 0), ("125", 0), ("2.5", 0)])
def test_25_is_not_5(say: Say, said: str, right: float) -> None:
    sample = Sample(
        id="made-up-002",
        kind="indicator",
        question="埇桥2020年监测合格率是多少？",
        evidence=(GoldEvidence(plan="yongqiao", quote="监测合格率（%）2585预期性"),),
        keys=(("25",),),
    )
    assert correctness(say(sample, f"2020年为{said}%。")).value == right


def test_a_forbidden_figure_beside_the_right_one(say: Say, cite: Cite, doctors: Sample) -> None:
    strict = doctors.model_copy(update={"forbidden": ("40%",)})
    outcome = say(strict, f"{GOLD}，{OTHER}[1]。", cite("changshu", GOLD))
    assert correctness(outcome).value == 0


def test_answering_what_the_plans_do_not_say(say: Say, cite: Cite) -> None:
    sample = Sample(id="made-up-003", kind="unanswerable", question="常熟的房价是多少？")
    answered = say(sample, f"{GOLD}[1]。", cite("changshu", GOLD))
    assert correctness(answered).value == 0
    assert correctness(say(sample, "没有说明。", refused=True)).value == 1


def test_saying_that_nothing_is_said_is_no_refusal(say: Say) -> None:
    """A refusal is marked as one; words alone are not enough."""
    sample = Sample(id="made-up-004", kind="unanswerable", question="常熟的房价是多少？")
    assert correctness(say(sample, "规划没有说明。")).value == 0


def test_refusing_everything(samples: tuple[Sample, ...], say: Say) -> None:
    rows = [row_of(say(sample, "没有说明。", refused=True)) for sample in samples]
    figures = figures_of(rows)
    due = sum(sample.expects_refusal for sample in samples) / len(samples)
    assert figures["right"].mean == pytest.approx(due)
    assert figures["refusal_recall"].mean == 1
    assert figures["refusal_precision"].mean == pytest.approx(due)
    assert figures["false_refusals"].mean == 1
    assert figures["cited"].mean == 0
    assert figures["figures"].mean is None  # nothing said, nothing to check: unscored, not right


def test_refusing_nothing(samples: tuple[Sample, ...], say: Say) -> None:
    figures = figures_of([row_of(say(sample, "见规划。")) for sample in samples])
    assert figures["refusal_recall"].mean == 0
    assert figures["refusal_precision"].mean is None
    assert figures["false_refusals"].mean == 0
    assert figures["right"].mean == 0


def test_citing_a_wrong_clause(say: Say, cite: Cite, doctors: Sample) -> None:
    right = cite("changshu", GOLD)
    wrong = right.model_copy(update={"section_path": right.section_path[:-1]})
    found = scores(say(doctors, f"{GOLD}[1]。", wrong))
    assert found["address"] == 0
    assert found["verbatim"] == 1


@pytest.mark.parametrize(
    "change",
    [
        {"quote": "90%的医护人员具备核酸采样能力"},
        {"start": 0},
        {"plan_id": "yongqiao"},
        {"quote": ""},
    ],
)
def test_a_quote_that_is_not_there(
    say: Say, cite: Cite, doctors: Sample, change: dict[str, object]
) -> None:
    forged = cite("changshu", GOLD).model_copy(update=change)
    assert scores(say(doctors, f"{GOLD}[1]。", forged))["verbatim"] == 0


def test_citing_everything_is_imprecise(say: Say, cite: Cite, doctors: Sample) -> None:
    spare = [cite("changshu", OTHER, 2), cite("yongqiao", "平均急救反应时间少于15分钟", 3)]
    outcome = say(doctors, f"{GOLD}[1][2][3]。", cite("changshu", GOLD), *spare)
    found = scores(outcome)
    assert found["citation_recall"] == 1
    assert found["citation_precision"] == pytest.approx(1 / 3)


def test_the_figure_of_another_plan(say: Say, cite: Cite, doctors: Sample) -> None:
    """What another plan says of another matter supports no figure of this one."""
    outcome = say(
        doctors,
        "80%的医护人员具备核酸采样能力[1]。",
        cite("yongqiao", "平均急救反应时间少于15分钟"),
    )
    found = scores(outcome)
    assert (found["cited"], found["figures"], found["citation_recall"]) == (0, 0, 0)


def row_of(outcome: Outcome) -> Row:
    sample = outcome.sample
    return Row(
        id=sample.id,
        kind=sample.kind,
        half=sample.half,
        digest=digest_of(sample),
        expects_refusal=sample.expects_refusal,
        refused=outcome.answer.refused,
        confidence=0.0,
        scores={name: scorer(outcome) for name, scorer in SCORERS.items()},
        seconds={"total": 0.01},
    )
