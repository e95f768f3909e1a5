"""Conversations of six turns, each played with the assistant's own answers as its history."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from assistant import Assistant
from corpus.documents import Value
from evals.dataset import samples_in
from evals.outcome import Outcome
from evals.places import PlanText
from evals.samples import GoldEvidence, Half, Record, Sample, Turn, half_of
from evals.scorers.correctness import correctness
from evals.scores import Score
from evals.trials import Job, Trial, TrialDetail, asked, trial_from, with_answer

FOLDER = Path(__file__).parent
# Marks, as the note of a turn, that nothing is asked: thanks, say.
COURTESY = "courtesy"


class DialogueTurn(Value):
    """What a user says, and how the answer is judged: as for a `Sample`.

    A turn without keys and evidence is to be refused; one whose note is ``courtesy`` is
    answered rightly by any words that cite nothing.
    """

    question: str
    evidence: tuple[GoldEvidence, ...] = ()
    keys: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()
    note: str = ""


class Dialogue(Record):
    """The turns of one conversation, in order."""

    held_out: bool = False
    turns: tuple[DialogueTurn, ...]

    @property
    def half(self) -> Half:
        """The half of the set."""
        return half_of(self.held_out)

    @property
    def samples(self) -> tuple[Sample, ...]:
        """The turns as samples, without their history.

        An answer that rests on several places may be as long as one to a question in parts.
        """
        return tuple(
            Sample(
                id=f"{self.id}-{number}",
                kind="parts" if len(turn.evidence) > 1 else "follow-up",
                held_out=self.held_out,
                **turn.model_dump(),
            )
            for number, turn in enumerate(self.turns, start=1)
        )


def load_dialogues(folder: Path = FOLDER) -> tuple[Dialogue, ...]:
    """Return every dialogue; errors as for `samples_in`."""
    return samples_in(folder, Dialogue, "evals/dialogues/__init__.py")


def dialogue_jobs(
    dialogues: Sequence[Dialogue], assistant: Assistant, plans: Mapping[str, PlanText]
) -> list[Job]:
    """Return a job for each dialogue: a trial of each turn, and one of the whole."""
    return [partial(_played, dialogue, assistant, plans) for dialogue in dialogues]


def turn_right(outcome: Outcome) -> Score:
    """Return 1 for a right answer to a turn, 0 for a wrong one."""
    answer = outcome.answer
    if outcome.sample.note == COURTESY:
        is_idle = answer.refused or not answer.citations
        return Score(value=float(is_idle), explanation="" if is_idle else "不应引用规划")
    return correctness(outcome)


def _played(
    dialogue: Dialogue, assistant: Assistant, plans: Mapping[str, PlanText]
) -> tuple[Trial, ...]:
    history: tuple[Turn, ...] = ()
    trials: list[Trial] = []
    for sample in dialogue.samples:
        trace = asked(assistant, sample, history)
        detail = TrialDetail(
            question=sample.question,
            understood=trace.question.text,
            answer=trace.answer.text,
            before=tuple(turn.content for turn in history if turn.role == "user"),
        )
        scores = {"turn_right": turn_right(Outcome(sample, trace, plans))}
        trials.append(
            trial_from(
                "dialogues",
                sample.id,
                sample.half,
                scores,
                detail,
                group=dialogue.id,
                keeps_all=True,
            )
        )
        history = with_answer(history, sample.question, trace.answer.text)
    is_right = all(trial.scores["turn_right"].passed for trial in trials)
    whole = Trial(
        part="dialogues",
        id=dialogue.id,
        group=dialogue.id,
        half=dialogue.half,
        scores={"dialogue_right": Score(value=float(is_right))},
    )
    return (*trials, whole)
