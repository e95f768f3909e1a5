"""The confidence is fitted and tried as the product forms it."""

import tomllib
from pathlib import Path

import pytest

from assistant import Assistant
from evals.benchmarks.calibration import Case, fitted, run, toml_of
from index.settings import load_settings


def silent(_done: int, _total: int) -> None:
    """Tell nobody how far it has come."""


def case(covered: float, *, is_right: bool, composer: str = "sentences") -> Case:
    return Case(
        id="fact-001",
        material="plans",
        half="tuning",
        composer=composer,
        signals={"covered": covered},
        confidence=0.5,
        is_right=is_right,
    )


def test_what_goes_with_right_answers_has_weight() -> None:
    weights = fitted([case(x / 20, is_right=x > 10) for x in range(20)])
    assert weights["sentences"]["covered"] > 0.5


def test_a_composer_of_one_case_leans_on_the_others() -> None:
    cases = [case(x / 20, is_right=x > 10) for x in range(20)]
    weights = fitted([*cases, case(0.5, is_right=True, composer="rates")])
    assert weights["rates"]["covered"] > 0.5


def test_the_file_that_is_written_holds_the_weights() -> None:
    weights = {"sentences": {"intercept": -1.25, "other year": -3.5}}
    assert tomllib.loads(toml_of(weights)) == weights


def test_halves_materials_and_composers_are_reported(shipped: Assistant) -> None:
    assert shipped
    report = run(None, load_settings(), limit=20, seed=0, progress=silent)
    assert {"tuning/auc", "held-out/auc"} <= report.figures.keys()
    assert all(0 <= (figure.value or 0) <= 1 for figure in report.figures.values())
    reliability, composers = report.grids
    assert {row[1] for row in reliability.rows} == {"调试组", "留出组"}
    assert "sentences" in {row[2] for row in composers.rows}


@pytest.mark.usefixtures("shipped")
def test_new_weights_are_written_where_they_are_wanted(tmp_path: Path) -> None:
    run(tmp_path, load_settings(), limit=20, seed=0, progress=silent)
    assert tomllib.loads((tmp_path / "confidence.toml").read_text(encoding="utf-8"))
