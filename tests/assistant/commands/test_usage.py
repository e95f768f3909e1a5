"""A command line that is wrong ends in Chinese words with a remedy, whatever is wrong with it."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.commands.cli import app

# How click and typer would begin to say it.
ENGLISH = ("Usage", "Error", "Invalid", "Missing", "No such", "Got unexpected", "Try ", "Abort")


def plans(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(app, arguments, input=typed, prog_name="plans")


def assert_remedied(output: str, *expected: str) -> None:
    assert output.startswith("错误：")
    assert "\n建议：" in output
    for words in expected:
        assert words in output
    for words in ENGLISH:
        assert words not in output


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("docter",), ("没有命令“docter”", "是否想用 plans doctor？")),
        (("xyz",), ("没有命令“xyz”", "可用的命令：ask、chat、")),
        (("互联网医院有几家",), ('plans ask "互联网医院有几家"',)),
        (("user", "ad"), ("plans user 没有命令“ad”", "是否想用 plans user add？")),
        (("--cache-folder", "x"), ("没有写命令", "可用的命令：ask、chat、")),
    ],
)
def test_an_unknown_or_missing_command(
    arguments: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    result = plans(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert_remedied(result.stderr, *expected)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("ask", "问题", "--jsno"), ("plans ask 没有选项 --jsno", "是否想用 --json？")),
        (("ask", "问题", "-x"), ("没有选项 -x", "可用的选项：--plan、--json、")),
        (("--verson",), ("plans 没有选项 --verson", "是否想用 --version？")),
        (("ask", "问题", "--plan"), ("选项 --plan 后面没有写编号", "写法：--plan 编号")),
        (("ask", "问题", "--json=1"), ("选项 --json 不带值", "请只写 --json")),
        (("serve", "--port", "abc"), ("选项 --port 的值“abc”不可用", "应为整数")),
        (("serve", "--port", "99999"), ("“99999”", "应为不大于 65535 的数")),
    ],
)
def test_an_option_that_is_unknown_or_lacks_a_usable_value(
    arguments: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    result = plans(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert_remedied(result.stderr, *expected)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("user", "add"), ("缺少参数“账号名”", "写法：plans user add 账号名")),
        (("ask", "互联网", "医院"), ("plans ask 多了参数“医院”", "用引号括起来")),
        (("list", "全部"), ("plans list 多了参数“全部”", "用法见 plans list --help")),
    ],
)
def test_too_few_arguments_or_too_many(
    arguments: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    result = plans(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert_remedied(result.stderr, *expected)


def test_scripts_still_tell_a_wrong_argument_from_a_wrong_draft() -> None:
    result = plans("check", "--josn")
    assert result.exit_code == 2
    assert_remedied(result.stderr, "是否想用 --json？")


def test_leaving_a_prompt_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANS_CACHE_FOLDER", str(tmp_path))
    monkeypatch.setenv("PLANS_LIBRARY_FOLDER", str(tmp_path / "library"))
    result = plans("user", "add", "张三", typed="")
    assert result.exit_code == 1
    assert "已取消" in result.stderr
    assert "Abort" not in result.output


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("evall",), "是否想用 plans eval？"),
        (("eval", "--limit", "0"), "选项 --limit 的值“0”不可用"),
        (("bench", "--seed"), "选项 --seed 后面没有写整数"),
        (("bench", "speed"), "plans bench 多了参数“speed”"),
    ],
)
def test_commands_of_layers_above_are_spoken_of_alike(
    arguments: tuple[str, ...], expected: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "assistant.commands.cli", *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert_remedied(done.stderr, expected)
