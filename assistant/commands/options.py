"""What all commands of ``plans`` share: their Chinese help, the terminal, how errors are shown."""

from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console
from typer.core import TyperCommand, TyperGroup, TyperOption

from assistant.commands import terminal
from assistant.commands.timing import Stopwatch
from corpus.errors import PlansError

if TYPE_CHECKING:
    from assistant.assistant import Assistant

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


def opened(overrides: dict[str, Any], watch: Stopwatch) -> "Assistant":
    """Return the assistant over the shipped plans, showing how its index is built if it is."""
    with watch.stage("导入检索程序库"):
        from assistant.assistant import Assistant  # noqa: PLC0415 - slow
        from index.settings import load_settings  # noqa: PLC0415
    with watch.stage("打开索引"), terminal.BuildProgress(err) as progress:
        return Assistant.from_library(load_settings(**overrides), progress)
