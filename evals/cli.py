"""The command ``plans eval``: run the eval set, show, save, compare and gate its figures.

Loaded by ``plans`` through the entry-point group ``plans.commands``; everything that is slow
to import is imported by the command itself.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from evals.result import Result

REPORTS = Path("reports")
JSON_NAME = "eval.json"
HTML_NAME = "eval.html"
PANEL = "选项"

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def register(app: typer.Typer) -> None:
    """Add the command to ``plans``."""
    app.command("eval", rich_help_panel="命令")(evaluate)


def evaluate(
    context: typer.Context,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="题型", help="只做这种题，可重复。", rich_help_panel=PANEL),
    ] = None,
    plan: Annotated[
        list[str] | None,
        typer.Option(
            "--plan", metavar="编号", help="只做这份规划的题，可重复。", rich_help_panel=PANEL
        ),
    ] = None,
    half: Annotated[
        str,
        typer.Option(
            metavar="分组",
            help="tuning（调试组）、held-out（留出组）或 all（两组）。",
            rich_help_panel=PANEL,
        ),
    ] = "all",
    as_json: Annotated[
        bool,
        typer.Option("--json", help="标准输出只写一行 JSON 指标。", rich_help_panel=PANEL),
    ] = False,
    output: Annotated[
        Path,
        typer.Option(metavar="文件夹", help="JSON 结果和网页报告存放处。", rich_help_panel=PANEL),
    ] = REPORTS,
    workers: Annotated[
        int,
        typer.Option(min=1, help="同时作答的题数；测时延请用 1。", rich_help_panel=PANEL),
    ] = 1,
) -> None:
    """用题库检验回答质量。"""
    result = _ran(context, kind or (), plan or (), half, workers)
    _save(result, output)
    if not as_json:
        from evals.tables import tables_of

        out.print(tables_of(result))
    else:
        from evals.summary import json_line

        typer.echo(json_line(result))


if __name__ == "__main__":
    app = typer.Typer()
    register(app)
    app()
