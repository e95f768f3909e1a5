"""The commands that look after the page: what its readers said of answers."""

from pathlib import Path
from typing import Annotated

import typer

_OPTIONS = "选项"
_OUTPUT = typer.Option(
    "--output",
    "-o",
    metavar="文件",
    help="写入这个文件；不写则输出到终端。",
    show_default=False,
    rich_help_panel=_OPTIONS,
)
_FORCE = typer.Option("--force", help="文件已存在时覆盖。", rich_help_panel=_OPTIONS)


def register(app: typer.Typer) -> None:
    """Add these commands to an app."""
    from assistant.cli import COMMANDS, ChineseCommand, PlansGroup  # noqa: PLC0415 - it loads this

    feedback = typer.Typer(cls=PlansGroup, no_args_is_help=True, help="看页面上读者对回答的评价。")
    feedback.command("export", cls=ChineseCommand, rich_help_panel=COMMANDS)(export_feedback)
    app.add_typer(feedback, name="feedback", rich_help_panel=COMMANDS)


def export_feedback(
    context: typer.Context,
    output: Annotated[Path | None, _OUTPUT] = None,
    *,
    force: Annotated[bool, _FORCE] = False,
) -> None:
    """把评价过的问答导出为待核的题目，每行一个 JSON，字段与 evals/questions 相同。"""
    from assistant.cli import err  # noqa: PLC0415
    from assistant.exporting import write_new  # noqa: PLC0415
    from assistant.ui.candidates import candidates_from  # noqa: PLC0415
    from assistant.ui.shelf import Shelf  # noqa: PLC0415
    from index.settings import load_settings  # noqa: PLC0415

    folder = load_settings(**(context.obj or {})).page_folder
    lines = candidates_from(Shelf(folder).votes())
    if not lines:
        err.print("还没有评价。")
        return
    content = "\n".join(lines) + "\n"
    if output is None:
        typer.echo(content, nl=False)
        return
    write_new(output, content.encode(), force=force)
    err.print(f"已导出 {len(lines)} 道待核的题目：{output}")
