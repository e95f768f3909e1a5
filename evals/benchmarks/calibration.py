"""The confidence on which refusing rests: fitted on the tuning half, tried on the other.

A case is a question for which no record, table or outline answers, so that a sentence must; it
counts as answered where the best sentence holds words of the gold evidence. The weights belong
into `assistant/confidence.toml`. Area under the curve and reliability are those of the weights
that the product has now.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score

from assistant import Assistant
from assistant.answers import Finding, Message
from assistant.composers.sentences import draft_from
from assistant.decision.confidence import Signals, confidence, signals_of
from assistant.library import Library
from assistant.pipeline import Composer
from assistant.question.answer_types import of_answer_type
from corpus.documents import Value
from evals.benchmarks.datasets import sampled
from evals.benchmarks.report import Figure, Grid, Report
from evals.dataset import HALVES, load_samples
from evals.places import PlanText, gold_places
from evals.run import plan_texts
from evals.samples import Half, Sample
from index.settings import Settings

HALF_NAMES: Mapping[Half, str] = {"tuning": "调试组", "held-out": "留出组"}
_BINS = 5
# No sentence is as sure as this: what is drafted then rests on no sentence alone.
_NEVER = 2.0


class Case(Value):
    """What speaks for the best sentence for a question, and whether it is the answer."""

    id: str
    half: Half
    signals: Signals
    is_answer: bool


def run(
    data: Path | None,
    settings: Settings,
    *,
    limit: int | None = None,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Take ``limit`` questions of both halves (all by default); ``data`` is not needed."""
    begun = perf_counter()
    library = Assistant.shipped(settings).library
    composer = Composer(library, settings)
    plans = plan_texts()
    samples = sampled(load_samples(), limit, seed)
    cases: list[Case] = []
    for number, sample in enumerate(samples, start=1):
        cases += cases_of(sample, composer, library, plans)
        if progress:
            progress(number, len(samples))
    figures: dict[str, Figure] = {}
    reliable: list[tuple[str, ...]] = []
    for half in HALVES:
        of_half = [case for case in cases if case.half == half]
        sure = np.array([confidence(case.signals) for case in of_half])
        truth = np.array([case.is_answer for case in of_half])
        figures |= _quality(half, sure, truth)
        reliable += list(_reliability(HALF_NAMES[half], sure, truth))
    return Report(
        suite="calibration",
        title="拒答的把握",
        n=len(cases),
        limit=limit,
        seed=seed,
        seconds=perf_counter() - begun,
        figures=figures,
        grids=(
            Grid(
                title="可靠性：把握与事实",
                columns=("分组", "把握", "题数", "平均把握", "确是答案"),
                rows=tuple(reliable),
            ),
            _weights_grid([case for case in cases if case.half == "tuning"]),
        ),
        rows=tuple(cases),
    )


def cases_of(
    sample: Sample, composer: Composer, library: Library, plans: Mapping[str, PlanText]
) -> Iterator[Case]:
    """Yield the case of a question as it is put, and in the words of the plans, if it is one."""
    history = [Message(role=turn.role, content=turn.content) for turn in sample.history]
    for found in composer.findings(sample.question, history, sample.plans):
        question = found.question
        if question.kind in ("across", "summary") or question.places:
            continue
        if draft_from(question, found.hits, found.evidence, library, _NEVER):
            continue
        signals = signals_of(question, found.hits, found.evidence, library)
        if signals is not None:
            is_answer = _holds_gold(sample, found, plans)
            yield Case(id=sample.id, half=sample.half, signals=signals, is_answer=is_answer)


def _holds_gold(sample: Sample, found: Finding, plans: Mapping[str, PlanText]) -> bool:
    best = of_answer_type(found.question, found.evidence)[0]
    passage, excerpt = best.passage, best.excerpt
    if passage.source.id not in plans:
        return False
    place = plans[passage.source.id].place((), excerpt.start, excerpt.end)
    gold = [gold_places(each, plans) for each in sample.evidence]
    return any(place.reaches(other) for places in gold for other in places)


def fitted(cases: Sequence[Case]) -> tuple[float, dict[str, float]]:
    """Return intercept and weights of a logistic regression of ``is_answer`` on the signals."""
    names = list(Signals.model_fields)
    rows = np.array([[getattr(case.signals, name) for name in names] for case in cases])
    truth = np.array([case.is_answer for case in cases])
    model = LogisticRegression(C=10.0, max_iter=10_000).fit(rows, truth)
    weights = dict(zip(names, model.coef_[0].tolist(), strict=True))
    return float(model.intercept_[0]), weights


def _weights_grid(cases: Sequence[Case]) -> Grid:
    intercept, weights = fitted(cases)
    rows = (("intercept", intercept), *weights.items())
    return Grid(
        title="在调试组上重新拟合的权重",
        columns=("信号", "权重"),
        rows=tuple((name, f"{value:.2f}") for name, value in rows),
    )


def _quality(half: Half, sure: NDArray[np.float64], truth: NDArray[np.bool_]) -> dict[str, Figure]:
    name = HALF_NAMES[half]
    auc, brier = roc_auc_score(truth, sure), brier_score_loss(truth, sure)
    return {
        f"{half}/auc": Figure(label=f"{name} AUC", value=float(auc), n=len(truth)),
        f"{half}/brier": Figure(label=f"{name} Brier", value=float(brier), n=len(truth)),
    }


def _reliability(
    half: str, sure: NDArray[np.float64], truth: NDArray[np.bool_]
) -> Iterator[tuple[str, ...]]:
    places = np.minimum((sure * _BINS).astype(int), _BINS - 1)
    for place in range(_BINS):
        inside = places == place
        if inside.any():
            yield (
                half,
                f"{place / _BINS:.1f}–{(place + 1) / _BINS:.1f}",
                str(int(inside.sum())),
                f"{100 * sure[inside].mean():.0f}%",
                f"{100 * truth[inside].mean():.0f}%",
            )
