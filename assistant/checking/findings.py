"""What checking a draft gives: its claims about plans, and for each whether a plan supports it."""

from typing import Literal

from assistant.answers import Citation, Evidence
from corpus.documents import Value

Verdict = Literal["supported", "contradicted", "not_found"]
ClaimKind = Literal["figure", "deadline", "level", "responsibility", "statement"]


class Claim(Value):
    """Words of a draft that a plan may support: a figure, a year, a grade, a unit, a statement.

    ``text`` is the draft's own words from ``start`` to ``end`` in its text as read; ``before``
    and ``after`` is the rest of their sentence, or for a cell of a table its row and column.
    ``path`` are the headings above. ``plans`` are the ids of the plans that it was held
    against, and ``names_plan`` whether the draft or the caller chose them; otherwise they are
    all plans.
    """

    kind: ClaimKind
    text: str
    start: int
    end: int
    before: str
    after: str
    path: tuple[str, ...]
    plans: tuple[str, ...]
    names_plan: bool


class Finding(Value):
    """A claim with its verdict, why in Chinese, and the words of the plan that it rests on.

    What is not found may have citations too: of what the plan says of the same thing for
    another year, say.
    """

    claim: Claim
    verdict: Verdict
    explanation: str
    citations: tuple[Citation, ...] = ()


class Report(Value):
    """A draft and what was found in it, in the order of its text.

    ``text`` is the draft as read, which all offsets count; ``unmarked`` is how many figures
    are not about a plan, such as dates and the draft's own statistics; ``notes`` tell in
    Chinese what of the file could not be read.
    """

    title: str
    text: str
    findings: tuple[Finding, ...]
    unmarked: int = 0
    notes: tuple[str, ...] = ()

    def of(self, verdict: Verdict) -> tuple[Finding, ...]:
        """Return the findings with a verdict."""
        return tuple(finding for finding in self.findings if finding.verdict == verdict)

    @property
    def is_clean(self) -> bool:
        """Whether nothing in the draft contradicts a plan."""
        return not self.of("contradicted")


class Judgement(Value):
    """A verdict with its reason and evidence, before the citations are numbered."""

    verdict: Verdict
    explanation: str
    evidence: tuple[Evidence, ...] = ()
