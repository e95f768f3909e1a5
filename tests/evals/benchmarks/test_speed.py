import json
from collections.abc import Sequence

import pytest
from langchain_core.embeddings import Embeddings

from assistant import Assistant
from corpus.errors import EvaluationError
from evals.benchmarks.measuring import Cost, cost_of, plans, python
from evals.benchmarks.speed import (
    batch_measured,
    build_figures,
    builds_measured,
    process_figures,
    question_figures,
    questions_measured,
)
from evals.samples import Sample, Turn
from index.build import index_in_memory
from index.settings import Settings

TEXTS = {"p1": "白鹭湖水库的总库容为3200万立方米。", "p2": "玉泉小学的校训是勤朴。"}


def test_a_process_is_charged_with_its_own_memory_only() -> None:
    ballast = b"x" * 300 * 1024 * 1024
    cost = cost_of(python("import os; print(os.environ['GREETING'])"), {"GREETING": "好"})
    assert cost.output == "好\n"
    assert 0 < cost.seconds < 60
    assert 1 < cost.mib < 200
    assert len(ballast) > cost.mib


def test_the_memory_of_a_process_is_its_peak() -> None:
    assert cost_of(python("b'x' * 200 * 1024 * 1024")).mib > 200


def test_a_failed_command_is_no_measurement() -> None:
    with pytest.raises(EvaluationError, match="退出码 3"):
        cost_of(python("raise SystemExit(3)"))


def test_plans_can_be_run() -> None:
    assert "ask" in cost_of(plans("--help")).output


def test_questions_are_measured_hop_by_hop(settings: Settings, embeddings: Embeddings) -> None:
    samples = (
        Sample(id="a", kind="fact", question="白鹭湖水库的总库容是多少"),
        Sample(
            id="b",
            kind="follow-up",
            question="校训呢",
            history=(Turn(role="user", content="玉泉小学是哪年创办的"),),
        ),
    )
    steps: list[tuple[int, int]] = []
    assistant = Assistant.from_texts(TEXTS, settings)
    passages = [hit.passage for hit in assistant.trace("校训").hits]
    index = index_in_memory(passages, settings, embeddings)
    times = questions_measured(
        samples, assistant, index, embeddings, lambda *step: steps.append(step)
    )
    assert steps == [(0, 2), (1, 2), (2, 2)]
    assert {"embed", "retrieval", "repeated", "answer", "search", "compose"} <= times.keys()
    assert all(len(values) == 2 for values in times.values())
    assert all(0 < times["repeated"][n] < times["retrieval"][n] for n in (0, 1))
    hops = times.keys() - {"embed", "retrieval", "repeated", "answer"}
    assert all(0 < sum(times[hop][n] for hop in hops) <= times["answer"][n] for n in (0, 1))


def test_a_batch_is_measured_by_the_question(settings: Settings, embeddings: Embeddings) -> None:
    passages = [hit.passage for hit in Assistant.from_texts(TEXTS, settings).trace("校训").hits]
    questions = ["白鹭湖水库的总库容是多少", "玉泉小学的校训是什么", "玉泉小学的校训是什么"]
    assert batch_measured(questions, index_in_memory(passages, settings, embeddings)) > 0


def test_latencies_are_medians_and_ratios_medians_of_pairs() -> None:
    times = {
        "embed": [10.0, 20.0, 10.0],
        "answer": [10.0, 40.0, 90.0],
        "retrieval": [12.0, 22.0, 90.0],
        "repeated": [1.0, 2.0, 1.0],
        "search": [5.0, 10.0, 45.0],
    }
    figures = question_figures(times, [6.0, 5.0, 9.0])
    values = {name: figure.value for name, figure in figures.items()}
    assert values["answer_p50_ms"] == 40
    assert values["answer_ratio"] == 2
    assert values["search_p50_ms"] == 10
    assert values["retrieval_p50_ms"] == 22
    assert values["retrieval_ratio"] == pytest.approx(1.2)
    assert values["repeated_ratio"] == pytest.approx(0.1)
    assert values["batch_ms"] == 6
    assert values["batch_ratio"] == pytest.approx(0.6)
    assert "search_ratio" not in values


def test_process_and_build_figures() -> None:
    def costs(*seconds: float) -> Sequence[Cost]:
        return [Cost(seconds=value, mib=100 * value, output="") for value in seconds]

    figures = process_figures(
        {"libraries": costs(2, 4, 2), "import": costs(1, 2, 1), "ask": costs(3, 6, 30)}
    )
    assert figures["import_ratio"].value == 0.5
    assert figures["ask_ratio"].value == 1.5
    assert figures["ask_memory_ratio"].value == 1.5
    assert figures["ask_s"].value == 6

    full = Cost(seconds=12, mib=500, output=json.dumps([10.0, 800]))
    built = build_figures(full, {"build": [3, 2.2, 2.4], "embed": [2, 2, 2]})
    assert built["passages_per_s"].value == 80
    assert built["build_s"].value == 10
    assert built["build_ratio"].value == pytest.approx(1.2)


def test_building_is_measured_beside_embedding(settings: Settings, embeddings: Embeddings) -> None:
    passages = Assistant.from_texts(TEXTS, settings).trace("校训是什么").hits
    measured = builds_measured([hit.passage for hit in passages], settings, embeddings, rounds=2)
    assert {name: len(values) for name, values in measured.items()} == {"build": 2, "embed": 2}
    assert all(value > 0 for values in measured.values() for value in values)
