"""The command ``plans bench``: run a benchmark, show its figures, end with them as JSON.

What is slow to import (numpy, torch) is imported when a suite runs.
"""

from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from assistant.commands.options import COMMANDS, OPTIONS, ChineseCommand
from corpus.errors import EvaluationError
from evals.progress import shown_progress

if TYPE_CHECKING:
    from evals.benchmarks.report import Report

SUITES = ("ablation", "calibration", "checking", "cmrc", "rgb", "scale", "speed", "weights")

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def register(app: typer.Typer) -> None:
    """Add the command to ``plans``."""
    app.command("bench", cls=ChineseCommand, rich_help_panel=COMMANDS)(bench)


def _option(metavar: str, words: str) -> Any:
    return typer.Option(metavar=metavar, help=words, rich_help_panel=OPTIONS)


def bench(
    context: typer.Context,
    *,
    suite: Annotated[str, _option("名称", f"{'、'.join(SUITES)} 之一，必填。")] = "",
    data: Annotated[
        Path | None, _option("文件夹", "cmrc 和 rgb 的数据所在的文件夹；checking 的草稿。")
    ] = None,
    limit: Annotated[
        int | None,
        _option("题数", "每个数据文件最多抽这么多题；默认 rgb 为 50，其余全做。"),
    ] = None,
    seed: Annotated[int, _option("整数", "抽样与组题的随机种子。")] = 0,
    rows: Annotated[Path | None, _option("文件", "另存每一题的回答和得分（JSONL）。")] = None,
) -> None:
    """用公开评测集检验问答，或测量速度；最后一行是 JSON 指标。"""
    if suite not in SUITES:
        raise EvaluationError(
            f"没有评测集“{suite}”" if suite else "没有指定评测集",
            f"请用 --suite 指定其中之一：{'、'.join(SUITES)}",
        )
    if limit is not None and limit < 1:
        raise EvaluationError(f"题数 {limit} 不可用", "--limit 应为 1 以上的整数，不写则用默认值")
    if rows is not None and not rows.absolute().parent.is_dir():
        raise EvaluationError(
            f"没有文件夹 {rows.absolute().parent}", "请先建立，或改 --rows 的路径"
        )

    from evals.benchmarks.report import json_line, shown  # noqa: PLC0415 - slow
    from evals.result import write  # noqa: PLC0415 - slow
    from index.settings import load_settings  # noqa: PLC0415 - slow

    # Every suite is a module with a function `run` of these parameters.
    module = import_module(f"evals.benchmarks.{suite}")
    begun = perf_counter()
    if not err.is_terminal:
        err.print(f"正在评测 {suite}，需要几分钟……")
    with shown_progress(err, f"正在评测 {suite}") as progress:
        report: Report = module.run(
            data, load_settings(**(context.obj or {})), limit=limit, seed=seed, progress=progress
        )
    ran = {"suite": suite, "limit": limit, "seed": seed, "seconds": perf_counter() - begun}
    unsaid = {name: value for name, value in ran.items() if name not in report.model_fields_set}
    report = report.model_copy(update=unsaid)
    out.print(shown(report))
    if rows is not None:
        lines = "".join(f"{row.model_dump_json()}\n" for row in report.rows)
        write(rows, lines, "请用 --rows 换一个可以写入的文件")
    typer.echo(json_line(report))
