"""A plan from its text: the way from lines to sections, tables, indicators and assignments."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.assignments import assignments_in, with_full_names, without
from corpus.documents import (
    Assignment,
    Debris,
    Excerpt,
    Indicator,
    Plan,
    Section,
    Source,
    SourceText,
    Table,
)
from corpus.headings import MARKED_STYLES, Heading, label_from
from corpus.indicators.prose import prose_indicators
from corpus.indicators.tables import indicators_from, table_from
from corpus.outline import Ranks, ranks_from
from corpus.paragraphs import Block, blocks_of
from corpus.text import debris_in

_BACK_MATTER = re.compile(r"抄送[：:]|附件[：:]?\s*$")
_LONGEST_TITLE = 40
# Blank lines after which a box (专栏) is over.
_BLANKS_AFTER_BOX = 2


def plan_from(source: Source, source_text: SourceText) -> Plan:
    """Read the text of a plan."""
    blocks = [(block, block.heading) for block in blocks_of(source_text)]
    headings = _without_title([(block, heading) for block, heading in blocks if heading])
    reader = _Reader(source_text, ranks_from([(h, block.level) for block, h in headings]))
    titles = {id(block) for block, _ in headings}
    for block, heading in blocks:
        reader.read(block, heading if id(block) in titles else None)
    return reader.plan(source)


def _without_title(headings: list[tuple[Block, Heading]]) -> list[tuple[Block, Heading]]:
    """Leave out the document's title: a first heading that is marked above all others."""
    if not headings or headings[0][1].style not in MARKED_STYLES:
        return headings
    first, *others = (block.level for block, _ in headings)
    marked = [level for level in others if level is not None]
    is_title = first is not None and marked and first < min(marked)
    return headings[1:] if is_title else headings


class _Reader:
    """Reads blocks in order, keeping the headings that are open at each point."""

    def __init__(self, source_text: SourceText, ranks: Ranks) -> None:
        self._source_text = source_text
        self._ranks = ranks
        self._open: list[Heading] = []
        self._sections: list[_OpenSection] = [_OpenSection((), None)]
        self._tables: list[Table] = []
        self._indicators: list[Indicator] = []
        self._assignments: list[Assignment] = []
        self._marks: list[Excerpt] = []

    def plan(self, source: Source) -> Plan:
        sections = tuple(
            Section(path=s.path, heading=s.heading, paragraphs=tuple(s.paragraphs))
            for s in self._sections
            if s.heading is not None or s.paragraphs
        )
        return Plan(
            source=source,
            source_text=self._source_text,
            sections=sections,
            tables=tuple(self._tables),
            indicators=(*self._indicators, *prose_indicators(sections, source)),
            assignments=with_full_names(self._assignments),
            debris=tuple(sorted(self._debris(sections), key=lambda piece: piece.start)),
        )

    def read(self, block: Block, heading: Heading | None) -> None:
        if block.is_table:
            self._read_table(block)
        else:
            self._read_paragraph(block, heading)

    def _read_table(self, block: Block) -> None:
        title = self._take_title()
        self._close_to_targets()
        path = (*self._path(), label_from(title.text)) if title else self._path()
        table = table_from(block.lines, path)
        self._tables.append(table)
        self._indicators.extend(indicators_from(self._source_text.text, table))
        self._sections.append(_OpenSection(path, title))
        self._sections.append(_OpenSection(self._path(), None))

    def _take_title(self) -> Excerpt | None:
        """The line before a table, if it is short and no sentence: the table's title."""
        paragraphs = self._sections[-1].paragraphs
        if not paragraphs or len(paragraphs[-1].text) > _LONGEST_TITLE:
            return None
        return None if paragraphs[-1].text.endswith("。") else paragraphs.pop()

    def _close_to_targets(self) -> None:
        """A table of indicators belongs to the heading that announces targets, if one is open."""
        announcing = [i for i, h in enumerate(self._open) if re.search("目标|指标", h.label)]
        if announcing:
            self._open = self._open[: announcing[-1] + 1]

    def _read_paragraph(self, block: Block, heading: Heading | None) -> None:
        paragraph = block.paragraph
        if block.blanks_before >= _BLANKS_AFTER_BOX:
            self._close_box()
        if _BACK_MATTER.match(paragraph.text):
            self._open = []
            self._sections.append(_OpenSection((), None))
        if heading is None or (heading.style == "unnumbered" and not self._open):
            self._close(self._ranks["unnumbered"], start_anew=True)
            self._add(paragraph, None)
            return
        heading = self._in_sequence(heading)
        self._close(self._ranks[heading.style])
        self._open_section(heading, paragraph)
        body = paragraph.cut(heading.body_start, len(paragraph.text))
        if body.text:
            self._add(body, heading.number)

    def _in_sequence(self, heading: Heading) -> Heading:
        """Read （2） as （二） where it continues a row of （一） clauses."""
        clause = next((h for h in self._open if h.style == "（一）"), None)
        if heading.style != "（1）" or clause is None or clause.number is None:
            return heading
        inner = any(self._ranks[h.style] > self._ranks["（一）"] for h in self._open)
        if inner or heading.number != clause.number + 1:
            return heading
        return replace(heading, style="（一）")

    def _close(self, rank: float, start_anew: bool = False) -> None:
        """Close the headings that one of ``rank`` ends, and begin a section without a heading."""
        closed = [h for h in self._open if self._ranks[h.style] >= rank]
        self._open = [h for h in self._open if self._ranks[h.style] < rank]
        if closed and start_anew:
            self._sections.append(_OpenSection(self._path(), None))

    def _close_box(self) -> None:
        if any(heading.style == "专栏" for heading in self._open):
            self._close(self._ranks["专栏"], start_anew=True)

    def _open_section(self, heading: Heading, paragraph: Excerpt) -> None:
        """Open a section; who leads it is no part of its label, though it stand in the heading."""
        is_in_body = heading.body_start < heading.heading_end
        excerpt = paragraph.cut(0, heading.body_start if is_in_body else heading.heading_end)
        self._marks.append(paragraph.cut(heading.heading_end, heading.body_start))
        words = without(excerpt, tuple(assignments_in(excerpt, (), None)))
        if words and words[0] != excerpt:
            heading = replace(heading, label=label_from(words[0].text))
        self._open.append(heading)
        self._sections.append(_OpenSection(self._path(), words[0] if words else None))
        if words != [excerpt]:
            self._assignments.extend(assignments_in(excerpt, self._path(), heading.number))
            self._sections[-1].paragraphs.extend(words[1:])

    def _path(self) -> tuple[str, ...]:
        return tuple(heading.label for heading in self._open)

    def _add(self, paragraph: Excerpt, number: int | None) -> None:
        stated = tuple(assignments_in(paragraph, self._path(), number))
        self._assignments.extend(stated)
        self._sections[-1].paragraphs.extend(without(paragraph, stated))

    def _debris(self, sections: Sequence[Section]) -> Iterator[Debris]:
        """What stands in none of the excerpts and says nothing; and the marks after headings."""
        for mark in self._marks:
            yield from (Debris(kind="标点", start=a, end=b) for a, b in mark.spans)
        excerpts = [
            *(s.heading for s in sections if s.heading is not None),
            *(paragraph for s in sections for paragraph in s.paragraphs),
            *(cell for table in self._tables for row in table.rows for cell in row),
            *(assignment.excerpt for assignment in self._assignments),
            *self._marks,
        ]
        spans = sorted(span for excerpt in excerpts for span in excerpt.spans)
        text = self._source_text.text
        for (_, end), (start, _) in pairwise([(0, 0), *spans, (len(text), len(text))]):
            yield from debris_in(text, end, start)


class _OpenSection:
    """A section still being read."""

    def __init__(self, path: tuple[str, ...], heading: Excerpt | None) -> None:
        self.path = path
        self.heading = heading
        self.paragraphs: list[Excerpt] = []
