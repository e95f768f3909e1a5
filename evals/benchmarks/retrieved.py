"""What is retrieved with one weight of the dense search or another.

Understanding stays: with every weight a question is put to the plans that it means, in words
that stand alone. What is judged are the hits, as ``plans eval`` judges them.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant import Assistant
from assistant.library import Library
from corpus.catalogue import read_plan, sources
from corpus.documents import Value
from evals.benchmarks.datasets import Progress, in_turn
from evals.benchmarks.measuring import saved_index
from evals.outcome import Outcome
from evals.run import plan_texts
from evals.samples import Half, Kind, Sample
from evals.scorers import RETRIEVAL_SCORERS
from index.settings import Settings


class Row(Value):
    """A question with its scores: of each figure one for every weight."""

    id: str
    kind: Kind
    half: Half
    scores: dict[str, tuple[float, ...]]


def retrieved_at(
    weights: Sequence[float],
    samples: Sequence[Sample],
    figures: Collection[str],
    settings: Settings,
    progress: Progress,
) -> list[Row]:
    """Ask every question with every weight; all of them need gold evidence.

    Raises:
        EvaluationError: the index of the shipped plans cannot be opened.
    """
    assistants = assistants_at(weights, settings)
    plans = plan_texts()
    rows = []
    for sample in in_turn(samples, progress):
        history = [turn.model_dump() for turn in sample.history]
        outcomes = [
            Outcome(sample, assistant.trace(sample.question, history, sample.plans), plans)
            for assistant in assistants
        ]
        scores = {
            figure: tuple(RETRIEVAL_SCORERS[figure](outcome).value or 0.0 for outcome in outcomes)
            for figure in figures
        }
        rows.append(Row(id=sample.id, kind=sample.kind, half=sample.half, scores=scores))
    return rows


def assistants_at(weights: Sequence[float], settings: Settings) -> tuple[Assistant, ...]:
    """Return an assistant for each weight, all over one index, which remembers the questions."""
    index = saved_index(settings)
    weighed = (index.hybrid.model_copy(update={"dense_weight": weight}) for weight in weights)
    return tuple(
        Assistant(Library(sources(), replace(index, hybrid=hybrid), read_plan), settings)
        for hybrid in weighed
    )
