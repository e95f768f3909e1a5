"""What each stage of retrieval brings: the same questions with the stages switched off in turn.

Understanding stays: in every leg a question is put to the plans that it means, in words that
stand alone. What is judged are the hits, as ``plans eval`` judges them.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from types import MappingProxyType
from typing import NamedTuple

from assistant import Assistant
from corpus.documents import Value
from evals.benchmarks.datasets import sampled
from evals.benchmarks.report import Figure, Grid, Report, mean_of
from evals.dataset import HALVES, KINDS, load_samples
from evals.metrics import ALL
from evals.outcome import Outcome
from evals.places import PlanText
from evals.run import plan_texts
from evals.samples import Half, Kind, Sample
from evals.scorers import RETRIEVAL_SCORERS
from evals.wording import FIGURE_NAMES, HALF_NAMES, KIND_NAMES
from index.settings import SecondStage, Settings

FIGURES = ("recall@1", "recall@5", "evidence@1000", "evidence@2000")


class Leg(NamedTuple):
    """A way through the stages; ``dense_weight`` is ``None`` where the setting's is taken."""

    label: str
    dense_weight: float | None
    second_stage: SecondStage

    def settings(self, others: Settings) -> Settings:
        """Return the settings that lead this way, all others as they are."""
        weight = others.dense_weight if self.dense_weight is None else self.dense_weight
        changed = {"dense_weight": weight, "second_stage": self.second_stage}
        return others.model_copy(update=changed)


LEGS: Mapping[str, Leg] = MappingProxyType(
    {
        "dense": Leg("只按向量", 1, "none"),
        "keyword": Leg("只按关键词", 0, "none"),
        "fused": Leg("合并得分", None, "none"),
        "sentences": Leg("＋按句重排", None, "sentences"),
        "all": Leg("＋查表（全部）", None, "all"),
    }
)


class Row(Value):
    """A question with its scores, by leg and figure."""

    id: str
    kind: Kind
    half: Half
    scores: dict[str, dict[str, float | None]]


def run(
    data: Path | None,
    settings: Settings,
    *,
    limit: int | None = None,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Put ``limit`` questions that have gold evidence (all by default); ``data`` is not needed."""
    begun = perf_counter()
    samples = sampled([sample for sample in load_samples() if sample.evidence], limit, seed)
    assistants = {name: Assistant.shipped(leg.settings(settings)) for name, leg in LEGS.items()}
    plans = plan_texts()
    rows = []
    for sample in samples:
        rows.append(row_of(sample, assistants, plans))
        if progress:
            progress(len(rows), len(samples))
    return Report(
        suite="ablation",
        title="检索各环节的作用",
        n=len(rows),
        limit=limit,
        seed=seed,
        seconds=perf_counter() - begun,
        figures=figures_of(rows),
        grids=tuple(grid_of(rows, half, figure) for figure in FIGURES for half in HALVES),
        remarks=("各环节都先理解问题：补全追问，认出所问的规划",),
        rows=tuple(rows),
    )


def row_of(
    sample: Sample, assistants: Mapping[str, Assistant], plans: Mapping[str, PlanText]
) -> Row:
    """Ask a question in every leg, of the assistant under its name."""
    scores = {}
    history = [turn.model_dump() for turn in sample.history]
    for name, assistant in assistants.items():
        trace = assistant.trace(sample.question, history, sample.plans)
        outcome = Outcome(sample, trace, plans)
        scores[name] = {figure: RETRIEVAL_SCORERS[figure](outcome).value for figure in FIGURES}
    return Row(id=sample.id, kind=sample.kind, half=sample.half, scores=scores)


def figures_of(rows: Sequence[Row]) -> dict[str, Figure]:
    """Return every figure as ``half/kind/leg/figure``."""
    return {
        f"{half}/{kind}/{name}/{figure}": mean_of(
            f"{HALF_NAMES[half]} {leg.label} {FIGURE_NAMES[figure]}",
            [row.scores[name][figure] for row in kept],
        )
        for half in HALVES
        for kind in (ALL, *KINDS)
        if (kept := _of(rows, half, kind))
        for name, leg in LEGS.items()
        for figure in FIGURES
    }


def grid_of(rows: Sequence[Row], half: Half, figure: str) -> Grid:
    """Return one figure of one half: a row for each kind, a column for each leg."""
    lines = []
    for kind in (*KINDS, ALL):
        if kept := _of(rows, half, kind):
            means = [mean_of("", [r.scores[leg][figure] for r in kept]).value or 0 for leg in LEGS]
            name = KIND_NAMES[kind] if kind in KINDS else "全部"
            lines.append((name, str(len(kept)), *(f"{100 * mean:.1f}" for mean in means)))
    return Grid(
        title=f"{FIGURE_NAMES[figure]}，{HALF_NAMES[half]}（%）",
        columns=("题型", "题数", *(leg.label for leg in LEGS.values())),
        rows=tuple(lines),
    )


def _of(rows: Sequence[Row], half: Half, kind: str) -> list[Row]:
    return [row for row in rows if row.half == half and kind in (ALL, row.kind)]
