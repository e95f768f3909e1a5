"""A document as a stream of blocks, laid out as the text that every plan here is read from."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.documents import Footnote, MarkedHeading, SourceText
from corpus.errors import UnreadableFileError

IMAGE = "[image: ]"
PAGE_BREAK = "\f"
# Around the mark of a note, where it stands in a text: characters that no text may contain.
NOTE_MARK = "\ufdd0{}\ufdd1"
# Characters; the longest shipped plan has 26,000, a provincial one 60,000.
LONGEST_TEXT = 2_000_000
# Cells, empty ones included, for a few bytes of a file can claim millions.
MOST_CELLS = 200_000
WIDEST_TABLE = 100
_LONGEST_HEADING = 100
_MARKED = re.compile(NOTE_MARK.format("([^\ufdd0\ufdd1]{1,6})"))
_SURROGATE = re.compile("[\ud800-\udfff]")
# White space at either end of a line and after a page break, which itself stays.
_EDGES = re.compile(r"^[^\S\f]+|(?<=\f)[^\S\f]+|[^\S\f]+$")


@dataclass(frozen=True)
class Heading:
    """A line that its file marks as a heading; level 1 is the outermost."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; its text may have several lines."""

    text: str


@dataclass(frozen=True)
class Table:
    """Rows of cell texts, a merged cell's words in its first place and ``""`` in the others.

    A row that is one cell across all columns has only this cell. ``below`` and ``beside`` are the
    places, row and column, of empty cells that belong to the one above and the one before.
    """

    rows: tuple[tuple[str, ...], ...]
    below: frozenset[tuple[int, int]] = frozenset()
    beside: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Box:
    """What a frame holds: a text box, or a table of one column."""

    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class Note:
    """A footnote; its ``mark`` stands before its text."""

    mark: str
    text: str


Block = Heading | Paragraph | Table | Box | Note


@dataclass(frozen=True)
class Cell:
    """A cell as a file gives it: its words, and how many columns and rows it takes.

    One that ``continues`` the cell above has no words of its own.
    """

    text: str
    columns: int = 1
    rows: int = 1
    continues: bool = False


def table_of(rows: Sequence[Sequence[Cell]]) -> Table:
    """Return rows of cells as a table: each merged cell's words once, empty cells elsewhere.

    Raises `UnreadableFileError` if the table claims more than `MOST_CELLS`.

    >>> table_of([[Cell("领域", rows=2), Cell("甲")], [Cell("乙")], [Cell("合计", columns=2)]]).rows
    (('领域', '甲'), ('', '乙'), ('合计',))
    """
    grid: list[list[str]] = []
    full: list[bool] = []
    # For each column, how many of the rows to come a merged cell above still takes.
    taken: dict[int, int] = {}
    cells = 0
    below: set[tuple[int, int]] = set()
    beside: set[tuple[int, int]] = set()
    for row in rows:
        line: list[str] = []
        at = len(grid)

        def skip_taken(line: list[str] = line, at: int = at) -> None:
            while taken.get(len(line), 0) > 0:
                taken[len(line)] -= 1
                below.add((at, len(line)))
                line.append("")

        for cell in row:
            skip_taken()
            columns = min(max(cell.columns, 1), WIDEST_TABLE)
            for column in range(len(line), len(line) + columns):
                taken[column] = cell.rows - 1
                if cell.continues:
                    below.add((at, column))
                elif column > len(line) and cell.text:
                    beside.add((at, column))
            line.extend([cell.text, *[""] * (columns - 1)])
        skip_taken()
        cells += len(line)
        if cells > MOST_CELLS:
            raise too_long("表格")
        grid.append(line)
        full.append(len(row) == 1 and len(line) == min(max(row[0].columns, 1), WIDEST_TABLE))
    width = max((len(line) for line in grid), default=0)
    places = {at: place for place, at in enumerate(at for at, line in enumerate(grid) if line)}
    return Table(
        tuple(
            (line[0],) if alone and len(line) == width else tuple(line)
            for line, alone in zip(grid, full, strict=True)
            if line
        ),
        frozenset((places[at], column) for at, column in below),
        frozenset((places[at], column) for at, column in beside),
    )


def too_long(what: str) -> UnreadableFileError:
    """Return the error for a document of which something is beyond all measure."""
    return UnreadableFileError(
        f"文件的{what}超出了可以读取的规模（正文上限 {LONGEST_TEXT // 10_000} 万字）",
        "请确认没有选错文件；如果是合订本，请按规划拆成几个文件再添加",
    )


def source_text_from(
    blocks: Iterable[Block], notes: Iterable[str] = (), *, paged: bool = False
) -> SourceText:
    """Lay blocks out as text, in the way that the shipped plans are.

    A cell stands on a line behind a tab, its further lines without; rows are parted by a
    blank line. A box that opens with 专栏 gives this line a tab, and two blank lines close it.
    With ``paged``, each ``PAGE_BREAK`` in a text is where the next page begins.

    >>> source_text_from([Heading(1, "一、目标"), Table((("甲", ""), ("乙", "丙")))]).text
    '一、目标\\n\\t甲\\n\\t\\n\\n\\t乙\\n\\t丙\\n\\n'
    """
    layout = _Layout(paged)
    for block in blocks:
        layout.add(block)
    return SourceText(
        text="".join(layout.pieces),
        headings=tuple(layout.headings),
        whole_paragraphs=True,
        pages=tuple(layout.pages),
        below_merged=tuple(layout.below),
        beside_merged=tuple(layout.beside),
        notes=tuple(dict.fromkeys(notes)),
        footnotes=tuple(layout.footnotes()),
    )


class _Layout:
    """Text as it grows, with what stands where in it."""

    def __init__(self, paged: bool) -> None:
        self.pieces: list[str] = []
        self.headings: list[MarkedHeading] = []
        self.pages: list[int] = [0] if paged else []
        self.below: list[int] = []
        self.beside: list[int] = []
        self._paged = paged
        self._length = 0
        self._after_table = False
        self._marks: list[tuple[str, int, int]] = []
        self._footnotes: list[Footnote] = []

    def footnotes(self) -> Iterator[Footnote]:
        """The notes with the places of their marks: those since the last note of this mark."""
        since: dict[str, int] = {}
        for note in self._footnotes:
            spans = tuple(
                (start, end)
                for mark, start, end in self._marks
                if mark == note.mark and since.get(mark, 0) <= start < note.start
            )
            since[note.mark] = note.end
            yield note.model_copy(update={"references": spans})

    def add(self, block: Block) -> None:
        if isinstance(block, Table):
            self._add_table(block)
            return
        self._after_table = False
        if isinstance(block, Heading):
            self._add_heading(block)
        elif isinstance(block, Paragraph):
            for line in _lines(block.text):
                self._write(f"{line}\n")
        elif isinstance(block, Note):
            start = self._length
            self._write(f"{block.mark}{' '.join(_lines(block.text))}\n")
            self._footnotes.append(Footnote(mark=block.mark, start=start, end=self._length - 1))
        else:
            self._add_box(block)

    def _add_heading(self, heading: Heading) -> None:
        text = " ".join(_lines(heading.text))
        if not text.replace(PAGE_BREAK, ""):
            self._write(text)
            return
        if len(text) <= _LONGEST_HEADING:
            self.headings.append(MarkedHeading(start=self._length, level=heading.level))
        self._write(f"{text}\n")

    def _add_table(self, table: Table) -> None:
        rows = list(table.rows)
        if not any(cell.strip() for row in rows for cell in row):
            return
        if self._after_table:  # else the two would pass for one
            self._write("\n")
        boxed = False
        while len(rows) > 1 and len(rows[0]) == 1 < max(len(row) for row in rows):
            boxed |= self._add_title(rows.pop(0)[0])
        above = len(table.rows) - len(rows)
        for at, row in enumerate(rows, start=above):
            for column, cell in enumerate(row):
                if (at, column) in table.below:
                    self.below.append(self._length)
                elif (at, column) in table.beside:
                    self.beside.append(self._length)
                self._write("\t" + "\n".join(_lines(cell)) + "\n")
            self._write("\n")
        if boxed:
            self._write("\n")
        self._after_table = True

    def _add_title(self, text: str) -> bool:
        """Put the title that spans a table before it; return whether that opens a 专栏."""
        boxed = text.lstrip().startswith("专栏")
        for position, line in enumerate(_lines(text)):
            self._write(f"\t{line}\n" if boxed and position == 0 else f"{line}\n")
        if boxed:
            self._write("\n")
        return boxed

    def _add_box(self, box: Box) -> None:
        blocks = list(box.blocks)
        first = blocks[0] if blocks else None
        if isinstance(first, Heading | Paragraph) and first.text.lstrip().startswith("专栏"):
            title, *rest = list(_lines(first.text))
            self._write(f"\t{title}\n")
            blocks[:1] = [Paragraph("\n".join(rest))]
        for block in blocks:
            self.add(block)
        self._after_table = False
        self._write("\n\n")

    def _write(self, text: str) -> None:
        text = _SURROGATE.sub("\ufffd", text)
        first, *others = text.split(PAGE_BREAK) if self._paged else (text,)
        self._append(first)
        for other in others:
            self.pages.append(self._length)
            self._append(other)

    def _append(self, text: str) -> None:
        for position, part in enumerate(_MARKED.split(text)):
            if position % 2:  # the mark of a note
                self._marks.append((part, self._length, self._length + len(part)))
            self._extend(part)

    def _extend(self, text: str) -> None:
        self.pieces.append(text)
        self._length += len(text)
        if self._length > LONGEST_TEXT:
            raise too_long("正文")


def _lines(text: str) -> list[str]:
    """Divide a text into lines without white space at either end, and without empty lines."""
    parts = [piece.splitlines() or [""] for piece in text.split(PAGE_BREAK)]
    whole = PAGE_BREAK.join("\n".join(lines) for lines in parts)
    lines = [_trimmed(line) for line in whole.split("\n")]
    return [line for line in lines if line]


def _trimmed(line: str) -> str:
    """Strip a line, but not of its page breaks."""
    return _EDGES.sub("", line)
