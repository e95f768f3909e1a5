import json
from collections.abc import Sequence

import pytest
from langchain_core.embeddings import Embeddings

from assistant import Assistant
from corpus.errors import EvaluationError
from evals.benchmarks.measuring import Cost, cost_of, plans, python
from evals.benchmarks.report import latencies_of
from evals.benchmarks.speed import (
    LABELS,
    build_figures,
    process_figures,
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
    assert {"embed", "retrieval", "answer", "search", "propose"} <= times.keys()
    assert all(len(values) == 2 for values in times.values())
    assert min(times["embed"] + times["retrieval"]) > 0
    hops = times.keys() - {"embed", "retrieval", "answer"}
    assert all(0 < sum(times[hop][n] for hop in hops) <= times["answer"][n] for n in (0, 1))


def test_latencies_are_medians_and_ratios_medians_of_pairs() -> None:
    times = {
        "embed": [10.0, 20.0, 10.0],
        "answer": [10.0, 40.0, 90.0],
        "retrieval": [12.0, 22.0, 90.0],
        "search": [5.0, 10.0, 45.0],
    }
    figures = latencies_of(times, LABELS)
    values = {name: figure.value for name, figure in figures.items()}
    assert values["answer_p50_ms"] == 40
    assert values["answer_ratio"] == 2
    assert values["search_p50_ms"] == 10
    assert values["retrieval_p50_ms"] == 22
    assert values["retrieval_ratio"] == pytest.approx(1.2)
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
    built = build_figures(full)
    assert built["passages_per_s"].value == 80
    assert built["build_s"].value == 10
