"""Readers are put before the real page, and every question is counted."""

from collections.abc import Callable

import pytest

from evals.benchmarks import load
from evals.benchmarks.report import Report


@pytest.mark.usefixtures("shipped")
def test_all_readers_are_answered(bench: Callable[..., Report]) -> None:
    report = bench(load, limit=60)
    assert report.n == 60
    assert report.figures["errors"].value == 0
    assert {row.model_dump()["reader"] for row in report.rows} == set(range(load.READERS))
    before, after = (report.figures[name].value for name in ("before_mib", "after_mib"))
    assert before and after and after < before + 300


def test_a_question_that_fails_is_told() -> None:
    assert load._ask("http://127.0.0.1:9", "床位") == "URLError"
