from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from assistant.answers import Trace
from corpus.errors import EvaluationError
from evals.benchmarks import rgb
from evals.benchmarks.report import Report
from evals.benchmarks.rgb import (
    RgbQuestion,
    only_noise,
    read_questions,
    scores_of,
    with_facts,
    with_noise,
)

Bench = Callable[..., Report]


@pytest.fixture
def fact(rgb_folder: Path) -> RgbQuestion:
    return read_questions(rgb_folder, "rgb_zh_fact.json")[0]


@pytest.fixture
def integration(rgb_folder: Path) -> RgbQuestion:
    return read_questions(rgb_folder, "rgb_zh_int.json")[0]


def changed(question: RgbQuestion, **fields: Any) -> RgbQuestion:
    return question.model_copy(update=fields)


@pytest.mark.parametrize(("ratio", "noise"), [(0.0, 2), (0.2, 2), (0.4, 2), (0.6, 3), (0.8, 4)])
def test_noise_fills_five_passages(fact: RgbQuestion, ratio: float, noise: int) -> None:
    """There are three right passages, so that two at least are noise."""
    passages = with_noise(fact, ratio)
    assert len(set(passages)) == 5
    assert sum(passage in fact.negative for passage in passages) == noise


def test_right_passages_fill_up_where_noise_is_short(fact: RgbQuestion) -> None:
    passages = with_noise(changed(fact, negative=fact.negative[:1]), 0.8)
    assert [passage in fact.negative for passage in passages] == [False, False, False, True]


def test_each_fact_has_a_passage(integration: RgbQuestion) -> None:
    for seed in range(5):
        passages = with_facts(integration, 0.8, Random(seed))
        assert len(passages) == 5
        for of_fact in integration.positive:
            assert set(passages) & set(of_fact)


def test_what_cannot_be_judged_is_left_out(fact: RgbQuestion) -> None:
    assert only_noise(fact) == fact.negative
    assert only_noise(changed(fact, negative=("灯会有７０ 盏灯", "别的"))) == ()


@pytest.mark.parametrize(
    ("text", "right"),
    [("共有７０ 盏[1]。", 1), ("共有170盏[1]。", 0), ("一说70盏[1]，一说170盏[2]。", 1)],
)
def test_numbers_count_as_numbers(
    fact: RgbQuestion, trace_of: Callable[..., Trace], text: str, right: int
) -> None:
    assert scores_of(trace_of(text).answer, fact)["right"] == right


def test_every_fact_is_needed_in_any_wording(
    integration: RgbQuestion, trace_of: Callable[..., Trace]
) -> None:
    def scores(text: str, refused: bool = False) -> tuple[float, float]:
        found = scores_of(trace_of(text, refused=refused).answer, integration)
        return found["right"], found["facts"]

    assert scores("高远和柳青青。") == (1, 1)
    assert scores("高远。") == (0, 0.5)
    assert scores("高远和柳青。", refused=True) == (0, 0)


def test_run_on_a_question_of_each_file(rgb_folder: Path, bench: Bench) -> None:
    report = bench(rgb, rgb_folder, seed=3)
    values = {name: figure.value for name, figure in report.figures.items()}
    assert report.n == 2
    assert len(report.rows) == 5 + 2 + 3
    for ratio in (0.0, 0.2, 0.4, 0.6, 0.8):
        assert values[f"answer_in_text@{ratio}"] == 1
    assert values["answer_in_text"] == 1
    assert values["false_refusals"] == 0
    assert values["rejected"] == 1
    assert report.figures["answer_in_text"].n == 1  # a question, not five answers
    assert "实际 40%" in report.figures["answer_in_text@0.0"].label


def test_another_form_is_refused(rgb_folder: Path, bench: Bench) -> None:
    with (rgb_folder / "rgb_zh_int.json").open("a", encoding="utf-8") as file:
        file.write('{"id": 3}\n')
    with pytest.raises(EvaluationError, match="第 2 行"):
        bench(rgb, rgb_folder)
