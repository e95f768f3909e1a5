"""The ruled tables of a PDF's pages, one table where it runs over several pages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pdfplumber.page import Page
from pdfplumber.table import Table as RuledTable
from pdfplumber.table import TableFinder

from corpus.formats.pdf_lines import Character, Line, joined_words, lines_of

_Bounds = tuple[float, float, float, float]

# A map or a drawing has many thousand edges, and finding tables takes their square.
MOST_EDGES = 4_000
_SAME_EDGE = 6.0
_HALF = 0.5
_SHORTEST_RULE = 10
# A frame is for several lines; less is a line on a coloured ground. Share of the page's width.
_NARROWEST_FRAME = 0.4
_LOWEST_FRAME = 36
# In a cell, gaps between characters are there to fill it.
_GAP = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")


@dataclass(frozen=True)
class Row:
    """A row of a table and its page; a row across all columns has one cell."""

    cells: tuple[str, ...]
    page: int


@dataclass(frozen=True)
class PrintedTable:
    """A table as printed: its place on its first page, and its rows, or lines if it is a box."""

    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    columns: int
    rows: tuple[Row, ...] = ()
    lines: tuple[Line, ...] = ()


def tables_on(
    page: Page, characters: Sequence[Character]
) -> tuple[list[PrintedTable], list[Character]]:
    """Return the tables of a page, and the characters that stand outside of them."""
    if len(page.edges) > MOST_EDGES:
        return [], list(characters)
    closing: dict[str, Any] = {"explicit_horizontal_lines": _ends_of_rules(page)}
    finder = page.debug_tablefinder(closing)
    frames = [RuledTable(page, [cell]) for cell in _lone_cells(finder, page)]
    found = sorted((*finder.tables, *frames), key=lambda table: _area(table.bbox))
    tables: list[PrintedTable] = []
    taken: list[_Bounds] = []
    rest = list(characters)
    for ruled in found:
        if any(_holds(ruled.bbox, box) for box in taken):  # a frame around a table
            continue
        inside = [c for c in rest if _holds(ruled.bbox, (c.x0, c.top, c.x1, c.bottom))]
        table = _table_from(ruled, inside, page.page_number)
        if not inside or table is None:
            continue
        tables.append(table)
        taken.append(ruled.bbox)
        kept = set(map(id, inside))
        rest = [c for c in rest if id(c) not in kept]
    return sorted(tables, key=lambda table: table.top), rest


def _lone_cells(finder: TableFinder, page: Page) -> list[_Bounds]:
    """The frames of a page, which are no table for pdfplumber; not what is only marked."""
    in_tables = {cell for table in finder.tables for cell in table.cells}
    return [
        cell
        for cell in finder.cells
        if cell not in in_tables
        and cell[2] - cell[0] > _NARROWEST_FRAME * page.width
        and cell[3] - cell[1] > _LOWEST_FRAME
    ]


def _ends_of_rules(page: Page) -> list[float]:
    """Where the upright rules of a page begin and end.

    A row that goes on over the page has no rule across it there; with one it is a row again.
    """
    upright = [
        edge
        for edge in page.edges
        if edge["orientation"] == "v" and edge["height"] > _SHORTEST_RULE
    ]
    if not upright:
        return []
    return [min(edge["top"] for edge in upright), max(edge["bottom"] for edge in upright)]


def _area(box: _Bounds) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _holds(outer: _Bounds, inner: _Bounds) -> bool:
    """Whether the middle of one rectangle lies in another."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _table_from(
    ruled: RuledTable, characters: Sequence[Character], page: int
) -> PrintedTable | None:
    x0, top, x1, bottom = ruled.bbox
    grid = [row.cells for row in ruled.rows]
    columns = max((len(row) for row in grid), default=0)
    table = PrintedTable(page, x0, x1, top, bottom, columns)
    if columns <= 1:
        return replace(table, lines=tuple(lines_of(characters, page)))
    rows = []
    for boxes in grid:
        cells = []
        for box in boxes:
            inside = [c for c in characters if box and _holds(box, (c.x0, c.top, c.x1, c.bottom))]
            words = joined_words(line.text for line in lines_of(inside, page))
            cells.append(_GAP.sub("", words))
        drawn = [box for box in boxes if box]
        if len(drawn) == 1 and drawn[0][2] - drawn[0][0] > (x1 - x0) - _SAME_EDGE:
            cells = [cell for cell, box in zip(cells, boxes, strict=True) if box]
        rows.append(Row(tuple(cells), page))
    return replace(table, rows=tuple(rows)) if any(any(row.cells) for row in rows) else None


def continued(table: PrintedTable, next_table: PrintedTable) -> PrintedTable | None:
    """Return two tables as one, if the second goes on with the first on the next page."""
    alike = (
        table.columns == next_table.columns
        and abs(table.x0 - next_table.x0) < _SAME_EDGE
        and abs(table.x1 - next_table.x1) < _SAME_EDGE
    )
    if not alike:
        return None
    if table.columns <= 1:
        if next_table.lines and next_table.lines[0].text.startswith("专栏"):
            return None
        return replace(table, lines=table.lines + next_table.lines)
    rows = list(next_table.rows)
    if rows and rows[0].cells == table.rows[0].cells:
        del rows[0]
    last = table.rows[-1]
    if rows and _is_rest_of(rows[0], last):
        cells = tuple(map(_together, last.cells, rows[0].cells))
        rows[0] = Row(cells, last.page)
        return replace(table, rows=(*table.rows[:-1], *rows))
    return replace(table, rows=(*table.rows, *rows))


def _is_rest_of(row: Row, last: Row) -> bool:
    """Whether the end of a page cut a row: what is on the next page fills few of its cells."""
    filled = sum(map(bool, row.cells))
    return len(row.cells) == len(last.cells) > 1 and filled < _HALF * len(row.cells)


def _together(upper: str, lower: str) -> str:
    return joined_words(part for part in (upper, lower) if part)
