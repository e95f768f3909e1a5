from collections.abc import Callable

import numpy as np
import pytest

from evals.benchmarks import weights
from evals.benchmarks.report import Report
from evals.benchmarks.weights import (
    FIGURES,
    best_weights,
    figures_of,
    quantiles_grid,
    resampled,
)

WEIGHTS = (0.3, 0.5, 0.7)


def best(scores: weights.Scores) -> list[float]:
    return best_weights(resampled(scores, seed=0), WEIGHTS)


def test_the_best_weight_is_certain_where_all_questions_agree() -> None:
    assert set(best(np.tile([0.0, 1.0, 0.0], (20, 1)))) == {0.5}


def test_of_weights_that_are_equally_good_the_middle_counts() -> None:
    assert set(best(np.ones((20, 3)))) == {0.5}


def test_the_best_weight_varies_where_questions_differ() -> None:
    found = best(np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]] * 10))
    assert {0.3, 0.7} <= set(found)
    assert 0.3 < np.mean(np.array(found) == 0.3) < 0.7


def test_a_gain_over_todays_weight_has_an_interval() -> None:
    clear = np.tile([0.0, 1.0, 0.0], (20, 1))
    gain = figures_of(clear, WEIGHTS, 2, seed=0)["gain"]
    assert (gain.label, gain.value, gain.low, gain.high) == ("0.5", 1, 1, 1)
    unclear = np.array([[0.0, 1.0, 0.0]] * 10 + [[0.0, 0.0, 1.0]] * 9)
    gain = figures_of(unclear, WEIGHTS, 2, seed=0)["gain"]
    assert gain.value == pytest.approx(1 / 19)
    assert gain.low is not None
    assert gain.low < 0


def test_the_grid_has_a_row_a_figure() -> None:
    matrices = {name: np.full((4, 3), number / 2) for number, name in enumerate(FIGURES)}
    figures = {
        f"{name}/{part}": figure
        for name, scores in matrices.items()
        for part, figure in figures_of(scores, WEIGHTS, 1, seed=0).items()
    }
    names = [row[0] for row in quantiles_grid(figures).rows]
    assert names == ["依据召回@1", "MRR", "前 1000 字含全部依据"]


@pytest.mark.usefixtures("shipped")
def test_every_weight_is_tried_on_the_tuning_half(bench: Callable[..., Report]) -> None:
    report = bench(weights, limit=2)
    assert report.n == 2
    assert len(report.figures) == len(FIGURES) * 6
    assert report.figures["recall@1/gain"].n == 2
