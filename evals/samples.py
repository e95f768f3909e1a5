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
    "parts",
    "follow-up",
    "unanswerable",
]
Half = Literal["tuning", "held-out"]


class GoldEvidence(Value):
    """Words that support the answer, verbatim but for white space and conversion debris."""

    plan: str
    quote: str


class Turn(Value):
    """A message of the conversation before the question."""

    role: Literal["user", "assistant"]
    content: str


def half_of(held_out: bool) -> Half:
    """Return the half of the set: only aggregates of ``held-out`` are shown to anyone."""
    return "held-out" if held_out else "tuning"


class Record(Value):
    """A line of a file of the eval set; no other line of its folder has this ``id``."""

    id: str


class Sample(Record):
    """A question, and how an answer to it is judged.

    An answer is right when it holds, for every group in ``keys``, at least one of the
    group's alternatives, and none of ``forbidden``. A sample without keys and evidence
    (all of the kind ``unanswerable``, and some follow-ups) is to be refused. Where the plans
    answer a question in part only, ``absent`` has a word for each part that they do not: a
    right answer has a line with that word which says that nothing was found.
    """

    kind: Kind
    question: str
    history: tuple[Turn, ...] = ()
    plans: tuple[str, ...] | None = None
    evidence: tuple[GoldEvidence, ...] = ()
    keys: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    held_out: bool = False
    note: str = ""

    @property
    def expects_refusal(self) -> bool:
        """Whether the plans do not answer this question."""
        return not self.keys and not self.evidence

    @property
    def about(self) -> set[str]:
        """The ids of the plans that the question is about, as far as the sample says."""
        return {gold.plan for gold in self.evidence} | set(self.plans or ())

    @property
    def half(self) -> Half:
        """The half of the set."""
        return half_of(self.held_out)


class DocumentSample(Sample):
    """A question about ``documents`` that are no shipped plans; it is put without naming them."""

    documents: tuple[str, ...]

    @property
    def about(self) -> set[str]:
        """The documents that the question is about."""
        return set(self.documents)

    @property
    def document(self) -> str:
        """The one document, or ``both``."""
        return self.documents[0] if len(self.documents) == 1 else "both"
