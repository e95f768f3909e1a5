"""Whatever a chat model's server does, the reader gets the plan's answer and knows why."""

import pytest
from langchain_core.language_models import FakeListChatModel

from assistant import Assistant
from evals.benchmarks import faults
from evals.benchmarks.report import Report, shown
from index.settings import load_settings


@pytest.fixture(scope="module")
def report() -> Report:
    return faults.run(None, load_settings(), limit=None, seed=0, progress=lambda *_: None)


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
def test_the_reader_is_served_well_through_every_fault(report: Report) -> None:
    rows = [row for row in report.rows if isinstance(row, faults.Row)]
    assert len(rows) == len(faults.FAULTS) + 1
    assert [(row.name, row.faults, row.text) for row in rows if row.faults] == []


def test_the_table_names_each_fault_and_what_was_seen(report: Report) -> None:
    (grid,) = report.grids
    seen = {row[0]: row[1] for row in grid.rows}
    assert seen["数字是编的"] == "规划原文" and seen["没有毛病"] == "模型的文字"
    assert shown(report)


def test_a_lie_that_went_out_would_be_seen() -> None:
    """The judge of this suite is no rubber stamp."""
    plan = Assistant.from_texts({faults.PLAN: faults.TEXT.replace("2024年6月", "2029年9月")})
    trace = plan.worded_by(FakeListChatModel(responses=[faults.WRONG])).trace(faults.ASKED)
    found = faults.faults_of(trace, words_go_out=False)
    assert {"没有答出", "说了编造的数字", "没有说明"} <= set(found)
