"""A page of a PDF: its lines and tables as they are read, or that it is a scan or too complex."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pdfminer.pdftypes import PDFStream, resolve1
from pdfplumber.page import Page

from corpus.formats.pdf_characters import Character, Line, Piece, line_of, pieces_of, rows_of
from corpus.formats.pdf_columns import Gutter, Rule, regions_of
from corpus.formats.pdf_grids import grids_in
from corpus.formats.pdf_lines import MARGIN, PAGE_NUMBER
from corpus.formats.pdf_tables import MOST_EDGES, PrintedTable, tables_on, whole_rules

# Bytes of drawing instructions: a page of text has some 20,000, a map millions.
_LARGEST_PAGE = 8_000_000
# Bytes of the strings among them, of one to four a character.
_LONGEST_STRINGS = 200_000
_STRING = re.compile(rb"\((?:[^\\()]|\\.)*\)|<[0-9A-Fa-f\s]*>", re.DOTALL)
_FEWEST_CHARACTERS = 10
_SCANNED_SHARE = 0.3
# With a stamp, a page number or the name of a scanner's program on it, a scan fills the page.
_FEW_CHARACTERS = 40
_WHOLE_SHARE = 0.8
# Curves on a page without a character: its words are drawn.
_DRAWN_WORDS = 100
_MOST_PICTURES = 2_000
_NET = 24
_SHORTEST_RULE = 20
_EDGE_PIECES = 2
_PICTURE_SIDE = 60
# Words that stand askew are a watermark.
_SLOPE = 0.05
_UNREADABLE_SHARE = 0.5


@dataclass(frozen=True)
class Part:
    """A part of a page that is read from the top down; ``column`` is ``None`` for its width."""

    lines: tuple[Line, ...]
    tables: tuple[PrintedTable, ...] = ()
    column: int | None = None
    x0: float = 0.0
    x1: float = 0.0


@dataclass(frozen=True)
class Sheet:
    """A page as read: its size, and its parts in the order in which they are read."""

    number: int
    width: float
    height: float
    parts: tuple[Part, ...] = ()
    rules: tuple[Rule, ...] = ()
    is_scanned: bool = False
    is_recognised: bool = False
    has_pictures: bool = False
    is_too_complex: bool = False

    @property
    def lines(self) -> list[Line]:
        """The lines outside of tables, from the top of the page down."""
        return sorted((line for part in self.parts for line in part.lines), key=lambda x: x.top)


@dataclass
class Layout:
    """What the pages before have shown of a document: where columns are parted."""

    gutters: list[Gutter] = field(default_factory=list)


def sheet_from(page: Page, layout: Layout) -> Sheet:
    """Read a page; raises one of `corpus.formats.pdf.PDF_ERRORS` where it is damaged."""
    number, width, height = page.page_number, float(page.width), float(page.height)
    if _is_beyond_measure(page):
        return Sheet(number, width, height, is_too_complex=True)
    characters = [
        Character(c["text"], c["x0"], c["x1"], c["top"], c["bottom"], c["size"])
        for c in page.chars
        if c["size"] > 0 and abs(c["matrix"][1]) <= _SLOPE * abs(c["matrix"][0])
    ]
    readable = [c for c in characters if not _is_unreadable(c.text)]
    garbled = len(readable) < (1 - _UNREADABLE_SHARE) * len(characters)
    if garbled:
        return Sheet(number, width, height, is_scanned=True)
    tables, rest = tables_on(page, readable)
    rules = tuple(_rules_of(page, tables))
    is_scanned = _is_picture_of_page(page, readable)
    return Sheet(
        number,
        width,
        height,
        parts_of(pieces_of(rest), tables, rules, page, layout),
        rules,
        is_scanned=is_scanned,
        has_pictures=not is_scanned
        and any(
            min(p["x1"] - p["x0"], p["bottom"] - p["top"]) > _PICTURE_SIDE for p in page.images
        ),
        is_too_complex=len(page.edges) > MOST_EDGES,
    )


def parts_of(
    pieces: Sequence[Piece],
    tables: Sequence[PrintedTable],
    rules: Sequence[Rule],
    page: Page,
    layout: Layout,
) -> tuple[Part, ...]:
    """Divide a page into parts in the order of reading, and find the tables without a grid."""
    height = float(page.height)
    number = [piece for piece in _outermost(pieces) if _is_page_number(piece, height)]
    body = [piece for piece in pieces if piece not in number]
    parts = []
    for region in regions_of(body, tables, rules, layout.gutters):
        grids, lines = grids_in(region, rules, page.page_number)
        found = (*region.tables, *grids)
        parts.append(Part(tuple(lines), found, region.column, region.x0, region.x1))
    apart = (line_of([piece], page.page_number) for piece in number)
    parts.append(Part(tuple(line for line in apart if line is not None)))
    return tuple(parts)


def _outermost(pieces: Sequence[Piece]) -> list[Piece]:
    """The first and the last line of a page, if it is no more than a few words."""
    rows = rows_of(pieces)
    return [p for row in (rows[:1] + rows[-1:]) if len(row) <= _EDGE_PIECES for p in row]


def _is_page_number(piece: Piece, height: float) -> bool:
    at_edge = piece.bottom < MARGIN * height or piece.top > (1 - MARGIN) * height
    return at_edge and PAGE_NUMBER.fullmatch(piece.text) is not None


def _rules_of(page: Page, tables: Iterable[PrintedTable]) -> Iterable[Rule]:
    """The horizontal rules that are not of a grid."""
    if len(page.edges) > MOST_EDGES:
        return
    for x0, x1, top in whole_rules(page):
        of_grid = (
            table.top - 2 <= top <= table.bottom + 2 and table.x0 - 2 <= x0 < table.x1
            for table in tables
        )
        if x1 - x0 > _SHORTEST_RULE and not any(of_grid):
            yield Rule(x0, x1, top)


def _is_picture_of_page(page: Page, readable: Sequence[Character]) -> bool:
    """Whether a page is a scan: pictures, in one piece or in strips, and hardly any words."""
    seen = sum(not c.text.isspace() for c in readable)
    if seen >= _FEW_CHARACTERS:
        return False
    if not seen and len(page.curves) > _DRAWN_WORDS:
        return True
    enough = _SCANNED_SHARE if seen < _FEWEST_CHARACTERS else _WHOLE_SHARE
    boxes = [(p["x0"], p["top"], p["x1"], p["bottom"]) for p in page.images[:_MOST_PICTURES]]
    return _share_covered(boxes, float(page.width), float(page.height)) > enough


def _share_covered(
    boxes: Sequence[tuple[float, float, float, float]], width: float, height: float
) -> float:
    """Which share of a page pictures cover together, by a net of points laid over it."""
    points = 0
    for row in range(_NET):
        y = (row + 0.5) * height / _NET
        level = [(x0, x1) for x0, top, x1, bottom in boxes if top <= y <= bottom]
        for column in range(_NET if level else 0):
            x = (column + 0.5) * width / _NET
            points += any(x0 <= x <= x1 for x0, x1 in level)
    return points / _NET**2


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
