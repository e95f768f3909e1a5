"""Questions for what rows of a table give together: their sum, their mean, the part of one."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.answers import Candidate, Draft, Question, Statement
from assistant.composers.calculations import rounded
from assistant.composers.composer import proposed
from assistant.composers.table_words import evidence_of
from assistant.evidence.asked import Asked
from assistant.evidence.cell_figures import number_of, unit_of
from assistant.evidence.cells import name_of
from assistant.evidence.heads import columns_meant
from assistant.evidence.naming import where_named
from assistant.evidence.row_names import rows_named
from assistant.evidence.selections import RowsAsked, amounts_of, rows_asked_together
from assistant.evidence.tables import Attribute
from assistant.question.calculation import wants_sum
from assistant.question.tables import condition_in, extreme_in, wants_mean, wants_share
from corpus.indicators.units import with_unit

_NO_KINDS = ("summary", "across")
_MOST_TABLES = 2
_FEWEST = 2
# What is a share already is no part of a sum.
_RATIOS = frozenset({"%", "‰"})


class RowSums:
    """The figures of several rows as one, with the working."""

    name = "row_sums"

    def propose(self, asked: Asked) -> Iterator[Candidate]:
        """Yield what the tables that fit best give, if the question wants figures put together."""
        question = asked.question
        if question.kind in _NO_KINDS:
            return
        for rows in rows_asked_together(question, asked.library)[:_MOST_TABLES]:
            draft = _draft_from(question, rows)
            if draft:
                yield proposed(
                    self.name,
                    asked,
                    draft,
                    fit=rows.closeness,
                    part=float(rows.is_part),
                    told=float(wants_sum(question) or wants_mean(question.text)),
                )


def _draft_from(question: Question, rows: RowsAsked) -> Draft | None:
    figures = [a for a in rows.attributes if a.is_figure]
    if not figures:
        return None
    text = question.text
    if wants_share(text):
        return _share(question, rows, figures[0])
    if wants_sum(question) and len(figures) > 1 and not rows.is_part:
        return _across(question, rows, figures)
    picks = bool(extreme_in(text) or condition_in(text))
    if wants_sum(question) or wants_mean(text) or (rows.is_part and not picks):
        return _together(question, rows, figures[0], mean=wants_mean(text))
    return None


def _across(question: Question, rows: RowsAsked, figures: Sequence[Attribute]) -> Draft | None:
    """The figures of one row added over its columns: of the row that is named, or of the total."""
    named, _ = rows_named(question.text, rows.table)
    wholes = [(p, r) for p, r in rows.table.rows if r.is_total]
    chosen = [(n.passage, n.row) for n in named] or wholes[-1:]
    found = [amounts_of(question, chosen, attribute) for attribute in figures]
    if len(chosen) != 1 or not all(found):
        return None
    cells = [amounts[0][1:] for amounts in found]
    if len({field.unit for field, _ in cells}) > 1:
        return None
    numbers = [number_of(field, amount) for field, amount in cells]
    total = sum(numbers, Decimal())
    working = " + ".join(map(str, numbers))
    names = "、".join(attribute.label for attribute in figures)
    statement = Statement(
        text=f"{chosen[0][1].entity}{names}共{with_unit(str(total), cells[0][0].unit)}："
        f"{working} = {total}",
        evidence=evidence_of(chosen),
        derived=(str(total),),
    )
    return Draft(statements=(statement,))


def _together(
    question: Question, rows: RowsAsked, attribute: Attribute, *, mean: bool
) -> Draft | None:
    amounts = amounts_of(question, rows.rows, attribute)
    units = {unit_of(field) for _, field, _ in amounts}
    if len(amounts) < _FEWEST or len(units) > 1:
        return None
    unit = units.pop()
    if unit in _RATIOS and not mean:
        return None
    numbers = [number_of(field, amount) for _, field, amount in amounts]
    total = sum(numbers, Decimal())
    working = " + ".join(map(str, numbers))
    result = rounded(total / len(numbers)) if mean else total
    if mean:
        working = f"({working}) ÷ {len(numbers)}"
    year = columns_meant(question, attribute)[-1].year
    when = f"{year}年" if year else ""
    what = "平均" if mean else "合计"
    statement = Statement(
        text=f"{when}{len(numbers)}项{attribute.label}{what}{with_unit(str(result), unit)}："
        f"{working} = {result}（{'、'.join(e[1].entity for e, _, _ in amounts)}）",
        evidence=evidence_of([entry for entry, _, _ in amounts]),
        derived=(str(result), str(len(numbers))),
    )
    return Draft(statements=(statement,))


def _share(question: Question, rows: RowsAsked, attribute: Attribute) -> Draft | None:
    """Which part of the whole a row or a group has.

    The whole is the second of two rows that are named, the table's own total, or all its rows.
    """
    named, _ = rows_named(question.text, rows.table)
    parts = [(n.passage, n.row) for n in named if not n.row.is_total]
    parts.sort(key=lambda entry: where_named(entry[1].entity, question.text))
    totals = [(p, r) for p, r in rows.table.rows if r.is_total]
    wholes = [(p, r) for p, r in totals if not r.groups][-1:]
    if len(parts) == _FEWEST:
        wholes = [parts.pop()]
    elif not parts and rows.is_part:
        groups = {group for _, row in rows.rows for group in row.groups}
        parts = [(p, r) for p, r in totals if groups.intersection(r.groups)]
    if len(parts) != 1:
        return None
    of_part = amounts_of(question, parts, attribute)
    others = [entry for entry in rows.table.rows if not entry[1].is_total]
    of_whole = amounts_of(question, wholes or others, attribute)
    units = {unit_of(field) for _, field, _ in (*of_part, *of_whole)}
    if not of_part or not of_whole or len(units) > 1 or units & _RATIOS:
        return None
    first = number_of(*of_part[0][1:])
    numbers = [number_of(field, amount) for _, field, amount in of_whole]
    second = sum(numbers, Decimal())
    if not second:
        return None
    result = rounded(first / second * 100)
    row = parts[0][1]
    group = row.groups[0] if row.is_total else ""
    whole = wholes[0][1].entity if wholes else f"{len(numbers)}项合计{second}"
    working = str(second) if wholes else f"({' + '.join(map(str, numbers))})"
    statement = Statement(
        text=f"{group}{name_of(row, attribute)}占{whole}的{result}%："
        f"{first} ÷ {working} = {result}%",
        evidence=evidence_of([parts[0], *(entry for entry, _, _ in of_whole)]),
        derived=(str(result), str(second), str(len(numbers))),
    )
    return Draft(statements=(statement,))
