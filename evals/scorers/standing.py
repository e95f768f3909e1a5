"""Whether every figure of an answer stands in the words or the address it cites."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from assistant.answers import Citation
from assistant.grounding.tables import in_lines
from evals.figures import Figure, figures_in, missing_from, workings_in
from evals.outcome import Outcome
from evals.places import PlanText
from evals.scores import Score, share, unscored
from evals.statements import Statement

_CONSTANTS = frozenset({Decimal(1), Decimal(100)})
_CLAUSE_NUMBER = re.compile(r"\s*(\d+)\s*[.．、]")


def figures_stand(outcome: Outcome) -> Score:
    """Return the share of an answer's figures that stand where they are said to.

    A figure stands when a citation of its own sentence gives it in its quote or its clause
    address, when it is a year in the header of a cited table row, or when the answer shows
    a working that is right and starts from figures that stand or that the question supposes.
    A lead-in or a silence cites nothing: its figures may stand in any citation, and may count
    the list's lines.
    """
    if outcome.answer.refused:
        return unscored("拒答")
    total = sum(len(figures_in(statement.text)) for statement in outcome.statements)
    if not total:
        return unscored("回答里没有数字")
    missing = [f for s in outcome.statements for f in figures_without_support(s, outcome)]
    listing = "、".join(figure.text for figure in missing)
    return share(total - len(missing), total, f"引文中没有：{listing}" if missing else "")


def figures_without_support(statement: Statement, outcome: Outcome) -> list[Figure]:
    """Return the figures of a statement that nothing it cites gives."""
    figures = figures_in(statement.text)
    if statement.role == "statement":
        cited = [outcome.cited[number] for number in statement.cited if number in outcome.cited]
        texts = texts_of(cited, outcome)
    else:
        texts = [*texts_of(outcome.answer.citations, outcome), outcome.sample.question]
        counts = _counts(outcome)
        figures = tuple(figure for figure in figures if figure.value not in counts)
    given = [*texts, outcome.sample.question]
    return _not_worked_out(missing_from(figures, texts), statement.text, given)


def texts_of(citations: Iterable[Citation], outcome: Outcome) -> list[str]:
    """Return what citations give: quote, address, and a table row with the heads over it."""
    texts = []
    for citation in citations:
        texts += [citation.quote, citation.address, *clause_numbers(citation.section_path)]
        if citation.plan_id in outcome.plans:
            text = outcome.plans[citation.plan_id]
            texts += [*header_years(citation, text), *with_heads(citation, text)]
    return texts


def clause_numbers(path: Iterable[str]) -> list[str]:
    """Return the numbers of an address's headings as an answer names them.

    >>> clause_numbers(["（五）提高突发事件应急能力", "46．全面提升防灾减灾救灾能力"])
    ['第46条', '第46项']
    """
    numbers = (_CLAUSE_NUMBER.match(heading) for heading in path)
    return [f"第{match[1]}{unit}" for match in numbers if match for unit in ("条", "项")]


def with_heads(citation: Citation, text: PlanText) -> list[str]:
    """Return the cited rows of tables with the heads of their columns, which say year and unit."""
    return [
        row.labelled
        for row in text.rows
        if row.excerpt.start < citation.end and citation.start < row.excerpt.end
    ]


def header_years(citation: Citation, text: PlanText) -> list[str]:
    """Return the years that the table's header gives to the values of a cited row."""
    return [
        f"{reading.year}年"
        for row in text.plan.indicators
        if row.excerpt.start < citation.end and citation.start < row.excerpt.end
        for reading in (row.baseline, row.target)
        if reading is not None and reading.year is not None
    ]


def _counts(outcome: Outcome) -> set[Decimal]:
    """Return how many lines a list has, or statements, and of how many plans."""
    items = in_lines(outcome.answer.text).splitlines()
    lines = sum(line.startswith("- ") for line in items)
    statements = sum(statement.role == "statement" for statement in outcome.statements)
    plans = len({citation.plan_id for citation in outcome.answer.citations})
    return {Decimal(lines), Decimal(statements), Decimal(plans)}


def _not_worked_out(missing: Sequence[Figure], text: str, given: Sequence[str]) -> list[Figure]:
    """Return the figures that no right working of the statement leads to.

    Within a working units may be left off, so its operands are compared by value alone;
    100 and 1 need no source, for they make a share a percentage or a factor.
    """
    given_values = {figure.value for source in given for figure in figures_in(source)}
    results: set[Decimal] = set()
    bare: set[Decimal] = set()
    for working in workings_in(text):
        operands = {operand.value for operand in working.operands}
        if working.is_right and operands <= given_values | results | _CONSTANTS:
            results.add(abs(working.result))
            bare |= operands
    return [f for f in missing if f.value not in results and (f.unit or f.value not in bare)]
