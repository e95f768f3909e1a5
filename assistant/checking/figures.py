"""A draft's figure of a named indicator, held against what tables and sentences give for it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answers import Evidence
from assistant.checking.context import Context
from assistant.checking.findings import Judgement
from assistant.checking.quantities import Likeness, likeness
from assistant.checking.subjects import Subject
from assistant.language.terms import TermWeights, term_set
from assistant.language.years import YEAR
from assistant.library import Library
from corpus.documents import Indicator, Quantity, Reading
from corpus.indicators.concepts import concept_of, known_concepts, normalised, same_concept
from corpus.indicators.times import Period, plan_period
from corpus.indicators.units import with_unit
from index.passages import Passage

# Two names that share this part of their terms' weight name one thing; with less than the
# first of them, a figure may still be supported by the other's, but never contradicted.
_SAME_NAME = 0.9
_LIKE_NAME = 0.6
_SHORTEST_PART = 4
_SHARE = re.compile("(?:率|比例|比重|占比|水平)$")
_PARTS = re.compile("、|和|与|及")
_MOST_SHOWN = 2
_DIFFERENT = ("amount", "unit", "comparator")
_AHEAD = ("planned", "aimed")
_AIMS = re.compile(f"目标|到{YEAR.pattern}年|力争|要求|要[达提超降]|确保|争取|规划值")


@dataclass(frozen=True)
class Stated:
    """A figure that a plan states of something: when it is for, and whether just this is meant.

    ``year`` is ``None`` where the plan gives none: then a target is for any year of the plan.
    """

    passage: Passage
    record: Indicator
    reading: Reading
    quantity: Quantity
    is_target: bool
    is_named: bool

    @property
    def unambiguous(self) -> bool:
        """Whether the thing is named in full and the plan gives one figure for it."""
        return self.is_named and len(self.reading.quantities) == 1

    @property
    def year(self) -> int | None:
        """The year that the plan gives."""
        return self.reading.year

    @property
    def worded(self) -> str:
        """What the plan says: 2025年目标84岁."""
        when = f"{self.year}年" if self.year else ""
        what = "目标" if self.is_target else "" if when else "现状"
        value = with_unit(self.reading.value or "", self.record.unit)
        return f"{self.record.name}{when}{what}{value}"

    @property
    def evidence(self) -> Evidence:
        """Where the plan says it."""
        return Evidence(passage=self.passage, excerpt=self.record.excerpt, score=1.0)


def stated_of(name: str, plan: str, library: Library) -> list[Stated]:
    """Return what a plan states of the thing of this name, rows of its tables first."""
    found = []
    for passage, record in (*library.rows([plan]), *library.stated([plan])):
        fit = _fit(name, record, library.weights)
        if fit < _LIKE_NAME:
            continue
        for reading in filter(None, (record.baseline, record.target)):
            named, is_target = fit >= _SAME_NAME, reading is record.target
            found += [
                Stated(passage, record, reading, quantity, is_target, named)
                for quantity in reading.quantities
            ]
    return found


def _fit(name: str, record: Indicator, weights: TermWeights) -> float:
    """How well two names agree, 0 to 1."""
    if same_concept(name, record.name):
        return 1.0
    mine, its = normalised(name), normalised(record.name)
    if len(mine) >= _SHORTEST_PART and its.endswith(mine):
        return _SAME_NAME
    parts = _PARTS.split(record.name)
    if any(_SHARE.search(part) and same_concept(name, part) for part in parts):
        return 1.0
    if concept_of(name) in known_concepts() and record.concept in known_concepts():
        return 0.0
    terms, others = term_set(mine), term_set(its)
    shared, whole = weights.total(terms & others), weights.total(terms | others)
    return shared / whole if whole else 0.0


def judged(
    quantity: Quantity, subject: Subject, context: Context, stated: Sequence[Stated], words: str
) -> Judgement | None:
    """Return what a plan's figures say to a draft's figure; ``None`` if they say nothing.

    Args:
        quantity: what the draft says.
        subject: what it says it of.
        context: the plans, year and stance of the place in the draft.
        stated: what one plan states of the same thing.
        words: the draft's words before the figure.
    """
    period = plan_period(stated[0].passage.source)
    year = subject.year
    if subject.time:
        stated = [s for s in stated if s.is_target == (subject.time == "ahead")] or stated
    alike = [(s, likeness(quantity, s.quantity)) for s in stated]
    of_time = [(s, how) for s, how in alike if _is_of(s, year, period)]
    same = [s for s, how in of_time if how == "same"]
    if same:
        return _supported(same)
    if context.inherited and year == context.year:
        year = None
    elsewhen = [s for s, how in alike if how == "same"]
    if year is None:
        return _without_year(context, alike, elsewhen, words)
    if elsewhen and context.stance in _AHEAD and all(s.unambiguous for s in elsewhen):
        return _of_other_year(elsewhen, of_time, year)
    if any(how == "same" for _, how in of_time):
        return None
    past = [(s, how) for s, how in of_time if not s.is_target]
    checkable = of_time if context.stance in _AHEAD else past
    return _contradicted(checkable, quantity) or _hint(alike, context)


def supported_by(quantity: Quantity, stated: Iterable[Stated]) -> Judgement | None:
    """Return that one of a plan's figures is the draft's, whatever it is of; else nothing."""
    same = [s for s in stated if s.is_named and likeness(quantity, s.quantity) == "same"]
    return _supported(same[:1]) if same else None


def _is_of(stated: Stated, year: int | None, period: Period) -> bool:
    if year is None:
        return False
    if stated.year is not None:
        return stated.year == year
    return stated.is_target == period.holds(year)


def _without_year(
    context: Context,
    alike: Sequence[tuple[Stated, Likeness]],
    same: Sequence[Stated],
    words: str,
) -> Judgement | None:
    targets = [(s, how) for s, how in alike if s.is_target]
    if context.stance == "actual":
        past = [s for s in same if not s.is_target]
        return _supported(past) if past else _hint(alike, context)
    same_targets = [s for s in same if s.is_target]
    if same_targets:
        return _supported(same_targets)
    if same and not (targets and _AIMS.search(words)):
        return _supported(same)
    if context.stance in _AHEAD and same and targets:
        return _of_other_year(same, targets, None)
    if context.stance in _AHEAD:
        return _contradicted(targets or alike, None) or _hint(alike, context)
    return _hint(alike, context)


def _supported(same: Sequence[Stated]) -> Judgement:
    return Judgement(verdict="supported", explanation=_worded(same), evidence=_evidence(same))


def _of_other_year(
    same: Sequence[Stated], of_time: Sequence[tuple[Stated, Likeness]], year: int | None
) -> Judgement:
    """The figure is the plan's, but for another year."""
    right = [s for s, how in of_time if how != "incomparable"]
    first = same[0]
    what = f"{first.year}年的" if first.year else ""
    kind = "目标" if first.is_target else "现状数"
    explanation = f"这是{what}{kind}：{_worded(same[:1])}"
    if right:
        explanation += f"；{_worded(right[:1])}"
    elif year:
        explanation += f"，规划没有列出{year}年的数"
    return Judgement(
        verdict="contradicted",
        explanation=explanation,
        evidence=_evidence([*right[:1], *same[:1]]),
    )


def _contradicted(
    alike: Iterable[tuple[Stated, Likeness]], quantity: Quantity | None
) -> Judgement | None:
    """The plan's figures for the same thing and time, all of which differ."""
    differing = [(s, how) for s, how in alike if s.unambiguous and how in _DIFFERENT]
    if not differing:
        return None
    stated = [s for s, _ in differing]
    reason = {"unit": "单位不同，", "comparator": "方向不同，"}.get(differing[0][1], "")
    return Judgement(
        verdict="contradicted", explanation=reason + _worded(stated), evidence=_evidence(stated)
    )


def _hint(alike: Sequence[tuple[Stated, Likeness]], context: Context) -> Judgement | None:
    """Nothing to go by; what the plan says of the same thing is shown."""
    stated = [s for s, _ in alike if s.unambiguous]
    if not stated:
        return None
    targets = [s for s in stated if s.is_target] or stated
    said = "像是实际数，规划里的是" if context.stance == "actual" else "规划没有这个数，相近的是"
    return Judgement(
        verdict="not_found",
        explanation=f"{said}：{_worded(targets[:1])}",
        evidence=_evidence(targets[:1]),
    )


def _worded(stated: Sequence[Stated]) -> str:
    """What figures say, those that say the same once."""
    said: dict[tuple[object, ...], Stated] = {}
    for s in stated:
        said.setdefault((s.record.concept, s.is_target, s.year, s.quantity.amount), s)
    return "；".join(s.worded for s in list(said.values())[:_MOST_SHOWN])


def _evidence(stated: Sequence[Stated]) -> tuple[Evidence, ...]:
    found = {s.evidence.passage.id: s.evidence for s in stated}
    return tuple(found.values())[:_MOST_SHOWN]
