"""How the cells of a row are said in a sentence: entity, head, year, value with its unit."""

from collections.abc import Sequence

from assistant.answers import Evidence
from assistant.evidence.cells import field_of, has_value, name_of
from assistant.evidence.tables import Attribute, Entry
from corpus.tables.rows import Column, Field, Row

Asked = tuple[Attribute, Sequence[Column]]
# In these the value follows 为; another text is told after a colon.
_PLAIN_KINDS = ("figure", "time", "institution")
_LONGEST_PLAIN = 12


def evidence_of(entries: Sequence[Entry]) -> tuple[Evidence, ...]:
    """Return rows as the evidence of what is said of them."""
    return tuple(
        Evidence(passage=passage, excerpt=passage.excerpt, score=1.0) for passage, _ in entries
    )


def said_of(row: Row, asked: Sequence[Asked]) -> str:
    """Return what a row says under these columns: 区中医院床位使用率2023年为85.2%."""
    parts: list[str] = []
    for attribute, columns in asked:
        is_first = not parts
        parts.append(_said_of_attribute(row, attribute, columns, with_name=is_first))
    return "，".join(parts)


def row_said(row: Row) -> str:
    """Return all that a row says, each cell after its head."""
    beside = [f for f in row.values if f.column.index != row.entity_column and f.words]
    return f"{row.entity}：{'；'.join(field.labelled for field in beside)}"


def value_said(field: Field) -> str:
    """Return a cell's value with its unit, or that the table gives none."""
    return field.said if has_value(field) else f"在表中为“{field.words or '空'}”，没有给出"


def _said_of_attribute(
    row: Row, attribute: Attribute, columns: Sequence[Column], *, with_name: bool
) -> str:
    head = name_of(row, attribute) if with_name else attribute.label
    fields = [field_of(row, column) for column in columns]
    if not _is_plain(fields):
        of = "的" if with_name and attribute.label and attribute.label not in row.entity else ""
        name = f"{row.entity}{of}{attribute.label}" if with_name else attribute.label
        return f"{name}：{'；'.join(f.words for f in fields)}"
    told = []
    for column, field in zip(columns, fields, strict=True):
        year = f"{column.year}年" if column.year else ""
        verb = "为" if has_value(field) else ""
        told.append(f"{year}{verb}{value_said(field)}")
    return f"{head}{'，'.join(told)}"


def _is_plain(fields: Sequence[Field]) -> bool:
    return all(
        f.column.kind in _PLAIN_KINDS or len(f.words) <= _LONGEST_PLAIN or not has_value(f)
        for f in fields
    )
