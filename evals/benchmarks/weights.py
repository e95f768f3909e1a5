"""How sure the weight of the dense search is: the best one over resamples of the questions.

Of the tuning half alone, for a weight is chosen by it. Every question is embedded once and
found with every weight of a grid; what is drawn anew are the scores, as in a bootstrap. A
weight counts as better only where the resamples agree.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.benchmarks.datasets import Progress, sampled, tuning_samples
from evals.benchmarks.report import Figure, Grid, Report, percentile_of
from evals.benchmarks.retrieved import retrieved_at
from evals.wording import named
from index.settings import Settings

GRID = tuple(round(0.05 * step, 2) for step in range(6, 20))  # 0.3 to 0.95
RESAMPLES = 1_000
QUANTILES = (5, 25, 50, 75, 95)
FIGURES = ("recall@1", "mrr", "evidence@1000")

Scores = NDArray[np.float64]


def run(
    data: Path | None, settings: Settings, *, limit: int | None, seed: int, progress: Progress
) -> Report:
    """Ask ``limit`` questions of the tuning half that have gold evidence (all by default).

    ``data`` is not needed.
    """
    tuning = tuning_samples(None, seed)
    samples = sampled([sample for sample in tuning if sample.evidence], limit, seed)
    weights = tuple(sorted({*GRID, settings.dense_weight}))
    rows = retrieved_at(weights, samples, FIGURES, settings, progress)
    now = weights.index(settings.dense_weight)
    matrices = {figure: np.array([row.scores[figure] for row in rows]) for figure in FIGURES}
    figures = {
        f"{name}/{part}": figure
        for name, scores in matrices.items()
        for part, figure in figures_of(scores, weights, now, seed).items()
    }
    return Report(
        title="向量检索的权重（调试组）",
        n=len(rows),
        figures=figures,
        grids=(quantiles_grid(figures),),
        remarks=(
            f"现在的权重是 {settings.dense_weight}；对题目重抽样 {RESAMPLES} 次，各取最好的权重",
        ),
        rows=tuple(rows),
    )


def best_weights(means: Scores, weights: Sequence[float]) -> list[float]:
    """Return the best weight of each resample, of equally good ones the middle.

    ``means`` has shape (resamples, weights).
    """
    is_best = means >= means.max(axis=1, keepdims=True) - 1e-9
    return [float(np.median(np.array(weights)[of_one])) for of_one in is_best]


def resampled(scores: Scores, seed: int) -> Scores:
    """Return the means of resamples of the questions, shape (resamples, weights).

    ``scores`` has shape (questions, weights).
    """
    drawn = np.random.default_rng(seed).integers(len(scores), size=(RESAMPLES, len(scores)))
    means: Scores = scores[drawn].mean(axis=1)
    return means


def figures_of(scores: Scores, weights: Sequence[float], now: int, seed: int) -> dict[str, Figure]:
    """Return the quantiles of the best weight, and what the best of all questions gains.

    The gain is that of the weight with the highest mean, which is its label, over today's
    (the one at place ``now``), with the 95 % interval.
    """
    n, drawn, means = len(scores), resampled(scores, seed), scores.mean(axis=0)
    best = best_weights(drawn, weights)
    highest = int(means.argmax())
    low, high = np.percentile(drawn[:, highest] - drawn[:, now], [2.5, 97.5])
    return {
        **{
            f"best_p{rank}": percentile_of("最好的权重", best, rank, "weight") for rank in QUANTILES
        },
        "gain": Figure(
            label=f"{weights[highest]:g}",
            value=float(means[highest] - means[now]),
            low=float(low),
            high=float(high),
            n=n,
        ),
    }


def quantiles_grid(figures: Mapping[str, Figure]) -> Grid:
    """Return the quantiles of the best weight by each figure, and what it gains."""
    rows = []
    for name in FIGURES:
        gain = figures[f"{name}/gain"]
        quantiles = (f"{figures[f'{name}/best_p{rank}'].value:.3g}" for rank in QUANTILES)
        more, low, high = (100 * (share or 0) for share in (gain.value, gain.low, gain.high))
        gained = f"{more:.1f}（{low:.1f}–{high:.1f}）"
        rows.append((named(name).label, *quantiles, gain.label, gained))
    return Grid(
        title="重抽样中最好的权重；按全部题目最好的权重，比现在的多几个百分点（95% 区间）",
        columns=("指标", *(f"p{rank}" for rank in QUANTILES), "全部", "多"),
        rows=tuple(rows),
    )
