"""``plans check``: what it prints and writes, and the exit codes by which scripts go on."""

import json
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner, Result

from assistant.commands.cli import app

WRONG = "常熟市工作汇报\n规划提出，到2025年人均期望寿命达到85岁，健康素养水平达到40%以上。\n"
RIGHT = "常熟市工作汇报\n规划提出，到2025年人均期望寿命达到84岁。\n"


def plans(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, prog_name="plans")


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "汇报.txt"
    path.write_text(WRONG, encoding="utf-8")
    return path


@pytest.mark.usefixtures("shipped")
class TestCheck:
    def test_prints_the_findings_and_ends_with_1_if_one_contradicts(self, wrong: Path) -> None:
        result = plans("check", str(wrong))
        assert result.exit_code == 1
        assert "✗ 与规划不一致" in result.stdout
        assert "常熟：人均预期寿命2025年目标84岁[1]" in result.stdout
        assert "[1] 常熟市“十四五”卫生健康发展规划 › " in result.stdout
        assert result.stderr == ""

    def test_ends_with_0_if_none_does(self, wrong: Path) -> None:
        wrong.write_text(RIGHT, encoding="utf-8")
        result = plans("check", str(wrong))
        assert result.exit_code == 0
        assert "与规划不一致 0 处" in result.stdout

    def test_json_is_the_only_thing_on_stdout(self, wrong: Path) -> None:
        result = plans("check", "--json", str(wrong))
        assert result.exit_code == 1
        report = json.loads(result.stdout)
        assert [f["verdict"] for f in report["findings"]] == ["contradicted", "supported"]
        assert result.stderr == ""

    def test_writes_markdown(self, wrong: Path, tmp_path: Path) -> None:
        output = tmp_path / "核对.md"
        result = plans("check", str(wrong), "--output", str(output))
        assert result.exit_code == 1
        assert "**85岁**" in output.read_text(encoding="utf-8")
        assert result.stdout == ""
        assert "与规划不一致 1 处" in result.stderr and "核对.md" in result.stderr

    def test_writes_a_word_file_with_comments(self, wrong: Path, tmp_path: Path) -> None:
        output = tmp_path / "核对.docx"
        assert plans("check", str(wrong), "-o", str(output)).exit_code == 1
        comments = [comment.text for comment in docx.Document(str(output)).comments]
        assert any(text.startswith("与规划不一致") for text in comments)

    def test_a_plan_may_be_given(self, wrong: Path) -> None:
        wrong.write_text("规划提出，到2025年人均期望寿命达到84岁。", encoding="utf-8")
        assert plans("check", str(wrong)).exit_code == 0
        assert plans("check", "--plan", "yongqiao", str(wrong)).exit_code == 1

    def test_an_unknown_plan_is_bad_input(self, wrong: Path) -> None:
        result = plans("check", str(wrong), "--plan", "yongqao")
        assert result.exit_code == 2
        assert "yongqiao" in result.stderr


class TestBadInput:
    def test_no_draft_and_one_that_is_not_there(self) -> None:
        for arguments in ([], ["没有.docx"]):
            result = plans("check", *arguments)
            assert result.exit_code == 2
            assert "错误：" in result.stderr and "建议：" in result.stderr

    def test_a_file_is_not_overwritten_unasked_and_the_draft_never(
        self, wrong: Path, tmp_path: Path
    ) -> None:
        other = tmp_path / "旧.md"
        other.write_text("旧的", encoding="utf-8")
        assert plans("check", str(wrong), "-o", str(other)).exit_code == 2
        assert other.read_text(encoding="utf-8") == "旧的"
        draft = wrong.rename(tmp_path / "汇报.md")
        result = plans("check", str(draft), "-o", str(draft), "--force")
        assert result.exit_code == 2
        assert draft.read_text(encoding="utf-8") == WRONG

    def test_an_unknown_kind_of_output(self, wrong: Path) -> None:
        result = plans("check", str(wrong), "-o", "核对.pdf")
        assert result.exit_code == 2
        assert ".docx" in result.stderr
