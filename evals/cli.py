"""The command ``plans eval``: run the eval set, show, save, compare and gate its figures.

Loaded by ``plans`` through the entry-point group ``plans.commands``; everything that is slow
to import is imported by the command itself.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
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


def _ran(
    context: typer.Context, kinds: Sequence[str], plans: Sequence[str], half: str, workers: int
) -> "Result":
    from assistant import Assistant
    from assistant.terminal import BuildProgress
    from corpus.catalogue import source_named, sources
    from evals.dataset import chosen, load_samples
    from evals.result import provenance_of, result_from
    from evals.run import plan_texts, run, warm_up
    from index.settings import load_settings

    for plan in plans:
        source_named(plan, sources())
    samples = chosen(load_samples(), kinds, plans, () if half == "all" else (half,))
    settings = load_settings(**(context.obj or {}))
    with BuildProgress(err) as building:
        assistant = Assistant.shipped(settings, building)
    first = warm_up(assistant)
    begun = perf_counter()
    with _bar(len(samples)) as progress:
        rows = run(samples, assistant, plan_texts(), workers=workers, progress=progress)
    seconds = perf_counter() - begun
    provenance = provenance_of(settings, workers=workers, warm_up_seconds=first, seconds=seconds)
    return result_from(rows, provenance)


@contextmanager
def _bar(total: int) -> Iterator[Callable[[int, int], None]]:
    """Show on standard error how many questions are done, where that is a terminal."""
    columns = (
        TextColumn("正在答题"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("题，还需"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("", total=total)
        yield lambda done, _: bar.update(task, completed=done)


def _save(result: "Result", folder: Path) -> None:
    from evals.result import write

    write(folder / JSON_NAME, result.model_dump_json(indent=1))


if __name__ == "__main__":
    from typing import Any

    app = typer.Typer()

    @app.callback()
    def _nothing() -> None: ...

    register(app)
    app()
