"""The command ``plans``: ask on the terminal, open the page, look after index and machine.

What is slow to import (numpy, torch, gradio) is imported by the commands that need it, so
that ``plans --help`` and ``plans list`` answer at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from typer.core import TyperCommand, TyperGroup, TyperOption

from assistant import terminal
from assistant.timing import Stopwatch, process_seconds
from corpus.errors import PlansError

if TYPE_CHECKING:
    from assistant import Assistant

LEAVE = frozenset({"退出", "exit", "quit", "q"})
OPTIONS, ARGUMENTS, COMMANDS = "选项", "参数", "命令"

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


class ChineseCommand(TyperCommand):
    """A command whose help is Chinese throughout."""

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        """Return ``--help``, in Chinese."""
        return _chinese(super().get_help_option(ctx))


class PlansGroup(TyperGroup):
    """All commands; an error that has a remedy is shown with it, and ends with exit code 1."""

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        """Return ``--help``, in Chinese."""
        return _chinese(super().get_help_option(ctx))

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was called."""
        try:
            return super().invoke(ctx)
        except PlansError as error:
            terminal.show_error(err, error)
            raise typer.Exit(1) from error


def _chinese(help_option: TyperOption | None) -> TyperOption | None:
    if help_option is not None:
        help_option.help = "显示本帮助。"
        help_option.rich_help_panel = OPTIONS
    return help_option


app = typer.Typer(
    cls=PlansGroup,
    help="卫生健康规划问答助手：离线回答，每句话都附规划原文出处。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)

QuestionText = Annotated[
    str, typer.Argument(metavar="问题", help="想问的问题，用引号括起来。", rich_help_panel=ARGUMENTS)
]
PlanIds = Annotated[
    list[str] | None,
    typer.Option(
        "--plan",
        metavar="编号",
        help="只查这份规划，可重复；编号见 plans list。",
        rich_help_panel=OPTIONS,
    ),
]


def main() -> None:
    """Run the command line; the entry point of ``plans``."""
    app(prog_name="plans")


def _show_version(wanted: bool) -> None:
    if not wanted:
        return
    try:
        typer.echo(f"plans {version('health-plans-assistant')}")
    except PackageNotFoundError:
        typer.echo("plans（在源码目录中直接运行，没有安装）")
    raise typer.Exit()


@app.callback()
def _global_options(
    context: typer.Context,
    cache_folder: Annotated[
        Path | None,
        typer.Option(
            metavar="文件夹",
            help="索引存放的文件夹，代替设置 PLANS_CACHE_FOLDER。",
            show_default=False,
            rich_help_panel=OPTIONS,
        ),
    ] = None,
    _version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="显示版本。",
            callback=_show_version,
            is_eager=True,
            rich_help_panel=OPTIONS,
        ),
    ] = False,
) -> None:
    context.obj = {} if cache_folder is None else {"cache_folder": cache_folder}


@app.command(cls=ChineseCommand, rich_help_panel=COMMANDS)
def ask(
    context: typer.Context,
    question: QuestionText = "",
    plan: PlanIds = None,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="只输出 JSON，供脚本使用。", rich_help_panel=OPTIONS),
    ] = False,
    timing: Annotated[
        bool,
        typer.Option("--timing", help="另外列出时间花在哪里。", rich_help_panel=OPTIONS),
    ] = False,
) -> None:
    """提一个问题，得到附出处的回答。"""
    watch = Stopwatch()
    assistant = _opened(context, watch)
    trace = assistant.trace(question, plans=plan or None)
    if as_json:
        typer.echo(trace.answer.model_dump_json())
    else:
        _show(assistant, trace.answer)
    if timing:
        err.print(terminal.seconds_table(watch.seconds, trace.seconds, process_seconds()))
