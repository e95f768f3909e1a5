"""Indicator tables: the tabbed lines that a Word table became, back into rows of indicators."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.documents import Excerpt, Indicator, Reading, Table
from corpus.text import Line, excerpt_from, joined

_NOT_GIVEN = re.compile(r"[—–\-－/]*")
_YEAR = re.compile(r"(\d{4})\s*年")
_UNIT_IN_NAME = re.compile(r"[（(]([^（()）]*)[）)]$")


@dataclass(frozen=True)
class _Columns:
    """Which column holds what; years are the columns whose header names one."""

    name: int
    group: int | None
    row: int | None
    unit: int | None
    nature: int | None
    years: tuple[tuple[int, int], ...]


def table_from(lines: Sequence[Line], path: tuple[str, ...]) -> Table:
    """Return a table's lines as rows of cells; ``path`` is the address of the table itself."""
    rows = tuple(tuple(_cell(lines) for lines in row) for row in _rows_of(lines))
    return Table(path=path, rows=rows)


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


def indicators_from(source_text: str, table: Table) -> tuple[Indicator, ...]:
    """Read the indicators of a table.

    A merged group cell is carried down, a row with the group alone heads the rows after it.
    Returns nothing if the first row is no indicator table's header.
    """
    header, *rows = table.rows
    columns = _columns_from([cell.text for cell in header])
    if columns is None:
        return ()
    indicators: list[Indicator] = []
    group = ""
    for cells in rows:
        words = [cell.text for cell in cells]
        if len(words) < len(header):
            group = words[0] or group
            continue
        if columns.group is not None:
            group = words[columns.group] or group
        number = len(indicators) + 1
        name, unit = _name_and_unit(words, columns)
        readings = [
            Reading(year=year, value=_value(words[column]), excerpt=cells[column])
            for column, year in columns.years
        ]
        indicators.append(
            Indicator(
                path=(*table.path, f"第{number}行"),
                row=number,
                group=group,
                name=name,
                unit=unit,
                baseline=readings[0] if len(readings) > 1 else None,
                target=readings[-1] if readings else None,
                nature=words[columns.nature] if columns.nature is not None else "",
                excerpt=_row_excerpt(source_text, cells),
                cells=cells,
            )
        )
    return tuple(indicators)


def _columns_from(header: list[str]) -> _Columns | None:
    def column(*names: str) -> int | None:
        return next((i for i, cell in enumerate(header) if any(n in cell for n in names)), None)

    years = tuple(
        (i, int(m.group(1))) for i, cell in enumerate(header) if (m := _YEAR.search(cell))
    )
    nature = column("性质", "属性")
    name = next((i for i, cell in enumerate(header) if "指标" in cell and i != nature), None)
    if name is None or not years:
        return None
    return _Columns(name, column("领域", "类别"), column("序号"), column("单位"), nature, years)


def _name_and_unit(words: list[str], columns: _Columns) -> tuple[str, str]:
    name = words[columns.name]
    if columns.unit is not None:
        return name, words[columns.unit]
    unit = _UNIT_IN_NAME.search(name)
    return (name[: unit.start()], unit.group(1)) if unit else (name, "")


def _value(words: str) -> str | None:
    return None if _NOT_GIVEN.fullmatch(words) else words


def _row_excerpt(source_text: str, cells: Sequence[Excerpt]) -> Excerpt:
    filled = [cell for cell in cells if cell.text]
    return excerpt_from(source_text, filled[0].start, filled[-1].end)
