"""The commands: what they print where, and that a bad input ends in a remedy, no traceback."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant import Assistant
from assistant.commands.cli import app
from index.settings import load_settings

QUESTION = "梅李人民医院的定位是什么"


def plans(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(app, arguments, input=typed, prog_name="plans")


def assert_refused_with_remedy(result: Result, *expected: str) -> None:
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "错误：" in result.stderr
    assert "建议：" in result.stderr
    assert "Traceback" not in result.output
    for words in expected:
        assert words in result.stderr


@pytest.mark.usefixtures("shipped")
class TestAsk:
    def test_prints_the_answer_and_its_clause_addresses(self) -> None:
        result = plans("ask", QUESTION)
        assert result.exit_code == 0
        assert "老年病医院" in result.stdout
        assert "三级老年病医院" in result.stdout
        assert "[1] 常熟市“十四五”卫生健康发展规划 › " in result.stdout
        assert "专栏3" in result.stdout
        assert "专栏6" in result.stdout
        assert result.stderr == ""

    def test_json_is_the_only_thing_on_stdout(self, shipped: Assistant) -> None:
        result = plans("ask", "--json", "--timing", QUESTION)
        assert result.exit_code == 0
        assert json.loads(result.stdout) == shipped.answer(QUESTION).model_dump(mode="json")
        assert "合计（自进程启动）" in result.stderr

    def test_puts_the_question_to_the_plans_named(self) -> None:
        result = plans("ask", "--json", "--plan", "wuzhong", "--plan", "jiangyin", "互联网医院")
        answer = json.loads(result.stdout)
        assert answer["question"]["plans"] == ["wuzhong", "jiangyin"]
        assert {citation["plan_id"] for citation in answer["citations"]} <= {"wuzhong", "jiangyin"}

    def test_a_refusal_says_that_nothing_was_found(self) -> None:
        result = plans("ask", "太仓市2025年人均预期寿命目标")
        assert result.exit_code == 0
        assert "规划中没有找到答案" in result.stdout

    def test_refuses_an_empty_question(self) -> None:
        assert_refused_with_remedy(plans("ask", "  "), "问题是空的")
        assert_refused_with_remedy(plans("ask"), "问题是空的")

    def test_refuses_a_question_that_is_too_long(self) -> None:
        assert_refused_with_remedy(plans("ask", "长" * 5000), "5000")

    def test_suggests_the_plan_that_was_meant(self) -> None:
        result = plans("ask", QUESTION, "--plan", "changsu")
        assert_refused_with_remedy(result, "“changsu”", "changshu")


@pytest.mark.usefixtures("shipped")
class TestChat:
    def test_understands_a_follow_up_and_leaves_when_told(self) -> None:
        typed = "埇桥每千常住人口床位数\n\n那抗菌药物使用强度呢\n退出\n不会问到\n"
        result = plans("chat", typed=typed)
        assert result.exit_code == 0
        assert "我理解的问题：" in result.stdout
        assert "不会问到" not in result.output

    def test_an_error_does_not_end_the_conversation(self) -> None:
        result = plans("chat", typed=f"{'长' * 5000}\n{QUESTION}\n")
        assert result.exit_code == 0
        assert "建议：" in result.stderr
        assert "老年病医院" in result.stdout


class TestBuild:
    def test_does_nothing_where_the_index_is_fresh(self, shipped: Assistant) -> None:
        assert shipped
        result = plans("build")
        assert result.exit_code == 0
        assert "不需要重建" in result.stderr

    def test_force_builds_again_and_a_failure_leaves_the_old_index(
        self, shipped: Assistant, cache_folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def out_of_memory(*_arguments: object) -> Assistant:
            raise MemoryError

        monkeypatch.setattr(Assistant, "from_library", out_of_memory)
        before = {path: path.stat().st_mtime_ns for path in cache_folder.rglob("*.json*")}
        result = plans("build", "--force")
        assert isinstance(result.exception, MemoryError)
        assert {path: path.stat().st_mtime_ns for path in cache_folder.rglob("*.json*")} == before
        monkeypatch.undo()
        assert shipped


class TestFailures:
    def test_an_unwritable_cache_folder_has_a_remedy(self, tmp_path: Path) -> None:
        occupied = tmp_path / "file"
        occupied.write_text("a file where the folder should be", encoding="utf-8")
        for command in (["ask", QUESTION], ["build"]):
            result = plans("--cache-folder", str(occupied), *command)
            assert_refused_with_remedy(result, str(occupied), "PLANS_CACHE_FOLDER")
        assert occupied.read_text(encoding="utf-8").startswith("a file")

    def test_an_unknown_setting_has_a_remedy(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PLANS_TOPK", "3")
        assert_refused_with_remedy(plans("ask", QUESTION), "PLANS_TOPK", "PLANS_TOP_K")

    def test_a_missing_model_has_a_remedy(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PLANS_EMBEDDING_MODEL", str(tmp_path / "no-model"))
        result = plans("--cache-folder", str(tmp_path / "cache"), "ask", QUESTION)
        assert result.exit_code == 1
        assert "建议：" in result.stderr
        assert "Traceback" not in result.output

    def test_control_c_ends_quietly(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupted(*_arguments: object) -> Assistant:
            raise KeyboardInterrupt

        monkeypatch.setattr(Assistant, "from_library", interrupted)
        result = plans("ask", QUESTION)
        assert result.exit_code == 130
        assert result.output == ""


def test_list_tells_status_and_counts_of_every_plan() -> None:
    result = plans("list")
    assert result.exit_code == 0
    for words in (
        "changshu",
        "yongqiao",
        "wuzhong",
        "linjiang",
        "jiangyin",
        "征求意见稿",
        "2019年",
    ):
        assert words in result.stdout


def test_help_is_chinese() -> None:
    for arguments in (["--help"], ["ask", "--help"], ["serve", "--help"]):
        result = plans(*arguments)
        assert result.exit_code == 0
        assert "显示本帮助" in result.stdout
        assert "Show this message" not in result.stdout


def test_the_command_line_starts_without_the_heavy_libraries() -> None:
    code = (
        "import sys, assistant.commands.cli;"
        "heavy = {'torch', 'gradio', 'sentence_transformers', 'transformers'} & set(sys.modules);"
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.usefixtures("shipped")
def test_the_program_itself_answers_in_a_process_of_its_own() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from assistant.commands.cli import main; main()", "ask", QUESTION],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert "老年病医院" in done.stdout
    assert done.stderr == ""


def test_settings_of_a_test_run_stand_apart(cache_folder: Path) -> None:
    assert load_settings().cache_folder == cache_folder
