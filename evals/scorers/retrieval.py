"""Whether the retrieved passages bring the gold evidence, and how early.

A passage is relevant when it reaches the words of a gold evidence (`Place.reaches`). The
unit of recall is the gold evidence, not the passage, so that figures stay comparable when
plans are divided into passages in another way.
"""

from collections.abc import Sequence
from functools import wraps

import numpy as np
from sklearn.metrics import ndcg_score

from evals.outcome import Outcome, Scorer
from evals.places import Place, chars_brought, is_brought
from evals.scores import Score, share, unscored


def _of_gold(scorer: Scorer) -> Scorer:
    """Return a scorer that has nothing to say where there is no gold evidence."""

    @wraps(scorer)
    def score(outcome: Outcome) -> Score:
        return scorer(outcome) if outcome.gold else unscored("没有标准依据")

    return score


@_of_gold
def evidence_read(outcome: Outcome) -> Score:
    """Return the share of the gold evidence whose words stand in the documents as read.

    What was not read (a PDF's columns run together, say) no passage can bring.
    """
    return share(sum(map(bool, outcome.gold)), len(outcome.gold))


def recall_at(depth: int) -> Scorer:
    """Return the scorer of recall@depth: the share of gold evidence that the first hits reach.

    Capped, as in BEIR (Thakur et al., 2021): where there is more gold evidence than hits, a
    gold evidence for each hit is all that can be reached.
    """

    @_of_gold
    def recall(outcome: Outcome) -> Score:
        reached = [rank for rank in _ranks(outcome) if rank is not None and rank <= depth]
        return share(min(len(reached), depth), min(len(outcome.gold), depth))

    return recall


@_of_gold
def reciprocal_rank(outcome: Outcome) -> Score:
    """Return 1 / rank of the first relevant passage, 0 if there is none; its mean is the MRR."""
    first = min((rank for rank in _ranks(outcome) if rank is not None), default=None)
    return Score(value=0 if first is None else 1 / first)


def ndcg_at(depth: int) -> Scorer:
    """Return the scorer of nDCG@depth with binary relevance (Järvelin and Kekäläinen, 2002).

    A passage gains where it is the first to reach some gold evidence; a gold evidence that
    no hit reaches counts as one relevant passage left out.
    """

    @_of_gold
    def ndcg(outcome: Outcome) -> Score:
        ranks = _ranks(outcome)
        gains = [rank in ranks for rank in range(1, max(depth, len(outcome.hit_places)) + 1)]
        left_out = [True] * ranks.count(None)
        truth = np.array([[*gains, *left_out]], dtype=float)
        order = -np.arange(truth.size, dtype=float)[np.newaxis]
        return Score(value=float(np.clip(ndcg_score(truth, order, k=depth), 0, 1)))

    return ndcg


def evidence_within(chars: int) -> Scorer:
    """Return the scorer: 1 if the first ``chars`` characters of hits hold all gold evidence."""

    @_of_gold
    def within(outcome: Outcome) -> Score:
        return Score(value=float(brings_all(outcome.hit_places, outcome.gold, chars)))

    return within


def brings_all(hits: Sequence[Place], gold: Sequence[Sequence[Place]], chars: int) -> bool:
    """Whether the first ``chars`` characters of ``hits`` hold every gold evidence somewhere.

    Characters are counted without white space; the headings above a passage come with it.
    """
    brought = chars_brought(hits, chars)
    return all(any(is_brought(place, brought) for place in places) for places in gold)


@_of_gold
def rewriting(outcome: Outcome) -> Score:
    """Return 1 if a follow-up was put to the right plans and its evidence is among five hits.

    One that names no plan and points back to none is rightly put to all of them.
    """
    if outcome.sample.kind != "follow-up":
        return unscored("不是追问")
    understood = outcome.trace.question
    wanted = {gold.plan for gold in outcome.sample.evidence}
    if understood.names_plan and set(understood.plans) != wanted:
        return Score(value=0, explanation=f"理解为“{understood.text}”，规划不对")
    if all(rank is None or rank > 5 for rank in _ranks(outcome)):  # noqa: PLR2004
        return Score(value=0, explanation=f"理解为“{understood.text}”，前 5 段没有依据")
    return Score(value=1, explanation=f"理解为“{understood.text}”")


def _ranks(outcome: Outcome) -> list[int | None]:
    """Return, for every gold evidence, the rank from 1 of the first hit that reaches it."""
    return [_rank(places, outcome.hit_places) for places in outcome.gold]


def _rank(places: tuple[Place, ...], hits: tuple[Place, ...]) -> int | None:
    for rank, hit in enumerate(hits, start=1):
        if any(hit.reaches(place) for place in places):
            return rank
    return None
