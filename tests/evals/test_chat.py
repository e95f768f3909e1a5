"""The ruler for a chat model, over the shipped plans and a model double."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
import typer
from langchain_core.language_models import FakeListChatModel
from typer.testing import CliRunner

from assistant import Assistant
from assistant.commands.options import PlansGroup
from corpus.errors import EvaluationError
from evals.chat import Reading, Sentence, by_kind, read_by_people, reading_with
from evals.cli import register
from evals.metrics import figures_of, latencies
from evals.outcome import Outcome
from evals.places import PlanText
from evals.result import Provenance, result_from, saved_result
from evals.rows import Row
from evals.run import run
from evals.samples import Sample
from evals.scorers.correctness import correctness
from evals.scorers.plain import CHAT_SCORERS
from evals.tables import lies_table, reasons_table
from index.settings import load_settings
from tests.assistant.chat.scripted_server import scripted_server, writing

TRUTH = "80%的医护人员具备核酸采样能力"
FALSE = "90%的医护人员会开飞机"


@pytest.fixture(scope="session")
def said(shipped: Assistant, doctors: Sample, plans: Mapping[str, PlanText]) -> Outcome:
    """A true sentence of a model and a false one."""
    return told(f"要点如下：\n{TRUTH}[1]。{FALSE}[1]。", shipped, doctors, plans)


def told(text: str, assistant: Assistant, sample: Sample, plans: Mapping[str, PlanText]) -> Outcome:
    worded = assistant.worded_by(FakeListChatModel(responses=[text]))
    return Outcome(sample, worded.trace(sample.question), plans)


def reading_of(outcome: Outcome, assistant: Assistant) -> Reading | None:
    return reading_with(assistant.library, load_settings())(outcome)


def test_what_was_withheld_is_told_with_its_reason(said: Outcome, shipped: Assistant) -> None:
    reading = reading_of(said, shipped)
    assert reading is not None
    assert (reading.sentences, reading.withheld) == (2, 1)
    (sentence,) = reading.kept_back
    assert sentence.text == FALSE
    assert said.trace.written is not None
    assert (sentence.beside,) == said.trace.written.withheld
    assert sentence.beside.startswith(sentence.kind)
    assert "：" not in sentence.kind


def test_lies_are_made_of_what_was_let_out(said: Outcome, shipped: Assistant) -> None:
    reading = reading_of(said, shipped)
    assert reading is not None
    assert reading.lies["figure"] > 3
    assert {lie.beside for lie in reading.let_out} <= {TRUTH}
    assert len(reading.let_out) < sum(reading.lies.values()) / 2


def test_nothing_of_the_held_out_half_can_be_read(said: Outcome, shipped: Assistant) -> None:
    held_out = said.sample.model_copy(update={"held_out": True})
    reading = reading_of(Outcome(held_out, said.trace, said.plans), shipped)
    assert reading == Reading(sentences=2, withheld=1)


def test_a_model_that_finds_nothing_has_said_nothing(
    shipped: Assistant, doctors: Sample, plans: Mapping[str, PlanText]
) -> None:
    for text in ("依据不足", ""):
        assert reading_of(told(text, shipped, doctors, plans), shipped) is None
    composed = Outcome(doctors, shipped.trace(doctors.question), plans)
    assert reading_of(composed, shipped) is None


def test_the_sentences_of_an_answer_that_was_undone_are_held_to_the_same_words(
    shipped: Assistant, samples: tuple[Sample, ...], plans: Mapping[str, PlanText]
) -> None:
    unsure = next(s for s in samples if 0.3 < shipped.trace(s.question).confidence < 0.5)
    undone = told(f"{FALSE}[1]。", shipped, unsure, plans)
    assert undone.trace.decision.reason == "model silent"
    sample = unsure.model_copy(update={"held_out": False})
    reading = reading_of(Outcome(sample, undone.trace, plans), shipped)
    assert reading is not None
    assert undone.trace.written is not None
    assert tuple(s.beside for s in reading.kept_back) == undone.trace.written.withheld


@pytest.fixture
def read_rows(
    shipped: Assistant, doctors: Sample, plans: Mapping[str, PlanText]
) -> tuple[Row, ...]:
    out = Sentence(kind="figure", text="90%", beside="80%", rests_on="别处")
    kept = Sentence(kind="没有依据", text="好", beside="没有依据")
    readings = {
        "a": Reading(
            sentences=3, withheld=1, kept_back=(kept,), lies={"figure": 4}, let_out=(out,)
        ),
        "b": Reading(sentences=1, withheld=1, lies={"figure": 4, "unit": 2}),
    }
    tell = readings.get
    samples = [doctors.model_copy(update={"id": name}) for name in "abc"]
    scorers = {"right": correctness, **CHAT_SCORERS}
    return run(samples, shipped, plans, scorers=scorers, tell=lambda o: tell(o.sample.id))


def test_every_sentence_and_every_lie_counts_once(read_rows: tuple[Row, ...]) -> None:
    figures = figures_of(read_rows)
    found = {
        name: (figure.mean, figure.n)
        for name, figure in figures.items()
        if name.startswith(("lies", "sentences"))
    }
    assert found == {
        "sentences_withheld": (0.5, 4),
        "lies": (0.1, 10),
        "lies_figure": (0.125, 8),
        "lies_unit": (0, 2),
    }
    (reason,) = by_kind(read_rows, lambda reading: reading.kept_back).items()
    assert (reason[0], len(reason[1])) == ("没有依据", 1)


def test_tables_show_reasons_and_lies(read_rows: tuple[Row, ...], provenance: Provenance) -> None:
    result = result_from(read_rows, provenance, is_whole=False)
    assert [list(column.cells) for column in reasons_table(result).columns] == [["没有依据"], ["1"]]
    columns = [list(column.cells) for column in lies_table(result).columns]
    assert columns == [
        ["数字", "单位", "全部"],
        ["8", "2", "10"],
        ["1", "0", "1"],
        ["12.5", "0.0", "10.0"],
        ["1", "0", "1"],
    ]


def test_a_hop_is_timed_where_it_was_gone(read_rows: tuple[Row, ...]) -> None:
    first, *others = read_rows
    timed = first.model_copy(update={"seconds": {**first.seconds, "first_sentence": 0.5}})
    found = latencies([timed, *others])["first_sentence"]
    assert (found.p50, found.p95) == (500, 500)


def test_the_questions_that_readers_answered_are_asked(
    doctors: Sample, samples: tuple[Sample, ...], tmp_path: Path
) -> None:
    answers = tmp_path / "answers.jsonl"
    answer = {"question": doctors.question, "silent": False, "text": f"{TRUTH}[1]。", "quotes": {}}
    answers.write_text(json.dumps(answer), encoding="utf-8")
    assert read_by_people([*samples[:3], doctors], answers) == (doctors,)
    with pytest.raises(EvaluationError, match="里没有要问的题"):
        read_by_people(samples[:3], answers)
    answers.write_text('{"问": "题"}', encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"answers\.jsonl 第 1 行"):
        read_by_people(samples, answers)
    with pytest.raises(EvaluationError, match="读不出来"):
        read_by_people(samples, tmp_path / "none.jsonl")


def run_cli(*arguments: str, **variables: str) -> tuple[int, str, str]:
    app = typer.Typer(cls=PlansGroup, pretty_exceptions_enable=False)
    register(app)
    app.callback()(lambda: None)
    environment = {"COLUMNS": "200", **variables}
    found = CliRunner().invoke(app, ["eval", *arguments], env=environment)
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        raise found.exception
    return found.exit_code, found.stdout, found.stderr


@pytest.fixture
def answers(samples: tuple[Sample, ...], tmp_path: Path) -> Path:
    """Readers' answers to two questions of each half."""
    asked = [s for s in samples if s.kind == "fact" and not s.history]
    chosen = [s for half in (True, False) for s in [s for s in asked if s.held_out == half][:2]]
    lines = [json.dumps({"question": s.question, "text": s.keys[0][0]}) for s in chosen]
    path = tmp_path / "answers.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_without_a_model_it_says_what_to_set(answers: Path) -> None:
    code, _, said = run_cli("--chat", str(answers))
    assert code == 1
    assert "没有设置聊天模型" in said
    assert "请先设置 PLANS_CHAT_MODEL 与 PLANS_CHAT_BASE_URL" in said


@pytest.mark.usefixtures("shipped")
def test_a_real_run_compares_the_three_answers(answers: Path, tmp_path: Path) -> None:
    with scripted_server() as server:
        server.acts = [writing(f"{FALSE}[1]。")]
        variables = {"PLANS_CHAT_MODEL": "openai:m", "PLANS_CHAT_BASE_URL": server.url}
        arguments = ("--chat", str(answers), "--output", str(tmp_path), "--json")
        code, shown, told = run_cli(*arguments, **variables)
    assert code == 0
    for words in ("聊天模型（调试组）", "聊天模型（留出组）", "无模型", "模型原文", "扣下的原因"):
        assert words in told, words
    line = json.loads(shown)
    assert line["questions"] == 4
    assert (line["plain_right"], line["worded"], line["sentences_withheld"]) == (0, 0, 1)
    assert line["composed_right"] > 0
    rows = saved_result(tmp_path / "eval.json").rows
    assert {
        bool(row.reading and row.reading.kept_back) for row in rows if row.half == "tuning"
    } == {True}
    page = (tmp_path / "eval.html").read_text(encoding="utf-8")
    assert page.count(FALSE) == 2
    assert "扣下的句子（调试组）" in page
