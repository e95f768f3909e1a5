"""Which cells of a table a question may mean: the rows that it names, and the columns."""

from collections.abc import Sequence

from assistant.answers import Question
from assistant.evidence.heads import attributes_named
from assistant.evidence.naming import found_in, plain
from assistant.evidence.row_names import NAMED, Named, rows_named
from assistant.evidence.tables import Attribute, TableRows, lacks_year, tables_asked
from assistant.library import Library
from corpus.documents import Value
from corpus.tables.cells import is_blank
from corpus.tables.rows import Column, Field, Row

# A text that is so long tells something, and is no name.
_LONG_TEXT = 10


class CellsAsked(Value):
    """Rows of one table that a question names, and which of its columns; none if it names none.

    ``left`` is the question's text without the names.
    """

    table: TableRows
    rows: tuple[Named, ...]
    attributes: tuple[Attribute, ...]
    score: float
    left: str


def cells_asked(
    question: Question, library: Library, *, any_year: bool = False
) -> list[CellsAsked]:
    """Return the cells that a question may mean, one entry a table, the best fitting first.

    A table without the years that are asked is left out, unless ``any_year`` will do.
    """
    found = []
    for table in tables_asked(question, library):
        rows, left = rows_named(question.text, table)
        if not rows or (not any_year and lacks_year(question, table)):
            continue
        attributes, fit = attributes_named(question, left, table)
        title = found_in(table.title, left)
        text = plain(question.text)
        score = sum(found_in(named.row.entity, text) for named in rows) + fit + title
        found.append(
            CellsAsked(table=table, rows=rows, attributes=attributes, score=score, left=left)
        )
    return sorted(found, key=lambda each: -each.score)


def rows_telling(question: Question, terms: Sequence[str], library: Library) -> list[CellsAsked]:
    """Return the rows whose longer texts cover what is asked, with the texts that do.

    Args:
        terms: what is asked about.
    """
    found = []
    for table in tables_asked(question, library):
        if lacks_year(question, table):
            continue
        columns = [column for attribute in table.attributes for column in attribute.columns]
        for passage, row in table.rows:
            fields = (field_of(row, column) for column in columns)
            told = [field for field in fields if len(field.words) >= _LONG_TEXT]
            said = f"{row.entity} {' '.join(row.groups)} {' '.join(f.words for f in told)}"
            share = library.weights.coverage(terms, said) if told else 0.0
            if share < NAMED:
                continue
            telling = max(told, key=lambda f: library.weights.coverage(terms, f.words))
            asked = asked_of_row(question, table, Named(passage=passage, row=row, share=share))
            text = [a for a in table.attributes if telling.column in a.columns]
            kinds = tuple(a for a in table.attributes if a in asked.attributes or a in text)
            found.append(asked.model_copy(update={"attributes": kinds, "score": share}))
    return sorted(found, key=lambda each: -each.score)


def asked_of_row(question: Question, table: TableRows, named: Named) -> CellsAsked:
    """Return what a question asks of one row that it tells by something else than its name."""
    left = plain(question.text)
    attributes, fit = attributes_named(question, left, table)
    score = fit + found_in(table.title, left)
    return CellsAsked(table=table, rows=(named,), attributes=attributes, score=score, left=left)


def name_of(row: Row, attribute: Attribute) -> str:
    """Return what a value is of: the row's name and the head, unless one has the other."""
    if not attribute.label or attribute.label in row.entity:
        return row.entity
    return f"{row.entity}{attribute.label}"


def field_of(row: Row, column: Column) -> Field:
    """Return the cell of a row under a column."""
    return row.fields[column.index]


def has_value(field: Field) -> bool:
    """Whether a cell gives a value: no dash, no 略."""
    return not is_blank(field.words)
