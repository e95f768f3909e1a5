"""The commands that look after the page: who may use it, and what readers said of answers."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.options import (
    ARGUMENTS,
    COMMANDS,
    OPTIONS,
    ChineseCommand,
    PlansGroup,
    err,
    out,
)

if TYPE_CHECKING:
    from assistant.ui.accounts import Accounts

_NAME = typer.Argument(metavar="账号名", help="登录用的名称。", rich_help_panel=ARGUMENTS)
_LIBRARIAN = typer.Option("--librarian", help="可以增删规划。", rich_help_panel=OPTIONS)
_STDIN = typer.Option(
    "--password-stdin", help="从标准输入读密码，供脚本使用。", rich_help_panel=OPTIONS
)
_OUTPUT = typer.Option(
    "--output",
    "-o",
    metavar="文件",
    help="写入这个文件；不写则输出到终端。",
    show_default=False,
    rich_help_panel=OPTIONS,
)
_FORCE = typer.Option("--force", help="文件已存在时覆盖。", rich_help_panel=OPTIONS)


def register(app: typer.Typer) -> None:
    """Add these commands to an app."""
    feedback = typer.Typer(cls=PlansGroup, no_args_is_help=True, help="看页面上读者对回答的评价。")
    feedback.command("export", cls=ChineseCommand, rich_help_panel=COMMANDS)(export_feedback)
    user = typer.Typer(cls=PlansGroup, no_args_is_help=True, help="管理从别的电脑使用页面的账号。")
    user.command("add", cls=ChineseCommand, rich_help_panel=COMMANDS)(add_user)
    user.command("remove", cls=ChineseCommand, rich_help_panel=COMMANDS)(remove_user)
    user.command("list", cls=ChineseCommand, rich_help_panel=COMMANDS)(list_users)
    app.add_typer(user, name="user", rich_help_panel=COMMANDS)
    app.add_typer(feedback, name="feedback", rich_help_panel=COMMANDS)


def add_user(
    context: typer.Context,
    name: Annotated[str, _NAME],
    *,
    librarian: Annotated[bool, _LIBRARIAN] = False,
    password_stdin: Annotated[bool, _STDIN] = False,
) -> None:
    """添加账号，或给已有的账号换一个密码。"""
    if password_stdin:
        password = sys.stdin.readline().rstrip("\n")
    else:
        password = typer.prompt("密码", hide_input=True, confirmation_prompt="再输入一次")
    _accounts(context).add(name, password, librarian=librarian)
    out.print(f"已添加账号 {name}{'，可以增删规划' if librarian else ''}。", markup=False)


def remove_user(context: typer.Context, name: Annotated[str, _NAME]) -> None:
    """删除账号。"""
    _accounts(context).remove(name)
    out.print(f"已删除账号 {name}。", markup=False)


def list_users(context: typer.Context) -> None:
    """列出账号。"""
    names = _accounts(context).names()
    for name, librarian in names.items():
        out.print(f"{name}{'（可以增删规划）' if librarian else ''}", markup=False)
    if not names:
        err.print("还没有账号；添加账号：plans user add 账号名")


def _accounts(context: typer.Context) -> "Accounts":
    from assistant.ui.accounts import Accounts  # noqa: PLC0415
    from index.settings import load_settings  # noqa: PLC0415

    return Accounts(load_settings(**(context.obj or {})).page_folder)


def export_feedback(
    context: typer.Context,
    output: Annotated[Path | None, _OUTPUT] = None,
    *,
    force: Annotated[bool, _FORCE] = False,
) -> None:
    """把评价过的问答导出为待核的题目，每行一个 JSON，字段与 evals/questions 相同。"""
    from assistant.ui.candidates import candidates_from  # noqa: PLC0415
    from assistant.ui.conversation_store import ConversationStore  # noqa: PLC0415
    from corpus.exporting import write_new  # noqa: PLC0415
    from index.settings import load_settings  # noqa: PLC0415

    folder = load_settings(**(context.obj or {})).page_folder
    lines = candidates_from(ConversationStore(folder).votes())
    if not lines:
        err.print("还没有评价。")
        return
    content = "\n".join(lines) + "\n"
    if output is None:
        typer.echo(content, nl=False)
        return
    write_new(output, content.encode(), force=force)
    err.print(f"已导出 {len(lines)} 道待核的题目：{output}")
