"""Questions for cells of any table: of the rows that are named, what is asked of them."""

from collections.abc import Iterator

from assistant.answers import Candidate, Draft, Evidence, Question, Statement
from assistant.composers.claims import with_verdict
from assistant.composers.composer import proposed
from assistant.composers.table_words import row_said, said_of
from assistant.evidence.asked import Asked
from assistant.evidence.cells import CellsAsked, asked_of_row, field_of, has_value, rows_telling
from assistant.evidence.heads import columns_asked
from assistant.evidence.row_names import Named
from assistant.evidence.tables import tables_asked
from assistant.language.terms import term_set
from assistant.question.tables import condition_in, extreme_in, number_asked

_NO_KINDS = ("summary", "across")
# More rows than these are no answer to a question for cells.
_MOST_ROWS = 6


class Cells:
    """The cells that a question names by the row's name or its printed number, and the head."""

    name = "cells"

    def propose(self, asked: Asked) -> Iterator[Candidate]:
        """Yield the cells of the table that fits best, and of the one after it."""
        question = asked.question
        if question.kind in _NO_KINDS:
            return
        numbered = tuple(_by_number(asked))
        found = numbered or asked.cells
        is_headed = bool(found and found[0].attributes)
        telling = [] if is_headed else rows_telling(question, asked.terms, asked.library)[:1]
        ways = [*((cells, 0.0) for cells in found[:2]), *((cells, 1.0) for cells in telling)]
        if any(cells.attributes for cells, _ in ways):
            ways = [(cells, is_told) for cells, is_told in ways if cells.attributes]
        said: set[Draft] = set()
        for cells, is_told in ways:
            draft = _draft_from(question, cells)
            if draft is None or draft in said:
                continue
            said.add(draft)
            others = [other.score for other in found if other is not cells and not is_told]
            yield proposed(
                self.name,
                asked,
                with_verdict(question, draft),
                fit=min(named.share for named in cells.rows),
                headed=float(bool(cells.attributes)),
                numbered=float(cells in numbered),
                lead=(cells.score - max(others, default=0.0)) / (cells.score or 1.0),
                told=is_told,
                several=float(len(draft.statements) > 1),
                blank=float(not _gives_value(question, cells)),
                left=_left(asked, cells),
                picks=float(bool(extreme_in(question.text) or condition_in(question.text))),
            )


def _draft_from(question: Question, cells: CellsAsked) -> Draft | None:
    """What the rows say under the heads that are asked for; all of a row where none is."""
    if len(cells.rows) > _MOST_ROWS:
        return None
    statements = []
    for named in cells.rows:
        asked = columns_asked(question, cells.table, cells.attributes)
        if cells.attributes and not asked:
            return None  # not the year that is asked
        text = said_of(named.row, asked) if asked else row_said(named.row)
        statements.append(_statement(question, named, text))
    several = len(statements) > 1
    return Draft(opening="表中列出：" if several else "", statements=tuple(statements))


def _statement(question: Question, named: Named, text: str) -> Statement:
    passage = named.passage
    evidence = Evidence(passage=passage, excerpt=passage.excerpt, score=named.share)
    subject = passage.source.region if len(question.plans) > 1 else ""
    return Statement(text=text, evidence=(evidence,), subject=subject)


def _gives_value(question: Question, cells: CellsAsked) -> bool:
    """Whether one of the cells that are asked for is not left blank."""
    return not cells.attributes or any(
        has_value(field_of(named.row, column))
        for named in cells.rows
        for _, columns in columns_asked(question, cells.table, cells.attributes)
        for column in columns
    )


def _left(asked: Asked, cells: CellsAsked) -> float:
    """Which part of what is asked about stands nowhere in the table, 0 to 1."""
    words = [cells.table.title, cells.table.entity_head]
    words += [" ".join(passage.path) for passage, _ in cells.table.rows[:1]]
    words += [f"{n.row.entity} {' '.join(n.row.groups)}" for n in cells.rows]
    words += [attribute.name for attribute in cells.table.attributes]
    said = term_set(" ".join(words))
    weights = asked.library.weights
    whole = weights.total(asked.terms)
    return weights.total(t for t in asked.terms if t not in said) / whole if whole else 0.0


def _by_number(asked: Asked) -> Iterator[CellsAsked]:
    """Yield the row with the number that is asked for, of each table that numbers its rows."""
    number = number_asked(asked.question.text)
    if not number:
        return
    found = []
    for table in tables_asked(asked.question, asked.library):
        # Rows of tasks are told by those who answer for responsibilities.
        rows = [(p, r) for p, r in table.rows if r.number == number and not p.assigned]
        if len(rows) == 1:
            passage, row = rows[0]
            named = Named(passage=passage, row=row, share=1.0)
            found.append(asked_of_row(asked.question, table, named))
    yield from sorted(found, key=lambda cells: -cells.score)
