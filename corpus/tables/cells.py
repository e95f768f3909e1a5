"""A table as it stands: its lines as rows of cells, and what any cell says."""

import re
from collections.abc import Collection, Sequence

from corpus.documents import Excerpt, SourceText, Table
from corpus.numerals import NUMERAL
from corpus.text import Line, joined, readable

_BLANK = re.compile(r"[—–―\-－/／\s]+|…+|略|暂?无|空白|不涉及")
# White space beside a Chinese character divides lines of a cell, not words.
_BREAK = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
# What is printed before a name and is no part of it: a number, “其中：”.
_NUMBERING = re.compile(
    rf"^(?:[（(][\d{NUMERAL}]{{1,3}}[）)]|\d{{1,3}}\s*[.．、](?!\d)|[{NUMERAL}]{{1,3}}、(?![{NUMERAL}])|[①-⑳]"
    r"|其\s*中\s*[：:]?|\#)\s*"
)
# A line above a table that says what its numbers are in, and one under it.
UNIT_LINE = re.compile(
    r"\s*[（(]?\s*(?:计量)?单位\s*[：:]\s*(?P<unit>[^（）()：:，。；\s]{1,12})\s*[）)]?\s*"
)
NOTE = re.compile(r"\s*(?:附?注|备注|说明|资料来源|数据来源)\s*\d*\s*[：:.．]")


def table_from(
    lines: Sequence[Line],
    path: tuple[str, ...],
    source_text: SourceText | None = None,
    unit: str = "",
) -> Table:
    """Return a table's lines as rows of cells.

    Args:
        lines: the lines of its cells.
        path: the address of the table itself.
        source_text: what the lines are of, which knows the merged cells.
        unit: what a line above the table says that its numbers are in.
    """
    rows = _rows_of(lines)

    def places(starts: Collection[int]) -> tuple[tuple[int, int], ...]:
        return tuple(
            (at, column)
            for at, row in enumerate(rows)
            for column, cell in enumerate(row)
            if cell[0].start in starts
        )

    return Table(
        path=path,
        rows=tuple(tuple(_cell(cell) for cell in row) for row in rows),
        unit=unit,
        below_merged=places(source_text.below_merged if source_text else ()),
        beside_merged=places(source_text.beside_merged if source_text else ()),
    )


def _rows_of(lines: Sequence[Line]) -> list[list[list[Line]]]:
    """Divide a table's lines into rows of cells; a cell may run over several lines."""
    rows: list[list[list[Line]]] = []
    for position, line in enumerate(lines):
        if position == 0 or (line.is_cell and line.blanks_before):
            rows.append([[line]])
        elif line.is_cell:
            rows[-1].append([line])
        else:
            rows[-1][-1].append(line)
    return rows


def _cell(lines: Sequence[Line]) -> Excerpt:
    cell = lines[0].excerpt
    for line in lines[1:]:
        cell = joined(cell, line.excerpt)
    return cell


def words_of(cell: Excerpt) -> str:
    """Return the words of a cell as they are read: white space beside Chinese divides only lines.

    >>> from corpus.text import excerpt_from
    >>> words_of(excerpt_from("每千人口 床位数", 0, 8))
    '每千人口床位数'
    """
    return _BREAK.sub("", readable(cell.text))


def is_blank(words: str) -> bool:
    """Whether a cell gives no value: it is empty, holds a dash, or says so.

    >>> is_blank("——"), is_blank("略"), is_blank("-2")
    (True, True, False)
    """
    return not words or _BLANK.fullmatch(words) is not None


def without_numbering(words: str) -> str:
    """Return a cell's words without the number that is printed before them, or “其中：”.

    >>> without_numbering("2.签约居民续约率"), without_numbering("一、二级重度残疾人")
    ('签约居民续约率', '一、二级重度残疾人')
    """
    return _NUMBERING.sub("", words)
