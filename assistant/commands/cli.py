"""The command ``plans``: ask on the terminal, open the page, look after index and machine.

What is slow to import (numpy, torch, gradio) is imported by the commands that need it, so
that ``plans --help`` and ``plans list`` answer at once.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from importlib import import_module
from importlib.metadata import PackageNotFoundError, entry_points, version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands import check as check_cli
from assistant.commands import library as library_cli
from assistant.commands import serve as page_cli
from assistant.commands import terminal
from assistant.commands.options import (
    ARGUMENTS,
    COMMANDS,
    OPTIONS,
    ChineseCommand,
    PlansGroup,
    err,
    opened,
    out,
)
from assistant.commands.timing import Stopwatch, process_seconds
from corpus.errors import PlansError

if TYPE_CHECKING:
    from assistant.answers import Answer
    from corpus.documents import Source
    from index.settings import Settings

LEAVE = frozenset({"退出", "exit", "quit", "q"})

app = typer.Typer(
    cls=PlansGroup,
    help="卫生健康规划问答助手：离线回答，每句话都附规划原文出处。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)

QuestionText = Annotated[
    str,
    typer.Argument(metavar="问题", help="想问的问题，用引号括起来。", rich_help_panel=ARGUMENTS),
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
    """Run the command line; the entry point of ``plans``.

    Layers above this one add their commands through the entry-point group
    ``plans.commands``: each is a function that is given the app.
    """
    for command in entry_points(group="plans.commands"):
        command.load()(app)
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
    *,
    plan: PlanIds = None,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="只输出 JSON，供脚本使用。", rich_help_panel=OPTIONS),
    ] = False,
    timing: Annotated[
        bool,
        typer.Option("--timing", help="另外列出时间花在哪里。", rich_help_panel=OPTIONS),
    ] = False,
    explain: Annotated[
        bool,
        typer.Option(
            "--why", help="另外列出有过哪些候选回答、为什么选这个。", rich_help_panel=OPTIONS
        ),
    ] = False,
) -> None:
    """提一个问题，得到附出处的回答。"""
    watch = Stopwatch()
    assistant = opened(context.obj, watch)
    if timing:
        # Asking would import them anyway; done here, their time is not mixed with searching.
        with watch.stage("导入 torch 与 sentence-transformers"):
            import_module("langchain_huggingface")
            import_module("sentence_transformers")
    if not (as_json or timing or explain):
        _show(terminal.awaited(out, assistant.stream(question, plans=plan)), assistant.sources)
        return
    trace = assistant.trace(question, plans=plan)
    if as_json:
        typer.echo(trace.answer.model_dump_json())
    else:
        _show(trace.answer, assistant.sources)
    if explain:
        from assistant.commands.why import why

        err.print()
        err.print(why(trace))
    if timing:
        err.print(terminal.seconds_table(watch.seconds, trace.seconds, process_seconds()))


@app.command(cls=ChineseCommand, rich_help_panel=COMMANDS)
def chat(context: typer.Context, plan: PlanIds = None) -> None:
    """在终端里连续提问，可以追问；输入“退出”结束。"""
    with suppress(ImportError):
        import readline  # noqa: F401 - gives the prompt below its line editing
    assistant = opened(context.obj, Stopwatch())
    history: list[dict[str, str]] = []
    err.print("请提问，可以接着上一问追问；输入“退出”结束。", style="dim")
    while (question := _next_question()) not in LEAVE:
        if not question:
            continue
        try:
            found = terminal.awaited(out, assistant.stream(question, history, plan))
        except PlansError as error:
            terminal.show_error(err, error)
            continue
        _show(found, assistant.sources)
        out.print()
        history += [
            {"role": "user", "content": question},
            {"role": "assistant", "content": found.text},
        ]


@app.command(cls=ChineseCommand, rich_help_panel=COMMANDS)
def serve(
    context: typer.Context,
    host: Annotated[
        str,
        typer.Option(
            metavar="地址",
            help="监听的地址；默认只有本机能访问，其他地址要先有账号（plans user add）。",
            rich_help_panel=OPTIONS,
        ),
    ] = "127.0.0.1",
    port: Annotated[
        int,
        typer.Option(
            metavar="端口", min=1, max=65535, help="监听的端口。", rich_help_panel=OPTIONS
        ),
    ] = 7860,
    mcp: Annotated[
        bool,
        typer.Option("--mcp", help="同时作为 MCP 服务，供其他助手调用。", rich_help_panel=OPTIONS),
    ] = False,
) -> None:
    """打开问答页面，用浏览器访问。"""
    assistant = opened(context.obj, Stopwatch())
    from assistant.ui.accounts import Accounts
    from assistant.ui.service import Service
    from assistant.ui.serving import is_loopback
    from assistant.ui.serving import serve as serve_page
    from index.settings import load_settings

    err.print(f"问答页面：http://{host}:{port}（按 Ctrl-C 结束）")
    settings = load_settings(**context.obj)
    accounts = None if is_loopback(host) else Accounts(settings.page_folder)
    serve_page(Service(assistant, settings, accounts), host, port, mcp)


@app.command(cls=ChineseCommand, rich_help_panel=COMMANDS)
def build(
    context: typer.Context,
    force: Annotated[
        bool,
        typer.Option("--force", help="索引没有过期也重新建立。", rich_help_panel=OPTIONS),
    ] = False,
) -> None:
    """建立检索索引；没有过期就什么也不做。"""
    from assistant.assistant import Assistant
    from index.settings import load_settings

    settings = load_settings(**context.obj)
    with (
        _set_aside(settings) if force else nullcontext(),
        terminal.BuildProgress(err) as progress,
    ):
        Assistant.from_library(settings, progress)
    if not progress.passages:
        err.print("索引是最新的，不需要重建；加 --force 可强制重建。")


@app.command(cls=ChineseCommand, rich_help_panel=COMMANDS)
def doctor(context: typer.Context) -> None:
    """检查本机能否正常使用，有问题时说明怎么办。"""
    from assistant.commands.doctor import checks

    with err.status("正在检查……"):
        found = tuple(checks(**context.obj))
    out.print(terminal.checks_table(found))
    if not all(check.ok for check in found):
        raise typer.Exit(1)


@contextmanager
def _set_aside(settings: "Settings") -> Iterator[None]:
    """Move the saved index out of the way while the block builds it; back if that fails."""
    from corpus.library.user_plans import all_sources
    from index.build import index_state
    from index.fingerprint import fingerprint_of

    saved = index_state(settings, fingerprint_of(all_sources(settings.library_folder), settings))
    if saved.state != "fresh":
        yield
        return
    aside = saved.folder.with_name(f"{saved.folder.name}.aside")
    saved.folder.rename(aside)
    try:
        yield
    except BaseException:
        aside.rename(saved.folder)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _show(found: "Answer", sources: Sequence["Source"]) -> None:
    from assistant.grounding.render import terminal_from

    out.print(terminal_from(found, sources), soft_wrap=True)


def _next_question() -> str:
    """Return the next line typed, or the word to leave by at the end of input."""
    try:
        return input("问 › ").strip()
    except EOFError:
        return "退出"


library_cli.register(app)
page_cli.register(app)
check_cli.register(app)

if __name__ == "__main__":
    main()
