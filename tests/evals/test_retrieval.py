"""Retrieval figures against values worked out by hand."""

from collections.abc import Callable, Mapping
from math import log2

import pytest

from assistant.answers import Citation
from evals.outcome import Outcome
from evals.places import PlanText
from evals.samples import GoldEvidence, Sample, Turn
from evals.scorers import RETRIEVAL_SCORERS
from evals.scorers.retrieval import (
    evidence_read,
    evidence_within,
    ndcg_at,
    recall_at,
    reciprocal_rank,
    rewriting,
)
from index.passages import Passage, passages_from

Say = Callable[..., Outcome]
Cite = Callable[..., Citation]
FIRST = "80%的医护人员具备核酸采样能力"
SECOND = "按照每3万人口配置一辆救护车"


@pytest.fixture(scope="module")
def passages(plans: Mapping[str, PlanText]) -> list[Passage]:
    """Eight passages of one plan: the fourth holds the first gold, the sixth the second."""
    found = passages_from(plans["changshu"].plan, 220)
    holding = [next(p for p in found if gold in p.excerpt.text) for gold in (FIRST, SECOND)]
    rest = [p for p in found if p.excerpt.start > 20000][:6]
    return [*rest[:3], holding[0], rest[3], holding[1], *rest[4:]]


@pytest.fixture(scope="module")
def sample() -> Sample:
    gold = (FIRST, SECOND)
    return Sample(
        id="made-up-006",
        kind="follow-up",
        question="问",
        history=(Turn(role="user", content="问"), Turn(role="assistant", content="答")),
        evidence=tuple(GoldEvidence(plan="changshu", quote=quote) for quote in gold),
        keys=(("80%",),),
    )


def test_ranks_are_counted_from_one(say: Say, sample: Sample, passages: list[Passage]) -> None:
    outcome = say(sample, "答", hits=passages)
    assert [recall_at(k)(outcome).value for k in (1, 3, 4, 5, 6)] == [0, 0, 0.5, 0.5, 1]
    assert reciprocal_rank(outcome).value == pytest.approx(1 / 4)
    gained, best = 1 / log2(5) + 1 / log2(7), 1 / log2(2) + 1 / log2(3)
    assert ndcg_at(10)(outcome).value == pytest.approx(gained / best)
    assert ndcg_at(4)(outcome).value == pytest.approx((1 / log2(5)) / best)


def test_order_matters_and_missing_evidence_counts(
    say: Say, sample: Sample, passages: list[Passage]
) -> None:
    best = [passages[3], passages[5], *passages[:3]]
    assert ndcg_at(10)(say(sample, "答", hits=best)).value == pytest.approx(1)
    one = say(sample, "答", hits=[passages[3]])
    assert recall_at(5)(one).value == pytest.approx(0.5)
    assert reciprocal_rank(one).value == 1
    assert ndcg_at(10)(one).value == pytest.approx(1 / (1 + 1 / log2(3)))
    nothing = say(sample, "答")
    for scorer in (recall_at(5), reciprocal_rank, ndcg_at(10), evidence_within(2000)):
        assert scorer(nothing).value == 0


def test_the_same_evidence_twice_gains_once(
    say: Say, sample: Sample, passages: list[Passage]
) -> None:
    twice = say(sample, "答", hits=[passages[3], passages[3], passages[5]])
    assert ndcg_at(10)(twice).value == pytest.approx((1 + 1 / log2(4)) / (1 + 1 / log2(3)))


def test_all_evidence_must_be_within_the_first_characters(
    say: Say, sample: Sample, passages: list[Passage]
) -> None:
    outcome = say(sample, "答", hits=[passages[3], passages[5]])
    first = len("".join(passages[3].excerpt.text.split()))
    whole = first + len("".join(passages[5].excerpt.text.split()))
    assert evidence_within(first)(outcome).value == 0
    assert evidence_within(whole)(outcome).value == 1


def test_questions_without_gold_are_unscored(say: Say, passages: list[Passage]) -> None:
    outcome = say(Sample(id="x", kind="unanswerable", question="问"), "答", hits=passages)
    for scorer in (recall_at(1), reciprocal_rank, ndcg_at(10), evidence_within(500), rewriting):
        assert scorer(outcome).value is None


def test_what_is_retrieved_is_judged_apart_from_what_is_answered(
    say: Say, sample: Sample, passages: list[Passage], cite: Cite
) -> None:
    silent = say(sample, "没有找到", hits=passages, refused=True)
    cited = say(sample, f"{FIRST}[1]", cite("changshu", FIRST), hits=passages)
    for name, scorer in RETRIEVAL_SCORERS.items():
        assert scorer(silent) == scorer(cited), name


def test_evidence_that_was_not_read_is_missed_and_counted(
    say: Say, sample: Sample, passages: list[Passage]
) -> None:
    gold = (*sample.evidence, GoldEvidence(plan="changshu", quote="栏目串行，读不成句"))
    outcome = say(sample.model_copy(update={"evidence": gold}), "答", hits=passages)
    assert evidence_read(outcome).value == pytest.approx(2 / 3)
    assert recall_at(8)(outcome).value == pytest.approx(2 / 3)
    assert evidence_within(9999)(outcome).value == 0


def test_rewriting_needs_the_plan_and_the_evidence(
    say: Say, sample: Sample, passages: list[Passage]
) -> None:
    near, far = passages[3:], [*passages[:3], *passages[6:]]
    assert rewriting(say(sample, "答", hits=near)).value == 1
    assert rewriting(say(sample, "答", hits=far)).value == 0
    assert rewriting(say(sample, "答", hits=near, put_to=("yongqiao",))).value == 0
    assert rewriting(say(sample, "答", hits=near, put_to=("changshu", "yongqiao"))).value == 0
    single = sample.model_copy(update={"kind": "fact"})
    assert rewriting(say(single, "答", hits=near)).value is None
