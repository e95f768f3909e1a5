"""The command ``plans check``: a draft report held against the plans."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.options import (
    ARGUMENTS,
    COMMANDS,
    OPTIONS,
    ChineseCommand,
    err,
    opened,
    out,
)
from corpus.errors import ExportError, PlansError, UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.checking import Report
    from corpus.documents import Source

CONTRADICTED, BAD_INPUT = 1, 2
_SUFFIXES = (".md", ".docx")


class _CheckCommand(ChineseCommand):
    """A command by whose exit code scripts tell a wrong figure from a wrong argument."""

    bad_input = BAD_INPUT


def register(app: typer.Typer) -> None:
    """Add the command to an app."""
    app.command("check", cls=_CheckCommand, rich_help_panel=COMMANDS)(check)


def check(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="草稿",
            help="要核对的报告：txt、md、docx、pdf、html。",
            show_default=False,
            rich_help_panel=ARGUMENTS,
        ),
    ] = None,
    *,
    plan: Annotated[
        list[str] | None,
        typer.Option(
            "--plan",
            metavar="编号",
            help="草稿没有写明是哪份规划时，按这份核对，可重复；编号见 plans list。",
            rich_help_panel=OPTIONS,
        ),
    ] = None,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="只输出 JSON，供脚本使用。", rich_help_panel=OPTIONS),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="文件",
            help="写入这个文件：.docx 在原文上加批注，.md 是核对清单。",
            show_default=False,
            rich_help_panel=OPTIONS,
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="文件已存在也覆盖。", rich_help_panel=OPTIONS)
    ] = False,
) -> None:
    """核对草稿里关于规划的数字和说法，标出不一致的。

    退出码：0 没有不一致，1 有不一致，2 文件或参数有误。
    """
    from assistant.commands import terminal  # noqa: PLC0415

    try:
        if file is None:
            raise UnreadableFileError("没有指定要核对的草稿", "例如：plans check 汇报.docx")
        if output is not None:
            _refuse_output(output, file, force)
        report, sources = _checked(context, file, plan)
        if output is not None:
            _write(report, file, output, sources, force)
    except PlansError as error:
        terminal.show_error(err, error)
        raise typer.Exit(BAD_INPUT) from error
    from assistant.checking import render  # noqa: PLC0415 - after what is slow

    if as_json:
        typer.echo(report.model_dump_json())
    elif output is None:
        out.print(render.terminal_from(report, sources), soft_wrap=True)
    if output is not None:
        err.print(f"{render.summary(report)}。已写入 {output}", markup=False, soft_wrap=True)
    if not report.is_clean:
        raise typer.Exit(CONTRADICTED)


def _checked(
    context: typer.Context, file: Path, plans: "Sequence[str] | None"
) -> "tuple[Report, Sequence[Source]]":
    from assistant.commands.timing import Stopwatch  # noqa: PLC0415

    assistant = opened(context.obj, Stopwatch())
    return assistant.check(file, plans), assistant.sources


def _refuse_output(output: Path, draft: Path, force: bool) -> None:
    """Raise `ExportError` before anything is read if the report cannot be written there."""
    if output.suffix.lower() not in _SUFFIXES:
        raise ExportError(
            f"不能写成“{output.suffix or output.name}”", "请把文件名的结尾写成 .docx 或 .md"
        )
    if output.exists() and draft.exists() and output.samefile(draft):
        raise ExportError("核对结果不能写在草稿上", "请在 -o 后面写另一个文件名")
    if output.exists() and not force:
        raise ExportError(f"文件 {output} 已经存在", "请换一个文件名，或加 --force 覆盖")


def _write(
    report: "Report", draft: Path, output: Path, sources: "Sequence[Source]", force: bool
) -> None:
    from assistant.checking.render import markdown_from  # noqa: PLC0415
    from corpus.exporting import write_new  # noqa: PLC0415

    if output.suffix.lower() == ".md":
        content = markdown_from(report, sources).encode()
    else:
        from assistant.checking.word import commented_word  # noqa: PLC0415 - slow

        content = commented_word(report, draft, sources)
    write_new(output, content, force=force)
