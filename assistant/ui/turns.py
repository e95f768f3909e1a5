"""A conversation on the page: each question as typed, and what came of it."""

from collections.abc import Iterable

from assistant.answers import Answer
from corpus.documents import Value
from corpus.errors import PlansError


class Problem(Value):
    """An error as it is shown: what happened, and what to do."""

    message: str
    remedy: str


class Turn(Value):
    """A question as it was typed, and the answer to it or the problem with it."""

    question: str
    outcome: Answer | Problem


def problem_from(error: PlansError) -> Problem:
    """Return what is shown of an error."""
    return Problem(message=error.message, remedy=error.remedy)


def history_of(turns: Iterable[Turn]) -> list[dict[str, str]]:
    """Return the conversation as it was said; a question that met an error is left out."""
    messages = []
    for turn in turns:
        if isinstance(turn.outcome, Answer):
            messages += [
                {"role": "user", "content": turn.question},
                {"role": "assistant", "content": turn.outcome.text},
            ]
    return messages
