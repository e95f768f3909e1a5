"""Indicator tables: rows of cells read as indicators."""

import re
from collections.abc import Sequence

from corpus.documents import Excerpt, Indicator, Reading, Table
from corpus.indicators.concepts import concept_of
from corpus.indicators.headers import Columns, Header, ReadingColumn, header_from
from corpus.indicators.quantities import quantities_from
from corpus.indicators.units import name_and_unit
from corpus.periods import YEAR_ALONE
from corpus.tables.cells import NOTE, is_blank, without_numbering, words_of
from corpus.text import excerpt_from

_YEARS = re.compile(YEAR_ALONE)
_EMPTY = Excerpt(text="", spans=())


def indicators_from(source_text: str, table: Table) -> tuple[Indicator, ...]:
    """Read the indicators of a table.

    A merged cell of the group or the nature is carried down, a row with the group alone heads
    the rows after it; a header that is said again and notes are left out. Returns nothing if
    no header of an indicator table is among the first rows.
    """
    header = header_from([[cell.text for cell in row] for row in table.rows])
    if header is None:
        return ()
    reader = _RowReader(source_text, table.path, header)
    for cells in table.rows[header.end :]:
        reader.read(cells)
    return tuple(reader.indicators)


def without_past_targets(
    indicators: Sequence[Indicator], issued_in: int | None
) -> tuple[Indicator, ...]:
    """Return the indicators, the values of years before their document taken for what they are.

    A column without a word of targets holds targets in a plan, and results in a report that was
    issued after its year.
    """
    return tuple(
        i.model_copy(update={"baseline": i.target, "target": None})
        if i.target and issued_in and (i.target.year or issued_in) < issued_in
        else i
        for i in indicators
    )


class _RowReader:
    """Reads the rows under a header in order, keeping what merged cells said above."""

    def __init__(self, source_text: str, path: tuple[str, ...], header: Header) -> None:
        self._source_text = source_text
        self._path = path
        self._header = header
        self._group = ""
        self._nature = ""
        self.indicators: list[Indicator] = []

    def read(self, row: Sequence[Excerpt]) -> None:
        filled = [cell for cell in row if cell.text]
        if not filled or NOTE.match(filled[0].text):
            return
        if self._header.repeats_in([cell.text for cell in row]):
            return
        columns = self._header.columns
        cells = _aligned(row, columns)
        if len(filled) == 1 and not _is_lone_name(cells, columns):
            self._group = _group(filled[0])
            self._nature = ""
            return
        if columns.group is not None and cells[columns.group].text:
            self._group = _group(cells[columns.group])
        if columns.nature is not None:
            self._nature = cells[columns.nature].text or self._nature
        if cells[columns.name].text:
            self.indicators.append(self._indicator(tuple(row), cells))

    def _indicator(self, row: tuple[Excerpt, ...], cells: Sequence[Excerpt]) -> Indicator:
        columns = self._header.columns
        number = len(self.indicators) + 1
        name, unit = _name_and_unit(cells, columns)
        return Indicator(
            path=(*self._path, f"第{number}行"),
            row=number,
            group=self._group,
            name=name,
            unit=unit,
            baseline=_reading(cells, columns.baseline, unit),
            target=_reading(cells, columns.target, unit),
            nature=self._nature,
            excerpt=_row_excerpt(self._source_text, row),
            cells=row,
            concept=concept_of(name),
        )


def _group(cell: Excerpt) -> str:
    return without_numbering(words_of(cell))


def _aligned(row: Sequence[Excerpt], columns: Columns) -> list[Excerpt]:
    """Bring a row to the header's width.

    Where a converter dropped the empty place of a merged first cell, the row's cells belong
    to the columns at the right: there a figure stands under each year.
    """
    missing = columns.width - len(row)
    if missing <= 0:
        return list(row[: columns.width])
    padding = [_EMPTY] * missing
    left, right = [*row, *padding], [*padding, *row]
    return right if _fit(right, columns) > _fit(left, columns) else left


def _fit(cells: Sequence[Excerpt], columns: Columns) -> int:
    """How many cells look like what their column holds."""
    fit = sum(
        bool(re.search(r"\d|^[—–-]+$", cells[column.index].text)) for column in columns.readings
    )
    if columns.nature is not None:
        fit += cells[columns.nature].text.endswith("性")
    if columns.number is not None:
        fit += cells[columns.number].text.isdigit()
    return fit + (len(cells[columns.name].text) > 1)


def _is_lone_name(cells: Sequence[Excerpt], columns: Columns) -> bool:
    """Whether a row's only words are an indicator's name: they say a unit, or have a group."""
    name = cells[columns.name].text
    return bool(name) and (columns.name > 0 or bool(name_and_unit(name)[1]))


def _name_and_unit(cells: Sequence[Excerpt], columns: Columns) -> tuple[str, str]:
    """The name without its number and unit; where a column has the units, it has the word."""
    name = without_numbering(words_of(cells[columns.name]))
    said = cells[columns.unit].text if columns.unit is not None else ""
    if is_blank(said):
        said = ""
    bare, in_name = name_and_unit(name)
    return (bare, in_name) if in_name and said in ("", in_name) else (name, said)


def _reading(cells: Sequence[Excerpt], column: ReadingColumn | None, unit: str) -> Reading | None:
    if column is None:
        return None
    cell = cells[column.index]
    value = None if is_blank(cell.text) else cell.text
    # A head that names no year leaves it to the cell: 力争2027年达到80%.
    years = _YEARS.findall(cell.text) if column.year is None else []
    return Reading(
        year=int(years[0]) if len(years) == 1 else column.year,
        value=value,
        quantities=quantities_from(value, unit) if value else (),
        excerpt=cell if cell.text else None,
    )


def _row_excerpt(source_text: str, cells: Sequence[Excerpt]) -> Excerpt:
    filled = [cell for cell in cells if cell.text]
    return excerpt_from(source_text, filled[0].start, filled[-1].end)
