"""The commands that look after the plans: list, show, add, remove and export them."""

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.commands.options import ARGUMENTS, COMMANDS, OPTIONS, ChineseCommand, err, out

if TYPE_CHECKING:
    from assistant.commands.librarian import Ask
    from corpus.documents import Plan

_ID = typer.Argument(
    metavar="编号",
    help="规划的编号，见 plans list。",
    show_default=False,
    rich_help_panel=ARGUMENTS,
)
_FILES = typer.Argument(
    metavar="文件…",
    help="规划文件，可以是几个：txt、md、docx、pdf、html。",
    rich_help_panel=ARGUMENTS,
)


def _option(*names: str, metavar: str | None = None, says: str) -> Any:
    return typer.Option(
        *names, metavar=metavar, help=says, show_default=False, rich_help_panel=OPTIONS
    )


def register(app: typer.Typer) -> None:
    """Add these commands to an app."""
    commands: dict[str, Callable[..., None]] = {
        "list": list_plans,
        "show": show,
        "add": add,
        "remove": remove,
        "export": export,
    }
    for name, command in commands.items():
        app.command(name, cls=ChineseCommand, rich_help_panel=COMMANDS)(command)


def list_plans(context: typer.Context) -> None:
    """列出收录的规划：自带的，和自己添加的。"""
    from assistant.commands import terminal  # noqa: PLC0415
    from corpus.library.user_plans import all_sources, is_shipped, read_any  # noqa: PLC0415

    folder = _library_folder(context)
    known = all_sources(folder)
    own = {source.id for source in known if not is_shipped(source)}
    out.print(terminal.plans_table((read_any(source, folder) for source in known), own))


def show(
    context: typer.Context,
    plan_id: Annotated[str, _ID] = "",
    *,
    section: Annotated[
        str | None,
        _option("--section", metavar="文字", says="只看标题含这些字，或编号是它的章节，显示全文。"),
    ] = None,
    table: Annotated[bool, _option("--table", says="看表格，和读出的指标。")] = False,
    assignments: Annotated[bool, _option("--assignments", says="看责任分工。")] = False,
    coverage: Annotated[
        bool, _option("--coverage", says="看全文的字符各归入了哪里，有没有遗漏。")
    ] = False,
) -> None:
    """看一份规划：章节目录，或某一节全文、表格、责任分工。"""
    from assistant.commands import plan_views as views  # noqa: PLC0415

    plan = _plan(context, plan_id)
    if section is not None:
        for part in views.section_shown(plan, section):
            out.print(part, soft_wrap=True)
    if table:
        for part in views.indicators_shown(plan):
            out.print(part)
    if assignments:
        out.print(views.assignments_shown(plan))
    if coverage:
        for part in views.coverage_shown(plan):
            out.print(part)
    if section is None and not (table or assignments or coverage):
        out.print(views.said_shown(plan.source))
        out.print(views.plan_tree(plan))


def add(
    context: typer.Context,
    files: Annotated[list[Path] | None, _FILES] = None,
    *,
    title: Annotated[str | None, _option("--title", metavar="名称", says="规划的名称。")] = None,
    region: Annotated[
        str | None, _option("--region", metavar="地区", says="所属地区，例如 太仓市。")
    ] = None,
    status: Annotated[
        str | None, _option("--status", metavar="状态", says="例如 征求意见稿；正式文件不写。")
    ] = None,
    issuer: Annotated[str | None, _option("--issuer", metavar="单位", says="印发单位。")] = None,
    number: Annotated[str | None, _option("--number", metavar="文号", says="文号。")] = None,
    date: Annotated[
        str | None, _option("--date", metavar="日期", says="印发日期，例如 2021-06-29。")
    ] = None,
    plan_id: Annotated[
        str | None,
        _option("--id", metavar="编号", says="自己起的编号，例如 taicang；默认用地区的拼音。"),
    ] = None,
    replace: Annotated[
        str | None,
        _option("--replace", metavar="编号", says="替换这份自己添加的规划，并列出哪些条款变了。"),
    ] = None,
    yes: Annotated[bool, _option("--yes", "-y", says="不询问，直接采用从文件读到的信息。")] = False,
) -> None:
    """添加自己的规划文件；再次添加同一文件可更正信息，添加新版本会替换旧版。"""
    from assistant.commands.librarian import Librarian, Wishes  # noqa: PLC0415

    said = {
        "title": title,
        "region": region,
        "status": status,
        "issuer": issuer,
        "number": number,
        "issued_on": date,
    }
    given = {field: words for field, words in said.items() if words is not None}
    librarian = Librarian(_library_folder(context), out, err, _asking(yes))
    if not librarian.add_all(files or (), Wishes(given, plan_id, replace)):
        raise typer.Exit(1)


def remove(
    context: typer.Context,
    plan_id: Annotated[str, _ID] = "",
    *,
    yes: Annotated[bool, _option("--yes", "-y", says="不询问，直接移除。")] = False,
) -> None:
    """移除自己添加的一份规划；自带的不能移除。"""
    from assistant.commands.librarian import Librarian  # noqa: PLC0415

    Librarian(_library_folder(context), out, err, _asking(yes)).remove(plan_id)


def export(
    context: typer.Context,
    plan_id: Annotated[str, _ID] = "",
    *,
    file_format: Annotated[
        str | None,
        _option("--format", metavar="格式", says="json、md 或 xlsx；默认看文件名，否则 json。"),
    ] = None,
    output: Annotated[
        Path | None,
        _option(
            "--output",
            "-o",
            metavar="文件",
            says="写入这个文件；默认输出到终端，xlsx 默认写入 编号.xlsx。",
        ),
    ] = None,
    force: Annotated[bool, _option("--force", says="文件已存在也覆盖。")] = False,
) -> None:
    """把一份规划导出为 JSON、Markdown 或 Excel 文件。"""
    from corpus.export import export as exported  # noqa: PLC0415
    from corpus.exporting import chosen_format, write_new  # noqa: PLC0415

    chosen = chosen_format(file_format, output)
    plan = _plan(context, plan_id)
    target = Path(f"{plan_id}.xlsx") if output is None and chosen == "xlsx" else output
    content = exported(plan, chosen)
    if target is None:
        typer.echo(content, nl=False)
    else:
        write_new(target, content, force=force)
        err.print(f"已导出到 {target}", markup=False, soft_wrap=True)


def _plan(context: typer.Context, plan_id: str) -> "Plan":
    from corpus.catalogue import source_named  # noqa: PLC0415
    from corpus.library.user_plans import all_sources, read_any  # noqa: PLC0415

    folder = _library_folder(context)
    return read_any(source_named(plan_id, all_sources(folder)), folder)


def _library_folder(context: typer.Context) -> Path:
    from index.settings import load_settings  # noqa: PLC0415

    return load_settings(**(context.obj or {})).library_folder


def _asking(yes: bool) -> "Ask | None":
    """Return how to ask the user; ``None`` where nobody is there, or wants to be asked."""
    if yes or not is_terminal():
        return None
    with suppress(ImportError):
        import readline  # noqa: F401, PLC0415 - gives the prompts their line editing
    return _ask


def is_terminal() -> bool:
    """Whether somebody sits at the terminal who can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _ask(question: str) -> str:
    """Put a question; the end of input leaves the command, as Ctrl-C does."""
    try:
        return input(question)
    except EOFError as error:
        raise KeyboardInterrupt from error
