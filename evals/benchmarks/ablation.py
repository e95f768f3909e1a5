"""What each way to search brings: by vector alone, by keyword alone, and the two fused."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from evals.benchmarks.datasets import Progress, sampled
from evals.benchmarks.report import Figure, Grid, Report, mean_of
from evals.benchmarks.retrieved import Row, retrieved_at
from evals.dataset import HALVES, load_samples
from evals.samples import Half
from evals.wording import HALF_NAMES, named
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
    figures = figures_of(rows)
    return Report(
        title="检索各环节的作用",
        n=len(rows),
        figures=figures,
        grids=tuple(grid_of(figures, half) for half in HALVES),
        remarks=("各环节都先理解问题：补全追问，认出所问的规划",),
        rows=tuple(rows),
    )


def figures_of(rows: Sequence[Row]) -> dict[str, Figure]:
    """Return every figure as ``half/leg/figure``."""
    return {
        f"{half}/{leg}/{figure}": mean_of(
            f"{HALF_NAMES[half]} {label} {named(figure).label}",
            [row.scores[figure][place] for row in rows if row.half == half],
        )
        for half in HALVES
        for place, (leg, label) in enumerate(LEGS.items())
        for figure in FIGURES
    }


def grid_of(figures: Mapping[str, Figure], half: Half) -> Grid:
    """Return the figures of one half: a row for each leg, a column for each figure."""
    rows = []
    for leg, label in LEGS.items():
        means = (figures[f"{half}/{leg}/{figure}"].value for figure in FIGURES)
        rows.append((label, *("—" if mean is None else f"{100 * mean:.1f}" for mean in means)))
    return Grid(
        title=f"{HALF_NAMES[half]}（%）",
        columns=("检索", *(named(figure).label for figure in FIGURES)),
        rows=tuple(rows),
    )
