"""A question of the eval set, with what a right answer says and where the plans say it."""

from typing import Literal

from corpus.documents import Value

Kind = Literal[
    "fact",
    "indicator",
    "list",
    "responsibility",
    "numeric",
    "paraphrase",
    "summary",
    "compare",
    "across",
    "follow-up",
    "unanswerable",
]


class GoldEvidence(Value):
    """Words that support the answer, verbatim but for white space and conversion debris."""

    plan: str
    quote: str


class Turn(Value):
    """A message of the conversation before the question."""

    role: Literal["user", "assistant"]
    content: str


class Sample(Value):
    """A question, and how an answer to it is judged.

    An answer is right when it holds, for every group in ``keys``, at least one of the
    group's alternatives, and none of ``forbidden``. A sample of the kind ``unanswerable``
    has no keys and no evidence: the right answer is a refusal.
    """

    id: str
    kind: Kind
    question: str
    history: tuple[Turn, ...] = ()
    plans: tuple[str, ...] | None = None
    evidence: tuple[GoldEvidence, ...] = ()
    keys: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()
    held_out: bool = False
    note: str = ""
