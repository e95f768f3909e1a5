"""Each sentence of a model held to the plans: let through with its evidence, or withheld."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from assistant.answers import Question, Statement
from assistant.chat.attribution import overlap
from assistant.chat.conclusions import is_conclusion, wrong_conclusion
from assistant.chat.counting import without_counts
from assistant.chat.figures import Figure, plain, terms_beside
from assistant.chat.forms import RAW_CLAUSES, fault_of_form, is_balanced, segments_of, shown
from assistant.chat.items import Item
from assistant.chat.markers import UNFINISHED, marked
from assistant.chat.parts import Parts, all_concluded
from assistant.chat.roles import gives_roles
from assistant.chat.support import Support
from assistant.chat.windows import closest, supporting
from assistant.chat.workings import Worked, with_implied, worked

# What is not cited may bear a sentence out if it has as much of the question, or so much less.
_MUCH_LESS = 0.15


@dataclass(frozen=True)
class Verification:
    """What became of a sentence: the ``statement`` that may go out, or why it may not.

    One that ``is_shortened`` is the part that may go out of a sentence that may not.
    """

    text: str
    statement: Statement | None = None
    items: tuple[Item, ...] = ()
    reason: str = ""
    moved: bool = False
    unknown: tuple[int, ...] = ()
    is_shortened: bool = False


class Verifier:
    """Holds sentences to the items that the model was shown.

    ``names`` are those of institutions, places and the like in all plans: one that does not
    stand in the words cited is another's, as is a region of all ``regions``. The words of the
    ``question`` may be used again, but for names, figures and things.
    """

    def __init__(
        self,
        items: Sequence[Item],
        names: Collection[str] = (),
        question: Question | None = None,
        regions: Collection[str] = (),
    ) -> None:
        self._items = tuple(items)
        self._support = Support(items, names, question, regions)
        self._parts = Parts(self._support)
        # What sentences before this one rest on: a sum may be of their figures.
        self._used: list[Item] = []
        self._given: list[Figure] = []

    def verify(self, raw: str) -> Verification:
        """Return a sentence with the evidence that supports it, or the reason to withhold it.

        The passages that its markers name come first; where they do not support it and
        others do, its markers are moved to those.
        """
        raw = UNFINISHED.sub("", raw)
        numbers = marked(raw).numbers
        unknown = tuple(n for n in numbers if not 1 <= n <= len(self._items))
        cited = [self._items[n - 1] for n in numbers if n not in unknown] or self._items
        raw = with_implied(raw, (figure for item in cited for figure in item.figures))
        text = shown(marked(raw).text)
        fault = fault_of_form(text)
        if fault:
            return Verification(text, reason=fault, unknown=unknown)
        named = [self._items[n - 1] for n in numbers if n not in unknown]
        # Who does what is said of a task, which a marker names best.
        others = [] if named and gives_roles(plain(raw)) else self._of_the_same(named)
        given = [figure for item in named or others for figure in item.figures]
        given += self._given
        sums = worked(self._support.without_denial(plain(raw), named), given, self._support.asked)
        if sums.fault:
            return Verification(text, reason=sums.fault, unknown=unknown)
        source = "\n".join(f"{item.said}\n{item.where}" for item in named or others)
        opening, colon, rest = sums.text.partition("：")
        if colon and is_conclusion(opening, self._support.regions):
            sums = sums._replace(text=f"{opening}，{rest}")
        segments = segments_of(without_counts(sums.text, source, self._support.asked), self._items)
        bare = "".join(said for said, _ in segments)
        items = (
            supporting(bare, named, self._support.fault)
            or self._parts.in_parts(segments, named)
            or self._parts.of_all(bare, named)
            or supporting(bare, closest(bare, others), self._support.fault)
            or self._parts.in_parts(segments, [*named, *closest(bare, others)])
        )
        if sums.sums and (items or all_concluded(segments, self._support.regions)):
            items = (*items, *_with_operands(sums, (*named, *self._used), items))
        fault = wrong_conclusion(sums, items or named) or self._support.foreign_region(bare, items)
        if fault:
            return Verification(text, reason=fault, unknown=unknown)
        if not items:
            return Verification(text, reason=self._reason(bare, named or others), unknown=unknown)
        evidence = {e.passage.id + str(e.excerpt.spans): e for i in items for e in i.evidence}
        statement = Statement(text=text, evidence=tuple(evidence.values()), derived=sums.derived)
        self._used += items
        self._given += [figure for item in items for figure in item.figures]
        passages = {e.passage.id for item in named for e in item.evidence}
        moved = bool(named) and not {e.passage.id for i in items for e in i.evidence} <= passages
        return Verification(text, statement, items, moved=moved, unknown=unknown)

    def shortened(self, raw: str) -> Verification | None:
        """Return what can be said of a sentence that is withheld: without its last clauses."""
        clauses = RAW_CLAUSES.findall(raw)
        for shorter in (clauses[:-1], clauses[:-2]):
            text = "".join(shorter)
            if marked(text).numbers and is_balanced(text):
                verified = self.verify(text)
                if verified.statement:
                    return replace(verified, is_shortened=True)
        return None

    def _of_the_same(self, named: Sequence[Item]) -> list[Item]:
        """The items that are not named and say as much of what is asked as those that are."""
        asked = terms_beside(self._support.asked)
        shares = {i: overlap(asked, terms_beside(f"{i.said}\n{i.where}")) for i in self._items}
        least = max((shares[item] for item in named), default=0.0) - _MUCH_LESS
        return [i for i in self._items if i not in named and shares[i] >= least]

    def _reason(self, text: str, items: Sequence[Item]) -> str:
        """Why the passage that has most of a sentence does not support it."""
        nearest = closest(text, items)[:1]
        return self._support.fault(text, nearest[0]) if nearest else "没有依据"


def _with_operands(sums: Worked, named: Sequence[Item], used: Sequence[Item]) -> tuple[Item, ...]:
    """The sentences cited that give an operand which none of those used gives."""
    missing = {o for each in sums.sums for o in each.operands}
    missing -= {figure.number for item in used for figure in item.figures}
    found = []
    for part in (part for item in named for part in item.parts):
        given = {figure.number for figure in part.figures} & missing
        if given:
            found.append(part)
            missing -= given
    return tuple(found)
