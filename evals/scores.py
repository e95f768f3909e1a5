"""What a scorer says of one answer: a value from 0 to 1, or none with the reason."""

from typing import Annotated

from pydantic import Field

from corpus.documents import Value


class Score(Value):
    """A judgement of one answer; ``value`` is ``None`` where there is nothing to judge.

    Unscored is not wrong: such an answer is left out of the mean, it does not count as 0
    (the distinction that inspect_ai makes). ``explanation`` says, in Chinese, why.
    """

    value: Annotated[float, Field(ge=0, le=1)] | None
    explanation: str = ""

    @property
    def passed(self) -> bool:
        """Whether nothing is missing."""
        return self.value == 1


def unscored(reason: str) -> Score:
    """Return the score of an answer that this scorer has nothing to say about."""
    return Score(value=None, explanation=reason)


def share(good: int, total: int, explanation: str = "") -> Score:
    """Return ``good`` of ``total`` as a score; ``total`` must not be 0."""
    return Score(value=good / total, explanation=explanation)
