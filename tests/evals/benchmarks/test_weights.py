import numpy as np
import pytest

from assistant import Assistant
from evals.benchmarks.weights import (
    FIGURES,
    GRID,
    STAGES,
    assistants_at,
    best_weights,
    figures_of,
    means_grid,
    quantiles_grid,
    run,
)
from index.settings import Settings

WEIGHTS = (0.3, 0.5, 0.7)


def test_the_best_weight_is_certain_where_all_questions_agree() -> None:
    scores = np.tile([0.0, 1.0, 0.0], (20, 1))
    assert set(best_weights(scores, WEIGHTS, seed=0)) == {0.5}


def test_of_weights_that_are_equally_good_the_middle_counts() -> None:
    assert set(best_weights(np.ones((20, 3)), WEIGHTS, seed=0)) == {0.5}


def test_the_best_weight_varies_where_questions_differ() -> None:
    scores = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]] * 10)
    best = best_weights(scores, WEIGHTS, seed=0)
    assert {0.3, 0.7} <= set(best)
    assert 0.3 < np.mean(best == 0.3) < 0.7


def test_a_gain_over_todays_weight_has_an_interval() -> None:
    clear = np.tile([0.0, 1.0, 0.0], (20, 1))
    gain = figures_of("all/mrr", clear, WEIGHTS, 2, seed=0)["all/mrr/gain"]
    assert (gain.label, gain.value, gain.low, gain.high) == ("0.5", 1, 1, 1)
    unclear = np.array([[0.0, 1.0, 0.0]] * 10 + [[0.0, 0.0, 1.0]] * 9)
    gain = figures_of("all/mrr", unclear, WEIGHTS, 2, seed=0)["all/mrr/gain"]
    assert gain.value == pytest.approx(1 / 19)
    assert gain.low is not None
    assert gain.low < 0


def test_grids_have_a_row_a_weight_and_a_row_a_figure() -> None:
    matrices = {"none/mrr": np.ones((4, 3)), "all/recall@1": np.zeros((4, 3))}
    figures = {}
    for name, scores in matrices.items():
        figures.update(figures_of(name, scores, WEIGHTS, 1, seed=0))
    means = means_grid(matrices, WEIGHTS)
    assert means.columns == ("权重", "检索 MRR", "全程 R@1")
    assert means.rows[0] == ("0.3", "100.0", "0.0")
    rows = quantiles_grid(figures, matrices).rows
    assert [row[0] for row in rows] == ["检索 MRR", "全程 R@1"]


@pytest.mark.usefixtures("shipped")
def test_every_weight_is_tried_on_the_tuning_half(settings: Settings) -> None:
    report = run(None, settings, limit=2)
    assert report.n == 2
    assert len(report.figures) == len(STAGES) * len(FIGURES) * (len(GRID) + 6)
    for stage in STAGES:
        assert report.figures[f"{stage}/recall@1/at_0.7"].n == 2


def test_assistants_differ_in_nothing_but_the_weight(
    shipped: Assistant, settings: Settings
) -> None:
    """The one at today's weight finds what the assistant itself finds."""
    low, today = assistants_at((0.3, settings.dense_weight), settings)
    question = "常熟的医养结合有哪些安排"
    assert today["all"].trace(question).hits == shipped.trace(question).hits
    assert low["all"].trace(question).hits != shipped.trace(question).hits
