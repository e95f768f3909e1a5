from collections.abc import Mapping

import pytest

from assistant import Assistant
from evals.benchmarks.ablation import FIGURES, LEGS, Row, figures_of, grid_of, row_of
from evals.benchmarks.report import Report, shown
from evals.places import PlanText
from evals.samples import GoldEvidence, Sample
from index.settings import Settings

SAMPLE = Sample(
    id="made-up-002",
    kind="responsibility",
    question="江阴流动人口健康这项工作谁负责",
    evidence=(GoldEvidence(plan="jiangyin", quote="加强流动人口健康促进"),),
)


def rows_of(*recalls: float) -> list[Row]:
    return [
        Row(
            id=str(number),
            kind="fact" if number % 2 else "list",
            half="tuning",
            scores={leg: dict.fromkeys(FIGURES, recall) for leg in LEGS},
        )
        for number, recall in enumerate(recalls)
    ]


@pytest.fixture(scope="module")
def assistants(shipped: Assistant, settings: Settings) -> dict[str, Assistant]:
    """One for each leg, over the same index."""
    assert shipped.sources
    return {name: Assistant.shipped(leg.settings(settings)) for name, leg in LEGS.items()}


def test_each_leg_takes_a_way_of_its_own(assistants: dict[str, Assistant]) -> None:
    orders = {}
    for name, assistant in assistants.items():
        hits = assistant.trace(SAMPLE.question).hits
        orders[name] = tuple(hit.passage.id for hit in hits)
        ways = {way for hit in hits for way in hit.found_by}
        assert ("record" in ways) is (name == "all")
        assert ("neighbour" in ways) <= (name in ("sentences", "all"))
    assert len(set(orders.values())) == len(LEGS)
    assert set(orders["dense"]) != set(orders["keyword"])


def test_the_answer_is_the_same_with_any_second_stage(assistants: dict[str, Assistant]) -> None:
    answers = [
        assistants[leg].trace(SAMPLE.question).answer for leg in ("fused", "sentences", "all")
    ]
    assert answers[0] == answers[1] == answers[2]


def test_a_question_is_scored_in_every_leg(
    assistants: dict[str, Assistant], plans: Mapping[str, PlanText]
) -> None:
    row = row_of(SAMPLE, assistants, plans)
    assert row.scores.keys() == LEGS.keys()
    assert all(scores.keys() == set(FIGURES) for scores in row.scores.values())
    assert row.scores["all"]["recall@1"] == 1


def test_figures_are_means_by_half_kind_and_leg() -> None:
    figures = figures_of(rows_of(1, 0, 1, 1))
    assert figures["tuning/all/fused/recall@1"].value == pytest.approx(3 / 4)
    assert figures["tuning/fact/dense/recall@5"].value == pytest.approx(1 / 2)
    assert figures["tuning/list/dense/recall@5"].value == 1
    assert not any(name.startswith("held-out") for name in figures)


def test_grids_take_the_place_of_the_list() -> None:
    grid = grid_of(rows_of(1, 0, 1, 1), "tuning", "recall@1")
    assert [line[:3] for line in grid.rows] == [
        ("事实", "2", "50.0"),
        ("列举", "2", "100.0"),
        ("全部", "4", "75.0"),
    ]
    report = Report(
        suite="s", title="t", n=4, limit=None, seed=0, seconds=1, figures={}, grids=(grid, grid)
    )
    assert len(shown(report).renderables) == 3
