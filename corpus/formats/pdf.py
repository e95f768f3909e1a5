"""A PDF as text: paragraphs and tables put back together, with the page of every word."""

import logging
import struct
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from corpus.documents import SourceText
from corpus.errors import UnreadableFileError
from corpus.formats.blocks import (
    LONGEST_TEXT,
    source_text_from,
    too_long,
)
from corpus.formats.ocr import OCR_ERRORS, can_recognise, recognised_lines
from corpus.formats.pdf_blocks import blocks_of
from corpus.formats.pdf_characters import Line
from corpus.formats.pdf_lines import (
    repeated_lines,
)
from corpus.formats.pdf_pages import Layout, Part, Sheet, sheet_from

# What pdfplumber and pdfminer.six raise at a damaged file; found by fuzzing.
PDF_ERRORS: tuple[type[Exception], ...] = (
    PdfminerException, MalformedPDFException, PDFException, PSException, struct.error,
    KeyError, IndexError, ValueError, TypeError, AttributeError, AssertionError,
    ArithmeticError, RecursionError, *OCR_ERRORS,
)  # fmt: skip

# They warn of every odd font and entry; without a handler that would go to the terminal.
for _reader in ("pdfminer", "pdfplumber"):
    logging.getLogger(_reader).addHandler(logging.NullHandler())

MOST_PAGES = 2_000
_LISTED_PAGES = 10
_SHOWN_HEADER = 20

RECOGNISED_NOTE = "第 {pages} 页是扫描图像，文字由 OCR 识别，可能有错字，引用前请与原件核对"


def read_pdf(content: bytes, name: str, *, ocr: bool | None = None) -> SourceText:
    """Return the text of a PDF with its pages.

    ``ocr`` says whether scanned pages are recognised; by default, if the extra ``ocr`` is
    installed. Raises `UnreadableFileError` for a file that is protected, too long or only
    scanned, and one of `PDF_ERRORS` where it is damaged.
    """
    with _opened(content, name) as document:
        if len(document.pages) > MOST_PAGES:
            raise UnreadableFileError(
                f"文件“{name}”有 {len(document.pages)} 页，超过 {MOST_PAGES} 页的上限",
                "请确认没有选错文件；如果是合订本，请按规划拆成几个 PDF 再添加",
            )
        titles = _titles_of(document)
        sheets = []
        layout = Layout()
        characters = 0
        for page in document.pages:
            sheet = sheet_from(page, layout)
            sheets.append(sheet)
            characters += sum(len(line.text) for line in sheet.lines)
            if characters > LONGEST_TEXT:
                raise too_long("正文")
            page.close()
    sheets, notes = _with_recognised(sheets, content, name, ocr)
    notes.extend(_remarks_on(sheets))
    repeated = repeated_lines([(sheet.height, sheet.lines) for sheet in sheets])
    if repeated:
        notes.append(_repetition_note(repeated))
    blocks = blocks_of(sheets, repeated, titles)
    source_text = source_text_from(blocks, notes, paged=True)
    if not any(sheet.is_recognised for sheet in sheets):
        return source_text
    # Where a line of a scan ends is seen less well: its sentences may go on in the next one.
    return source_text.model_copy(update={"whole_paragraphs": False})


def _opened(content: bytes, name: str) -> PDF:
    try:
        return pdfplumber.open(BytesIO(content))
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise UnreadableFileError(
                f"文件“{name}”设有打开密码",
                "请用密码打开后另存（或打印）为没有密码的 PDF，再重新添加",
            ) from error
        raise


def _titles_of(document: PDF) -> dict[str, int]:
    """The titles among the file's bookmarks, white space left out, with their levels."""
    try:
        outlines = list(document.doc.get_outlines())
    except PDF_ERRORS:  # PDFNoOutlines among them
        return {}
    return {
        "".join(title.split()): level
        for level, title, *_ in reversed(outlines)
        if isinstance(title, str) and isinstance(level, int)
    }


def _with_recognised(
    sheets: Sequence[Sheet], content: bytes, name: str, ocr: bool | None
) -> tuple[list[Sheet], list[str]]:
    """Read the scanned pages, or say that they cannot be read."""
    scanned = [sheet.number for sheet in sheets if sheet.is_scanned]
    if not scanned:
        return list(sheets), []
    if ocr is False or not can_recognise():
        if ocr or len(scanned) > len(sheets) // 2:
            raise UnreadableFileError(
                f"文件“{name}”是扫描件：{len(sheets)} 页中有 {len(scanned)} 页没有文字可读"
                "（是图像，或字体没有编码）",
                "请安装文字识别组件：pip install 'health-plans-assistant[ocr]'"
                "（在项目目录中为 .venv/bin/pip install -e '.[ocr]'），然后重新添加；"
                "或换用有文字的 PDF、Word 文件",
            )
        return list(sheets), [
            f"第 {_listed(scanned)} 页是扫描图像，图像中的文字没有读取（未安装文字识别组件）"
        ]
    read = [
        sheet
        if not sheet.is_scanned
        else Sheet(
            sheet.number,
            sheet.width,
            sheet.height,
            (Part(tuple(recognised_lines(content, sheet.number))),),
            is_recognised=True,
        )
        for sheet in sheets
    ]
    return read, [RECOGNISED_NOTE.format(pages=_listed(scanned))]


def _remarks_on(sheets: Iterable[Sheet]) -> Iterator[str]:
    if pictured := [sheet.number for sheet in sheets if sheet.has_pictures]:
        yield f"第 {_listed(pictured)} 页有图片，图中的文字没有读取"
    if complex_ones := [sheet.number for sheet in sheets if sheet.is_too_complex]:
        yield f"第 {_listed(complex_ones)} 页的图形过于复杂，其中的内容可能没有读全，请与原件核对"


def _listed(numbers: Sequence[int]) -> str:
    listed = "、".join(map(str, numbers[:_LISTED_PAGES]))
    return f"{listed} 等 {len(numbers)}" if len(numbers) > _LISTED_PAGES else listed


def _repetition_note(lines: Iterable[Line]) -> str:
    words = [line.text for line in sorted(lines, key=lambda line: (line.page, line.top))]
    named = next((w for w in words if any("\u4e00" <= c <= "\u9fff" for c in w)), "")
    example = f"（如“{named[:_SHOWN_HEADER]}”）" if named else ""
    return f"已略去每页重复的页眉、页脚和页码{example}"
