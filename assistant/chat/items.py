"""What a model may speak from: numbered items of the plans' words, and all that each says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.answers import Draft, Evidence, Question
from assistant.chat.figures import Figure, figures_in, plain
from assistant.language.injection import gives_orders
from assistant.language.regions import short_region
from assistant.language.units import with_unit
from corpus.documents import Assignment, Indicator, Reading
from corpus.text import readable
from index.passages import Passage

MOST_ITEMS = 8
# A sentence that scores under this part of the best one is of no use to the model.
_NEXT_TO_BEST = 0.5
# Where a sentence ends, and where a clause does that may be held to the plans by itself.
SENTENCE_END = re.compile("[。！？!?\n]")
CLAUSE_END = re.compile("[，,；;。]")
_CLAUSE = re.compile(r"[^，,；;。！？：:、（()）]+")
_CLAUSE_JOINS = re.compile("以及")


@dataclass(frozen=True)
class Clause:
    """A part of a sentence between two marks, with the figures in it."""

    text: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Item:
    """Words that a model is shown under a number, and the evidence that they stand for.

    ``composed`` marks a statement that was composed from the evidence, whose workings it
    may show; other items are the plans' own words.
    """

    text: str
    evidence: tuple[Evidence, ...]
    score: float
    composed: bool = False

    @cached_property
    def said(self) -> str:
        """All that may be repeated: the words shown and those of the evidence, made plain."""
        words = [self.text, *(readable(e.excerpt.text) for e in self.evidence)]
        return "\n".join(plain(text) for text in words)

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
        return tuple(f for line in self.where.split("\n") for f in figures_in(line))

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
        """The units of the rows, which their cells leave off."""
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


def items_from(
    question: Question, draft: Draft, evidence: Sequence[Evidence], longest: int
) -> tuple[Item, ...]:
    """Return what the model is shown: the composed statements, then the best sentences.

    Sentences that give orders to a reader of prompts are left out.

    Args:
        longest: how many characters there is room for, all items together.
    """
    composed = [
        Item(statement.text, statement.evidence, 1.0, composed=True)
        for statement in draft.statements
    ]
    best = max((e.score for e in evidence), default=0.0)
    others = [
        Item(words_of(e.passage, e), (e,), e.score)
        for e in evidence
        if e.score >= _NEXT_TO_BEST * best
    ]
    kept: list[Item] = []
    room = longest
    for item in (*composed, *others):
        length = len(item.text) + len(" ".join(address_of(item.evidence[0].passage)))
        if any(item.text in other.text for other in kept) or gives_orders(item.text):
            continue
        if (not item.composed and len(kept) >= MOST_ITEMS) or length > room:
            continue
        room -= length
        kept.append(item)
    return tuple(kept)


def words_of(passage: Passage, evidence: Evidence) -> str:
    """Return what an item says: a row in words, a clause or a responsibility as it stands."""
    record = passage.record
    if not isinstance(record, Indicator):
        return readable(evidence.excerpt.text)
    readings = [
        *_reading(record.baseline, "现状", record.unit),
        *_reading(record.target, "目标", record.unit),
    ]
    nature = f"（{record.nature}）" if record.nature else ""
    return f"{record.name}：{'，'.join(readings)}{nature}"


def _reading(reading: Reading | None, kind: str, unit: str) -> list[str]:
    if reading is None or reading.value is None:
        return []
    year = f"{reading.year}年" if reading.year else ""
    return [f"{year}{kind}为{with_unit(reading.value, unit)}"]
