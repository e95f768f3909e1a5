"""A page of a PDF: its lines and tables, or that it is a scan or beyond measure."""

import re
from dataclasses import dataclass

from pdfminer.pdftypes import PDFStream, resolve1
from pdfplumber.page import Page

from corpus.formats.pdf_lines import Character, Line, lines_of
from corpus.formats.pdf_tables import MOST_EDGES, PrintedTable, tables_on

# Bytes of drawing instructions: a page of text has some 20,000, a map millions.
_LARGEST_PAGE = 8_000_000
# Bytes of the strings among them, of one to four a character.
_LONGEST_STRINGS = 200_000
_STRING = re.compile(rb"\((?:[^\\()]|\\.)*\)|<[0-9A-Fa-f\s]*>", re.DOTALL)
_FEWEST_CHARACTERS = 10
_SCANNED_SHARE = 0.3
_PICTURE_SIDE = 60
# Words that stand askew are a watermark.
_SLOPE = 0.05
_UNREADABLE_SHARE = 0.5


@dataclass(frozen=True)
class Sheet:
    """A page as read: its size, its lines outside of tables, and its tables."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    tables: tuple[PrintedTable, ...]
    is_scanned: bool = False
    is_recognised: bool = False
    has_pictures: bool = False
    is_too_complex: bool = False


def sheet_from(page: Page) -> Sheet:
    """Read a page; raises one of `corpus.formats.pdf.PDF_ERRORS` where it is damaged."""
    number, width, height = page.page_number, float(page.width), float(page.height)
    if _is_beyond_measure(page):
        return Sheet(number, width, height, (), (), is_too_complex=True)
    characters = [
        Character(c["text"], c["x0"], c["x1"], c["top"], c["bottom"], c["size"])
        for c in page.chars
        if c["size"] > 0 and abs(c["matrix"][1]) <= _SLOPE * abs(c["matrix"][0])
    ]
    readable = [c for c in characters if not _is_unreadable(c.text)]
    seen = sum(not c.text.isspace() for c in readable)
    pictures = [
        (picture["x1"] - picture["x0"], picture["bottom"] - picture["top"])
        for picture in page.images
    ]
    covered = max((w * h for w, h in pictures), default=0) / max(width * height, 1)
    garbled = len(readable) < (1 - _UNREADABLE_SHARE) * len(characters)
    if garbled or (seen < _FEWEST_CHARACTERS and covered > _SCANNED_SHARE):
        return Sheet(number, width, height, (), (), is_scanned=True)
    tables, rest = tables_on(page, readable)
    return Sheet(
        number,
        width,
        height,
        tuple(lines_of(rest, number)),
        tuple(tables),
        has_pictures=any(min(sides) > _PICTURE_SIDE for sides in pictures),
        is_too_complex=len(page.edges) > MOST_EDGES,
    )


def _is_beyond_measure(page: Page) -> bool:
    """Whether a page is a huge drawing, or prints more characters than any page has room for."""
    parts = [resolve1(part) for part in page.page_obj.contents]
    drawing = b"".join(part.get_data() for part in parts if isinstance(part, PDFStream))
    if len(drawing) > _LARGEST_PAGE:
        return True
    return sum(len(words.group()) for words in _STRING.finditer(drawing)) > _LONGEST_STRINGS


def _is_unreadable(text: str) -> bool:
    """Whether a font does not say which character this is."""
    return text.startswith("(cid:") or not text.isprintable() or "\ue000" <= text <= "\uf8ff"
