"""The figures of cells that a question names, to compute with."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.answers import Evidence, Question
from assistant.evidence.cells import CellsAsked, cells_asked, field_of, has_value, name_of
from assistant.evidence.figures import Figure
from assistant.evidence.naming import where_named
from assistant.evidence.row_names import Named
from assistant.evidence.tables import Attribute
from assistant.library import Library
from corpus.documents import Indicator
from corpus.indicators.quantities import quantities_from
from corpus.tables.rows import Column, Field
from index.passages import Passage

# What these say of a value is when it is of, not what it measures.
_STANCE = re.compile("(?:目标|规划|预期|计划|基[数期准线]|现状|实际|完成|现有)(?:值|数|水平)?")
_TARGET = re.compile("目标|规划|预期|计划")
_IS_NAMED = 0.85
_PAIR = 2


def cell_figures(question: Question, library: Library) -> list[Figure]:
    """Return the figures of the rows that a question names, in the table that fits it best.

    A cell with no single number gives none.
    """
    found = cells_asked(question, library, any_year=True)
    return [figure for cells in found[:1] for figure in _figures_of(cells)]


def pair_of_heads(cells: CellsAsked, text: str) -> tuple[Figure, Figure] | None:
    """Return the figures of a row under the two heads that a question names, the one that is
    compared with first; ``None`` unless it names one row and two heads of one unit.
    """
    attributes = [a for a in cells.attributes if a.is_figure and len(a.columns) == 1]
    if len(cells.rows) != 1 or len(attributes) != _PAIR:
        return None
    attributes.sort(key=lambda a: where_named(a.label, text), reverse=True)
    named = cells.rows[0]
    figures = [f for a in attributes for f in _figure(named, a, a.columns[0])]
    if len(figures) != _PAIR or figures[0].unit != figures[1].unit:
        return None
    return figures[0], figures[1]


def amount_of(field: Field) -> Decimal | None:
    """Return the number that a cell gives; ``None`` for no number, several, or a change.

    It is in the unit of the cell without 万 and 亿, as `Quantity` is.
    """
    if not has_value(field):
        return None
    quantities = quantities_from(field.words, field.unit)
    if len(quantities) != 1 or quantities[0].upper is not None or quantities[0].direction:
        return None
    return quantities[0].amount


def printed_number(field: Field) -> Decimal | None:
    """Return the number as the cell prints it, in the unit of its column: 76000 of 76000 万元.

    So a working can be read beside the table. ``None`` for a cell that is more than a number.
    """
    plain = re.sub("[,，\\s]", "", field.words)
    return Decimal(plain) if re.fullmatch(r"-?\d+(?:\.\d+)?", plain) else None


def unit_of(field: Field) -> str:
    """Return the unit of a cell's number: that of its column, or the one in the cell itself."""
    quantities = quantities_from(field.words, field.unit) if has_value(field) else ()
    return field.unit or (quantities[0].unit if quantities else "")


def number_of(field: Field, amount: Decimal) -> Decimal:
    """Return the number as the cell prints it, or else ``amount``, which is what it gives."""
    printed = printed_number(field)
    return amount if printed is None else printed


def _figures_of(cells: CellsAsked) -> Iterator[Figure]:
    meant = [a for a in cells.attributes if a.is_figure]
    stances = [a for a in cells.table.attributes if a.is_figure and _is_stance(a)]
    attributes = meant or [a for a in cells.table.attributes if a.is_figure]
    beside = [a for a in stances if a not in attributes] if any(map(_is_stance, meant)) else []
    for named in cells.rows:
        for attribute in (*attributes, *beside):
            for column in attribute.columns:
                yield from _figure(named, attribute, column)


def _is_stance(attribute: Attribute) -> bool:
    return not attribute.name or _STANCE.fullmatch(attribute.name) is not None


def _concept(passage: Passage, attribute: Attribute) -> str:
    """What an indicator's row measures, as its other readings have it; nothing for other rows."""
    record = passage.record
    if not isinstance(record, Indicator) or not _is_stance(attribute):
        return ""
    return record.concept or record.name


def _figure(named: Named, attribute: Attribute, column: Column) -> Iterator[Figure]:
    row, passage = named.row, named.passage
    field = field_of(row, column)
    printed, amount = printed_number(field), amount_of(field)
    if amount is None:
        return
    name = row.entity if _is_stance(attribute) else name_of(row, attribute)
    yield Figure(
        amount=amount if printed is None else printed,
        unit=field.unit.removeprefix("1") if "/" in field.unit else field.unit,
        year=row.year or column.year,
        name=name,
        said=field.words,
        concept=_concept(passage, attribute) or f"{row.table} {name}",
        is_target=_TARGET.search("".join(column.path)) is not None,
        is_change=False,
        fit=named.share,
        is_named=named.share >= _IS_NAMED,
        evidence=Evidence(passage=passage, excerpt=passage.excerpt, score=named.share),
    )
