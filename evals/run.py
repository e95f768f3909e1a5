"""Every question of the eval set put to one assistant, and each answer scored."""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import perf_counter

from assistant import Assistant
from assistant.answers import Answer
from corpus.catalogue import shipped_plans
from corpus.errors import EvaluationError, PlansError
from evals.chat import Reading
from evals.dataset import digest_of
from evals.outcome import Outcome, Scorer
from evals.places import PlanText, gold_places
from evals.progress import Progress
from evals.rows import Row, detail_from
from evals.samples import DocumentSample, Sample
from evals.scorers import SCORERS
from evals.scores import Score

# Tells what became of a chat model's sentences.
Tell = Callable[[Outcome], Reading | None]
# Loads the embedding model, so that no question of the set is charged with it.
_WARM_UP = "人均预期寿命"


def warm_up(assistant: Assistant) -> float:
    """Ask one question outside the set; return how many seconds the first answer takes."""
    begun = perf_counter()
    assistant.answer(_WARM_UP)
    return perf_counter() - begun


def plan_texts() -> dict[str, PlanText]:
    """Return the shipped plans, ready to look places up in."""
    return {plan.source.id: PlanText(plan) for plan in shipped_plans()}


def check_evidence(samples: Iterable[Sample], plans: Mapping[str, PlanText]) -> None:
    """Raise `EvaluationError` if a gold evidence does not stand in its plan."""
    for sample in samples:
        for gold in sample.evidence:
            gold_places(gold, plans)


def run(
    samples: Sequence[Sample],
    assistant: Assistant,
    plans: Mapping[str, PlanText],
    *,
    scorers: Mapping[str, Scorer] = SCORERS,
    tell: Tell | None = None,
    answers: MutableMapping[str, Answer] | None = None,
    workers: int = 1,
    progress: Progress | None = None,
) -> tuple[Row, ...]:
    """Ask and score every sample; the rows come in the order of the samples.

    Args:
        plans: the plans as the assistant read them.
        tell: tells what became of a chat model's sentences, if that is asked.
        answers: is given the answers by the ids of their samples.
        workers: how many questions are under way at once. Answers and scores are the same
            with any number; latencies are those of a single user only with one.
        progress: told how many samples are done, and of how many.

    Raises:
        EvaluationError: the assistant failed on a question.
    """
    rows: list[Row] = []
    with ThreadPoolExecutor(max_workers=workers) as pool:
        asking = partial(
            row_of, assistant=assistant, plans=plans, scorers=scorers, tell=tell, answers=answers
        )
        for row in pool.map(asking, samples):
            rows.append(row)
            if progress:
                progress(len(rows), len(samples))
    return tuple(rows)


def row_of(
    sample: Sample,
    assistant: Assistant,
    plans: Mapping[str, PlanText],
    scorers: Mapping[str, Scorer],
    *,
    tell: Tell | None = None,
    answers: MutableMapping[str, Answer] | None = None,
) -> Row:
    """Ask one question and score the answer; errors as for `run`."""
    begun = perf_counter()
    try:
        trace = assistant.trace(
            sample.question, [turn.model_dump() for turn in sample.history], sample.plans
        )
    except PlansError as error:
        raise EvaluationError(
            f"题目 {sample.id} 无法作答：{error.message}", error.remedy
        ) from error
    total = perf_counter() - begun
    outcome = Outcome(sample, trace, plans)
    if answers is not None:
        answers[sample.id] = trace.answer
    return Row(
        id=sample.id,
        kind=sample.kind,
        half=sample.half,
        document=sample.document if isinstance(sample, DocumentSample) else "",
        digest=digest_of(sample),
        expects_refusal=sample.expects_refusal,
        refused=trace.answer.refused,
        confidence=trace.confidence,
        scores=dict(_scored(outcome, scorers)),
        seconds={**trace.seconds, "total": total},
        detail=None if sample.held_out else detail_from(outcome),
        reading=tell(outcome) if tell else None,
    )


def _scored(outcome: Outcome, scorers: Mapping[str, Scorer]) -> Iterator[tuple[str, Score]]:
    """Yield every score; an explanation quotes the answer, so the held-out half has none."""
    for name, scorer in scorers.items():
        score = scorer(outcome)
        yield name, Score(value=score.value) if outcome.sample.held_out else score
