"""The cells of a table without a grid: lines put into cells, and cells into rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.formats.pdf_characters import Piece, line_of
from corpus.formats.pdf_lines import joined_words
from corpus.formats.pdf_tables import GAP

FIGURE = re.compile(r"[—–\-－/…]+|[<>≤≥＜＞+\-－]?\s*\d[\d.,，]*\s*[%％‰\w/]{0,4}")
_YEAR = re.compile(r"20\d\d年?|[上本去]年")
# The longest step from line to line in a cell, in the size of the table's text.
CELL_STEP = 1.55
# Share of the usual step between rows that the lines of a cell are apart at most.
_TIGHT = 0.82
_DEEPEST_HEADER = 3


def words_of(row: Sequence[Piece]) -> str:
    """Return the words of pieces, to tell what they are."""
    return "".join(piece.text for piece in row)


@dataclass
class Cell:
    """The lines of a cell, in its column."""

    column: int
    lines: list[list[Piece]]

    @property
    def top(self) -> float:
        """Where its first line begins."""
        return min(piece.top for piece in self.lines[0])

    @property
    def bottom(self) -> float:
        """Where its last line ends."""
        return max(piece.bottom for piece in self.lines[-1])

    @property
    def middle(self) -> float:
        """The middle of its width."""
        pieces = [piece for line in self.lines for piece in line]
        return (min(p.x0 for p in pieces) + max(p.x1 for p in pieces)) / 2


def columns_under(piece: Piece, columns: Sequence[tuple[float, float]]) -> list[int]:
    """The columns that a piece stands in; the nearest where it stands between two."""
    under = [i for i, (x0, x1) in enumerate(columns) if piece.x0 < x1 and piece.x1 > x0]
    if under:
        return under
    middle = (piece.x0 + piece.x1) / 2
    return [min(range(len(columns)), key=lambda i: abs(sum(columns[i]) / 2 - middle))]


def text_of(cell: Cell | None, page: int) -> str:
    """Return what is read of a cell, nothing for one that is empty."""
    if cell is None:
        return ""
    lines = (line_of(line, page) for line in cell.lines)
    return GAP.sub("", joined_words(line.text for line in lines if line is not None))


def cells_of(rows: Sequence[list[Piece]], columns: Sequence[tuple[float, float]]) -> list[Cell]:
    """Put the lines of each cell together: those that follow closer than rows do."""
    lines: dict[int, list[list[Piece]]] = {}
    for row in rows:
        placed: dict[int, list[Piece]] = {}
        for piece in row:
            placed.setdefault(columns_under(piece, columns)[0], []).append(piece)
        for column, pieces in placed.items():
            lines.setdefault(column, []).append(pieces)
    size = median(piece.size for row in rows for piece in row)
    tight = min(_TIGHT * _step_of(rows, columns), CELL_STEP * size)
    loosest = max(_steps_of(rows), default=0.0)
    cells: list[Cell] = []
    for column, stacked in lines.items():
        for line in stacked:
            last = cells[-1] if cells and cells[-1].column == column else None
            step = line[0].top - last.lines[-1][0].top if last else 0.0
            if last is not None and step <= tight and loosest > step / _TIGHT:
                last.lines.append(line)
            else:
                cells.append(Cell(column, [line]))
    return cells


def _steps_of(rows: Sequence[list[Piece]]) -> list[float]:
    tops = [min(piece.top for piece in row) for row in rows]
    return [b - a for a, b in pairwise(tops)]


def _step_of(rows: Sequence[list[Piece]], columns: Sequence[tuple[float, float]]) -> float:
    """The usual step from one row to the next: between those that begin in the first column."""
    first = [row[0] for row in rows if 0 in columns_under(row[0], columns)]
    steps = [b.top - a.top for a, b in pairwise(first)]
    return median(steps) if steps else median(_steps_of(rows))


def rows_from(cells: Sequence[Cell], columns: int) -> list[dict[int, Cell]]:
    """Put cells into rows; a group's name in the first column, into the first of its rows."""
    rows = _rows_of([cell for cell in cells if cell.column])
    names = sorted((cell for cell in cells if not cell.column), key=lambda cell: cell.top)
    if len(rows) > len(names) and _is_grouped(rows, names):
        return rows
    rows = _with_rest(_rows_of(cells), columns)
    _spread_heads(rows)
    return rows


def _rows_of(cells: Sequence[Cell]) -> list[dict[int, Cell]]:
    """The lowest cells first, so that a high one finds the first of its rows."""
    rows: list[dict[int, Cell]] = []
    for cell in sorted(cells, key=lambda c: (len(c.lines), c.top)):
        beside = [row for row in rows if cell.column not in row and _is_beside(cell, row)]
        if beside:
            min(beside, key=lambda row: min(c.top for c in row.values()))[cell.column] = cell
        else:
            rows.append({cell.column: cell})
    return sorted(rows, key=lambda row: min(cell.top for cell in row.values()))


def _is_grouped(rows: list[dict[int, Cell]], names: Sequence[Cell]) -> bool:
    """Give each row or group of rows its name, if each name stands in the middle of its group."""
    tops = [min(cell.top for cell in row.values()) for row in rows]
    bottoms = [max(cell.bottom for cell in row.values()) for row in rows]
    starts = []
    start = 0
    for name in names:
        middle = (name.top + name.bottom) / 2
        room = 0.4 * (name.lines[0][0].bottom - name.lines[0][0].top)
        ends = [
            end
            for end in range(start, len(rows))
            if abs((tops[start] + bottoms[end]) / 2 - middle) < room
        ]
        if not ends:
            return False
        starts.append(start)
        start = ends[0] + 1
    if start != len(rows):
        return False
    for first, name in zip(starts, names, strict=True):
        rows[first][0] = name
    return True


def _is_beside(cell: Cell, row: dict[int, Cell]) -> bool:
    for other in row.values():
        shared = min(cell.bottom, other.bottom) - max(cell.top, other.top)
        if shared > 0.5 * min(other.bottom - other.top, cell.bottom - cell.top):
            return True
    return False


def _with_rest(rows: list[dict[int, Cell]], columns: int) -> list[dict[int, Cell]]:
    """Give to the row above what is no row: a head in the middle of two levels, rest of cells."""
    kept: list[dict[int, Cell]] = []
    for number, row in enumerate(rows):
        above = kept[-1] if kept else None
        if above is not None and number > 0 and len(row) <= columns / 2:
            is_head = number < _DEEPEST_HEADER and number + 1 < len(rows)
            free = all(column not in above for column in row)
            beneath = rows[number + 1] if number + 1 < len(rows) else {}
            if is_head and free and all(column not in beneath for column in row):
                above.update(row)
                continue
            if 0 not in row and not free and _is_rest(row, above):
                for column, cell in row.items():
                    if column in above:
                        above[column].lines.extend(cell.lines)
                    else:
                        above[column] = cell
                continue
        kept.append(row)
    return kept


def _is_rest(row: dict[int, Cell], above: dict[int, Cell]) -> bool:
    """Whether a row of few cells, none in the first column, goes on with those above."""
    return all(
        column in above
        and cell.top - above[column].lines[-1][0].top <= CELL_STEP * cell.lines[0][0].size
        and not FIGURE.fullmatch(words_of(cell.lines[0]))
        for column, cell in row.items()
    )


def _spread_heads(rows: list[dict[int, Cell]]) -> None:
    """Put a head that spans several columns, and stands in their middle, over the first."""
    for upper, lower in pairwise(rows[:_DEEPEST_HEADER]):
        _lift_heads(upper, lower)
        below = [column for column in lower if column not in upper]
        spanning = [cell for column, cell in upper.items() if column in lower]
        if not below or not spanning:
            return
        if any(FIGURE.fullmatch(words_of(cell.lines[0])) for cell in lower.values()) and not all(
            _YEAR.match(words_of(cell.lines[0])) for cell in lower.values()
        ):
            return
        first: dict[int, int] = {}
        for column in sorted(lower):
            nearest = min(
                range(len(spanning)),
                key=lambda n: abs(spanning[n].middle - lower[column].middle),
            )
            first.setdefault(nearest, column)
        for number, cell in enumerate(spanning):
            column = first.get(number, cell.column)
            if column != cell.column and column not in upper:
                del upper[cell.column]
                cell.column = column
                upper[column] = cell


def _lift_heads(upper: dict[int, Cell], lower: dict[int, Cell]) -> None:
    """A head of all levels stands in their middle, above the others of the lower one."""
    others = [cell for column, cell in lower.items() if column in upper or len(upper) < len(lower)]
    for column in [column for column in lower if column not in upper]:
        cell = lower[column]
        beside = [other.top for other in others if other is not cell]
        if beside and cell.top < min(beside) - 0.2 * cell.lines[0][0].size:
            upper[column] = lower.pop(column)
