"""What is tried beyond single questions: dialogues, independence of what was said, mentions.

`evals/dialogues`, `evals/independence.py` and `evals/mentions` each make jobs; a job asks the
assistant and leaves trials. Their figures stand beside those of the questions in a result,
under keys such as ``tuning/dialogues``.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Literal, get_args

from assistant import Assistant
from assistant.answers import Trace
from corpus.catalogue import sources
from corpus.documents import Value
from corpus.errors import EvaluationError, PlansError
from evals.dataset import HALVES
from evals.metrics import ALL, Figures, estimate
from evals.progress import Progress
from evals.samples import Half, Sample, Turn
from evals.scores import Score
from evals.wording import named

TrialPart = Literal["dialogues", "independence", "mentions"]
PARTS: tuple[TrialPart, ...] = get_args(TrialPart)
# What people call each shipped plan by: its region, without what kind of region it is.
REGIONS: Mapping[str, str] = {source.id: source.region[:-1] for source in sources()}


class TrialDetail(Value):
    """What may be read of a trial: only ever of the tuning half.

    ``before`` are the user's messages before the question, and ``alone`` the answer to the
    question by itself, where that is compared.
    """

    question: str
    understood: str
    answer: str
    before: tuple[str, ...] = ()
    alone: str = ""


class Trial(Value):
    """Something tried, with its scores by figure.

    Trials of one ``group`` (a dialogue, a question) are no independent evidence. ``detail`` is
    ``None`` for the held-out half, and where it would say nothing new.
    """

    part: TrialPart
    id: str
    group: str
    half: Half
    scores: dict[str, Score]
    detail: TrialDetail | None = None

    @property
    def faults(self) -> tuple[str, ...]:
        """The names of the figures in which the trial falls short."""
        return tuple(name for name, score in self.scores.items() if falls_short(name, score))


Job = Callable[[], Sequence[Trial]]


def falls_short(name: str, score: Score) -> bool:
    """Whether a score is worse than the best of its figure."""
    best = 0.0 if named(name).lower_is_better else 1.0
    return score.value is not None and score.value != best


def trial_from(
    part: TrialPart,
    trial_id: str,
    half: Half,
    scores: dict[str, Score],
    detail: TrialDetail,
    *,
    group: str,
    keeps_all: bool = False,
) -> Trial:
    """Return a trial; of the held-out half, scores alone are left of it.

    Args:
        keeps_all: the detail is kept also where nothing is wrong.
    """
    if half == "held-out":
        scores = {name: Score(value=score.value) for name, score in scores.items()}
    trial = Trial(part=part, id=trial_id, group=group, half=half, scores=scores)
    if half == "held-out" or not (keeps_all or trial.faults):
        return trial
    return trial.model_copy(update={"detail": detail})


def asked(assistant: Assistant, sample: Sample, history: Sequence[Turn] = ()) -> Trace:
    """Put a question after these messages.

    Raises:
        EvaluationError: the assistant failed on it.
    """
    try:
        return assistant.trace(
            sample.question, [turn.model_dump() for turn in history], sample.plans
        )
    except PlansError as error:
        raise EvaluationError(
            f"题目 {sample.id} 无法作答：{error.message}", error.remedy
        ) from error


def with_answer(history: Sequence[Turn], question: str, answer: str) -> tuple[Turn, ...]:
    """Return the messages so far with a question and its answer after them."""
    said = Turn(role="user", content=question), Turn(role="assistant", content=answer)
    return (*history, *said)


def trials_of(
    jobs: Sequence[Job], *, workers: int = 1, progress: Progress | None = None
) -> tuple[Trial, ...]:
    """Do every job; the trials come in the order of the jobs. Errors as for `asked`."""
    trials: list[Trial] = []
    with ThreadPoolExecutor(max_workers=workers) as pool:
        for done, found in enumerate(pool.map(lambda job: job(), jobs), start=1):
            trials += found
            if progress:
                progress(done, len(jobs))
    return tuple(trials)


def trial_figures(trials: Sequence[Trial]) -> dict[str, Figures]:
    """Return the figures by half and part; those of one group are drawn together."""
    return {
        f"{half}/{part}": _figures_of(kept)
        for half in (ALL, *HALVES)
        for part in PARTS
        if (kept := [t for t in trials if t.part == part and half in (ALL, t.half)])
    }


def _figures_of(trials: Sequence[Trial]) -> Figures:
    names = dict.fromkeys(name for trial in trials for name in trial.scores)
    scored = {
        name: [
            (score.value, trial.group)
            for trial in trials
            if (score := trial.scores.get(name)) and score.value is not None
        ]
        for name in names
    }
    return {
        name: estimate([value for value, _ in each], [group for _, group in each])
        for name, each in scored.items()
    }
