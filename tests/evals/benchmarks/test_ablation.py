from collections.abc import Callable

import pytest

from assistant import Assistant
from evals.benchmarks import ablation
from evals.benchmarks.ablation import FIGURES, LEGS, figures_of, grid_of
from evals.benchmarks.report import Report, shown
from evals.benchmarks.retrieved import Row, assistants_at
from index.settings import Settings

QUESTION = "江阴流动人口健康这项工作谁负责"


def rows_of(*recalls: float) -> list[Row]:
    """Questions with the same score in every leg, facts and lists in turns."""
    return [
        Row(
            id=str(number),
            kind="fact" if number % 2 else "list",
            half="tuning",
            scores={figure: (recall,) * len(LEGS) for figure in FIGURES},
        )
        for number, recall in enumerate(recalls)
    ]


def test_each_weight_takes_a_way_of_its_own_and_todays_is_the_product_s(
    shipped: Assistant, settings: Settings
) -> None:
    weights = (1.0, 0.0, settings.dense_weight)
    traces = [assistant.trace(QUESTION) for assistant in assistants_at(weights, settings)]
    dense, keyword, fused = ({hit.passage.id: hit.rank for hit in t.hits} for t in traces)
    assert set(dense) != set(keyword)
    assert fused not in (dense, keyword)
    assert traces[2].hits == shipped.trace(QUESTION).hits


@pytest.mark.usefixtures("shipped")
def test_questions_are_scored_in_every_leg(bench: Callable[..., Report]) -> None:
    report = bench(ablation, limit=3)
    assert report.n == 3
    for row in report.rows:
        assert isinstance(row, Row)
        assert row.scores.keys() == set(FIGURES)
        assert all(len(scores) == len(LEGS) for scores in row.scores.values())


def test_figures_are_means_by_half_and_leg() -> None:
    held_out = rows_of(0)[0].model_copy(update={"half": "held-out"})
    figures = figures_of([*rows_of(1, 0, 1, 1), held_out])
    assert figures["tuning/fused/recall@1"].value == pytest.approx(3 / 4)
    assert figures["tuning/dense/recall@5"].n == 4
    assert figures["held-out/dense/recall@5"].value == 0


def test_each_leg_has_its_own_row() -> None:
    row = rows_of(1)[0].model_copy(update={"scores": dict.fromkeys(FIGURES, (1.0, 0.0, 0.5))})
    figures = figures_of([row])
    assert [line[:2] for line in grid_of(figures, "tuning").rows] == [
        ("只按向量", "100.0"),
        ("只按关键词", "0.0"),
        ("合并得分", "50.0"),
    ]
    assert grid_of(figures, "held-out").rows[0][1] == "—"


def test_grids_take_the_place_of_the_list() -> None:
    grid = grid_of(figures_of(rows_of(1, 0, 1, 1)), "tuning")
    report = Report(suite="s", title="t", n=4, figures={}, grids=(grid, grid))
    assert len(shown(report).renderables) == 3
