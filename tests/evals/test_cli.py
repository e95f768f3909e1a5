import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from assistant import Assistant
from assistant.commands.options import PlansGroup
from evals import evaluation
from evals.cli import register
from evals.gate import load_floors
from evals.result import Provenance, Result, result_from, saved_result
from evals.rows import Row
from evals.samples import Sample

app = typer.Typer(cls=PlansGroup, pretty_exceptions_enable=False)
register(app)


@app.callback()
def _commands() -> None: ...


def run_cli(*arguments: str) -> tuple[int, str, str]:
    found = CliRunner().invoke(app, ["eval", *arguments], env={"COLUMNS": "200"})
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        raise found.exception
    return found.exit_code, found.stdout, found.stderr


@pytest.fixture
def ran(result: Result, monkeypatch: pytest.MonkeyPatch) -> list[evaluation.Options]:
    """Have the command find the questions already asked; returns what it was asked."""
    asked: list[evaluation.Options] = []

    def result_of(options: evaluation.Options, overrides: Mapping[str, Any]) -> Result:
        asked.append(options)
        return result

    monkeypatch.setattr(evaluation, "result_of", result_of)
    return asked


@pytest.mark.usefixtures("ran")
def test_it_prints_both_halves_and_saves_json_and_page(
    tmp_path: Path, result: Result, samples: tuple[Sample, ...]
) -> None:
    code, shown, _ = run_cli("--output", str(tmp_path))
    assert code == 0
    for words in ("调试组", "留出组", "不可答", "依据召回@1", "MRR", "p50/p95", "误拒"):
        assert words in shown, words
    assert saved_result(tmp_path / "eval.json") == result
    assert (tmp_path / "eval.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert not [sample.id for sample in samples if sample.question in shown]


@pytest.mark.usefixtures("ran")
def test_json_is_the_only_line_on_standard_output(tmp_path: Path) -> None:
    code, shown, told = run_cli("--json", "--output", str(tmp_path))
    assert code == 0
    assert shown.count("\n") == 1
    assert json.loads(shown)["suite"] == "plans"
    assert "调试组" in told


@pytest.mark.usefixtures("ran")
def test_a_baseline_is_raised_and_kept(tmp_path: Path) -> None:
    floors = tmp_path / "main.toml"
    gate = ("--fail-under", str(floors), "--output", str(tmp_path))
    code, shown, _ = run_cli(*gate, "--raise-baseline")
    assert code == 0
    assert "已写入" in shown
    code, shown, _ = run_cli(*gate)
    assert code == 0
    assert "没有指标下降" in shown
    part = next(iter(load_floors(floors)))
    floors.write_text(f'["{part}"]\nright = {{ value = 1.2, noise = 0.1, n = 9 }}\n')
    code, shown, _ = run_cli(*gate)
    assert code == 1
    assert "答对 right" in shown
    assert "120.0" in shown
    assert "110.0" in shown


@pytest.mark.usefixtures("ran")
def test_runs_are_compared(tmp_path: Path, rows: tuple[Row, ...], provenance: Provenance) -> None:
    earlier = tmp_path / "earlier.json"
    earlier.write_text(result_from(rows[:50], provenance, is_whole=False).model_dump_json())
    code, shown, _ = run_cli("--compare", str(earlier), "--output", str(tmp_path))
    assert code == 0
    assert "50 题相同：变对 0，变错 0" in shown


def test_what_was_asked_is_passed_on(tmp_path: Path, ran: list[evaluation.Options]) -> None:
    arguments = "--kind fact --kind list --plan changshu --half tuning --workers 2 --judge"
    run_cli(*arguments.split(), "--output", str(tmp_path))
    (options,) = ran
    assert options.kind == ("fact", "list")
    assert options.plan == ("changshu",)
    assert (options.half, options.workers, options.judge) == ("tuning", 2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--kind", "poem"], "没有题型“poem”"),
        (["--half", "train"], "没有分组“train”"),
        (["--plan", "taicang"], "没有编号为“taicang”的规划"),
        (["--compare", "none.json"], "none.json 打不开"),
        (["--fail-under", "none.toml"], "none.toml 打不开"),
        (["--judge"], "PLANS_JUDGE_MODEL"),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is_asked(
    arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def shipped(*_: object) -> None:
        pytest.fail("the assistant was opened")

    monkeypatch.setattr(Assistant, "shipped", shipped)
    code, _, told = run_cli(*arguments, "--output", str(tmp_path / "reports"))
    assert code == 1
    assert said in told
    assert "建议：" in told
    assert "Traceback" not in told
    assert not (tmp_path / "reports").exists()


def test_a_real_run_of_a_few_questions(tmp_path: Path, shipped: object) -> None:
    """The whole way once; ``shipped`` has built the index."""
    chosen = ("--kind", "summary", "--half", "tuning", "--plan", "changshu")
    code, shown, _ = run_cli(*chosen, "--output", str(tmp_path))
    assert code == 0
    assert "概括" in shown
    assert "留出组" not in shown
    result = saved_result(tmp_path / "eval.json")
    assert not result.is_whole
    assert {row.kind for row in result.rows} == {"summary"}
