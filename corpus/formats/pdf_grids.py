"""Tables without a grid of rules: rows and columns told from how their words are aligned."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from corpus.formats.pdf_cells import (
    CELL_STEP,
    FIGURE,
    cells_of,
    columns_under,
    rows_from,
    text_of,
    words_of,
)
from corpus.formats.pdf_characters import Line, Piece, line_of, piece_from, rows_of
from corpus.formats.pdf_columns import Region, Rule
from corpus.formats.pdf_tables import PrintedTable, Row
from corpus.numerals import NUMERAL

# What stands before and after a table and is no row of it.
_CAPTION = re.compile(rf"[（(]?(?:续?[表图]|附表|附件)\s*[\d{NUMERAL}]|[（(]?单位[：:]|续表")
_NOTE = re.compile(r"(?:附?注|备注|说明|数据来源|资料来源)\s*\d*[：:]")
_PARAGRAPH = re.compile(rf"第[{NUMERAL}\d]+[章节条]|[（(][{NUMERAL}]+[）)]")
# In the size of the table's text.
_ROW_STEP = 3.2
_SPLIT_GAP = 0.3
# Between two columns, where there are many rows and few.
_GAP, _FEW_GAP = 0.4, 0.9
_NEAR_RULE = 2.0
# Shares: of the table's width, a line that is no cell; of its pieces, those in one column.
_LONG = 0.62
_ALIGNED = 0.8
_FIGURES = 0.6
_FEWEST_ROWS, _FEWEST_ROWS_OF_TWO, _FEWEST_COLUMNS = 3, 4, 3
_DEEPEST_HEADER = 3


def grids_in(
    region: Region, rules: Sequence[Rule], page: int
) -> tuple[list[PrintedTable], list[Line]]:
    """Return the tables without a grid in a region, and the lines that stand outside of them."""
    rows = rows_of(region.pieces)
    near = [rule for rule in rules if rule.x0 < region.x1 and rule.x1 > region.x0]
    tables: list[PrintedTable] = []
    rest: list[list[Piece]] = []
    position = 0
    while position < len(rows):
        end = _run_end(rows, position, near)
        table = None
        if end > position + 1:
            table = _table_of(rows[position:end], near, region, page)
        if table is None:
            rest.append(rows[position])
            position += 1
        else:
            tables.append(table)
            position = end
    lines = [line for row in rest if (line := line_of(row, page)) is not None]
    return tables, lines


def _run_end(rows: Sequence[list[Piece]], start: int, rules: Sequence[Rule]) -> int:
    """Where the rows end that may be a table which begins with the row at ``start``."""
    if not _may_begin(rows, start, rules):
        return start
    width = 0.0
    end = last = start
    size = median(piece.size for piece in rows[start])
    while end < len(rows):
        row = rows[end]
        x0, x1 = row[0].x0, row[-1].x1
        width = max(width, x1 - x0)
        if _CAPTION.match(words_of(row)) or _NOTE.match(words_of(row)):
            break
        if end > start:
            above = rows[end - 1]
            step = min(p.top for p in row) - min(p.top for p in above)
            ruled = _rule_between(above, row, rules)
            if step > _ROW_STEP * size or (
                ruled is not None and len(row) == 1 and not (_is_amid(row, ruled, rules))
            ):
                break
            if len(row) == 1 and (
                len(row[0].characters) * row[0].size > _LONG * width
                or row[0].size > 1.15 * size
                or _PARAGRAPH.match(words_of(row))
            ):
                break
        end += 1
        if len(row) > 1:
            last = end
    # Lines of one piece belong to it at its end only if they go on with a cell of the last row.
    while last < end and _goes_on(rows[last - 1], rows[last]):
        last += 1
    return last


def _may_begin(rows: Sequence[list[Piece]], start: int, rules: Sequence[Rule]) -> bool:
    """Whether a table may begin with a row: of several pieces, or a lone one over such a row."""
    if _CAPTION.match(words_of(rows[start])):
        return False
    if len(rows[start]) > 1:
        return True
    if start + 2 >= len(rows) or len(rows[start + 1]) < 2:  # noqa: PLR2004
        return False
    above = rows[start - 1] if start else None
    below = rows[start][0]
    return any(
        (above is None or rule.top >= max(p.bottom for p in above) - 1)
        and below.top - _NEAR_RULE * below.size < rule.top < below.bottom
        for rule in rules
    )


def _goes_on(row: Sequence[Piece], next_row: Sequence[Piece]) -> bool:
    piece = next_row[0]
    step = piece.top - max(p.top for p in row)
    above = [p for p in row if p.x0 - piece.size <= piece.x0 <= p.x1]
    return (
        len(next_row) == 1
        and bool(above)
        and step <= CELL_STEP * piece.size
        and (piece.x0 > row[0].x1)
    )


def _rule_between(
    above: Sequence[Piece], row: Sequence[Piece], rules: Sequence[Rule]
) -> Rule | None:
    top, bottom = max(p.bottom for p in above), min(p.top for p in row)
    return next((rule for rule in rules if top - 2 <= rule.top <= bottom + 2), None)


def _is_amid(row: Sequence[Piece], above: Rule, rules: Sequence[Rule]) -> bool:
    """Whether a rule much as long as that above a row is still to come: the table's last."""
    return any(
        rule.top > row[0].bottom
        and min(rule.x1, above.x1) - max(rule.x0, above.x0)
        > _LONG * max(rule.x1 - rule.x0, above.x1 - above.x0)
        for rule in rules
    )


def _table_of(
    rows: Sequence[list[Piece]], rules: Sequence[Rule], region: Region, page: int
) -> PrintedTable | None:
    """The rows as a table, if their pieces stand in columns."""
    columns = _columns_of(rows)
    if len(columns) < 2:  # noqa: PLR2004
        return None
    split = [[part for piece in row for part in _split(piece, columns)] for row in rows]
    pieces = [piece for row in split for piece in row]
    aligned = sum(len(columns_under(piece, columns)) == 1 for piece in pieces)
    if aligned < _ALIGNED * len(pieces) or not _is_table(split, columns, rules):
        return None
    cells = cells_of(split, columns)
    left = 0.0 if region.column is None else region.x0
    grid = rows_from(cells, len(columns))
    return PrintedTable(
        page,
        min(piece.x0 for piece in pieces),
        max(piece.x1 for piece in pieces),
        min(piece.top for piece in pieces),
        max(piece.bottom for piece in pieces),
        len(columns),
        rows=tuple(
            Row(tuple(text_of(row.get(column), page) for column in range(len(columns))), page)
            for row in grid
        ),
        spans=tuple((x0 - left, x1 - left) for x0, x1 in columns),
    )


def _columns_of(rows: Sequence[list[Piece]]) -> list[tuple[float, float]]:
    """Where the columns begin and end: no word of a row under the header stands between them."""
    heads = min(_DEEPEST_HEADER - 1, len(rows) - 2)
    size = median(piece.size for row in rows for piece in row)
    gap = (_FEW_GAP if len(rows) - heads < _FEWEST_ROWS else _GAP) * size
    boxes = [
        (c.x0, c.x1) for row in rows[heads:] for p in row for c in p.characters if not c.is_space
    ]
    columns: list[tuple[float, float]] = []
    for x0, x1 in sorted(boxes):
        if columns and x0 - columns[-1][1] < gap:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    for row in rows[:heads]:
        for piece in row:
            if all(piece.x1 < a - gap or piece.x0 > b + gap for a, b in columns):
                columns.append((piece.x0, piece.x1))  # all its cells are empty
                columns.sort()
                continue
            under = columns_under(piece, columns)
            if len(under) == 1:
                x0, x1 = columns[under[0]]
                columns[under[0]] = (min(x0, piece.x0), max(x1, piece.x1))
    return columns


def _split(piece: Piece, columns: Sequence[tuple[float, float]]) -> list[Piece]:
    """A piece that runs over several columns, cut where there is a gap between two of them."""
    under = columns_under(piece, columns)
    if len(under) == 1:
        return [piece]
    parts: list[list[int]] = [[]]
    characters = piece.characters
    for position, character in enumerate(characters):
        before = characters[position - 1] if position else None
        if before is not None and parts[-1]:
            gap = character.x0 - before.x1
            cut = (before.x1 + character.x0) / 2
            between = any(a[1] - 1 <= cut <= b[0] + 1 for a, b in pairwise(columns))
            if between and gap > _SPLIT_GAP * piece.size:
                parts.append([])
        parts[-1].append(position)
    pieces = [[characters[i] for i in part] for part in parts]
    return [piece_from(part) for part in pieces if any(not c.is_space for c in part)]


def _is_table(
    rows: Sequence[list[Piece]], columns: Sequence[tuple[float, float]], rules: Sequence[Rule]
) -> bool:
    """Whether so many rows and columns are a table, and not words set apart in a letterhead."""
    several = [row for row in rows if len(row) > 1]
    top, bottom = (f(p.top for row in r for p in row) for f, r in ((min, rows[:1]), (max, rows)))
    size = median(piece.size for row in rows for piece in row)
    width = columns[-1][1] - columns[0][0]
    ruled = any(
        top - _NEAR_RULE * size < rule.top < bottom + (_NEAR_RULE + 1) * size
        and min(rule.x1, columns[-1][1]) - max(rule.x0, columns[0][0]) > _ALIGNED * width
        for rule in rules
    )
    if ruled:
        return len(several) > 1
    figures = [
        sum(bool(FIGURE.fullmatch(piece.text)) for piece in row[1:]) >= len(row[1:]) / 2
        for row in several
    ]
    listed = sum(bool(_PARAGRAPH.match(words_of(row))) for row in several)
    if sum(figures) < _FIGURES * len(figures) or listed > len(several) / 2:
        return False
    if len(columns) < _FEWEST_COLUMNS:
        return len(several) >= _FEWEST_ROWS_OF_TWO
    filled = sum(len(row) >= len(columns) - 1 for row in several)
    return len(several) >= _FEWEST_ROWS and filled >= _ALIGNED * len(several)
