"""A Word file (.docx) as text: its headings, numbers, tables and boxes as Word shows them."""

import zlib
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml.etree import LxmlError, _Element

from corpus.documents import SourceText
from corpus.formats.blocks import (
    IMAGE,
    NOTE_MARK,
    Block,
    Box,
    Cell,
    Heading,
    Note,
    Paragraph,
    Table,
    source_text_from,
)
from corpus.formats.blocks import table_of as table_from_cells
from corpus.formats.limits import refuse_zip_bomb
from corpus.formats.word_elements import (
    MC,
    TRANSPARENT,
    M,
    children,
    chosen,
    continues,
    formula,
    has_picture,
    is_contents,
    is_hidden,
    outermost,
    span_of,
    symbol,
    wrapped,
)
from corpus.formats.word_numbers import Numbering, W
from corpus.formats.word_package import WordPackage
from corpus.formats.word_styles import Styles
from corpus.numerals import circled

# What zipfile and lxml raise at a damaged file; found by fuzzing.
DOCX_ERRORS: tuple[type[Exception], ...] = (
    LxmlError, BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError,
    NotImplementedError, RecursionError,
)  # fmt: skip

_SIGNS = {
    "br": "\n",
    "cr": "\n",
    "tab": "\t",
    "ptab": "\t",
    "noBreakHyphen": "-",
}

TOC_NOTE = "已略去文件中自动生成的目录"
REVISION_NOTE = "文件含有修订标记：已按“接受全部修订”读取"
IMAGE_NOTE = f"文件含有图片：图片处以“{IMAGE}”标出，图中的文字没有读取"
EMBEDDED_NOTE = "文件中嵌入了其他文档，嵌入的内容没有读取"


def read_docx(content: bytes, name: str) -> SourceText:
    """Return the text of a Word file.

    Headers and footers, deleted words and tables of contents are left out. Raises
    `UnreadableFileError` if the file unpacks to too much, and one of `DOCX_ERRORS` where it
    is damaged.
    """
    with ZipFile(BytesIO(content)) as archive:
        refuse_zip_bomb(archive, name)
        package = WordPackage(archive)
        reader = _WordReader(package, drop_contents=True)
        blocks = reader.blocks()
        if reader.in_contents:  # a table of contents that never ends would swallow the rest
            reader = _WordReader(package, drop_contents=False)
            blocks = reader.blocks()
    return source_text_from(blocks, reader.notes)


class _WordReader:
    """Goes through a document once, counting its lists and keeping its fields along the way."""

    def __init__(self, package: WordPackage, *, drop_contents: bool) -> None:
        self._body = package.document().find(f"{W}body")
        self._styles = Styles(package.related("styles"))
        self._numbering = Numbering(package.related("numbering"), self._styles.list_numbers)
        self._footnotes, self._endnotes = (
            {note.get(f"{W}id", ""): note for note in children(package.related(part), kind)}
            for part, kind in (("footnotes", "footnote"), ("endnotes", "endnote"))
        )
        # How many notes there were of each kind, and those that come after this block.
        self._noted = {"footnoteReference": 0, "endnoteReference": 0}
        self._due: list[Note] = []
        self._drop_contents = drop_contents
        # The instruction of each field that is open.
        self._fields: list[str] = []
        # What comes after the paragraph that is being read.
        self._boxes: list[Block] = []
        # Words whose paragraph mark was deleted: they belong to the next paragraph.
        self._carried = ""
        self._notes: dict[str, None] = {}

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(self._notes)

    @property
    def in_contents(self) -> bool:
        """Whether the words here are part of a table of contents."""
        return self._drop_contents and any(
            field.split()[:1] in (["TOC"], ["INDEX"]) for field in self._fields
        )

    def blocks(self) -> list[Block]:
        """The blocks of the whole document."""
        if self._body is None:
            return []
        blocks: list[Block] = []
        for block in self._blocks_in(self._body):
            blocks += (block, *self._due)
            self._due.clear()
        if TOC_NOTE not in self._notes:
            return blocks
        return [block for block in blocks if not _is_contents_title(block)]

    def _blocks_in(self, parent: _Element) -> Iterator[Block]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag == f"{W}sdt":
                if self._drop_contents and is_contents(child):
                    self._notes[TOC_NOTE] = None
                else:
                    for content in children(child, "sdtContent"):
                        yield from self._blocks_in(content)
            elif child.tag == f"{MC}AlternateContent":
                newer = chosen(child)
                if newer is not None:
                    yield from self._blocks_in(newer)
            elif child.tag in (f"{W}del", f"{W}moveFrom"):
                self._notes[REVISION_NOTE] = None
            elif child.tag == f"{W}altChunk":
                self._notes[EMBEDDED_NOTE] = None
            elif child.tag in TRANSPARENT:
                yield from self._blocks_in(child)

    def _paragraph(self, paragraph: _Element) -> Iterator[Block]:
        properties = paragraph.find(f"{W}pPr")
        style = self._styles.of(properties)
        began_in_contents = self.in_contents
        outer, self._boxes = self._boxes, []
        text = self._carried + "".join(self._words_in(paragraph))
        boxes, self._boxes = self._boxes, outer
        self._carried = ""
        number = ""
        if style.number_id:
            level = style.number_level
            if level is None:
                level = self._numbering.level_of_style(style.number_id, style.id)
            number = self._numbering.next_number(style.number_id, level)
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._notes[REVISION_NOTE] = None
            self._carried = text
            text = ""
        if self._drop_contents and (style.is_contents or began_in_contents or self.in_contents):
            self._notes[TOC_NOTE] = None
        elif text.strip():
            words = number + text.lstrip()
            yield Heading(style.heading, words) if style.heading else Paragraph(words)
        yield from boxes

    def _words_in(self, parent: _Element) -> Iterator[str]:
        for child in parent:
            tag = child.tag
            if not isinstance(tag, str):  # a comment, or an entity, which is never resolved
                continue
            namespace, _, name = tag.rpartition("}")
            if f"{namespace}}}" == W:
                if name == "r" and is_hidden(child):
                    continue
                if name == "t":
                    yield child.text or ""
                elif name in _SIGNS:
                    yield _SIGNS[name]
                elif tag in TRANSPARENT:
                    if name in ("ins", "moveTo"):
                        self._notes[REVISION_NOTE] = None
                    yield from self._words_in(child)
                else:
                    yield from self._special(child, name)
            elif tag == f"{MC}AlternateContent":
                newer = chosen(child)
                if newer is not None:
                    yield from self._words_in(newer)
            elif tag in (f"{M}oMath", f"{M}oMathPara"):
                yield formula(child)

    def _special(self, element: _Element, name: str) -> Iterator[str]:
        """The words of what is no plain text; fields, notes and boxes are remembered."""
        if name == "sdt":
            for content in children(element, "sdtContent"):
                yield from self._words_in(content)
        elif name == "fldChar":
            self._mark_field(element.get(f"{W}fldCharType", ""))
        elif name == "instrText" and self._fields:
            self._fields[-1] += element.text or ""
        elif name == "sym":
            yield symbol(element)
        elif name in ("drawing", "pict", "object"):
            yield from self._picture(element)
        elif name == "footnoteReference":
            yield from self._note(self._footnotes, element, circled, name)
        elif name == "endnoteReference":
            yield from self._note(self._endnotes, element, "[{}]".format, name)
        elif name in ("del", "moveFrom"):
            self._notes[REVISION_NOTE] = None

    def _note(
        self,
        notes: dict[str, _Element],
        reference: _Element,
        mark_of: Callable[[int], str],
        name: str,
    ) -> Iterator[str]:
        """The mark of a note; the note itself comes after the block that the mark stands in."""
        note = notes.get(reference.get(f"{W}id", ""))
        words = _flat(self._blocks_in(note)).strip() if note is not None else ""
        if not words:
            return
        self._noted[name] += 1
        mark = mark_of(self._noted[name])
        self._due.append(Note(mark, words))
        if reference.get(f"{W}customMarkFollows", "0") in ("0", "false", "off"):
            yield NOTE_MARK.format(mark)

    def _mark_field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append("")
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _picture(self, element: _Element) -> Iterator[str]:
        """A picture's place; the text boxes among its shapes come after the paragraph."""
        for content in outermost(element, f"{W}txbxContent"):
            outer, self._boxes = self._boxes, []
            blocks = (*self._blocks_in(content), *self._boxes)
            self._boxes = outer
            if blocks:
                self._boxes.append(Box(blocks))
        if has_picture(element):
            self._notes[IMAGE_NOTE] = None
            yield IMAGE

    def _table(self, table: _Element) -> Iterator[Block]:
        rows: list[list[Cell]] = []
        blocks: list[Block] = []
        for row in wrapped(table, "tr"):
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                self._notes[REVISION_NOTE] = None
                continue
            cells = [Cell("", span)] if (span := span_of(properties, "gridBefore", 0)) else []
            for cell in wrapped(row, "tc"):
                about = cell.find(f"{W}tcPr")
                goes_on = continues(about)
                content = [] if goes_on else list(self._blocks_in(cell))
                blocks.extend(content)
                span = span_of(about, "gridSpan", 1)
                cells.append(Cell(_flat(content), span, continues=goes_on))
            if span := span_of(properties, "gridAfter", 0):
                cells.append(Cell("", span))
            rows.append(cells)
        if max(map(len, rows), default=0) > 1:
            yield table_from_cells(rows)
        elif blocks:
            yield Box(tuple(blocks))


def _is_contents_title(block: Block) -> bool:
    return isinstance(block, Heading | Paragraph) and "".join(block.text.split()) == "目录"


def _flat(blocks: Iterable[Block]) -> str:
    """The words of blocks as the lines of one cell."""
    lines = []
    for block in blocks:
        if isinstance(block, Heading | Paragraph):
            lines.append(block.text)
        elif isinstance(block, Table):
            lines.extend(" ".join(filter(None, row)) for row in block.rows)
        elif isinstance(block, Box):
            lines.append(_flat(block.blocks))
    return "\n".join(lines)
