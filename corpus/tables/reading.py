"""A table read: its header found, its merged cells carried, every row a typed record."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.documents import Excerpt, Plan, Table
from corpus.indicators.units import name_and_unit
from corpus.tables.cells import NOTE, UNIT_LINE, is_blank, without_numbering, words_of
from corpus.tables.columns import columns_of, year_in
from corpus.tables.header import Header, header_of
from corpus.tables.rows import Column, ColumnKind, Field, Row
from corpus.text import excerpt_from

_TOTAL = re.compile(
    r"[（(]?(?:合\s*计|总\s*计|小\s*计|总\s*数|共\s*计|全[国省市州县区旗镇乡]|[市县区]本级合计)[）)]?"
    r"(?:[（(][^（）()]{1,8}[）)])?"
)
_IN_BRACKETS = re.compile(r"[（(]([^（）()\d]{1,8}|[^（）()]{0,3}/10万)[）)]\s*$")
_YEAR_ROW = re.compile(r"(?:19|20)\d\d\s*年?(?:[末底]|度)?")
# Heads of columns that put rows into groups; of what rows are named by, where both are there;
# and of those who have to do with a row.
_GROUP = re.compile("领域|类别|分类|维度|板块|方面|一级|大类|所属")
_NAMES = re.compile("指标|名称|项目|任务|事项|工作|病种|内容$")
_ROLE = re.compile("(?:牵头|责任|主[责管办]|配合|协[办同]|参[与加]|承[办担]|负责|实施|提供|督办)")
# An entity tells most rows apart.
_MOSTLY = 0.7
_LONGEST_NAME = 40


def rows_of(plan: Plan) -> tuple[Row, ...]:
    """Return the rows of all tables of a plan, in order; see `rows_from`."""
    return tuple(row for table in plan.tables for row in rows_from(plan.text, table))


def rows_from(source_text: str, table: Table) -> tuple[Row, ...]:
    """Return the rows of a table; nothing if it has no header.

    A row with one filled cell heads the rows after it; a header that is said again, a note, a
    row that says nothing are left out. A merged cell belongs to every row beside it. A bare
    number has the unit of its column's head, of the row's own column of units, of the row's
    name, of a line above the table or of its title, the first of these that there is.
    """
    header = header_of(table.rows)
    if header is None:
        return ()
    body = _body(table, header)
    cells = [[words_of(cell) for cell in each.carried] for each in body]
    by_column = [[row[at] for row in cells] for at in range(header.width)]
    columns = columns_of(header.heads, by_column)
    entity = _entity(columns, cells)
    title = table.path[-1] if table.path else ""
    fallback = header.unit or table.unit or _unit_in(title)
    reader = _Reader(source_text, table, columns, entity, fallback)
    return tuple(reader.row(each, words) for each, words in zip(body, cells, strict=True))


@dataclass(frozen=True)
class _BodyRow:
    """A row under a header: its place, its cells with those of merged ones, what heads it."""

    place: int  # among the rows of the table that are of something, from 1
    cells: tuple[Excerpt, ...]
    carried: tuple[Excerpt, ...]
    under: str


def _body(table: Table, header: Header) -> list[_BodyRow]:
    """The rows that are of something, as wide as the header."""
    heads = [[words_of(c) for c in row] for row in table.rows[header.start : header.end]]
    rows: list[_BodyRow] = []
    under = ""
    for place, row in enumerate(table.rows[header.end :], start=header.end):
        filled = [cell for cell in row if cell.text]
        if not filled or [words_of(cell) for cell in row] in heads:
            continue
        if NOTE.match(filled[0].text) or UNIT_LINE.fullmatch(filled[0].text):
            continue
        if len(filled) == 1 and header.width > 1 and not _goes_on_merged(row, rows):
            under = without_numbering(words_of(filled[0]))
            continue
        if _TOTAL.fullmatch(words_of(filled[0])) and "小" not in filled[0].text:
            under = ""
        cells = _fitted(row, header.width)
        above = rows[-1].carried if rows and rows[-1].under == under else ()
        carried = _carried(cells, above, table, place)
        rows.append(_BodyRow(len(rows) + 1, cells, carried, under))
    return rows


def _goes_on_merged(row: Sequence[Excerpt], above: Sequence[_BodyRow]) -> bool:
    """Whether a row's only cell is one of a column under merged ones, not the first."""
    return bool(above) and not row[0].text and len(row) == len(above[-1].cells)


def _fitted(row: Sequence[Excerpt], width: int) -> tuple[Excerpt, ...]:
    """A row as wide as its header; where its first places were dropped, they are put back."""
    missing = [Excerpt(text="", spans=())] * (width - len(row))
    return (*missing, *row[:width])


def _carried(
    cells: Sequence[Excerpt], above: Sequence[Excerpt], table: Table, place: int
) -> tuple[Excerpt, ...]:
    """The cells, those of merged ones from above and before.

    Where the file does not tell what is merged, so are empty cells before the first filled one.
    """
    first = next(at for at, cell in enumerate(cells) if cell.text)
    whole: list[Excerpt] = []
    for at, cell in enumerate(cells):
        if cell.text:
            whole.append(cell)
        elif above and ((place, at) in table.below_merged or at < first):
            whole.append(above[at])
        elif whole and (place, at) in table.beside_merged:
            whole.append(whole[-1])
        else:
            whole.append(cell)
    return tuple(whole)


def _entity(columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> int:
    """Which column names what a row is of.

    It is the first column of words, not of figures, that tells the rows apart and says no role
    (牵头单位); one of groups (领域) gives way to one of names beside it. Where no column tells
    the rows apart, it is the last of words before the first figures.
    """
    words = [c.index for c in columns if c.kind in ("text", "institution")]
    named = [at for at in words if not _ROLE.search(columns[at].name)]
    telling = [at for at in named if _tells_apart([row[at] for row in cells])]
    leading = [at for at in named if not any(c.kind == "figure" for c in columns[:at])]
    names = [at for at in telling if _NAMES.search(columns[at].name)]
    for at in reversed(telling):
        # What has a unit in its name is measured, whatever stands before it.
        if at in leading and any(name_and_unit(row[at])[1] for row in cells):
            return at
    if telling and telling[0] in leading:
        grouped = _GROUP.search(columns[telling[0]].name) and names and names[0] in leading
        return names[0] if grouped else telling[0]
    dated = [c.index for c in columns if c.kind == "time" and not c.index]
    return next(iter((*leading[-1:], *dated)), 0)


def _tells_apart(said: Sequence[str]) -> bool:
    names = [words for words in said if not is_blank(words)]
    return len(set(names)) >= _MOSTLY * len(said)


@dataclass(frozen=True)
class _Reader:
    """Makes records of the rows of one table."""

    source_text: str
    table: Table
    columns: tuple[Column, ...]
    entity: int
    unit: str

    def row(self, body: _BodyRow, words: Sequence[str]) -> Row:
        said_name = words[self.entity] or next(filter(None, words), "")
        name, in_name = name_and_unit(without_numbering(said_name))
        fallback = self._said_in("unit", words) or in_name or self.unit
        filled = [cell for cell in body.cells if cell.text]
        before = [c.index for c in self.columns[: self.entity] if c.kind == "text"]
        return Row(
            table=next(c.start for row in self.table.rows for c in row if c.text),
            path=(*self.table.path, f"第{body.place}行"),
            title=self.table.path[-1] if self.table.path else "",
            number=self._said_in("ordinal", words),
            groups=tuple(
                filter(None, (body.under, *(without_numbering(words[at]) for at in before)))
            ),
            entity=name,
            entity_head=self.columns[self.entity].name,
            entity_column=self.entity,
            group_columns=tuple(before),
            year=year_in(name) if _YEAR_ROW.fullmatch(name) else None,
            is_total=_TOTAL.fullmatch(name) is not None,
            fields=tuple(
                Field(
                    column=column,
                    words=said_here,
                    unit=_unit_of(column, said_here, fallback),
                    excerpt=cell if cell.text else None,
                )
                for column, said_here, cell in zip(self.columns, words, body.carried, strict=True)
            ),
            excerpt=excerpt_from(self.source_text, filled[0].start, filled[-1].end),
        )

    def _said_in(self, kind: ColumnKind, words: Sequence[str]) -> str:
        """What the first column of a kind says in a row, or nothing."""
        columns = (column.index for column in self.columns if column.kind == kind)
        return next((words[at] for at in columns if not is_blank(words[at])), "")


def _unit_of(column: Column, words: str, fallback: str) -> str:
    if column.kind != "figure" or is_blank(words):
        return ""
    return column.unit or fallback


def _unit_in(title: str) -> str:
    found = _IN_BRACKETS.search(title)
    return found.group(1).removeprefix("单位：") if found else ""
