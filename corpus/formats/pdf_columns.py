"""The columns of a page: its pieces and tables in the order in which they are read."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.formats.pdf_characters import Piece, rows_of
from corpus.formats.pdf_tables import PrintedTable

# Where between the edges of a text a gutter is looked for, in steps of so many points.
_FROM, _TO, _STEP = 0.15, 0.85, 3.0
# In the size of a text: the narrowest gutter, the narrowest column, how far from the edges of
# its column a full line may begin (indented) and end.
_GUTTER = 0.9
_NARROWEST = 7
_INDENT, _RAGGED = 2.6, 1.7
_FEWEST_ROWS = 3
_FULL_LINES, _FULL_SHARE = 5, 0.4
# The space between the rows of a table, more than that between the lines of a cell.
_LOOSER = 1.25
_LARGER = 1.12
_SAME_GUTTER = 9.0
_HAN = re.compile(r"[\u4e00-\u9fff]")

_Item = Piece | PrintedTable


@dataclass(frozen=True)
class Gutter:
    """The empty strip between two columns, in points from the left."""

    x0: float
    x1: float

    @property
    def middle(self) -> float:
        """The middle of the strip."""
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True)
class Rule:
    """A horizontal rule of a page, in points from its upper left corner."""

    x0: float
    x1: float
    top: float


@dataclass(frozen=True)
class Region:
    """A part of a page that is read from the top down: all its width, or a column of it."""

    pieces: tuple[Piece, ...]
    tables: tuple[PrintedTable, ...]
    column: int | None = None
    x0: float = 0.0
    x1: float = 0.0


@dataclass(frozen=True)
class _Band:
    """A stretch of a page that a gutter divides."""

    gutter: Gutter
    top: float
    bottom: float
    inside: tuple[_Item, ...]
    is_of_tables: bool = False


def regions_of(
    pieces: Sequence[Piece],
    tables: Sequence[PrintedTable],
    rules: Sequence[Rule],
    known: list[Gutter],
) -> list[Region]:
    """Divide a page into regions, in the order in which they are read.

    ``known`` are the gutters of the pages before, to which those found here are added: where
    one was, the next page is divided too though its columns hold only tables or a few lines.
    """
    found = _divided([*pieces, *tables], rules, known, None)
    merged: list[Region] = []
    for region in found:
        if merged and region.column is None and merged[-1].column is None:
            last = merged.pop()
            both: list[_Item] = [*last.pieces, *region.pieces, *last.tables, *region.tables]
            merged.append(_region(both, None))
        else:
            merged.append(region)
    return merged


def _divided(
    items: Sequence[_Item], rules: Sequence[Rule], known: list[Gutter], column: int | None
) -> list[Region]:
    if not items:
        return []
    band = _best_band(items, rules, known)
    if band is None:
        return [_region(items, column)]
    is_known = any(abs(band.gutter.middle - other.middle) < _SAME_GUTTER for other in known)
    if not is_known and not band.is_of_tables:
        known.append(band.gutter)
    above = [item for item in items if _middle(item) < band.top]
    below = [item for item in items if _middle(item) > band.bottom]
    left = [item for item in band.inside if item.x1 <= band.gutter.middle]
    right = [item for item in band.inside if item.x0 >= band.gutter.middle]
    for side, other in ((left, right), (right, left)):
        apart = _apart_above(side, min(item.top for item in other))
        side[:] = [item for item in side if item not in apart]
        above += apart
    first = 0 if column is None else column
    regions = _divided(above, rules, known, column)
    regions += _divided(left, rules, [], first)
    regions += _divided(right, rules, [], first + 1)
    return regions + _divided(below, rules, known, column)


def _apart_above(side: Sequence[_Item], top: float) -> list[_Item]:
    """What stands above the other column, parted by space from what stands beside it."""
    rising = sorted(side, key=lambda item: item.top)
    for number, item in enumerate(rising[1:], start=1):
        space = item.top - max(other.bottom for other in rising[:number])
        if space > _size(item) and top - _size(item) < item.top:
            is_above = max(other.bottom for other in rising[:number]) <= top
            return rising[:number] if is_above else []
    return []


def _region(items: Sequence[_Item], column: int | None) -> Region:
    return Region(
        tuple(item for item in items if isinstance(item, Piece)),
        tuple(item for item in items if isinstance(item, PrintedTable)),
        column,
        min(item.x0 for item in items),
        max(item.x1 for item in items),
    )


def _size(item: _Item) -> float:
    return item.size if isinstance(item, Piece) else 0.0


def _middle(item: _Item) -> float:
    return (item.top + item.bottom) / 2


def _best_band(
    items: Sequence[_Item], rules: Sequence[Rule], known: Sequence[Gutter]
) -> _Band | None:
    """The highest stretch that a gutter divides into two columns."""
    pieces = [item for item in items if isinstance(item, Piece)]
    if len(pieces) < 2 * _FEWEST_ROWS:
        return None
    size = median(piece.size for piece in pieces)
    x0, x1 = min(item.x0 for item in items), max(item.x1 for item in items)
    if x1 - x0 < 2 * _NARROWEST * size:
        return None
    placed = [(item, _middle(item)) for item in items]
    best: _Band | None = None
    beside: _Band | None = None
    at = x0 + _FROM * (x1 - x0)
    tried: set[tuple[float, float, float, float]] = set()
    while at < x0 + _TO * (x1 - x0):
        for top, bottom in _free_stretches(items, rules, at, size):
            if bottom - top < _FEWEST_ROWS * size:
                continue
            inside = [item for item, middle in placed if top <= middle <= bottom]
            left = [item for item in inside if item.x1 <= at]
            right = [item for item in inside if item.x0 >= at]
            if not left or not right:
                continue
            gutter = Gutter(max(i.x1 for i in left), min(i.x0 for i in right))
            key = (gutter.x0, gutter.x1, top, bottom)
            if key in tried or (best is not None and len(inside) <= len(best.inside)):
                continue
            tried.add(key)
            is_known = any(gutter.x0 < other.middle < gutter.x1 for other in known)
            if gutter.x1 - gutter.x0 < _GUTTER * size:
                continue
            if _are_columns(left, right, size) or (is_known and _may_be_columns(left, right)):
                best = _Band(gutter, top, bottom, tuple(inside))
            elif best is None and _are_tables(
                left, right, [r for r in rules if top <= r.top <= bottom], gutter
            ):
                beside = _Band(gutter, top, bottom, tuple(inside), is_of_tables=True)
        at += _STEP
    return best or beside


def _free_stretches(
    items: Sequence[_Item], rules: Sequence[Rule], at: float, size: float
) -> Iterable[tuple[float, float]]:
    """The stretches of a page in which nothing stands across ``at``."""
    crossing = [(item.top, item.bottom) for item in items if item.x0 < at < item.x1]
    crossing += [
        (rule.top, rule.top)
        for rule in rules
        if rule.x0 < at - 2 * size and rule.x1 > at + 2 * size
    ]
    if len(crossing) < len(items) / 2:
        crossing += [(item.top, item.bottom) for item in _lone_headings(items, at, size)]
    bottoms = [float("-inf")]
    for top, bottom in sorted(crossing):
        yield bottoms[-1], top
        bottoms.append(max(bottoms[-1], bottom))
    yield bottoms[-1], float("inf")


def _lone_headings(items: Sequence[_Item], at: float, size: float) -> list[Piece]:
    """Large lines left of ``at`` beside which nothing stands at the right: they head both."""
    right = [item for item in items if item.x0 >= at]
    sizes = sorted(item.size for item in items if isinstance(item, Piece))
    large = max(_LARGER * size, 1.05 * sizes[int(0.8 * (len(sizes) - 1))])
    return [
        item
        for item in items
        if isinstance(item, Piece)
        and item.x1 <= at
        and item.size >= large
        and not any(other.top < item.bottom and other.bottom > item.top for other in right)
        and any(other.bottom < item.top for other in right)
    ]


def _are_columns(left: Sequence[_Item], right: Sequence[_Item], size: float) -> bool:
    """Whether what stands on both sides is text that runs from line to line, and no table."""
    sides = [[item for item in side if isinstance(item, Piece)] for side in (left, right)]
    runs_on = all(_runs_on(side, size) for side in sides)
    return runs_on and not _are_level_rows(sides[0], sides[1], size)


def _are_tables(
    left: Sequence[_Item],
    right: Sequence[_Item],
    rules: Sequence[Rule],
    gutter: Gutter,
) -> bool:
    """Whether two tables stand side by side: of a grid, or with rules that end at the gutter."""
    sides = [[item for item in side if isinstance(item, PrintedTable)] for side in (left, right)]
    if any(a.top < b.bottom and b.top < a.bottom for a in sides[0] for b in sides[1]):
        return True
    ends = [rule for rule in rules if rule.x1 <= gutter.x1]
    begins = [rule for rule in rules if rule.x0 >= gutter.x0]
    level = sum(any(abs(a.top - b.top) < 2 for b in begins) for a in ends)  # noqa: PLR2004
    return level >= 2 and len(ends) + len(begins) == len(rules)  # noqa: PLR2004


def _runs_on(pieces: Sequence[Piece], size: float) -> bool:
    """Whether lines fill their column, one after the other, as a paragraph's do."""
    rows = rows_of(pieces)
    if len(rows) < _FEWEST_ROWS:
        return False
    x0, x1 = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    if x1 - x0 < _NARROWEST * size:
        return False
    full = [
        row[0].x0 <= x0 + _INDENT * size
        and row[-1].x1 >= x1 - _RAGGED * size
        and sum(len(piece.characters) for piece in row) * size >= 0.7 * (x1 - x0)
        and len(_HAN.findall("".join(piece.text for piece in row))) >= _NARROWEST / 2
        for row in rows
    ]
    runs = sum(a and not rows[i][-1].text.endswith("。") for i, a in enumerate(full[:-1]))
    enough = sum(full) >= _FULL_LINES or (sum(full) >= max(2, _FULL_SHARE * len(rows)))
    return enough and runs > 0


def _are_level_rows(left: Sequence[Piece], right: Sequence[Piece], size: float) -> bool:
    """Whether both sides begin anew at the same heights again and again, as rows do."""
    starts = [_starts(side, size) for side in (left, right)]
    level = sum(any(abs(a - b) < size / 4 for b in starts[1]) for a in starts[0])
    return level >= 2 and level >= 0.6 * min(map(len, starts))  # noqa: PLR2004


def _starts(pieces: Sequence[Piece], size: float) -> list[float]:
    """Where a side begins anew: after more space than there is between most lines."""
    tops = [min(p.top for p in row) for row in rows_of(pieces)]
    steps = [b - a for a, b in pairwise(tops)]
    usual = min((step for step in steps if step > size / 2), default=0)
    return [top for top, step in zip(tops[1:], steps, strict=True) if step > _LOOSER * usual]


def _may_be_columns(left: Sequence[_Item], right: Sequence[_Item]) -> bool:
    """Whether both sides may be columns where the pages before have a gutter too.

    They are no rows of a table if their lines do not stand on the same heights, all of them.
    """
    rows = [rows_of([item for item in side if isinstance(item, Piece)]) for side in (left, right)]
    heights = [[min(p.top for p in row) for row in side] for side in rows]
    level = sum(any(abs(a - b) < 2 for b in heights[1]) for a in heights[0])  # noqa: PLR2004
    return all(heights) and level < max(2, 0.8 * min(map(len, heights)))
