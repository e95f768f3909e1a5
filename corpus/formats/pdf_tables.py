"""The ruled tables of a PDF's pages, one table where it runs over several pages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from pdfplumber.page import Page
from pdfplumber.table import Table as RuledTable
from pdfplumber.table import TableFinder

from corpus.formats.pdf_characters import Character, Line, lines_of
from corpus.formats.pdf_lines import joined_words

_Bounds = tuple[float, float, float, float]

# A map or a drawing has many thousand edges, and finding tables takes their square.
MOST_EDGES = 4_000
_SAME_EDGE = 6.0
_HALF = 0.5
_SHORTEST_RULE = 10
_SAME_RULE = 2.0
# A frame is for several lines; less is a line on a coloured ground. Share of the page's width.
_NARROWEST_FRAME = 0.4
_LOWEST_FRAME = 36
# In a cell, gaps between characters are there to fill it.
GAP = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")


@dataclass(frozen=True)
class Row:
    """A row of a table and its page; a row across all columns has one cell."""

    cells: tuple[str, ...]
    page: int


@dataclass(frozen=True)
class PrintedTable:
    """A table as printed: its place on its first page, and its rows, or lines if it is a box.

    ``spans`` are where its columns begin and end, from the left of its part of the page, if it
    has no grid of rules.
    """

    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    columns: int
    rows: tuple[Row, ...] = ()
    lines: tuple[Line, ...] = ()
    spans: tuple[tuple[float, float], ...] = ()


def tables_on(
    page: Page, characters: Sequence[Character]
) -> tuple[list[PrintedTable], list[Character]]:
    """Return the tables of a page, and the characters that stand outside of them."""
    if len(page.edges) > MOST_EDGES:
        return [], list(characters)
    closing: dict[str, Any] = {
        "explicit_horizontal_lines": _ends_of_rules(page),
        "explicit_vertical_lines": _open_sides(page),
    }
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
    return sorted(tables, key=lambda table: (table.top, table.x0)), rest


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


def _ends_of_rules(page: Page) -> list[dict[str, Any]]:
    """Rules where the upright rules of a page begin and end, between those of one table.

    A row that goes on over the page has no rule across it there; with one it is a row again.
    """
    upright = [
        edge
        for edge in page.edges
        if edge["orientation"] == "v" and edge["height"] > _SHORTEST_RULE
    ]
    if not upright:
        return []
    spans = [(x0, x1) for x0, x1, _ in whole_rules(page)]
    ends = []
    for at in (min(edge["top"] for edge in upright), max(edge["bottom"] for edge in upright)):
        ending = sorted(
            {
                edge["x0"]
                for edge in upright
                if min(abs(edge["top"] - at), abs(edge["bottom"] - at)) < _SAME_EDGE
            }
        )
        for x0, x1 in pairwise(ending):
            if not spans or any(a < x0 + _SAME_EDGE and b > x1 - _SAME_EDGE for a, b in spans):
                ends.append(_drawn(page, x0, x1, at, at))
    return ends


def _open_sides(page: Page) -> list[dict[str, Any]]:
    """The sides of tables that have rules between their columns and none at their edges."""
    upright = [edge for edge in page.edges if edge["orientation"] == "v"]
    sides = []
    rows: dict[tuple[int, int], list[float]] = {}
    for x0, x1, top in whole_rules(page):
        rows.setdefault((round(x0 / _SAME_EDGE), round(x1 / _SAME_EDGE)), []).append(top)
    for (left, right), tops in rows.items():
        x0, x1 = left * _SAME_EDGE, right * _SAME_EDGE
        tops.sort()
        for top, bottom in pairwise(tops):
            beside = [
                edge["x0"]
                for edge in upright
                if edge["top"] < top + _SAME_EDGE and edge["bottom"] > bottom - _SAME_EDGE
            ]
            if not any(x0 + _SAME_EDGE < x < x1 - _SAME_EDGE for x in beside):
                continue
            for x in (x0, x1):
                if not any(abs(x - other) < _SAME_EDGE for other in beside):
                    sides.append(_drawn(page, x, x, top, bottom))
    return sides


def whole_rules(page: Page) -> list[tuple[float, float, float]]:
    """Return the horizontal rules of a page as (x0, x1, top); cells may draw one each."""
    edges = [edge for edge in page.edges if edge["orientation"] == "h"]
    rules: list[tuple[float, float, float]] = []
    for edge in sorted(edges, key=lambda e: (round(e["top"]), e["x0"])):
        x0, x1, top = edge["x0"], edge["x1"], edge["top"]
        if rules and abs(rules[-1][2] - top) < _SAME_RULE and x0 <= rules[-1][1] + _SAME_RULE:
            rules[-1] = (rules[-1][0], max(rules[-1][1], x1), rules[-1][2])
        else:
            rules.append((x0, x1, top))
    return [rule for rule in rules if rule[1] - rule[0] > _SHORTEST_RULE]


def _drawn(page: Page, x0: float, x1: float, top: float, bottom: float) -> dict[str, Any]:
    """A rule as pdfplumber describes one."""
    return {
        "object_type": "line", "x0": x0, "x1": x1, "top": top, "bottom": bottom,
        "width": x1 - x0, "height": bottom - top, "doctop": page.initial_doctop + top,
        "orientation": "v" if x0 == x1 else "h",
    }  # fmt: skip


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
    for boxes in filter(any, grid):
        cells = []
        drawn = [box for box in boxes if box]
        upper, lower = min(box[1] for box in drawn), max(box[3] for box in drawn)
        level = [c for c in characters if c.bottom > upper and c.top < lower]
        for box in boxes:
            inside = [c for c in level if box and _holds(box, (c.x0, c.top, c.x1, c.bottom))]
            words = joined_words(line.text for line in lines_of(inside, page))
            cells.append(GAP.sub("", words))
        if len(drawn) == 1 and drawn[0][2] - drawn[0][0] > (x1 - x0) - _SAME_EDGE:
            cells = [cell for cell, box in zip(cells, boxes, strict=True) if box]
        rows.append(Row(tuple(cells), page))
    return replace(table, rows=tuple(rows)) if any(any(row.cells) for row in rows) else None


def continued(table: PrintedTable, next_table: PrintedTable) -> PrintedTable | None:
    """Return two tables as one, if the second goes on with the first on the next page."""
    alike = table.columns == next_table.columns and _stand_alike(table, next_table)
    if not alike:
        return None
    if table.columns <= 1:
        if next_table.lines and next_table.lines[0].text.startswith("专栏"):
            return None
        return replace(table, lines=table.lines + next_table.lines)
    rows = list(next_table.rows)
    for row in table.rows[: len(rows)]:  # a header that is said again, of one level or more
        if rows[0].cells != row.cells:
            break
        del rows[0]
    last = table.rows[-1]
    if rows and _is_rest_of(rows[0], last):
        cells = tuple(map(_together, last.cells, rows[0].cells))
        rows[0] = Row(cells, last.page)
        return replace(table, rows=(*table.rows[:-1], *rows))
    return replace(table, rows=(*table.rows, *rows))


def _stand_alike(table: PrintedTable, next_table: PrintedTable) -> bool:
    """Whether the columns of two tables are at the same places, of their page or its columns."""
    if table.page == next_table.page and abs(table.top - next_table.top) < _SAME_EDGE:
        return False  # side by side
    if table.spans and next_table.spans:
        pairs = list(zip(table.spans, next_table.spans, strict=True))
        moved = next_table.spans[0][0] - table.spans[0][0]
        # The left edge of a column of the page shows only where its text begins there.
        return any(
            all(a[0] < b[1] - by and b[0] - by < a[1] for a, b in pairs) for by in (0.0, moved)
        )
    moved = next_table.x0 - table.x0
    goes_up = next_table.page > table.page or next_table.top < table.top
    return abs(next_table.x1 - table.x1 - moved) < _SAME_EDGE and (
        abs(moved) < _SAME_EDGE or (goes_up and abs(moved) > (table.x1 - table.x0) / 2)
    )


def _is_rest_of(row: Row, last: Row) -> bool:
    """Whether the end of a page cut a row: what is on the next page fills few of its cells."""
    filled = sum(map(bool, row.cells))
    return len(row.cells) == len(last.cells) > 1 and filled < _HALF * len(row.cells)


def _together(upper: str, lower: str) -> str:
    return joined_words(part for part in (upper, lower) if part)
