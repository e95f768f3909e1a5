"""The rows of tables as they are read: every cell after the heads of its column."""

import re
from collections.abc import Sequence
from itertools import takewhile

from assistant.language.units import with_unit
from corpus.documents import Excerpt, Plan, Table
from corpus.text import readable
from index.passages import Passage

_FEWEST_COLUMNS = 2
_DEEPEST_HEADER = 3
_UNIT_OF_HEAD = re.compile(r"[（(]([^（）()\d]{1,6}|[^（）()]{0,3}/10万)[）)]")
_IN_BRACKETS = re.compile(rf"{_UNIT_OF_HEAD.pattern}\s*$")
_BARE = re.compile(r"[<>≤≥＜＞]?\s*\d[\d.,]*\s*(?:左右|以上|以下|以内)?")
_FIGURES = re.compile(r"[\d.,%‰/<>≤≥＜＞\s]+")
# The head of a column that gives the units of the others; those whose numbers count nothing.
_UNITS = re.compile("(计量)?单位")
_ORDINAL = re.compile("序号|位次|编号|排名|年份|年度")


def labelled(passage: Passage, plan: Plan) -> str | None:
    """Return a row of a table with its column heads: “床位：600张；总投资：76000万元”.

    A bare number gets the unit that its column, its row or the table's title gives in brackets;
    a merged cell's words, which its first row has, are those of every row under it.

    Returns:
        ``None`` for a passage that is no row, or of a table without a header; nothing for the
        header itself.
    """
    for table in plan.tables:
        for index, row in enumerate(table.rows):
            first = next((cell for cell in row if cell.text), None)
            if first is not None and first.start == passage.excerpt.start:
                heads = _heads(table)
                if len(heads) != len(row):
                    return None
                return _labelled(table, index, heads) if index >= _depth(table) else ""
    return None


def _depth(table: Table) -> int:
    """How many rows the header has: those under a merged head that have no figures belong to it."""
    depth = 1
    while depth < min(_DEEPEST_HEADER, len(table.rows) - 1):
        above, row = table.rows[depth - 1], table.rows[depth]
        if len(row) != len(above) or all(cell.text for cell in above):
            break
        if any(_FIGURES.fullmatch(_words(cell)) for cell in row):
            break
        depth += 1
    return depth


def _heads(table: Table) -> list[str]:
    """The heads of every column, the outermost first: 机构数（个）2022年; none without header."""
    levels = [_spread(table.rows[level]) for level in range(_depth(table))]
    if any(len(level) != len(levels[0]) for level in levels):
        return []
    heads = ["".join(dict.fromkeys(filter(None, column))) for column in zip(*levels, strict=True)]
    has_figures = any(_FIGURES.fullmatch(head) for head in heads)
    is_header = len(heads) >= _FEWEST_COLUMNS and all(heads) and not has_figures
    return heads if is_header else []


def _spread(row: Sequence[Excerpt]) -> list[str]:
    """The words of a header's cells, a merged one's in all its places."""
    words: list[str] = []
    for cell in row:
        words.append(_words(cell) or (words[-1] if words else ""))
    return words


def _words(cell: Excerpt) -> str:
    return re.sub(r"\s+", "", readable(cell.text))


def _labelled(table: Table, index: int, heads: Sequence[str]) -> str:
    values = _carried(table, index)
    of_row = next((v for h, v in zip(heads, values, strict=True) if _UNITS.fullmatch(h)), "")
    names = takewhile(lambda value: not _BARE.fullmatch(value) or value.isdigit(), values)
    in_name = next((m for name in names if (m := _IN_BRACKETS.search(name))), None)
    title = _IN_BRACKETS.search(table.path[-1]) if table.path else None
    fallback = of_row or _unit_of(in_name) or _unit_of(title)
    return "；".join(
        _cell(head, value, fallback)
        for head, value in zip(heads, values, strict=True)
        if value and not _UNITS.fullmatch(head)
    )


def _cell(head: str, value: str, fallback: str) -> str:
    """A cell after its head, the unit of a bare number behind it."""
    if not _BARE.fullmatch(value) or _ORDINAL.search(head):
        return f"{head}：{value}"
    own = _UNIT_OF_HEAD.search(head)
    unit = own.group(1) if own else fallback
    name = head.replace(own.group(), "") if own else head
    return f"{name}：{with_unit(value, unit.removeprefix('1') if '/10万' in unit else unit)}"


def _unit_of(match: re.Match[str] | None) -> str:
    return match.group(1).removeprefix("单位：") if match else ""


def _carried(table: Table, index: int) -> list[str]:
    """The cells of a row, those before its first filled one from the rows above."""
    row = table.rows[index]
    first = next(position for position, cell in enumerate(row) if cell.text)
    cells = [
        _above(table, index, position) if position < first else cell
        for position, cell in enumerate(row)
    ]
    return [" ".join(readable(cell.text).split()) if cell else "" for cell in cells]


def _above(table: Table, index: int, position: int) -> Excerpt | None:
    above = reversed(table.rows[_depth(table) : index])
    return next((r[position] for r in above if position < len(r) and r[position].text), None)
