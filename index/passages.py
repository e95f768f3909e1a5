"""The unit of retrieval: one clause, one table row or one line of responsibility."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Literal

from langchain_core.documents import Document

from corpus.documents import Assignment, Excerpt, Indicator, Plan, Section, Source, Value
from corpus.text import excerpt_from, readable, sentences_of

PassageKind = Literal["clause", "row", "assignment", "heading"]


class Passage(Value):
    """A clause (or a part of a long one), an indicator row, or a line of responsibility.

    ``id`` is unique among all plans and the same for the same words at the same place.
    ``record`` is set for indicator rows and assignments; ``stated`` are the indicators that a
    clause states in prose. ``page`` is where it begins, ``None`` where the file has no pages,
    and ``page_breaks`` are the offsets in it at which a page begins.
    """

    id: str
    source: Source
    path: tuple[str, ...]
    kind: PassageKind
    excerpt: Excerpt
    record: Indicator | Assignment | None = None
    stated: tuple[Indicator, ...] = ()
    page: int | None = None
    page_breaks: tuple[int, ...] = ()

    def page_of(self, offset: int) -> int | None:
        """Return the page that ``offset`` of the source is on, if the file has pages."""
        return None if self.page is None else self.page + bisect_right(self.page_breaks, offset)

    def sentences(self) -> tuple[Excerpt, ...]:
        """Return the sentences of a clause; a row or a line of responsibility is one."""
        return sentences_of(self.excerpt) if self.kind == "clause" else (self.excerpt,)

    def cut_to(self, excerpt: Excerpt) -> "Passage":
        """Return the part of this passage that ``excerpt`` delimits."""
        if excerpt == self.excerpt:
            return self
        return self.model_copy(
            update={
                "id": f"{self.source.id}/{self.kind}/{excerpt.start}-{excerpt.end}",
                "excerpt": excerpt,
                "stated": tuple(s for s in self.stated if s.excerpt == excerpt),
                "page": self.page_of(excerpt.start),
                "page_breaks": tuple(
                    b for b in self.page_breaks if excerpt.start < b < excerpt.end
                ),
            }
        )

    @property
    def indexed_text(self) -> str:
        """What is embedded and searched: title, heading path and words."""
        return " ".join((self.source.title, *self.path)) + "\n" + readable(self.excerpt.text)

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
    rows = (
        passage_of(plan, row.path, "row", row.excerpt, row)
        for row in plan.indicators
        if not row.in_prose
    )
    assignments = (
        passage_of(plan, task.path, "assignment", task.excerpt, task) for task in plan.assignments
    )
    found = (*clauses, *_plain_rows(plan), *rows, *assignments)
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
        page=plan.source_text.page_of(excerpt.start),
        page_breaks=tuple(page for page in pages if excerpt.start < page < excerpt.end),
    )


def _stated_in(plan: Plan, excerpt: Excerpt) -> tuple[Indicator, ...]:
    """The indicators in prose whose sentences stand in an excerpt."""
    prose = plan.prose_indicators
    first = bisect_left(prose, excerpt.start, key=lambda indicator: indicator.excerpt.start)
    last = bisect_left(prose, excerpt.end, key=lambda indicator: indicator.excerpt.start)
    return prose[first:last]


def _plain_rows(plan: Plan) -> Iterator[Passage]:
    """Yield the rows of the tables that are no indicator tables, the header among them."""
    read = {indicator.path[:-1] for indicator in plan.indicators if not indicator.in_prose}
    for table in plan.tables:
        if table.path in read:
            continue
        for number, row in enumerate(table.rows, start=1):
            filled = [cell for cell in row if cell.text]
            if filled:
                excerpt = excerpt_from(plan.text, filled[0].start, filled[-1].end)
                yield passage_of(plan, (*table.path, f"第{number}行"), "clause", excerpt)


def _clauses(plan: Plan, section: Section, longest: int) -> Iterator[Excerpt]:
    """Yield runs of whole sentences; paragraphs are kept apart but for a letterhead's lines."""
    if not section.path and section.paragraphs:
        first = next((p for p in section.paragraphs if len(p.text) > longest // 2), None)
        lines = [p for p in section.paragraphs if first is None or p.start < first.start]
        if lines:
            yield excerpt_from(plan.text, lines[0].start, lines[-1].end)
        paragraphs = section.paragraphs[len(lines) :]
    else:
        paragraphs = section.paragraphs
    for paragraph in paragraphs:
        yield from _runs(paragraph, longest)


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
