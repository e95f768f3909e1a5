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


def test_figures_are_means_by_half_kind_and_leg() -> None:
    figures = figures_of(rows_of(1, 0, 1, 1))
    assert figures["tuning/all/fused/recall@1"].value == pytest.approx(3 / 4)
    assert figures["tuning/fact/dense/recall@5"].value == pytest.approx(1 / 2)
    assert figures["tuning/list/dense/recall@5"].value == 1
    assert not any(name.startswith("held-out") for name in figures)


def test_each_leg_has_its_own_column() -> None:
    row = rows_of(1)[0].model_copy(update={"scores": dict.fromkeys(FIGURES, (1.0, 0.0, 0.5))})
    assert grid_of([row], "tuning", "recall@1").rows[-1] == ("全部", "1", "100.0", "0.0", "50.0")
    assert figures_of([row])["tuning/all/keyword/recall@1"].value == 0


def test_grids_take_the_place_of_the_list() -> None:
    grid = grid_of(rows_of(1, 0, 1, 1), "tuning", "recall@1")
    assert [line[:3] for line in grid.rows] == [
        ("事实", "2", "50.0"),
        ("列举", "2", "100.0"),
        ("全部", "4", "75.0"),
    ]
    report = Report(suite="s", title="t", n=4, figures={}, grids=(grid, grid))
    assert len(shown(report).renderables) == 3
