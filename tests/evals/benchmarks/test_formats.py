import pytest

from corpus.catalogue import shipped_plans
from evals.benchmarks.formats import FORMATS, compared, run, similarity
from evals.benchmarks.report import json_line, table_of
from index.settings import Settings


@pytest.mark.parametrize("form", FORMATS)
def test_a_plan_reads_the_same_in_each_format(form: str) -> None:
    found = compared(next(plan for plan in shipped_plans() if plan.source.id == "yongqiao"), form)
    assert found.sections[0] == found.sections[1] == found.sections[2]
    assert found.rows[0] == found.rows[1] == found.rows[2]
    assert found.words > 0.999
    assert (found.missing, found.added) == ((), ())


def test_assignments_read_the_same_in_a_word_file() -> None:
    plan = next(plan for plan in shipped_plans() if plan.source.id == "jiangyin")
    found = compared(plan, "docx")
    assert found.assignments == (len(plan.assignments),) * 3


def test_the_suite_reports_figures_for_each_format(settings: Settings) -> None:
    report = run(None, settings, limit=1)
    assert report.n == len(FORMATS)
    assert report.figures["pdf_sections"].value == 1.0
    assert '"docx_rows": 1.0' in json_line(report)
    assert table_of(report).row_count == 4 * len(FORMATS)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [([], [], 1.0), (["健康"], [], 0.0), (["健", "康"], ["健康"], 1.0), (["甲"], ["乙"], 0.0)],
)
def test_similarity_is_of_characters(ours: list[str], theirs: list[str], expected: float) -> None:
    assert similarity(ours, theirs) == expected
