"""A conversation on the page: each question as typed, and what came of it."""

from collections.abc import Iterable

from assistant.answers import Answer
from corpus.documents import Value
from corpus.errors import PlansError

ALONE_NOTE = "按原话回答，没有接前面的对话。"


class Problem(Value):
    """An error as it is shown: what happened, and what to do."""

    message: str
    remedy: str


class Turn(Value):
    """A question as it was typed, and the answer to it or the problem with it.

    One that ``is_alone`` was asked without the conversation before it.
    """

    question: str
    outcome: Answer | Problem
    is_alone: bool = False


class Asked(Value):
    """A question on its way: it goes on with ``before``, or with nothing if it ``is_alone``."""

    question: str
    before: tuple[Turn, ...] = ()
    is_alone: bool = False

    @property
    def history(self) -> list[dict[str, str]]:
        """The conversation that it is a question of."""
        return [] if self.is_alone else history_of(self.before)

    def turn(self, outcome: Answer | Problem) -> Turn:
        """Return it with what came of it."""
        return Turn(question=self.question, outcome=outcome, is_alone=self.is_alone)


def problem_from(error: PlansError) -> Problem:
    """Return what is shown of an error."""
    return Problem(message=error.message, remedy=error.remedy)


def history_of(turns: Iterable[Turn]) -> list[dict[str, str]]:
    """Return the conversation as it was said; a question that met an error is left out.

    With a question that was asked alone it begins anew: read after what came before, it would
    be misread once more.
    """
    messages: list[dict[str, str]] = []
    for turn in turns:
        if turn.is_alone:
            messages = []
        if isinstance(turn.outcome, Answer):
            messages += [
                {"role": "user", "content": turn.question},
                {"role": "assistant", "content": turn.outcome.text},
            ]
    return messages
