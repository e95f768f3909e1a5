"""The unit of retrieval: one clause, one table row or one line of responsibility."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import Literal

from langchain_core.documents import Document

from corpus.characters import simplified
from corpus.documents import Assignment, Excerpt, Indicator, Plan, Section, Source, Value
from corpus.headings import without_marker
from corpus.tables.cells import NOTE
from corpus.tables.header import header_of
from corpus.tables.reading import rows_of
from corpus.tables.rows import Row
from corpus.text import excerpt_from, readable, sentences_of

_SENTENCE_ENDS = ("。", "；", "！", "？")
PassageKind = Literal["clause", "row", "assignment", "heading"]


class Passage(Value):
    """A clause (or a part of a long one), an indicator row, or a line of responsibility.

    ``id`` is unique among all plans and the same for the same words at the same place.
    ``row`` is set for rows of tables, ``record`` for indicators among them and for assignments;
    ``stated`` are the indicators that a clause states in prose, ``assigned`` the responsibilities
    that are part of its words. ``page`` is where it begins, ``None`` where the file has no pages,
    and ``page_breaks`` are the offsets in it at which a page begins.
    """

    id: str
    source: Source
    path: tuple[str, ...]
    kind: PassageKind
    excerpt: Excerpt
    record: Indicator | Assignment | None = None
    row: Row | None = None
    stated: tuple[Indicator, ...] = ()
    assigned: tuple[Assignment, ...] = ()
    page: int | None = None
    page_breaks: tuple[int, ...] = ()

    def page_of(self, offset: int) -> int | None:
        """Return the page that ``offset`` of the source is on, if the file has pages."""
        return None if self.page is None else self.page + bisect_right(self.page_breaks, offset)

    def sentences(self) -> tuple[Excerpt, ...]:
        """Return the sentences of a clause; a row or a line of responsibility is one."""
        if self.kind != "clause":
            return (self.excerpt,)
        if self.path or "\n" not in self.excerpt.text:
            return sentences_of(self.excerpt)
        # The lines of a letterhead are no sentence together.
        text = self.excerpt.text
        ends = [found.start() for found in re.finditer(r"\n", text)]
        lines = (self.excerpt.cut(a, b) for a, b in pairwise((0, *ends, len(text))))
        return tuple(s for line in lines if line.text for s in sentences_of(line))

    def cut_to(self, excerpt: Excerpt) -> "Passage":
        """Return the part of this passage that ``excerpt`` delimits."""
        if excerpt == self.excerpt:
            return self
        return self.model_copy(
            update={
                "id": f"{self.source.id}/{self.kind}/{excerpt.start}-{excerpt.end}",
                "excerpt": excerpt,
                "stated": tuple(s for s in self.stated if s.excerpt == excerpt),
                "assigned": tuple(a for a in self.assigned if _is_within(a.excerpt, excerpt)),
                "page": self.page_of(excerpt.start),
                "page_breaks": tuple(
                    b for b in self.page_breaks if excerpt.start < b < excerpt.end
                ),
            }
        )

    @property
    def indexed_text(self) -> str:
        """What is embedded and searched, simplified: title, heading path and words, a row's with
        the heads of its columns.
        """
        said = readable(self.excerpt.text) if self.row is None else self.row.labelled
        words = " ".join((self.source.title, *self.path)) + "\n" + said
        return simplified(words)

    def to_document(self) -> Document:
        """Return this passage as LangChain's ``Document``; `from_document` is its inverse."""
        return Document(
            id=self.id,
            page_content=self.indexed_text,
            metadata={"plan": self.source.id, "passage": self.model_dump_json()},
        )

    @classmethod
    def from_document(cls, document: Document) -> "Passage":
        """Return the passage that `to_document` turned into ``document``."""
        return cls.model_validate_json(document.metadata["passage"])


class Hit(Value):
    """A passage that was found: its fused score, its rank from 1, and which searches found it.

    ``cosine`` is that of question and passage, ``None`` if it was not searched for by meaning.
    """

    passage: Passage
    score: float
    rank: int
    found_by: tuple[str, ...]
    cosine: float | None = None


def passages_from(plan: Plan, longest: int) -> tuple[Passage, ...]:
    """Divide a plan into passages of at most ``longest`` characters where sentences allow.

    A passage never crosses a section. The short lines of a letterhead, a title and a date
    among them, stay together.
    """
    clauses = (
        passage_of(plan, section.path, "clause", excerpt)
        for section in plan.sections
        for excerpt in _clauses(plan, section, longest)
    )
    rows = _rows(plan)
    assignments = (
        passage_of(plan, task.path, "assignment", task.excerpt, task) for task in plan.duty_lines
    )
    headings = (
        passage_of(plan, section.path, "clause", words)
        for section in _headings_alone(plan)
        if section.heading is not None and (words := without_marker(section.heading)).text
    )
    found = (*clauses, *headings, *_plain_rows(plan), *rows, *assignments)
    return tuple(sorted(found, key=lambda passage: passage.excerpt.start))


def passage_of(
    plan: Plan,
    path: tuple[str, ...],
    kind: PassageKind,
    excerpt: Excerpt,
    record: Indicator | Assignment | None = None,
) -> Passage:
    """Return the passage of a plan that an excerpt makes."""
    pages = plan.source_text.pages
    return Passage(
        id=f"{plan.source.id}/{kind}/{excerpt.start}-{excerpt.end}",
        source=plan.source,
        path=path,
        kind=kind,
        excerpt=excerpt,
        record=record,
        stated=_stated_in(plan, excerpt) if kind == "clause" else (),
        assigned=_assigned_in(plan, excerpt) if kind != "assignment" else (),
        page=plan.source_text.page_of(excerpt.start),
        page_breaks=tuple(page for page in pages if excerpt.start < page < excerpt.end),
    )


def _headings_alone(plan: Plan) -> Iterator[Section]:
    """Yield the sections that are but a heading, nothing standing under it: it is all they say."""
    tables = {table.path for table in plan.tables}
    assigned = {task.path for task in plan.assignments}
    for section, following in zip_longest(plan.sections, plan.sections[1:]):
        if section.paragraphs or section.path in tables | assigned:
            continue
        depth = len(section.path)
        if following is None or following.path[:depth] != section.path:
            yield section


def _stated_in(plan: Plan, excerpt: Excerpt) -> tuple[Indicator, ...]:
    """The indicators in prose whose sentences stand in an excerpt."""
    prose = plan.prose_indicators
    first = bisect_left(prose, excerpt.start, key=lambda indicator: indicator.excerpt.start)
    last = bisect_left(prose, excerpt.end, key=lambda indicator: indicator.excerpt.start)
    return prose[first:last]


def _rows(plan: Plan) -> Iterator[Passage]:
    """Yield the rows of the tables, with the indicators that are read from them."""
    indicators = {i.excerpt.start: i for i in plan.indicators if not i.in_prose}
    for row in rows_of(plan):
        record = indicators.pop(row.excerpt.start, None)
        path = record.path if record else row.path
        passage = passage_of(plan, path, "row", row.excerpt, record)
        yield passage.model_copy(update={"row": row})
    for record in indicators.values():
        yield passage_of(plan, record.path, "row", record.excerpt, record)


def _assigned_in(plan: Plan, excerpt: Excerpt) -> tuple[Assignment, ...]:
    """The responsibilities that sentences and rows within an excerpt give."""
    given = plan.assignments_within
    first = bisect_left(given, excerpt.start, key=lambda assignment: assignment.excerpt.start)
    last = bisect_left(given, excerpt.end, key=lambda assignment: assignment.excerpt.start)
    return tuple(a for a in given[first:last] if a.excerpt.end <= excerpt.end)


def _is_within(part: Excerpt, whole: Excerpt) -> bool:
    return whole.start <= part.start and part.end <= whole.end


def _plain_rows(plan: Plan) -> Iterator[Passage]:
    """Yield the rows of the tables that are read as no table, and the notes under the others."""
    for table in plan.tables:
        has_header = header_of(table.rows) is not None
        for number, row in enumerate(table.rows, start=1):
            filled = [cell for cell in row if cell.text]
            if filled and (not has_header or NOTE.match(filled[0].text)):
                excerpt = excerpt_from(plan.text, filled[0].start, filled[-1].end)
                yield passage_of(plan, (*table.path, f"第{number}行"), "clause", excerpt)


def _clauses(plan: Plan, section: Section, longest: int) -> Iterator[Excerpt]:
    """Yield runs of whole sentences; paragraphs are kept apart but for a letterhead's lines."""
    if not section.path and section.paragraphs:
        yield from _with_letterheads(plan, section.paragraphs, longest)
        return
    for paragraph in section.paragraphs:
        yield from _runs(paragraph, longest)


def _with_letterheads(plan: Plan, paragraphs: Sequence[Excerpt], longest: int) -> Iterator[Excerpt]:
    """Yield the runs of short lines that are no sentences together, the other paragraphs apart."""
    lines: list[Excerpt] = []
    for paragraph in paragraphs:
        if len(paragraph.text) <= longest // 2 and not paragraph.text.endswith(_SENTENCE_ENDS):
            lines.append(paragraph)
            continue
        if lines:
            yield excerpt_from(plan.text, lines[0].start, lines[-1].end)
            lines = []
        yield from _runs(paragraph, longest)
    if lines:
        yield excerpt_from(plan.text, lines[0].start, lines[-1].end)


def _runs(paragraph: Excerpt, longest: int) -> Iterator[Excerpt]:
    """Yield stretches of whole sentences, each as even in length as the limit allows."""
    text = paragraph.text
    ends = []
    position = 0
    for sentence in sentences_of(paragraph):
        position = text.index(sentence.text, position) + len(sentence.text)
        ends.append(position)
    pieces = -(-len(text) // longest)
    target = len(text) / pieces
    start = 0
    for index, end in enumerate(ends):
        is_last = index + 1 == len(ends)
        would_overrun = (
            not is_last and ends[index + 1] - start > longest and end - start > target / 4
        )
        if is_last or end - start >= target or would_overrun:
            yield paragraph.cut(start, end)
            start = end
