"""Where words stand in a plan, counted in its text without white space and debris."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.documents import Plan
from corpus.errors import EvaluationError
from corpus.tables.reading import rows_of
from corpus.tables.rows import Row
from evals.normalise import squeezed
from evals.samples import GoldEvidence

# So many common characters are no chance, however long the two stretches are.
_ENOUGH_SHARED = 10
_DROPPED = re.compile(r"\[bookmark:[^\]\n]*\]|\s+")

Range = tuple[int, int]


@dataclass(frozen=True)
class Place:
    """A stretch of a plan that someone was shown: its own words, and the headings above them.

    Offsets count the characters of the plan's `squeezed` text.
    """

    plan: str
    words: Range
    headings: tuple[Range, ...] = ()

    def reaches(self, other: "Place") -> bool:
        """Whether the words of ``other`` are shown here, in good part: as words or as headings.

        Ten common characters do, or half of the shorter of the two stretches.
        """
        if self.plan != other.plan:
            return False
        return any(_is_shared(mine, other.words) for mine in (self.words, *self.headings))


def _is_shared(a: Range, b: Range) -> bool:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    shorter = min(a[1] - a[0], b[1] - b[0])
    return shared >= min(_ENOUGH_SHARED, max(shorter / 2, 1))


class PlanText:
    """A plan with the offsets of its text translated to those of its squeezed text."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.id = plan.source.id

    @cached_property
    def squeezed(self) -> str:
        """The plan's text without white space and debris."""
        return squeezed(self.plan.text)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows of the plan's tables, with the heads of their columns."""
        return rows_of(self.plan)

    @cached_property
    def _kept(self) -> list[int]:
        """The offset in the source of each character of the squeezed text, in order."""
        text = self.plan.text
        dropped = {i for match in _DROPPED.finditer(text) for i in range(*match.span())}
        return [i for i in range(len(text)) if i not in dropped]

    @cached_property
    def _headings(self) -> Mapping[tuple[str, ...], Range]:
        return {
            section.path: self.range_of(section.heading.start, section.heading.end)
            for section in self.plan.sections
            if section.heading is not None
        }

    def range_of(self, start: int, end: int) -> Range:
        """Translate offsets in the source."""
        return bisect_left(self._kept, start), bisect_left(self._kept, end)

    def place(self, path: Sequence[str], start: int, end: int) -> Place:
        """Return the place of ``source[start:end]`` under the headings of ``path``."""
        prefixes = (tuple(path[:depth]) for depth in range(1, len(path) + 1))
        headings = (self._headings[prefix] for prefix in prefixes if prefix in self._headings)
        return Place(self.id, self.range_of(start, end), tuple(headings))

    def find(self, quote: str) -> tuple[Place, ...]:
        """Return every place where the plan has these words."""
        wanted = squeezed(quote)
        found = re.finditer(re.escape(wanted), self.squeezed) if wanted else ()
        return tuple(Place(self.id, match.span()) for match in found)

    def words_at(self, place: Place) -> str:
        """Return the source's own text at a place, white space and debris included."""
        start, end = place.words
        return self.plan.text[self._kept[start] : self._kept[end - 1] + 1]


def gold_places(gold: GoldEvidence, plans: Mapping[str, PlanText]) -> tuple[Place, ...]:
    """Return every place where the words of a gold evidence stand.

    Raises:
        EvaluationError: there is no such plan, or it does not have these words.
    """
    places = plans[gold.plan].find(gold.quote) if gold.plan in plans else ()
    if not places:
        raise EvaluationError(
            f"标准依据在规划 {gold.plan} 中找不到：{gold.quote}",
            "请按规划原文改正题库中的 evidence",
        )
    return places


def chars_brought(places: Sequence[Place], budget: int) -> dict[str, set[int]]:
    """Return, by plan, which characters the first ``budget`` characters of ``places`` bring.

    Only words count against the budget; the headings above them are shown with any passage,
    as its address, and come with it.
    """
    brought: dict[str, set[int]] = {}
    left = budget
    for place in places:
        start, end = place.words
        if left <= 0:
            break
        chars = brought.setdefault(place.plan, set())
        chars.update(range(start, min(end, start + left)))
        for heading in place.headings:
            chars.update(range(*heading))
        left -= end - start
    return brought


def is_brought(place: Place, brought: Mapping[str, set[int]]) -> bool:
    """Whether every character of the place's words was brought."""
    return brought.get(place.plan, set()).issuperset(range(*place.words))
