"""How sure the weight of the dense search is: the best one over resamples of the questions.

Of the tuning half alone, for a weight is chosen by it. Every question is embedded once and
found with every weight of a grid; what is drawn anew are the scores, as in a bootstrap. A
weight counts as better only where the resamples agree.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from assistant import Assistant
from assistant.library import Library
from corpus.catalogue import read_plan, sources
from corpus.documents import Value
from evals.benchmarks.datasets import sampled
from evals.benchmarks.report import Figure, Grid, Report
from evals.benchmarks.saved_index import saved_index
from evals.dataset import chosen, load_samples
from evals.outcome import Outcome
from evals.places import PlanText
from evals.run import plan_texts
from evals.samples import Sample
from evals.scorers import RETRIEVAL_SCORERS
from index.settings import SecondStage, Settings

GRID = tuple(round(0.05 * step, 2) for step in range(6, 20))  # 0.3 to 0.95
RESAMPLES = 1_000
QUANTILES = (5, 25, 50, 75, 95)
FIGURES: Mapping[str, str] = {"recall@1": "R@1", "mrr": "MRR", "evidence@1000": "1000字"}
STAGES: Mapping[SecondStage, str] = {"none": "检索", "all": "全程"}

Scores = NDArray[np.float64]


class Row(Value):
    """A question with its scores at the weights of the grid, by ``stage/figure``."""

    id: str
    scores: dict[str, tuple[float, ...]]


def run(
    data: Path | None,
    settings: Settings,
    *,
    limit: int | None = None,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Ask ``limit`` questions of the tuning half that have gold evidence (all by default).

    ``data`` is not needed.

    Raises:
        EvaluationError: the index of the shipped plans cannot be opened.
    """
    begun = perf_counter()
    tuning = chosen(load_samples(), halves=("tuning",))
    samples = sampled([sample for sample in tuning if sample.evidence], limit, seed)
    weights = tuple(sorted({*GRID, settings.dense_weight}))
    assistants = assistants_at(weights, settings)
    plans = plan_texts()
    rows = []
    for sample in samples:
        rows.append(row_of(sample, assistants, plans))
        if progress:
            progress(len(rows), len(samples))
    matrices = {
        name: np.array([row.scores[name] for row in rows])  # shape (questions, weights)
        for name in rows[0].scores
    }
    now = weights.index(settings.dense_weight)
    figures = {}
    for name, scores in matrices.items():
        figures.update(figures_of(name, scores, weights, now, seed))
    return Report(
        suite="weights",
        title="向量检索的权重（调试组）",
        n=len(rows),
        limit=limit,
        seed=seed,
        seconds=perf_counter() - begun,
        figures=figures,
        grids=(means_grid(matrices, weights), quantiles_grid(figures, matrices)),
        remarks=(
            f"现在的权重是 {settings.dense_weight}；对题目重抽样 {RESAMPLES} 次，各取最好的权重",
        ),
        rows=tuple(rows),
    )


def assistants_at(
    weights: Sequence[float], settings: Settings
) -> tuple[Mapping[SecondStage, Assistant], ...]:
    """Return assistants for every weight, all over one index, which remembers the questions."""
    index = saved_index(settings)
    made = []
    for weight in weights:
        hybrid = index.hybrid.model_copy(update={"dense_weight": weight})
        library = Library(sources(), replace(index, hybrid=hybrid), read_plan)
        staged = (settings.model_copy(update={"second_stage": stage}) for stage in STAGES)
        made.append({one.second_stage: Assistant(library, one) for one in staged})
    return tuple(made)


def row_of(
    sample: Sample,
    assistants: Sequence[Mapping[SecondStage, Assistant]],
    plans: Mapping[str, PlanText],
) -> Row:
    """Ask a question with every weight, with the second stage and without."""
    history = [turn.model_dump() for turn in sample.history]
    scores: dict[str, list[float]] = {}
    for at_weight in assistants:
        for stage, assistant in at_weight.items():
            outcome = Outcome(
                sample, assistant.trace(sample.question, history, sample.plans), plans
            )
            for figure in FIGURES:
                value = RETRIEVAL_SCORERS[figure](outcome).value
                scores.setdefault(f"{stage}/{figure}", []).append(value or 0.0)
    return Row(id=sample.id, scores={name: tuple(values) for name, values in scores.items()})


def best_weights(scores: Scores, weights: Sequence[float], seed: int) -> Scores:
    """Return the best weight of each resample of the questions, shape (resamples,).

    ``scores`` has shape (questions, weights). Of weights that are equally good, the middle.
    """
    means = _resampled(scores, seed)
    is_best = means >= means.max(axis=1, keepdims=True) - 1e-9
    return np.array([np.median(np.array(weights)[of_one]) for of_one in is_best])


def _resampled(scores: Scores, seed: int) -> Scores:
    """Return the means of resamples, shape (resamples, weights)."""
    drawn = np.random.default_rng(seed).integers(len(scores), size=(RESAMPLES, len(scores)))
    means: Scores = scores[drawn].mean(axis=1)
    return means


def figures_of(
    name: str, scores: Scores, weights: Sequence[float], now: int, seed: int
) -> dict[str, Figure]:
    """Return the quantiles of the best weight, the mean at each weight, and what the best gains.

    The gain is that of the weight with the highest mean, which is its label, over today's,
    with the 95 % interval.
    """
    n = len(scores)
    best = best_weights(scores, weights, seed)
    figures = {
        f"{name}/best_p{rank}": Figure(
            label="最好的权重", value=float(np.percentile(best, rank)), unit="weight", n=RESAMPLES
        )
        for rank in QUANTILES
    }
    means = scores.mean(axis=0)
    for weight, mean in zip(weights, means.tolist(), strict=True):
        figures[f"{name}/at_{weight:g}"] = Figure(label="平均", value=mean, n=n)
    highest = int(means.argmax())
    resampled = _resampled(scores, seed)
    low, high = np.percentile(resampled[:, highest] - resampled[:, now], [2.5, 97.5])
    figures[f"{name}/gain"] = Figure(
        label=f"{weights[highest]:g}",
        value=float(means[highest] - means[now]),
        low=float(low),
        high=float(high),
        n=n,
    )
    return figures


def means_grid(matrices: Mapping[str, Scores], weights: Sequence[float]) -> Grid:
    """Return the mean of each figure at each weight."""
    rows = [
        (f"{weight:g}", *(f"{100 * scores[:, column].mean():.1f}" for scores in matrices.values()))
        for column, weight in enumerate(weights)
    ]
    return Grid(
        title="各权重下的指标（%）",
        columns=("权重", *map(_label, matrices)),
        rows=tuple(rows),
    )


def quantiles_grid(figures: Mapping[str, Figure], matrices: Mapping[str, Scores]) -> Grid:
    """Return the quantiles of the best weight by each figure, and what it gains."""
    rows = []
    for name in matrices:
        gain = figures[f"{name}/gain"]
        quantiles = (f"{figures[f'{name}/best_p{rank}'].value:.3g}" for rank in QUANTILES)
        gained = f"{_percent(gain.value)}（{_percent(gain.low)}–{_percent(gain.high)}）"
        rows.append((_label(name), *quantiles, gain.label, gained))
    ranks = (f"p{rank}" for rank in QUANTILES)
    return Grid(
        title="重抽样中最好的权重；按全部题目最好的权重，比现在的多几个百分点（95% 区间）",
        columns=("指标", *ranks, "全部", "多"),
        rows=tuple(rows),
    )


def _percent(share: float | None) -> str:
    return f"{100 * (share or 0):.1f}"


def _label(name: str) -> str:
    stage, figure = name.split("/")
    labels = {str(stage): label for stage, label in STAGES.items()}
    return f"{labels[stage]} {FIGURES[figure]}"
