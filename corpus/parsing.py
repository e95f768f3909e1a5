"""A plan from its text: the way from lines to sections, tables, indicators and assignments."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.articles import with_parts_named
from corpus.assignments import (
    assignments_in,
    assignments_in_table,
    assignments_of_rows,
    continued,
    with_first_leading,
    with_full_names,
    with_own_tasks,
    without,
)
from corpus.assignments.tables import Columns
from corpus.attachments import matter_of
from corpus.documents import (
    Assignment,
    Debris,
    Excerpt,
    Footnote,
    Indicator,
    Plan,
    Section,
    Source,
    SourceText,
    Table,
)
from corpus.footnotes import footnotes_in, label_of, opening_of
from corpus.headings import MARKED_STYLES, Heading, label_from
from corpus.indicators.prose import prose_indicators
from corpus.indicators.tables import indicators_from, without_past_targets
from corpus.items import with_items
from corpus.open_headings import OpenHeadings
from corpus.outline import Ranks, ranks_from
from corpus.paragraphs import Block, blocks_of, marks_of
from corpus.question_lines import with_questions
from corpus.tables.cells import UNIT_LINE, table_from
from corpus.tables.reading import rows_from
from corpus.text import debris_in

_BACK_MATTER = re.compile(r"抄送[：:]|附件[：:]?\s*$")
# What stands over the notes at the end of a document.
_NOTES_TITLE = re.compile(r"(?:注|注释|脚注|尾注|附注|名词解释|说明)\s*[：:]?")
_LONGEST_TITLE = 40
# Blank lines after which a box (专栏) is over.
_BLANKS_AFTER_BOX = 2


def plan_from(source: Source, source_text: SourceText) -> Plan:
    """Read the text of a plan."""
    footnotes = footnotes_in(source_text)
    found = [(block, block.heading) for block in blocks_of(source_text, footnotes)]
    matter = matter_of(found)
    blocks = with_items(with_questions(matter.blocks))
    headings = _without_title([(block, heading) for block, heading in blocks if heading])
    reader = _Reader(source_text, _ranks(headings), marks_of(footnotes))
    titles = {id(block) for block, _ in headings}
    for index, (block, heading) in enumerate(blocks):
        if index in matter.leaves:
            reader.leave()
        reader.read(block, heading if id(block) in titles else None)
    return reader.plan(source)


def _ranks(headings: list[tuple[Block, Heading]]) -> Ranks:
    return ranks_from([(h, block.level) for block, h in headings if not h.is_item])


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

    def __init__(
        self, source_text: SourceText, ranks: Ranks, note_marks: Sequence[tuple[int, int]]
    ) -> None:
        self._source_text = source_text
        self._note_marks = note_marks
        self._open = OpenHeadings(ranks)
        self._sections: list[_OpenSection] = [_OpenSection((), None)]
        self._tables: list[Table] = []
        self._indicators: list[Indicator] = []
        self._assignments: list[Assignment] = []
        self._duty_columns: Columns | None = None
        self._follows_duty = False
        self._marks: list[Excerpt] = []
        self._before = ""

    def plan(self, source: Source) -> Plan:
        sections = with_parts_named(
            [
                Section(path=s.path, heading=s.heading, paragraphs=tuple(s.paragraphs), note=s.note)
                for s in self._sections
                if s.heading is not None or s.paragraphs
            ]
        )
        return Plan(
            source=source,
            source_text=self._source_text,
            sections=sections,
            tables=tuple(self._tables),
            indicators=(
                *without_past_targets(self._indicators, _year_of(source.issued_on)),
                *prose_indicators(sections, source),
            ),
            assignments=self._all_assignments(),
            debris=tuple(sorted(self._debris(sections), key=lambda piece: piece.start)),
        )

    def _all_assignments(self) -> tuple[Assignment, ...]:
        named = with_own_tasks(with_full_names(self._assignments))
        return with_first_leading(named, self._source_text.text)

    def read(self, block: Block, heading: Heading | None) -> None:
        if block.is_table:
            self._read_table(block)
        elif block.note is not None:
            self._read_note(block.paragraph, block.note)
        else:
            self._read_paragraph(block, heading)
        self._before = "" if block.is_table else block.paragraph.text

    def leave(self) -> None:
        """End the last chapter: what follows is no part of it."""
        if self._open.close_all():
            self._begin_section()

    def _read_table(self, block: Block) -> None:
        unit = self._take_unit()
        title = self._take_title()
        self._open.close_to_targets()
        path = (*self._open.path, label_from(title.text)) if title else self._open.path
        unit_said = UNIT_LINE.fullmatch(unit.text) if unit else None
        said = unit_said["unit"] if unit_said else ""
        table = table_from(block.lines, path, self._source_text, said)
        self._tables.append(table)
        indicators = indicators_from(self._source_text.text, table)
        self._indicators.extend(indicators)
        if not indicators:
            self._read_duties(table)
        self._sections.append(_OpenSection(path, title))
        if unit:
            self._sections[-1].paragraphs.append(unit)
        self._begin_section()

    def _take_unit(self) -> Excerpt | None:
        """The line before a table that says what its numbers are in, if there is one."""
        paragraphs = self._sections[-1].paragraphs
        has_unit = paragraphs and UNIT_LINE.fullmatch(paragraphs[-1].text)
        return paragraphs.pop() if has_unit else None

    def _read_note(self, paragraph: Excerpt, note: Footnote) -> None:
        """A note stands apart from the chapter before it, under what its mark stands at."""
        path = (label_of(note, self._source_text.text, self._note_marks),)
        paragraphs = self._sections[-1].paragraphs
        if paragraphs and _NOTES_TITLE.fullmatch(paragraphs[-1].text):
            title = paragraphs.pop()
            self._sections.append(_OpenSection((label_from(title.text),), title, note.mark))
        opening = opening_of(paragraph.text, note.mark)
        section = _OpenSection(path, paragraph.cut(0, opening), note.mark)
        section.paragraphs.append(paragraph.cut(opening, len(paragraph.text)))
        self._sections += [section, _OpenSection(self._open.path, None)]

    def _read_duties(self, table: Table) -> None:
        text = self._source_text.text
        rows = rows_from(text, table)
        if rows:
            tells_merged = bool(table.below_merged)
            found, self._duty_columns = assignments_of_rows(rows, tells_merged=tells_merged)
        else:
            found, self._duty_columns = assignments_in_table(text, table, self._duty_columns)
        self._assignments.extend(found)

    def _take_title(self) -> Excerpt | None:
        """The line before a table, if it is short and no sentence: the table's title."""
        paragraphs = self._sections[-1].paragraphs
        if not paragraphs or len(paragraphs[-1].text) > _LONGEST_TITLE:
            return None
        return None if paragraphs[-1].text.endswith("。") else paragraphs.pop()

    def _read_paragraph(self, block: Block, heading: Heading | None) -> None:
        paragraph = block.paragraph
        if heading is not None:
            self._follows_duty = False
        if block.blanks_before >= _BLANKS_AFTER_BOX and self._open.close_box():
            self._begin_section()
        if _BACK_MATTER.match(paragraph.text):
            self.leave()
        if heading is None or (heading.style == "unnumbered" and not self._open.may_be_headed):
            if self._open.close_items():
                self._begin_section()
            if self._open.close("unnumbered"):
                self._begin_section()
            self._add(paragraph, None)
            return
        heading = self._open.made_room(heading, self._before)
        self._open_section(heading, paragraph)
        body = paragraph.cut(heading.body_start, len(paragraph.text))
        if body.text:
            self._add(body, heading.number)

    def _begin_section(self) -> None:
        """Begin a section without a heading of its own."""
        self._sections.append(_OpenSection(self._open.path, None))

    def _open_section(self, heading: Heading, paragraph: Excerpt) -> None:
        """Open a section; who leads it is no part of its label, though it stand in the heading."""
        is_in_body = heading.body_start < heading.heading_end
        excerpt = paragraph.cut(0, heading.body_start if is_in_body else heading.heading_end)
        self._marks.append(paragraph.cut(heading.heading_end, heading.body_start))
        words = without(excerpt, tuple(assignments_in(excerpt, (), None)))
        if words and words[0] != excerpt:
            heading = replace(heading, label=label_from(words[0].text))
        self._open.add(heading)
        self._sections.append(_OpenSection(self._open.path, words[0] if words else None))
        if words != [excerpt]:
            stated = assignments_in(excerpt, self._open.path, heading.number)
            self._assignments.extend(a for a in stated if a.kind == "line")
            self._sections[-1].paragraphs.extend(words[1:])

    def _add(self, paragraph: Excerpt, number: int | None) -> None:
        stated = tuple(assignments_in(paragraph, self._open.path, number))
        words = without(paragraph, stated)
        is_line = len(stated) == 1 and not words
        both = (
            continued(self._assignments[-1], stated[0]) if is_line and self._follows_duty else None
        )
        if both:
            self._assignments[-1] = both
        else:
            self._assignments.extend(stated)
        self._follows_duty = is_line
        self._sections[-1].paragraphs.extend(words)

    def _debris(self, sections: Sequence[Section]) -> Iterator[Debris]:
        """What stands in none of the excerpts and says nothing; and the marks after headings."""
        yield from (Debris(kind="注码", start=a, end=b) for a, b in self._note_marks)
        for mark in self._marks:
            yield from (Debris(kind="标点", start=a, end=b) for a, b in mark.spans)
        excerpts = [
            *(s.heading for s in sections if s.heading is not None),
            *(paragraph for s in sections for paragraph in s.paragraphs),
            *(cell for table in self._tables for row in table.rows for cell in row),
            *(a.excerpt for a in self._assignments if a.kind == "line"),
            *self._marks,
        ]
        spans = sorted(span for excerpt in excerpts for span in excerpt.spans)
        text = self._source_text.text
        for (_, end), (start, _) in pairwise([(0, 0), *spans, (len(text), len(text))]):
            yield from debris_in(text, end, start)


def _year_of(date: str) -> int | None:
    year = re.match(r"\d{4}", date)
    return int(year.group()) if year else None


class _OpenSection:
    """A section still being read."""

    def __init__(self, path: tuple[str, ...], heading: Excerpt | None, note: str = "") -> None:
        self.path = path
        self.note = note
        self.heading = heading
        self.paragraphs: list[Excerpt] = []
