"""What all commands of ``plans`` share: their Chinese help, the terminal, how errors are shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console
from typer.core import TyperCommand, TyperGroup, TyperOption

from assistant.commands import terminal
from assistant.commands.timing import Stopwatch
from assistant.commands.usage import (
    UsageError,
    command_error,
    surplus_arguments,
    unknown_command,
)
from corpus.errors import PlansError

if TYPE_CHECKING:
    from assistant.assistant import Assistant

OPTIONS, ARGUMENTS, COMMANDS = "选项", "参数", "命令"

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


class ChineseCommand(TyperCommand):
    """A command whose help is Chinese throughout, and what is said of a wrong command line.

    ``bad_input`` is the exit code of the latter.
    """

    bad_input = 1
    # What is too much is taken by the parser, to be refused here.
    allow_extra_args = True

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; end with a remedy where they are wrong."""
        with _remedied(ctx, self.bad_input):
            surplus = super().parse_args(ctx, args)
            if surplus and not ctx.resilient_parsing:
                raise surplus_arguments(surplus, ctx)
        return surplus

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        """Return ``--help``, in Chinese."""
        return _chinese(super().get_help_option(ctx))


class PlansGroup(TyperGroup):
    """All commands; an error that has a remedy is shown with it, and ends with exit code 1.

    So is a command line that is wrong: an unknown command or option, a bad value.
    """

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        """Return ``--help``, in Chinese."""
        return _chinese(super().get_help_option(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what stands before the command; without anything, the help is shown."""
        if not args:
            return super().parse_args(ctx, args)
        with _remedied(ctx):
            return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that is called; raise `CommandError` if there is none."""
        if self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            raise unknown_command(args[0], ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was called."""
        with _remedied(ctx):
            return super().invoke(ctx)


@contextmanager
def _remedied(ctx: Any, code: int = 1) -> Iterator[None]:
    """Show an error of the block with its remedy, and end with the exit code."""
    try:
        yield
    except PlansError as error:
        terminal.show_error(err, error)
        raise typer.Exit(code) from error
    except UsageError as error:
        terminal.show_error(err, command_error(error, ctx))
        raise typer.Exit(code) from error
    except typer.Abort as error:  # Ctrl-C or the end of input where something is to be typed
        err.print("已取消。")
        raise typer.Exit(code) from error


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
