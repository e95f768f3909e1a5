"""The pages of a PDF as paragraphs, tables, boxes and notes, in the order of reading."""

import re
from collections.abc import Callable, Iterator, Sequence

from corpus.formats.blocks import PAGE_BREAK, Block, Box, Heading, Note, Paragraph, Table
from corpus.formats.pdf_characters import Line
from corpus.formats.pdf_lines import Margins, joined_words, margins_of, paragraphs_of
from corpus.formats.pdf_notes import PageNotes, note_from, notes_of, with_marks
from corpus.formats.pdf_pages import Sheet
from corpus.formats.pdf_tables import PrintedTable, continued

_LONGEST_HEADING = 60
# Points by which the left edges of the same column may differ.
_SAME_COLUMN = 40
# What may stand between the parts of a table that goes on.
_GOES_ON = re.compile(
    r"[（(]?(?:续上?表|接上[表页])|.{0,40}[（(]续表?\s*\d*[）)]$|[（(]?单位[：:]\S{1,8}$"
)


def blocks_of(
    sheets: Sequence[Sheet], repeated: set[Line], titles: dict[str, int]
) -> Iterator[Block]:
    """Go through the pages in order, a paragraph, a table or a note at a time."""
    notes = notes_of(sheets, repeated)
    left_out = repeated.union(
        line
        for of_page in notes.values()
        for lines in (of_page.rest, *(lines for _, lines in of_page.notes))
        for line in lines
    )
    flow = _Flow(_margins_of(sheets, left_out), titles, _whole_notes(sheets, notes))
    for sheet in sheets:
        for part in sheet.parts:
            lines = [line for line in part.lines if line not in left_out]
            items: list[Line | PrintedTable] = [*lines, *part.tables]
            for item in sorted(items, key=lambda item: item.top):
                yield from flow.read(item)
        yield from flow.end_page(sheet.number)
    yield from flow.end()


def _whole_notes(
    sheets: Sequence[Sheet], notes: dict[int, PageNotes]
) -> dict[int, list[tuple[str, list[Line]]]]:
    """The notes of each page with the lines in which they go on on the next page."""
    whole: dict[int, list[tuple[str, list[Line]]]] = {}
    last: list[Line] = []
    for sheet in sheets:
        of_page = notes.get(sheet.number)
        if of_page is None:
            continue
        last.extend(of_page.rest)
        whole[sheet.number] = [(mark, list(lines)) for mark, lines in of_page.notes]
        if whole[sheet.number]:
            last = whole[sheet.number][-1][1]
    return whole


class _Flow:
    """Puts lines into paragraphs and tables together; notes wait for what their page ends in."""

    def __init__(
        self,
        margins: dict[Line, Margins],
        titles: dict[str, int],
        notes: dict[int, list[tuple[str, list[Line]]]],
    ) -> None:
        self._margins = margins
        self._titles = titles
        self._notes = notes
        self._marks = {mark for of_page in notes.values() for mark, _ in of_page}
        self._pages = _PageBreaks()
        self._text: list[Line] = []
        self._table: PrintedTable | None = None
        # Lines after a table that say that it goes on: 续表.
        self._held: list[Line] = []
        # The notes that come after a line, and those after the open table, by page.
        self._after: dict[Line, list[int]] = {}
        self._waiting: list[int] = []

    def read(self, item: Line | PrintedTable) -> Iterator[Block]:
        """Take the next line or table."""
        if isinstance(item, PrintedTable):
            longer = None
            if self._table is not None and not self._text:
                longer = continued(self._table, item)
            if longer is None:
                yield from self._of_table()
                yield from self._of_text()
            self._held.clear()
            self._table = longer or item
        elif self._table is not None and _GOES_ON.match(item.text):
            self._held.append(item)
        else:
            yield from self._of_table()
            self._text.append(item)

    def end_page(self, page: int) -> Iterator[Block]:
        """Put the notes of a page behind the paragraph or the table in which it ends."""
        if page not in self._notes:
            return
        if self._table is not None:
            self._waiting.append(page)
        elif self._text:
            self._after.setdefault(self._text[-1], []).append(page)
        else:
            yield from self._notes_of(page)

    def end(self) -> Iterator[Block]:
        """Yield what is still open."""
        yield from self._of_table()
        yield from self._of_text()

    def _of_table(self) -> Iterator[Block]:
        if self._table is not None:
            yield _table_block(self._table, self._marked)
            self._table = None
        for page in self._waiting:
            yield from self._notes_of(page)
        self._waiting.clear()
        self._text.extend(self._held)
        self._held.clear()

    def _of_text(self) -> Iterator[Block]:
        for group in paragraphs_of(self._text, lambda line: self._margins[line]):
            words = joined_words(self._marked(line.text, line.page) for line in group)
            level = self._titles.get("".join(words.split()), 0)
            if level and len(words) <= _LONGEST_HEADING:
                yield Heading(level, words)
            else:
                yield Paragraph(words)
            for line in group:
                for page in self._after.pop(line, ()):
                    yield from self._notes_of(page)
        self._text.clear()

    def _notes_of(self, page: int) -> Iterator[Block]:
        for mark, lines in self._notes[page]:
            note = note_from(mark, (line.text for line in lines))
            yield Note(note.mark, with_marks(note.text, set()))

    def _marked(self, words: str, page: int) -> str:
        return self._pages.marked(with_marks(words, self._marks), page)


def _margins_of(sheets: Sequence[Sheet], repeated: set[Line]) -> dict[Line, Margins]:
    """For each line of the text, the margins of its column, on left and right pages apart."""
    width = max((sheet.width for sheet in sheets), default=0)
    sides: dict[tuple[int, int | None, int], list[Line]] = {}
    ends: dict[tuple[int, int | None, int], float] = {}
    for sheet in sheets:
        for part in sheet.parts:
            column = None if part.column is None else round(part.x0 / _SAME_COLUMN)
            key = (sheet.number % 2, part.column, column or 0)
            lines = [line for line in part.lines if line not in repeated]
            sides.setdefault(key, []).extend(lines)
            span = width if part.column is None else part.x0 + part.x1
            ends[key] = max(ends.get(key, 0.0), span)
    return {
        line: margins
        for key, lines in sides.items()
        if lines
        for margins in [margins_of(lines, ends[key])]
        for line in lines
    }


def _table_block(table: PrintedTable, marked: Callable[[str, int], str]) -> Block:
    if table.columns > 1:
        return Table(
            tuple(
                tuple(marked(cell, row.page) for cell in row.cells)
                for row in table.rows
                if row.cells
            )
        )
    if not table.lines:
        return Box(())
    margins = margins_of(table.lines, table.x0 + table.x1)
    return Box(
        tuple(
            Paragraph(joined_words(marked(line.text, line.page) for line in group))
            for group in paragraphs_of(table.lines, lambda _: margins)
        )
    )


class _PageBreaks:
    """Marks the first words of every page."""

    def __init__(self) -> None:
        self._page = 1

    def marked(self, words: str, page: int) -> str:
        breaks = max(page - self._page, 0)
        self._page += breaks
        return PAGE_BREAK * breaks + words
