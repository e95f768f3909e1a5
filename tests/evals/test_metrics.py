"""Figures against known values."""

import numpy as np
import pytest
from scipy.stats import bootstrap

from evals.metrics import (
    Estimate,
    estimate,
    figures_by_slice,
    figures_of,
    flat,
    latencies,
    mcnemar,
)
from evals.rows import Row
from evals.samples import Half, Kind
from evals.scores import Score, unscored


def row(
    id_: str,
    right: float | None,
    *,
    kind: Kind = "fact",
    half: Half = "tuning",
    document: str = "",
    file_format: str = "",
    refused: bool = False,
    due: bool = False,
    confidence: float = 0.5,
    seconds: float = 0.1,
) -> Row:
    return Row(
        id=id_,
        kind=kind,
        half=half,
        document=document,
        file_format=file_format,
        digest="0",
        expects_refusal=due,
        refused=refused,
        confidence=confidence,
        scores={"right": Score(value=right) if right is not None else unscored("没有")},
        seconds={"search": seconds / 2, "total": seconds},
    )


def test_the_interval_is_that_of_scipy() -> None:
    values = np.random.default_rng(1).random(80)
    found = estimate(values.tolist())
    known = bootstrap((values,), np.mean, method="percentile", n_resamples=9999, rng=1)
    assert found.mean == pytest.approx(values.mean())
    assert found.low == pytest.approx(known.confidence_interval.low, abs=0.005)
    assert found.high == pytest.approx(known.confidence_interval.high, abs=0.005)


def test_the_interval_is_the_same_every_time() -> None:
    assert estimate([0, 1, 1, 0, 1]) == estimate([0, 1, 1, 0, 1])


def test_it_is_about_as_wide_as_the_normal_one() -> None:
    found = estimate([1.0] * 75 + [0.0] * 25)
    assert found.half_width == pytest.approx(1.96 * np.sqrt(0.75 * 0.25 / 100), abs=0.015)


def test_no_scores_give_no_mean() -> None:
    assert estimate([]) == Estimate(mean=None, low=None, high=None, n=0)
    assert flat({"a": estimate([]), "b": estimate([1, 0])}) == {"b": 0.5}


@pytest.mark.parametrize(
    ("gained", "lost", "p"),
    [(0, 0, 1.0), (5, 5, 1.0), (0, 5, 0.0625), (0, 6, 0.03125), (1, 9, 0.021484375)],
)
def test_mcnemar_is_exact(gained: int, lost: int, p: float) -> None:
    assert mcnemar(gained, lost) == pytest.approx(p)
    assert mcnemar(lost, gained) == pytest.approx(p)


def test_refusing_is_counted_like_a_search() -> None:
    rows = [
        row("a", 1, refused=True, due=True),
        row("b", 1, refused=True, due=True),
        row("c", 0, refused=False, due=True),
        row("d", 0, refused=True),
        row("e", 1),
        row("f", 1),
        row("g", 1),
    ]
    found = flat(figures_of(rows))
    assert found["refused"] == pytest.approx(3 / 7, abs=1e-4)
    assert found["refusal_precision"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["refusal_recall"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["false_refusals"] == pytest.approx(1 / 4)


def test_refusals_where_none_is_due_are_false_refusals_and_nothing_else() -> None:
    found = flat(figures_of([row("a", 0, refused=True), row("b", 1)]))
    assert found["false_refusals"] == 0.5
    assert not {"refusal_precision", "refusal_recall"} & set(found)


def test_sure_answers_are_counted_apart_and_refusals_are_none_of_them() -> None:
    rows = [
        row("a", 1, confidence=0.9),
        row("b", 0, confidence=1.0),
        row("c", 1, confidence=0.89),
        row("d", 1, confidence=1.0, refused=True, due=True),
    ]
    found = figures_of(rows)
    assert (found["accuracy@0.9"].mean, found["accuracy@0.9"].n) == (0.5, 2)
    assert (found["answered@0.9"].mean, found["answered@0.9"].n) == (0.5, 4)
    unanswerable = figures_of([row("e", 0, confidence=1.0, due=True)])
    assert unanswerable["accuracy@0.9"].mean is None
    assert unanswerable["answered@0.9"].mean == 1


def test_one_question_asked_of_two_formats_is_no_two_questions() -> None:
    values = np.random.default_rng(2).random(40).tolist()
    questions = [str(number) for number in range(40)]
    once, twice = estimate(values), estimate(values * 2, questions * 2)
    assert (twice.low, twice.high) == pytest.approx((once.low, once.high))
    assert twice.mean == pytest.approx(once.mean)
    assert twice.n == 80


def test_unscored_is_not_wrong() -> None:
    found = figures_of([row("a", 1), row("b", None), row("c", None)])["right"]
    assert (found.mean, found.n) == (1, 1)


def test_parts_are_those_with_questions() -> None:
    rows = [row("a", 1), row("b", 0, half="held-out"), row("c", 1, kind="list")]
    parts = figures_by_slice(rows)
    assert set(parts) == {
        "all/all",
        "all/fact",
        "all/list",
        "tuning/all",
        "tuning/fact",
        "tuning/list",
        "held-out/all",
        "held-out/fact",
    }
    assert parts["all/fact"]["right"].mean == 0.5
    assert parts["tuning/all"]["right"].n == 2


def test_documents_are_parts_by_name_format_and_file() -> None:
    rows = [
        row("a", 1, document="甲", file_format="docx"),
        row("a", 0, document="甲", file_format="pdf", half="held-out"),
        row("b", 0, document="乙", file_format="docx"),
    ]
    parts = figures_by_slice(rows)
    assert {"all/甲", "all/pdf", "held-out/甲.pdf", "tuning/乙.docx"} <= set(parts)
    assert parts["all/docx"]["right"].mean == 0.5
    assert parts["all/甲"]["right"].n == 2


def test_latencies_are_percentiles_in_milliseconds() -> None:
    rows = [row(str(i), 1, seconds=i / 1000) for i in range(1, 102)]
    found = latencies(rows)
    assert found["total"].p50 == pytest.approx(51)
    assert found["total"].p95 == pytest.approx(96)
    assert found["search"].p50 == pytest.approx(25.5)
