import pytest
from rich.console import Console

from evals.compare import comparison_of
from evals.result import Provenance, Result, result_from
from evals.rows import Row
from evals.samples import Half
from evals.scores import Score
from evals.tables import comparison_table


def turned(row: Row) -> Row:
    score = Score(value=0 if row.is_right else 1)
    return row.model_copy(update={"scores": {**row.scores, "right": score}})


def first(result: Result, half: Half, *, right: bool) -> int:
    return next(i for i, r in enumerate(result.rows) if r.half == half and r.is_right == right)


@pytest.fixture
def changed(result: Result, provenance: Provenance) -> Result:
    """The same run with two answers lost, one gained, one question rewritten, one removed."""
    rows = list(result.rows)
    for half, right in (("tuning", True), ("held-out", True), ("held-out", False)):
        i = first(result, half, right=right)  # type: ignore[arg-type]
        rows[i] = turned(rows[i])
    rows[-1] = rows[-1].model_copy(update={"digest": "rewritten"})
    del rows[-2]
    return result_from(rows, provenance, is_whole=True)


def test_changes_are_counted_and_tested(result: Result, changed: Result) -> None:
    found = comparison_of(result, changed)
    assert (len(found.gained), len(found.lost)) == (1, 2)
    assert found.p_value == 1.0
    assert found.common == len(result.rows) - 2
    assert found.left_out == 3
    same = comparison_of(changed, changed)
    assert (same.gained, same.lost) == ((), ())


def test_held_out_questions_are_named_but_not_shown(result: Result, changed: Result) -> None:
    console = Console(record=True, width=200)
    console.print(comparison_table(comparison_of(result, changed)))
    shown = console.export_text()
    detail = result.rows[first(result, "tuning", right=True)].detail
    assert detail is not None
    assert detail.question in shown
    held_out = result.rows[first(result, "held-out", right=True)]
    assert held_out.id in shown
    assert "变对 1，变错 2" in shown
    assert "另有 3 题" in shown
