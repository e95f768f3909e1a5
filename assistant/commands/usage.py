"""What was typed wrongly on the command line, told in Chinese with what to type instead."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

import typer
from pydantic import ValidationError

from corpus.errors import CommandError

# What typer raises where a command line is wrong. It carries its own copy of click, or uses
# click's, as its version has it; this class is how both can be had by a public name.
UsageError: type[Exception] = typer.BadParameter.mro()[1]

# What pydantic's findings ask for; the words in braces are from its own context.
_WANTED: Mapping[str, str] = {
    "int_parsing": "整数",
    "int_from_float": "整数",
    "float_parsing": "数字",
    "bool_parsing": "true 或 false",
    "greater_than_equal": "不小于 {ge} 的数",
    "less_than_equal": "不大于 {le} 的数",
    "enum": "{expected} 之一",
    "literal_error": "{expected} 之一",
}


def unknown_command(name: str, context: Any) -> CommandError:
    """Return what to say where a group (``context``) has no command of a name."""
    path, known = context.command_path, _commands(context)
    if close := get_close_matches(name, known, n=1):
        remedy = f"是否想用 {path} {close[0]}？"
    elif "ask" in known and not name.isascii():
        remedy = f'提问请用：{path} ask "{name}"'
    else:
        remedy = f"可用的命令：{'、'.join(known)}"
    return CommandError(f"{path} 没有命令“{name}”", remedy)


def surplus_arguments(surplus: Iterable[str], context: Any) -> CommandError:
    """Return what to say where a command is given more than it takes."""
    remedy = f"用法见 {context.command_path} --help"
    if any(_is_argument(param) for param in context.command.params):
        remedy = f"一个参数里有空格时请用引号括起来；{remedy}"
    words = "、".join(f"“{word}”" for word in surplus)
    return CommandError(f"{context.command_path} 多了参数{words}", remedy)


def command_error(error: Any, context: Any) -> CommandError:
    """Return what to say of a usage error of typer's.

    Args:
        error: one of the children of `UsageError`.
        context: the context of the command, which the error itself may not know.
    """
    context = error.ctx or context
    path = context.command_path
    usage = f"用法见 {path} --help"
    match type(error).__name__:
        case "NoSuchOption":
            return _unknown_option(error.option_name, context)
        case "BadOptionUsage":
            return _misused_option(error.option_name, context)
        case "MissingParameter" if error.param is not None:
            return CommandError(f"缺少{_called(error.param)}", f"写法：{_written(context)}")
        case "BadParameter" if error.param is not None:
            return _unusable_value(error, usage)
    if getattr(context.command, "commands", None):
        return CommandError("没有写命令", f"可用的命令：{'、'.join(_commands(context))}")
    return CommandError(f"{path} 的写法不对", usage)


def _unknown_option(name: str, context: Any) -> CommandError:
    known = [option for param in _options(context) for option in _names(param)]
    close = get_close_matches(name, known, n=1)
    remedy = f"是否想用 {close[0]}？" if close else f"可用的选项：{'、'.join(known)}"
    return CommandError(f"{context.command_path} 没有选项 {name}", remedy)


def _misused_option(name: str, context: Any) -> CommandError:
    """What to say where an option lacks its value, or has one and takes none."""
    param = next((param for param in _options(context) if name in _names(param)), None)
    if param is not None and param.is_flag:
        return CommandError(f"选项 {name} 不带值", f"请只写 {name}")
    metavar = param.metavar if param is not None and param.metavar else "值"
    return CommandError(f"选项 {name} 后面没有写{metavar}", f"写法：{name} {metavar}")


def _unusable_value(error: Any, usage: str) -> CommandError:
    called = _called(error.param)
    if not isinstance(error.__cause__, ValidationError):
        return CommandError(f"{called}的值不可用", usage)
    found = error.__cause__.errors()[0]
    wanted = _WANTED.get(found["type"], "").format(**found.get("ctx", {}))
    message = f"{called}的值“{found['input']}”不可用"
    return CommandError(message, f"应为{wanted}；{usage}" if wanted else usage)


def _written(context: Any) -> str:
    """A command with all that must be given: plans user add 账号名."""
    words = [context.command_path]
    for param in context.command.params:
        if param.required:
            words += [param.metavar] if _is_argument(param) else [_names(param)[0], param.metavar]
    return " ".join(word for word in words if word)


def _called(param: Any) -> str:
    if _is_argument(param):
        return f"参数“{param.metavar or param.name}”"
    return f"选项 {param.opts[0]} "


def _is_argument(param: Any) -> bool:
    return bool(param.param_type_name == "argument")


def _options(context: Any) -> list[Any]:
    """The options of a command, ``--help`` among them."""
    return [param for param in context.command.get_params(context) if not _is_argument(param)]


def _names(param: Any) -> list[str]:
    return [*param.opts, *param.secondary_opts]


def _commands(context: Any) -> list[str]:
    return list(context.command.list_commands(context))
