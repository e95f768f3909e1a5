"""What a model may speak from: numbered items of the plans' words, and all that each says."""

import re
from dataclasses import dataclass
from functools import cached_property

from assistant.answers import Evidence
from assistant.chat.figures import Figure, figures_in, plain
from assistant.language.regions import short_region
from corpus.documents import Assignment, Indicator, Reading
from corpus.indicators.units import with_unit
from corpus.text import readable
from index.passages import Passage

# Where a sentence ends, and where a clause does that may be held to the plans by itself.
SENTENCE_END = re.compile("[。！？!?\n]")
CLAUSE_END = re.compile("[，,；;。]")
_CLAUSE = re.compile(r"[^，,；;。！？：:、（()）]+")
_ARROW = " › "
_HEADINGS = 2
_CLAUSE_JOINS = re.compile("以及")


@dataclass(frozen=True)
class Clause:
    """A part of a sentence between two marks, with the figures in it."""

    text: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Item:
    """Words that a model is shown under a number, and the evidence that they stand for.

    ``evidence`` are the sentences of the words, in their order. ``composed`` marks a working
    that was composed from the evidence; other items are the plans' own words, a row of a table
    (``is_row``) with the heads of its columns. ``original`` is a short one as it stands there.
    ``dated`` are the years at the head of its plan.
    """

    text: str
    evidence: tuple[Evidence, ...]
    composed: bool = False
    is_row: bool = False
    original: str = ""
    dated: str = ""

    @property
    def line(self) -> str:
        """The words as they are shown, after the region, the years and the nearest headings."""
        passage = self.evidence[0].passage
        source = passage.source
        whose = f"{source.region}{source.period}" if source.region else source.title
        where = _ARROW.join((whose, *passage.path[-_HEADINGS:]))
        original = f"（原文：{self.original}）" if self.original else ""
        return f"（{where}）{' '.join(self.text.split())}{original}"

    @cached_property
    def parts(self) -> tuple["Item", ...]:
        """Its sentences as items of their own."""
        if self.composed or len(self.evidence) == 1:
            return (self,)
        return tuple(Item(readable(e.excerpt.text), (e,), dated=self.dated) for e in self.evidence)

    @cached_property
    def said(self) -> str:
        """All that may be repeated: the words shown, of a working those of its evidence too."""
        words = [self.text]
        if self.composed:
            words += (readable(e.excerpt.text) for e in self.evidence)
        return "\n".join(dict.fromkeys(plain(text) for text in words))

    @cached_property
    def where(self) -> str:
        """The addresses of the evidence, made plain."""
        return "\n".join(plain(" ".join(address_of(e.passage))) for e in self.evidence)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that may be repeated."""
        return tuple(f for line in self.said.split("\n") for f in figures_in(line))

    @cached_property
    def figures_of_address(self) -> tuple[Figure, ...]:
        """The figures of the addresses: years of titles, numbers of clauses."""
        dated = "" if any(figure.is_year for figure in self.figures) else self.dated
        lines = (*self.where.split("\n"), dated)
        return tuple(f for line in lines for f in figures_in(line))

    @cached_property
    def records(self) -> tuple[Indicator, ...]:
        """The indicators that the evidence gives, in a row or in a sentence."""
        found: dict[int, Indicator] = {}
        for evidence in self.evidence:
            passage = evidence.passage
            for record in (passage.record, *passage.stated):
                within = isinstance(record, Indicator) and (
                    record.excerpt.start < evidence.excerpt.end
                    and evidence.excerpt.start < record.excerpt.end
                )
                if within and isinstance(record, Indicator):
                    found[id(record)] = record
        return tuple(found.values())

    @cached_property
    def assignments(self) -> tuple[Assignment, ...]:
        """Who is responsible, if the evidence says so."""
        records = (e.passage.record for e in self.evidence)
        return tuple(record for record in records if isinstance(record, Assignment))

    @cached_property
    def units(self) -> str:
        """The units of the rows, which their cells leave off where they are not labelled."""
        if self.is_row:
            return ""
        return "".join(plain(row.unit) for row in self.records if not row.in_prose)

    @cached_property
    def regions(self) -> frozenset[str]:
        """The names of the regions whose plans these are."""
        sources = [e.passage.source for e in self.evidence]
        return frozenset(n for s in sources for n in (s.region, short_region(s)) if n)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses of all that may be repeated."""
        return tuple(clause for line in self.said.split("\n") for clause in clauses_of(line))


def clauses_of(text: str) -> tuple[Clause, ...]:
    """Return the clauses of a plain text, each with its figures as the whole text bounds them.

    >>> [c.text for c in clauses_of("建成1家门诊、3家诊室以及13家病房，投用")]
    ['建成1家门诊', '3家诊室', '13家病房', '投用']
    """
    figures = figures_in(text)
    ends = [m.span() for m in _CLAUSE.finditer(text)]
    clauses = []
    for start, end in ends:
        for part_start, part_end in _parts(text, start, end):
            within = tuple(f for f in figures if part_start <= f.start < part_end)
            clauses.append(Clause(text[part_start:part_end], within))
    return tuple(clauses)


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    parts = []
    for join in _CLAUSE_JOINS.finditer(text, start, end):
        parts.append((start, join.start()))
        start = join.end()
    return [(a, b) for a, b in (*parts, (start, end)) if a < b]


def address_of(passage: Passage) -> tuple[str, ...]:
    """Return region, title and headings of a passage."""
    return (passage.source.region, passage.source.title, *passage.path)


def in_words(row: Indicator) -> str:
    """Return what a row of an indicator table says: “药师数：2025年目标为0.5人（预期性）”."""
    readings = [
        *_reading(row.baseline, "现状", row.unit),
        *_reading(row.target, "目标", row.unit),
    ]
    nature = f"（{row.nature}）" if row.nature else ""
    return f"{row.name}：{'，'.join(readings)}{nature}"


def _reading(reading: Reading | None, kind: str, unit: str) -> list[str]:
    if reading is None or reading.value is None:
        return []
    year = f"{reading.year}年" if reading.year else ""
    return [f"{year}{kind}为{with_unit(reading.value, unit)}"]
