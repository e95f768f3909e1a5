"""Lines put together again: the cells of a table, and the pieces of a paragraph cut by a page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.documents import Excerpt, SourceText
from corpus.headings import TASK_STYLES, Heading, heading_from, marked_heading_from
from corpus.text import Line, joined, lines_of

_ENDS_SENTENCE = re.compile(r"[。！？；：…”）)》】]$")
# A line shorter than this that ends without a mark is a line of its own (a letterhead, a
# title); a longer one was cut by the end of a page.
_SHORTEST_CUT_LINE = 20
# Blank lines after which a table is over and another begins.
BLANKS_BETWEEN_TABLES = 2


@dataclass(frozen=True)
class Block:
    """A paragraph, or the lines of a table; ``level`` is set where the file marks a heading."""

    lines: tuple[Line, ...]
    level: int | None

    @property
    def is_table(self) -> bool:
        """Whether these are the lines of a table."""
        return _is_cell(self.lines[0])

    @property
    def blanks_before(self) -> int:
        """How many blank lines stand before it."""
        return self.lines[0].blanks_before

    @property
    def paragraph(self) -> Excerpt:
        """The words of all lines as one paragraph."""
        paragraph = self.lines[0].excerpt
        for line in self.lines[1:]:
            paragraph = joined(paragraph, line.excerpt)
        return paragraph

    @property
    def heading(self) -> Heading | None:
        """The heading that the paragraph is or starts with."""
        if self.is_table:
            return None
        text = self.paragraph.text
        return heading_from(text) if self.level is None else marked_heading_from(text, self.level)


def blocks_of(source_text: SourceText) -> Iterator[Block]:
    """Yield the paragraphs and tables of a text, in order."""
    marked = {heading.start: heading.level for heading in source_text.headings}
    lines: list[Line] = []
    for line in lines_of(source_text.text):
        if lines and not (
            _continues_table(lines, line)
            or (not source_text.whole_paragraphs and _continues_paragraph(lines, line, marked))
        ):
            yield Block(tuple(lines), marked.get(lines[0].start))
            lines = []
        lines.append(line)
    if lines:
        yield Block(tuple(lines), marked.get(lines[0].start))


def _is_cell(line: Line) -> bool:
    """Whether a line is a cell; the tabbed line that opens a box (专栏) is none."""
    return line.is_cell and not line.excerpt.text.startswith("专栏")


def _continues_table(lines: list[Line], line: Line) -> bool:
    is_box = line.is_cell and not _is_cell(line)
    if not _is_cell(lines[0]) or is_box or line.blanks_before >= BLANKS_BETWEEN_TABLES:
        return False
    return line.is_cell or line.blanks_before == 0


def _continues_paragraph(lines: list[Line], line: Line, marked: dict[int, int]) -> bool:
    last = lines[-1].excerpt.text
    return not (
        lines[0].is_cell
        or line.is_cell
        or lines[0].start in marked
        or line.start in marked
        or _ENDS_SENTENCE.search(last)
        or len(last) < _SHORTEST_CUT_LINE
        or (len(lines) == 1 and _is_heading_alone(last))
        or _is_numbered(line.excerpt.text)
    )


def _is_numbered(text: str) -> bool:
    heading = heading_from(text)
    return heading is not None and heading.style != "unnumbered"


def _is_heading_alone(text: str) -> bool:
    """Whether a line is a heading; a numbered task is not, for it may be a cut paragraph."""
    heading = heading_from(text)
    if heading is None or heading.style in (*TASK_STYLES, "unnumbered"):
        return False
    return heading.body_start == len(text)
