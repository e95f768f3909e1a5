"""The confidence is fitted and tried as the product forms it."""

import pytest

from assistant import Assistant
from assistant.decision.confidence import Signals
from evals.benchmarks.calibration import Case, fitted, run
from index.settings import load_settings


def case(coverage: float, *, is_answer: bool) -> Case:
    signals = Signals(coverage=coverage, known=1, unknown=0, distance=0, other_year=0, lacks=0)
    return Case(id="fact-001", half="tuning", signals=signals, is_answer=is_answer)


def test_what_goes_with_answers_has_weight() -> None:
    cases = [case(x / 20, is_answer=x > 10) for x in range(20)]
    _, weights = fitted(cases)
    assert weights["coverage"] > 1
    assert weights["distance"] == pytest.approx(0, abs=1e-6)


def test_both_halves_are_reported(shipped: Assistant) -> None:
    assert shipped
    report = run(None, load_settings(), limit=80)
    assert {"tuning/auc", "held-out/auc"} <= report.figures.keys()
    assert all(0 <= (figure.value or 0) <= 1 for figure in report.figures.values())
    reliability, weights = report.grids
    assert {row[0] for row in reliability.rows} == {"调试组", "留出组"}
    assert [row[0] for row in weights.rows] == ["intercept", *Signals.model_fields]
