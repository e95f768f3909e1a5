"""Questions that pick rows of a table: the most, those over a limit, how many there are."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from assistant.answers import Candidate, Draft, Question, Statement
from assistant.composers.composer import proposed
from assistant.composers.table_words import evidence_of, said_of
from assistant.evidence.asked import Asked
from assistant.evidence.cell_figures import number_of
from assistant.evidence.cells import field_of
from assistant.evidence.heads import columns_meant
from assistant.evidence.naming import levels_in
from assistant.evidence.selections import (
    RowsAsked,
    amounts_of,
    rows_asked_together,
    rows_that,
)
from assistant.evidence.tables import Attribute, Entry
from assistant.question.tables import (
    Change,
    Condition,
    Extreme,
    change_in,
    condition_in,
    counts_rows,
    extreme_in,
    lists_rows,
    means_before,
    measure_of_rows,
    wants_each,
)
from corpus.assignments.roles import role_of_head
from corpus.tables.rows import Column, Field

_NO_KINDS = ("summary", "across")
_MOST_TABLES = 2
_MOST_NAMES = 8
_FEWEST = 2
_SHORTEST_VALUE, _LONGEST_VALUE = 2, 16
_OF_DUTIES = ("lead", "cooperating", "deadline")
_CHANGES: Mapping[Change, str] = {"rose": "增加", "fell": "减少", "stayed": "持平"}
_Amount = tuple[Entry, Field, Decimal]


class Selections:
    """The rows that are picked out by their figures and values, counted, or listed."""

    name = "selections"

    def propose(self, asked: Asked) -> Iterator[Candidate]:
        """Yield what the tables that fit best give, if the question picks rows."""
        question = asked.question
        if question.kind in _NO_KINDS:
            return
        found = rows_asked_together(question, asked.library)[:_MOST_TABLES]
        for position, rows in enumerate(found):
            made = _made_of(question, rows)
            if made is None:
                continue
            how, draft = made
            following = found[position + 1].score if position + 1 < len(found) else 0.0
            yield proposed(
                self.name,
                asked,
                draft,
                fit=rows.closeness,
                lead=(rows.score - following) / (rows.score or 1.0),
                part=float(rows.is_part),
                **{how: 1.0},
            )


def _made_of(question: Question, rows: RowsAsked) -> tuple[str, Draft] | None:
    """Which way of picking the question asks for, and what comes of it."""
    text = question.text
    figures = [a for a in rows.attributes if a.is_figure]
    condition, extreme, change = condition_in(text), extreme_in(text), change_in(text)
    is_asked = lists_rows(text) or counts_rows(text)
    if condition and not figures:
        figures = [a for a in rows.table.attributes if a.is_figure and _is_in(condition, a)]
    valued = _with_value(text, rows)
    within = rows.model_copy(update={"rows": valued[2]}) if valued else rows
    draft = None
    how = ""
    if extreme and figures and not condition:
        how, draft = "extreme", _extreme(question, within, figures, extreme)
    elif condition and figures and is_asked:
        how, draft = "condition", _meeting(question, within, figures, condition)
    elif change and figures and lists_rows(text):
        how, draft = "change", _changed(figures[0], within, change)
    elif valued and is_asked:
        how, draft = "valued", _valued(*valued)
    elif figures and not rows.names_row and lists_rows(text) and wants_each(text):
        how, draft = "each", _each(question, rows, figures[0])
    elif rows.names_row or rows.attributes or not rows.score:
        return None
    elif counts_rows(text):
        how, draft = "count", _counted(rows, measure_of_rows(text))
    elif lists_rows(text):
        how, draft = "list", _listed(rows)
    return (how, draft) if draft else None


def _with_value(text: str, rows: RowsAsked) -> tuple[Column, str, tuple[Entry, ...]] | None:
    """The rows with a value that the text names, and under which column: 审核有效期为长期.

    What a task's unit and deadline are is left to those who answer for responsibilities.
    """
    said = [
        (field.column, value, entry)
        for entry in rows.rows
        for field in entry[1].values
        if field.column.kind != "figure" and field.column.index != entry[1].entity_column
        if not (entry[0].assigned and role_of_head(field.column.head) in _OF_DUTIES)
        for value in _values_in(field)
        if value in text and not means_before(text.partition(value)[2])
    ]
    longest = max((len(value) for _, value, _ in said), default=0)
    if longest < _SHORTEST_VALUE:
        return None
    by_column: dict[Column, list[tuple[str, Entry]]] = {}
    for column, value, entry in said:
        if len(value) == longest:
            by_column.setdefault(column, []).append((value, entry))
    column = max(by_column, key=lambda c: levels_in(text, c.levels))
    value = by_column[column][0][0]
    return column, value, tuple(e for said_here, e in by_column[column] if said_here == value)


def _valued(column: Column, value: str, entries: Sequence[Entry]) -> Draft:
    statements = tuple(
        Statement(text=row.entity, evidence=evidence_of([(passage, row)]))
        for passage, row in entries
    )
    return Draft(opening=f"{column.name}为{value}的有{len(entries)}项：", statements=statements)


def _values_in(field: Field) -> list[str]:
    """The short texts of a cell, each of a list by itself."""
    return [value for value in re.split("[、，；]", field.words) if len(value) <= _LONGEST_VALUE]


def _changed(attribute: Attribute, rows: RowsAsked, change: Change) -> Draft | None:
    """The rows whose figure went that way from one year of the table to the next."""
    before, after, chosen = rows_that(change, attribute, rows.rows)
    if not chosen:
        return None
    columns = (before, after)
    statements = tuple(
        Statement(text=said_of(row, [(attribute, columns)]), evidence=evidence_of([(p, row)]))
        for p, row in chosen
    )
    span = f"{after.year}年{attribute.label}比{before.year}年{_CHANGES[change]}"
    return Draft(opening=f"{span}的有{len(statements)}项：", statements=statements)


def _each(question: Question, rows: RowsAsked, attribute: Attribute) -> Draft | None:
    """What each row gives that gives something."""
    amounts = amounts_of(question, rows.rows, attribute)
    columns = columns_meant(question, attribute)[-1:]
    statements = tuple(
        Statement(text=said_of(entry[1], [(attribute, columns)]), evidence=evidence_of([entry]))
        for entry, _, _ in amounts
    )
    if not statements:
        return None
    return Draft(opening=f"表中有{attribute.label}的{len(statements)}项：", statements=statements)


def _meeting(
    question: Question, rows: RowsAsked, figures: Sequence[Attribute], condition: Condition
) -> Draft | None:
    attribute = next((a for a in figures if _is_in(condition, a)), None)
    if attribute is None:
        return None
    amounts = amounts_of(question, rows.rows, attribute)
    meeting = [each for each in amounts if condition.holds(_compared(condition, *each[1:]))]
    if not amounts:
        return None
    columns = columns_meant(question, attribute)
    what = f"{attribute.label}{condition.said}"
    if not meeting:
        statement = Statement(
            text=f"表中{len(amounts)}项里没有{what}的",
            evidence=evidence_of([entry for entry, _, _ in amounts]),
            derived=(str(len(amounts)), str(condition.limit)),
        )
        return Draft(statements=(statement,))
    statements = tuple(
        Statement(
            text=said_of(entry[1], [(attribute, columns[-1:])]), evidence=evidence_of([entry])
        )
        for entry, _, _ in meeting
    )
    return Draft(opening=f"表中{what}的有{len(meeting)}个：", statements=statements)


def _is_in(condition: Condition, attribute: Attribute) -> bool:
    """Whether a condition can be on an attribute: one of the two has no unit, or both the same."""
    unit = attribute.columns[0].unit
    return not condition.unit or not unit or condition.unit[-1] == unit[-1]


def _compared(condition: Condition, field: Field, amount: Decimal) -> Decimal:
    """What of a cell is compared: a limit without a unit is one in the unit of the column."""
    return amount if condition.unit or condition.is_scaled else number_of(field, amount)


def _extreme(
    question: Question, rows: RowsAsked, figures: Sequence[Attribute], extreme: Extreme
) -> Draft | None:
    amounts = amounts_of(question, rows.rows, figures[0])
    if len(amounts) < _FEWEST:
        return None
    ordered = sorted(amounts, key=lambda each: each[2], reverse=extreme.is_most)
    if extreme.rank > len(ordered):
        return None
    last = ordered[extreme.rank - 1][2]
    if extreme.is_all:
        chosen = ordered[: extreme.rank]
    else:
        chosen = [each for each in ordered if each[2] == last]
    attribute, *others = [a for a in rows.attributes if columns_meant(question, a)]
    beside = [(a, columns_meant(question, a)[-1:]) for a in others]
    column = columns_meant(question, attribute)[-1]
    year = f"{column.year}年" if column.year else ""
    name = f"{year}{attribute.label or '表中'}{_word(extreme)}的"
    statements = tuple(
        Statement(
            text=f"{name}是{entry[1].entity}，为{field.said}{_beside(entry, beside)}",
            evidence=evidence_of([entry]),
            derived=(str(extreme.rank),),
        )
        for entry, field, _ in chosen
    )
    if len(statements) == 1:
        return Draft(statements=statements)
    listed = tuple(
        s.model_copy(update={"text": s.text.removeprefix(f"{name}是")}) for s in statements
    )
    return Draft(
        opening=f"{name}{'依次' if extreme.is_all else '有'}{len(listed)}个：", statements=listed
    )


def _beside(entry: Entry, asked: Sequence[tuple[Attribute, Sequence[Column]]]) -> str:
    """What else is asked of a row that was picked out."""
    told = (f"，{a.label}为{field_of(entry[1], columns[-1]).said}" for a, columns in asked)
    return "".join(told)


def _word(extreme: Extreme) -> str:
    most = "最高" if extreme.is_most else "最低"
    if extreme.rank == 1 and not extreme.is_all:
        return most
    order = "从高到低" if extreme.is_most else "从低到高"
    return f"{order}{'前' if extreme.is_all else '第'}{extreme.rank}"


def _counted(rows: RowsAsked, measure: str) -> Draft | None:
    """How many rows there are, and their names where they are few."""
    count = len(rows.rows)
    if count < _FEWEST:
        return None
    names = "、".join(row.entity for _, row in rows.rows)
    statement = Statement(
        text=f"表中共列{count}{measure}" + (f"：{names}" if count <= _MOST_NAMES else ""),
        evidence=evidence_of(rows.rows),
        derived=(str(count),),
    )
    return Draft(statements=(statement,))


def _listed(rows: RowsAsked) -> Draft | None:
    statements = tuple(
        Statement(text=row.entity, evidence=evidence_of([(passage, row)]))
        for passage, row in rows.rows
        if row.entity
    )
    return (
        Draft(opening=f"表中列出{len(statements)}项：", statements=statements)
        if statements
        else None
    )
