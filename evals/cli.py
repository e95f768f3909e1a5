"""The command ``plans eval``: run the eval set, show, save, compare and gate its figures.

``plans`` finds `register` through the entry-point group ``plans.commands``. Everything that
is slow to import is imported by the command itself, so that other commands start as fast.
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
    from evals.outcome import Scorer
    from evals.result import Result

REPORTS = Path("reports")
JSON_NAME = "eval.json"
HTML_NAME = "eval.html"
ALL_HALVES = "all"
_OPTIONS = "选项"

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def register(app: typer.Typer) -> None:
    """Add the command ``eval`` to an app."""
    from assistant.cli import COMMANDS, ChineseCommand

    app.command("eval", cls=ChineseCommand, rich_help_panel=COMMANDS)(evaluate)


def evaluate(
    context: typer.Context,
    kind: Annotated[
        list[str] | None,
        typer.Option(metavar="题型", help="只做这种题，可重复。", rich_help_panel=_OPTIONS),
    ] = None,
    plan: Annotated[
        list[str] | None,
        typer.Option(metavar="编号", help="只做这份规划的题，可重复。", rich_help_panel=_OPTIONS),
    ] = None,
    half: Annotated[
        str,
        typer.Option(
            metavar="分组",
            help="tuning（调试组）、held-out（留出组）或 all（两组）。",
            rich_help_panel=_OPTIONS,
        ),
    ] = ALL_HALVES,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="标准输出只写一行 JSON 指标。", rich_help_panel=_OPTIONS),
    ] = False,
    output: Annotated[
        Path,
        typer.Option(metavar="文件夹", help="JSON 和网页报告存放处。", rich_help_panel=_OPTIONS),
    ] = REPORTS,
    fail_under: Annotated[
        Path | None,
        typer.Option(
            metavar="文件",
            help="指标比这份基线低出波动范围时，以退出码 1 结束。",
            rich_help_panel=_OPTIONS,
        ),
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option(
            metavar="文件", help="与以前的 JSON 结果比较，列出变化的题。", rich_help_panel=_OPTIONS
        ),
    ] = None,
    raise_baseline: Annotated[
        bool,
        typer.Option(
            "--raise-baseline",
            help="把本次结果写成新基线（写入 --fail-under 指定的文件，或自带的基线）。",
            rich_help_panel=_OPTIONS,
        ),
    ] = False,
    judge: Annotated[
        bool,
        typer.Option(
            "--judge", help="另请评判模型打分（PLANS_JUDGE_MODEL）。", rich_help_panel=_OPTIONS
        ),
    ] = False,
    workers: Annotated[
        int,
        typer.Option(
            min=1,
            metavar="个数",
            help="同时作答的题数；测时延请用 1。",
            rich_help_panel=_OPTIONS,
        ),
    ] = 1,
) -> None:
    """用题库检验回答质量，写出报告。"""
    from evals.compare import comparison_of
    from evals.gate import BASELINE, breaches, load_floors, raise_baseline as raise_floors
    from evals.result import saved_result
    from evals.summary import json_line
    from evals.tables import breaches_table, comparison_table, tables_of

    # What can be refused is read before the questions are asked, not after.
    before = saved_result(compare) if compare else None
    floors = load_floors(fail_under) if fail_under and not raise_baseline else None
    result = _ran(context, kind or (), plan or (), half, workers, judge)
    console = err if as_json else out
    console.print(tables_of(result))
    console.print(f"报告　　{_save(result, output)}", soft_wrap=True)
    if before:
        console.print(comparison_table(comparison_of(before, result)))
    if raise_baseline:
        raise_floors(result, fail_under or BASELINE)
        console.print(f"基线　　已写入 {fail_under or BASELINE}", soft_wrap=True)
    fallen = breaches(result, floors) if floors else []
    if floors:
        console.print(breaches_table(fallen))
    if as_json:
        typer.echo(json_line(result))
    if fallen:
        raise typer.Exit(1)


def _ran(
    context: typer.Context,
    kinds: Sequence[str],
    plans: Sequence[str],
    half: str,
    workers: int,
    judge: bool,
) -> "Result":
    from assistant import Assistant
    from assistant.terminal import BuildProgress
    from corpus.catalogue import source_named, sources
    from evals.dataset import chosen, load_samples
    from evals.result import provenance_of, result_from
    from evals.run import plan_texts, run, warm_up
    from evals.scorers import SCORERS
    from index.settings import load_settings

    for plan in plans:
        source_named(plan, sources())
    everything = load_samples()
    samples = chosen(everything, kinds, plans, () if half == ALL_HALVES else (half,))
    scorers = {**SCORERS, "judge": _judge()} if judge else SCORERS
    settings = load_settings(**(context.obj or {}))
    with BuildProgress(err) as building:
        assistant = Assistant.shipped(settings, building)
    first = warm_up(assistant)
    begun = perf_counter()
    with _bar(len(samples)) as progress:
        rows = run(
            samples, assistant, plan_texts(), scorers=scorers, workers=workers, progress=progress
        )
    provenance = provenance_of(
        settings, workers=workers, warm_up_seconds=first, seconds=perf_counter() - begun
    )
    return result_from(rows, provenance, is_whole=len(samples) == len(everything))


def _judge() -> "Scorer":
    from evals.judge import chat_model_from, judge_with
    from evals.settings import load_judge_settings

    return judge_with(chat_model_from(load_judge_settings()))


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


def _save(result: "Result", folder: Path) -> Path:
    """Write the result as JSON and as a page; return where the page is."""
    from evals.report import html_of
    from evals.result import write

    write(folder / JSON_NAME, result.model_dump_json(indent=1))
    write(folder / HTML_NAME, html_of(result))
    return folder / HTML_NAME
