from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant import Assistant
from corpus.errors import EvaluationError
from evals.gate import BASELINES, Breach, Floor, breaches, floors_from, load_floors, raise_baseline
from evals.places import PlanText
from evals.result import Provenance, Result, Suite, result_from
from evals.rows import Row
from evals.run import run
from evals.samples import Sample
from evals.scores import Score
from index.fusion import fuse
from index.settings import load_settings


def with_wrong(result: Result, count: int, provenance: Provenance) -> Result:
    """The same run with so many right answers to facts turned wrong."""
    rows = list(result.rows)
    right = [i for i, row in enumerate(rows) if row.kind == "fact" and row.is_right]
    for i in right[:count]:
        scores = {**rows[i].scores, "right": Score(value=0)}
        rows[i] = rows[i].model_copy(update={"scores": scores})
    return result_from(rows, provenance, is_whole=True)


def test_a_run_passes_its_own_floors(result: Result) -> None:
    assert breaches(result, floors_from(result)) == []


def test_floors_are_of_kinds_and_of_halves(result: Result) -> None:
    floors = floors_from(result)
    assert {"all/all", "tuning/all", "held-out/all", "all/fact"} <= set(floors)
    assert "tuning/fact" not in floors
    assert "refused" not in floors["all/all"]
    assert all(f.noise >= 1 / f.n for figures in floors.values() for f in figures.values())


def test_the_gate_fails_when_a_figure_falls_by_more_than_its_noise(
    result: Result, provenance: Provenance
) -> None:
    floors = floors_from(result)
    floor = floors["all/fact"]["right"]
    allowed = int(floor.noise * floor.n + 1e-9)
    assert allowed >= 1

    def fallen(wrong: int) -> list[Breach]:
        """The breaches of ``right``; the share right of the sure answers falls beside it."""
        found = breaches(with_wrong(result, wrong, provenance), floors)
        assert {breach.figure for breach in found} <= {"right", "accuracy@0.9"}
        return [breach for breach in found if breach.figure == "right"]

    assert not fallen(allowed)
    (breach,) = fallen(allowed + 1)
    assert (breach.part, breach.floor) == ("all/fact", floor)
    assert breach.found is not None
    assert breach.found < breach.limit < floor.value


def test_more_false_refusals_are_a_fall(result: Result) -> None:
    floors = {"all/all": {"false_refusals": Floor(value=0.0, noise=0.001, n=284)}}
    found = result.figures["all/all"]["false_refusals"].mean
    assert bool(breaches(result, floors)) == (found is not None and found > 0.001)
    floors = {"all/all": {"false_refusals": Floor(value=1.0, noise=0.001, n=284)}}
    assert not breaches(result, floors)


def test_a_figure_that_is_no_longer_scored_has_fallen(
    result: Result, provenance: Provenance
) -> None:
    rows = [
        row.model_copy(update={"scores": {**row.scores, "figures": Score(value=None)}})
        for row in result.rows
    ]
    silent = result_from(rows, provenance, is_whole=True)
    fallen = breaches(silent, floors_from(result))
    assert fallen
    assert {breach.figure for breach in fallen} == {"figures"}
    assert all(breach.found is None for breach in fallen)


def test_refusing_nothing_falls_by_recall_and_not_by_precision(
    result: Result, provenance: Provenance
) -> None:
    rows = [row.model_copy(update={"refused": False}) for row in result.rows]
    fallen = breaches(result_from(rows, provenance, is_whole=True), floors_from(result))
    assert {breach.figure for breach in fallen} == {"refusal_recall"}


def test_part_of_the_questions_is_held_to_the_parts_that_are_whole(
    result: Result, rows: tuple[Row, ...], provenance: Provenance
) -> None:
    floors = floors_from(result)
    facts = result_from([r for r in rows if r.kind == "fact"], provenance, is_whole=False)
    assert breaches(facts, floors) == []
    whole = floors["all/fact"]["right"].n
    strict = {**floors, "all/fact": {"right": Floor(value=1.1, noise=0, n=whole)}}
    assert [breach.part for breach in breaches(facts, strict)] == ["all/fact"]
    some = result_from([r for r in rows if r.kind == "fact"][:3], provenance, is_whole=False)
    with pytest.raises(EvaluationError, match="没有可以与基线比较"):
        breaches(some, floors)


def test_floors_survive_the_file(result: Result, tmp_path: Path) -> None:
    path = tmp_path / "baselines" / "main.toml"
    raise_baseline(result, path)
    floors = load_floors(path)
    assert set(floors) == set(floors_from(result))
    assert breaches(result, floors) == []
    written = floors_from(result)["all/all"]["right"]
    assert floors["all/all"]["right"].value == pytest.approx(written.value, abs=1e-6)
    assert floors["all/all"]["right"].noise == pytest.approx(written.noise, abs=1e-6)


def test_part_of_the_questions_is_no_baseline(
    rows: tuple[Row, ...], provenance: Provenance, tmp_path: Path
) -> None:
    with pytest.raises(EvaluationError, match="不能作为基线"):
        raise_baseline(result_from(rows[:9], provenance, is_whole=False), tmp_path / "x.toml")
    assert not (tmp_path / "x.toml").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"right = ", "不是 TOML"),
        (b'["all/all"]\nright = 0.5', "all/all.right"),
        (b'["all/all"]\nright = {value = "x", noise = 0, n = 1}', "all/all.right.value"),
        (b"\xff", "不是 TOML"),
    ],
)
def test_a_bad_baseline_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "main.toml"
    path.write_bytes(content)
    with pytest.raises(EvaluationError, match=said):
        load_floors(path)


def test_a_missing_baseline_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="打不开"):
        load_floors(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("suite", "least", "parts"),
    [("plans", 300, {"all/fact"}), ("documents", 252, {"all/fengwan.docx", "all/huaijiang.pdf"})],
)
def test_the_shipped_baselines_are_sound(suite: Suite, least: int, parts: set[str]) -> None:
    floors = load_floors(BASELINES[suite])
    assert set(floors) >= {"all/all", "tuning/all", "held-out/all"} | parts
    assert floors["all/all"]["right"].n >= least
    assert {"accuracy@0.9", "answered@0.9", "refusal_precision"} <= set(floors["all/all"])


RETRIEVAL = {"recall@5", "mrr", "ndcg@10", "evidence@1000"}


def fallen_figures(
    broken: Assistant, some: Sequence[Sample], plans: Mapping[str, PlanText], good: Result
) -> set[str]:
    """What the gate says of some of the questions, asked of a broken assistant."""
    ids = {sample.id for sample in some}
    before = [row for row in good.rows if row.id in ids]
    floors = floors_from(result_from(before, good.provenance, is_whole=True))
    after = result_from(run(some, broken, plans), good.provenance, is_whole=True)
    return {breach.figure for breach in breaches(after, floors) if breach.part == "all/all"}


@pytest.mark.usefixtures("shipped")  # builds the index
@pytest.mark.parametrize(
    ("setting", "kinds"),
    [
        ({"dense_weight": 1.0}, {"fact", "list"}),
        ({"dense_weight": 0.0}, {"paraphrase"}),
        ({"top_k": 1}, {"paraphrase"}),
    ],
)
def test_the_gate_fails_when_retrieval_is_cut_down(
    result: Result,
    samples: tuple[Sample, ...],
    plans: Mapping[str, PlanText],
    setting: dict[str, float],
    kinds: set[str],
) -> None:
    """Keyword search given no weight, or the embedding none, or one passage instead of many.

    Each over the kinds of questions that live by it: what is asked in the plans' words is found
    by keyword, what is asked in others by meaning.
    """
    broken = Assistant.shipped(load_settings(**setting))
    some = [sample for sample in samples if sample.kind in kinds]
    assert fallen_figures(broken, some, plans, result) >= {"recall@5", "evidence@500"}


def test_the_gate_fails_when_the_worst_passages_are_found(
    result: Result,
    samples: tuple[Sample, ...],
    plans: Mapping[str, PlanText],
    shipped: Assistant,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def worst_first(*args: Any, **kwargs: Any) -> NDArray[np.float64]:
        return -fuse(*args, **kwargs)

    monkeypatch.setattr("index.hybrid.fuse", worst_first)
    assert fallen_figures(shipped, samples[::3], plans, result) >= {*RETRIEVAL, "right"}
