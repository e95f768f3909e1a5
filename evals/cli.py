"""The command ``plans eval``: run the eval set, show, save, compare and gate its figures.

``plans`` finds `register` through the entry-point group ``plans.commands``. What is slow to
import stands in `evals.evaluation`, so that the other commands start as fast as without it.
"""

from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.commands.options import COMMANDS, OPTIONS, ChineseCommand


def register(app: typer.Typer) -> None:
    """Add the command ``eval`` to an app."""
    app.command("eval", cls=ChineseCommand, rich_help_panel=COMMANDS)(evaluate)


def _option(*names: str, help: str, **more: Any) -> Any:
    return typer.Option(*names, help=help, rich_help_panel=OPTIONS, **more)


def evaluate(
    context: typer.Context,
    *,
    documents: Annotated[
        bool, _option("--documents", help="改问随附的两份其他文档，Word 和 PDF 各问一遍。")
    ] = False,
    kind: Annotated[list[str] | None, _option(metavar="题型", help="只做这种题，可重复。")] = None,
    plan: Annotated[
        list[str] | None, _option(metavar="编号", help="只做这份规划或文档的题，可重复。")
    ] = None,
    half: Annotated[
        str, _option(metavar="分组", help="tuning（调试组）、held-out（留出组）或 all（两组）。")
    ] = "all",
    as_json: Annotated[bool, _option("--json", help="标准输出只写一行 JSON 指标。")] = False,
    output: Annotated[Path, _option(metavar="文件夹", help="JSON 和网页报告存放处。")] = Path(
        "reports"
    ),
    fail_under: Annotated[
        Path | None,
        _option(metavar="文件", help="指标比这份基线低，且超出波动范围时，以退出码 1 结束。"),
    ] = None,
    compare: Annotated[
        Path | None, _option(metavar="文件", help="与以前的 JSON 结果比较，列出变化的题。")
    ] = None,
    raise_baseline: Annotated[
        bool,
        _option(
            "--raise-baseline",
            help="把本次结果写成新基线：写入 --fail-under 的文件，否则写入自带的基线。",
        ),
    ] = False,
    judge: Annotated[
        bool, _option("--judge", help="另请 PLANS_JUDGE_MODEL 指定的模型评判，只供参考。")
    ] = False,
    chat: Annotated[
        Path | None,
        _option(
            metavar="文件",
            help="检验聊天模型：只问这份答案里有的题，比较无模型、模型原文和显示的回答。",
        ),
    ] = None,
    limit: Annotated[
        int | None,
        _option(
            min=1, metavar="题数", help="只做这么多题，均匀抽取，每次相同；用聊天模型时省时间。"
        ),
    ] = None,
    workers: Annotated[
        int, _option(min=1, metavar="个数", help="同时作答的题数；测时延用 1。")
    ] = 1,
) -> None:
    """用题库检验回答质量，并写出报告。"""
    from evals import evaluation  # noqa: PLC0415 - slow

    # Every parameter is an option of the same name; those not given keep its default.
    given = {name: value for name, value in context.params.items() if value is not None}
    passed = evaluation.evaluate(evaluation.Options(**given), overrides=context.obj or {})
    if not passed:
        raise typer.Exit(1)
