"""Lines put together again: the cells of a table, and the pieces of a paragraph cut by a page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.documents import Excerpt, Footnote, SourceText
from corpus.footnotes import without_marks
from corpus.headings import TASK_STYLES, Heading, heading_from, marked_heading_from
from corpus.text import Line, joined, lines_of

_ENDS_SENTENCE = re.compile(r"[。！？；：…”）)》】]$")
# A line shorter than this that ends without a mark is a line of its own (a letterhead, a
# title); a longer one was cut by the end of a page.
_SHORTEST_CUT_LINE = 20
# A title ends in what sort of document it is; the number of a document stands by itself.
ENDS_TITLE = re.compile(
    r"(?:通知|通告|公告|公报|决定|意见|方案|规划|办法|规定|细则|要点|总结|报告|指南|条例|函|批复|纲要|计划|说明|解答|问答|解读|须知|手册)"
    r"(?:[（(][^（）()]{1,12}[）)])?$"
)
_OPENS_PART = re.compile(
    r"[^，。；：]{1,12}[〔\[（(]\d{4}[〕\]）)]\s*第?\d+号$|\d{4}年\d{1,2}月\d{1,2}日$"
)
# A line that begins so goes on with the one before, whatever that ends with.
_GOES_ON = re.compile(r"[，、。；：）》”』】]")
# Blank lines after which a table is over and another begins.
BLANKS_BETWEEN_TABLES = 2


@dataclass(frozen=True)
class Block:
    """A paragraph, or the lines of a table; ``level`` is set where the file marks a heading.

    ``note`` is the footnote that the paragraph is.
    """

    lines: tuple[Line, ...]
    level: int | None
    note: Footnote | None = None

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
        if self.is_table or self.note is not None:
            return None
        text = self.paragraph.text
        return heading_from(text) if self.level is None else marked_heading_from(text, self.level)


def blocks_of(source_text: SourceText, footnotes: Sequence[Footnote] = ()) -> Iterator[Block]:
    """Yield the paragraphs and tables of a text in order, the marks of its notes left out."""
    notes = {note.start: note for note in footnotes}
    marks = marks_of(footnotes)
    marked = {heading.start: heading.level for heading in source_text.headings}
    lines: list[Line] = []
    in_letterhead = True
    for line in lines_of(source_text.text):
        if marks:
            line = replace(line, excerpt=without_marks(line.excerpt, marks))  # noqa: PLW2901
        if lines and (
            line.start in notes
            or not (
                _continues_table(lines, line)
                or (
                    not source_text.whole_paragraphs
                    and _continues_paragraph(lines, line, marked)
                    and not (in_letterhead and _parts_letterhead(lines[-1], line))
                )
            )
        ):
            block = Block(tuple(lines), marked.get(lines[0].start), notes.get(lines[0].start))
            in_letterhead = in_letterhead and not _ends_letterhead(block)
            yield block
            lines = []
        lines.append(line)
    if lines:
        yield Block(tuple(lines), marked.get(lines[0].start), notes.get(lines[0].start))


def marks_of(footnotes: Sequence[Footnote]) -> list[tuple[int, int]]:
    """Return where the marks of notes stand in a text, in order."""
    return sorted({span for note in footnotes for span in note.references})


def _is_cell(line: Line) -> bool:
    """Whether a line is a cell; the tabbed line that opens a box (专栏) is none."""
    return line.is_cell and not line.excerpt.text.startswith("专栏")


def _continues_table(lines: list[Line], line: Line) -> bool:
    is_box = line.is_cell and not _is_cell(line)
    if not _is_cell(lines[0]) or is_box or line.blanks_before >= BLANKS_BETWEEN_TABLES:
        return False
    return line.is_cell or (line.blanks_before == 0 and not lines[-1].is_whole)


def _continues_paragraph(lines: list[Line], line: Line, marked: dict[int, int]) -> bool:
    last = lines[-1].excerpt.text
    if lines[0].is_cell or line.is_cell or lines[0].start in marked or line.start in marked:
        return False
    if _GOES_ON.match(line.excerpt.text) and not line.blanks_before:
        return True
    return not (
        _ENDS_SENTENCE.search(last)
        or len(last) < _SHORTEST_CUT_LINE
        or (len(lines) == 1 and _is_heading_alone(last))
        or _is_numbered(line.excerpt.text)
    )


def _ends_letterhead(block: Block) -> bool:
    """Whether a document has begun with a block: a heading, or a whole sentence."""
    if block.is_table:
        return True
    text = block.paragraph.text
    return text.endswith("。") or _is_numbered(text)


def _parts_letterhead(last: Line, line: Line) -> bool:
    """Whether two lines of a letterhead are parts of their own: its title, number, addressee."""
    return bool(
        ENDS_TITLE.search(last.excerpt.text)
        or _OPENS_PART.match(line.excerpt.text)
        or line.excerpt.text.endswith(("：", ":"))
        or (line.blanks_before and len(line.excerpt.text) < _SHORTEST_CUT_LINE)
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
