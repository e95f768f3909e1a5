"""What each way to search brings: by vector alone, by keyword alone, and the two fused."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from evals.benchmarks.datasets import Progress, sampled
from evals.benchmarks.report import Figure, Grid, Report, mean_of
from evals.benchmarks.retrieved import Row, retrieved_at
from evals.dataset import HALVES, KINDS, load_samples
from evals.metrics import ALL
from evals.samples import Half
from evals.wording import HALF_NAMES, KIND_NAMES, named
from index.settings import Settings

FIGURES = ("recall@1", "recall@5", "evidence@1000", "evidence@2000")
# Their names and labels, in the order of the weights that `run` gives them.
LEGS = {"dense": "只按向量", "keyword": "只按关键词", "fused": "合并得分"}


def run(
    data: Path | None, settings: Settings, *, limit: int | None, seed: int, progress: Progress
) -> Report:
    """Put ``limit`` questions that have gold evidence (all by default); ``data`` is not needed."""
    samples = sampled([sample for sample in load_samples() if sample.evidence], limit, seed)
    weights = (1.0, 0.0, settings.dense_weight)
    rows = retrieved_at(weights, samples, FIGURES, settings, progress)
    return Report(
        title="检索各环节的作用",
        n=len(rows),
        figures=figures_of(rows),
        grids=tuple(grid_of(rows, half, figure) for figure in FIGURES for half in HALVES),
        remarks=("各环节都先理解问题：补全追问，认出所问的规划",),
        rows=tuple(rows),
    )


def figures_of(rows: Sequence[Row]) -> dict[str, Figure]:
    """Return every figure as ``half/kind/leg/figure``."""
    return {
        f"{half}/{kind}/{leg}/{figure}": mean_of(
            f"{HALF_NAMES[half]} {label} {named(figure).label}",
            [row.scores[figure][place] for row in kept],
        )
        for half in HALVES
        for kind in (ALL, *KINDS)
        if (kept := _of(rows, half, kind))
        for place, (leg, label) in enumerate(LEGS.items())
        for figure in FIGURES
    }


def grid_of(rows: Sequence[Row], half: Half, figure: str) -> Grid:
    """Return one figure of one half: a row for each kind, a column for each leg."""
    lines = []
    for kind in (*KINDS, ALL):
        if kept := _of(rows, half, kind):
            means = np.mean([row.scores[figure] for row in kept], axis=0)
            name = KIND_NAMES[kind] if kind in KINDS else "全部"
            lines.append((name, str(len(kept)), *(f"{100 * mean:.1f}" for mean in means)))
    return Grid(
        title=f"{named(figure).label}，{HALF_NAMES[half]}（%）",
        columns=("题型", "题数", *LEGS.values()),
        rows=tuple(lines),
    )


def _of(rows: Sequence[Row], half: Half, kind: str) -> list[Row]:
    return [row for row in rows if row.half == half and kind in (ALL, row.kind)]
