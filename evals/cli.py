"""The command ``plans eval``: run the eval set, show, save, compare and gate its figures.

``plans`` finds `register` through the entry-point group ``plans.commands``. What is slow to
import stands in `evals.evaluation`, so that the other commands start as fast as without it.
"""

from pathlib import Path
from typing import Annotated

import typer

from assistant.commands.options import COMMANDS, OPTIONS, ChineseCommand


def register(app: typer.Typer) -> None:
    """Add the command ``eval`` to an app."""
    app.command("eval", cls=ChineseCommand, rich_help_panel=COMMANDS)(evaluate)


def evaluate(
    context: typer.Context,
    *,
    kind: Annotated[
        list[str] | None,
        typer.Option(metavar="题型", help="只做这种题，可重复。", rich_help_panel=OPTIONS),
    ] = None,
    plan: Annotated[
        list[str] | None,
        typer.Option(metavar="编号", help="只做这份规划的题，可重复。", rich_help_panel=OPTIONS),
    ] = None,
    half: Annotated[
        str,
        typer.Option(
            metavar="分组",
            help="tuning（调试组）、held-out（留出组）或 all（两组）。",
            rich_help_panel=OPTIONS,
        ),
    ] = "all",
    as_json: Annotated[
        bool,
        typer.Option("--json", help="标准输出只写一行 JSON 指标。", rich_help_panel=OPTIONS),
    ] = False,
    output: Annotated[
        Path,
        typer.Option(metavar="文件夹", help="JSON 和网页报告存放处。", rich_help_panel=OPTIONS),
    ] = Path("reports"),
    fail_under: Annotated[
        Path | None,
        typer.Option(
            metavar="文件",
            help="指标比这份基线低，且超出波动范围时，以退出码 1 结束。",
            rich_help_panel=OPTIONS,
        ),
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option(
            metavar="文件", help="与以前的 JSON 结果比较，列出变化的题。", rich_help_panel=OPTIONS
        ),
    ] = None,
    raise_baseline: Annotated[
        bool,
        typer.Option(
            "--raise-baseline",
            help="把本次结果写成新基线：写入 --fail-under 的文件，否则写入自带的基线。",
            rich_help_panel=OPTIONS,
        ),
    ] = False,
    judge: Annotated[
        bool,
        typer.Option(
            "--judge",
            help="另请 PLANS_JUDGE_MODEL 指定的模型评判，只供参考。",
            rich_help_panel=OPTIONS,
        ),
    ] = False,
    limit: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="题数",
            help="只做这么多题，均匀抽取，每次相同；用聊天模型时省时间。",
            rich_help_panel=OPTIONS,
        ),
    ] = None,
    workers: Annotated[
        int,
        typer.Option(
            min=1, metavar="个数", help="同时作答的题数；测时延用 1。", rich_help_panel=OPTIONS
        ),
    ] = 1,
) -> None:
    """用题库检验回答质量，并写出报告。"""
    from evals import evaluation  # noqa: PLC0415 - slow

    passed = evaluation.evaluate(
        evaluation.Options(
            kinds=tuple(kind or ()),
            plans=tuple(plan or ()),
            half=half,
            as_json=as_json,
            output=output,
            fail_under=fail_under,
            compare=compare,
            raise_baseline=raise_baseline,
            judge=judge,
            limit=limit,
            workers=workers,
        ),
        overrides=context.obj or {},
    )
    if not passed:
        raise typer.Exit(1)
