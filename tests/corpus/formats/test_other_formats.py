"""A plan reads the same as a Word file, a PDF or a web page as it does as text.

Each shipped plan is printed in each format and read back. White space is not compared: a
printed line says nothing of it.
"""

from collections import Counter
from collections.abc import Callable

import pytest

from corpus.catalogue import shipped_plans
from corpus.documents import Plan
from corpus.formats.files import read_bytes
from corpus.parsing import plan_from
from tests.corpus.formats.printing import docx_of, html_of, pdf_of, printed_blocks

PRINTERS: dict[str, Callable[[Plan], bytes]] = {
    "docx": lambda plan: docx_of(printed_blocks(plan)),
    "html": lambda plan: html_of(printed_blocks(plan), plan.source.title),
    "pdf": lambda plan: pdf_of(printed_blocks(plan), plan.source.title),
}


@pytest.mark.parametrize("form", PRINTERS)
@pytest.mark.parametrize("plan", shipped_plans(), ids=lambda plan: plan.source.id)
def test_a_plan_reads_the_same_in_each_format(plan: Plan, form: str) -> None:
    content = PRINTERS[form](plan)
    read = plan_from(plan.source, read_bytes(content, f"{plan.source.id}.{form}"))
    assert addresses(read) == addresses(plan)
    assert rows(read) == rows(plan)
    assert duties(read) == duties(plan)
    assert words(read) == words(plan)


def bare(text: str) -> str:
    return "".join(text.split())


def addresses(plan: Plan) -> set[tuple[str, ...]]:
    return {tuple(map(bare, section.path)) for section in plan.sections}


def rows(plan: Plan) -> Counter[tuple[str, ...]]:
    return Counter(
        tuple(bare(cell.text) for cell in row) for table in plan.tables for row in table.rows
    )


def duties(plan: Plan) -> Counter[tuple[str | tuple[str, ...], ...]]:
    return Counter(
        (
            bare(found.action),
            str(found.number),
            tuple(unit.name for unit in found.lead),
            tuple(unit.name for unit in found.cooperating),
        )
        for found in plan.assignments
    )


def words(plan: Plan) -> str:
    return "".join(bare(p.text) for section in plan.sections for p in section.paragraphs)
