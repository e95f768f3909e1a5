"""The commands that look after the plans, on real files; nothing here is embedded."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from assistant.commands import library as library_cli
from assistant.commands.cli import app
from corpus.catalogue import PLANS_FOLDER
from corpus.library.user_plans import UserPlans

TEXT = """太仓市人民政府办公室文件

太政办〔2022〕18号

市政府办公室关于印发太仓市“十四五”卫生健康发展规划的通知

现将规划印发给你们，请认真贯彻执行。

太仓市人民政府办公室
2022年3月1日

太仓市“十四五”卫生健康发展规划

第一章 总则
（一）背景
到2025年，居民健康素养水平达到40%，医疗卫生服务体系更加完善。
（二）目标
太仓市主要指标
\t主要指标
\t单位
\t2020年
\t2025年
\t性质

\t人均预期寿命
\t岁
\t79
\t80
\t预期性

第二章 任务
1．加强急救体系建设。完善院前急救网络。（牵头单位：卫生健康委；配合单位：财政局）
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working folder and a library of the test's own."""
    monkeypatch.setenv("PLANS_LIBRARY_FOLDER", str(tmp_path / "library"))
    monkeypatch.setenv("COLUMNS", "200")
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    yield work


@pytest.fixture
def file(folder: Path) -> Path:
    path = folder / "太仓.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def library(tmp_path: Path) -> UserPlans:
    return UserPlans(tmp_path / "library")


def plans(*arguments: object, typed: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], input=typed, prog_name="plans")


def done(*arguments: object, typed: str | None = None) -> str:
    result = plans(*arguments, typed=typed)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return result.stdout


def refused(*arguments: object) -> str:
    result = plans(*arguments)
    assert result.exit_code == 1
    assert "错误：" in result.stderr
    assert "建议：" in result.stderr
    assert "Traceback" not in result.output
    return result.stderr


class TestAdd:
    def test_says_what_was_understood_and_how_to_correct_it(
        self, file: Path, library: UserPlans
    ) -> None:
        said = done("add", file)
        for words in ("太仓市“十四五”卫生健康发展规划", "太政办〔2022〕18号", "2022年3月1日"):
            assert words in said
        assert "已添加：taicang" in said
        assert "1 张，2 行" in said
        assert "--title" in said
        assert [source.issuer for source in library.entries] == ["太仓市人民政府办公室"]

    def test_options_beat_what_was_read(self, file: Path, library: UserPlans) -> None:
        options = {
            "--title": "新名称",
            "--region": "昆山市",
            "--status": "试行",
            "--issuer": "",
            "--number": "苏〔2022〕1号",
            "--date": "2022-04-05",
            "--id": "ks",
        }
        done("add", file, *(word for pair in options.items() for word in pair))
        (source,) = library.entries
        assert (source.id, source.title, source.region) == ("ks", "新名称", "昆山市")
        assert (source.status, source.issuer, source.number) == ("试行", "", "苏〔2022〕1号")
        assert source.issued_on == "2022年4月5日"

    def test_the_same_file_again_is_noticed(self, file: Path, library: UserPlans) -> None:
        done("add", file)
        said = done("add", file)
        assert "已经收录，编号 taicang" in said
        assert "没有重复添加" in said
        assert len(library.entries) == 1

    def test_the_same_file_with_options_has_its_description_corrected(
        self, file: Path, library: UserPlans
    ) -> None:
        done("add", file)
        assert "已更正：tc" in done("add", file, "--status", "送审稿", "--id", "tc")
        (source,) = library.entries
        assert (source.id, source.status, source.issued_on) == ("tc", "送审稿", "2022年3月1日")

    def test_a_shipped_file_is_not_added(self, folder: Path, library: UserPlans) -> None:
        copy = folder / "副本.txt"
        copy.write_bytes((PLANS_FOLDER / "wuzhong.txt").read_bytes())
        assert "自带的规划 wuzhong" in done("add", copy)
        assert "不能修改" in refused("add", copy, "--title", "别的名称")
        assert library.entries == ()

    def test_a_new_version_replaces_the_old_and_says_what_changed(
        self, file: Path, folder: Path, library: UserPlans
    ) -> None:
        done("add", file)
        new = folder / "新版.txt"
        new.write_text(TEXT.replace("\t80\n", "\t81\n").replace("更加", "基本"), encoding="utf-8")
        said = done("add", new)
        assert "已替换旧版：taicang" in said
        assert "共有 2 处变化" in said
        assert "人均预期寿命：2025年目标 80岁 → 81岁" in said
        assert "第一章 总则 › （一）背景" in said
        (source,) = library.entries
        assert source.file == "新版.txt"

    def test_many_changes_are_counted_and_the_first_twenty_listed(
        self, file: Path, folder: Path
    ) -> None:
        done("add", file)
        new = folder / "新版.txt"
        more = "".join(f"\n新增的第{n}件事要在年内办好{n * 37}。\n" for n in range(30))
        new.write_text(TEXT + more, encoding="utf-8")
        said = done("add", new)
        assert said.count("新增 第二章") == 20
        assert "另有 10 处变化" in said

    def test_replace_names_the_plan_whatever_its_title(
        self, file: Path, folder: Path, library: UserPlans
    ) -> None:
        done("add", file)
        new = folder / "新版.txt"
        new.write_text("昆山市卫生健康规划\n一、总则\n加强急救。\n", encoding="utf-8")
        assert "已替换旧版：taicang（昆山市卫生健康规划）" in done(
            "add", new, "--replace", "taicang"
        )
        assert len(library.entries) == 1

    def test_another_version_of_a_shipped_plan_stands_beside_it(
        self, folder: Path, library: UserPlans
    ) -> None:
        text = (PLANS_FOLDER / "linjiang.txt").read_text(encoding="utf-8")
        new = folder / "临江.txt"
        new.write_text(
            text.replace("提高1岁左右", "80岁").replace("（征求意见稿）", "", 1), "utf-8"
        )
        said = done("add", new)
        assert "已添加：linjiang-2" in said
        assert "提高1岁左右 → 80岁" in said
        assert "自带的规划 linjiang" in said
        assert len(library.entries) == 1
        assert "不能替换" in refused("add", new, "--replace", "linjiang")

    def test_two_files_of_one_name_are_two_plans_if_they_name_no_region(
        self, folder: Path, library: UserPlans
    ) -> None:
        for place in ("甲", "乙"):
            (folder / place).mkdir()
            (folder / place / "规划.txt").write_text(f"一、{place}\n内容。\n", encoding="utf-8")
        done("add", folder / "甲" / "规划.txt")
        assert "两份都保留" in done("add", folder / "乙" / "规划.txt")
        assert len(library.entries) == 2

    def test_a_file_without_headings_is_added_with_a_caution(
        self, folder: Path, library: UserPlans
    ) -> None:
        (folder / "会议.txt").write_text("今天开会讨论了一些事情。\n", encoding="utf-8")
        assert "没有读到章节标题" in done("add", folder / "会议.txt")
        assert len(library.entries) == 1

    def test_a_bad_file_stops_no_other(self, file: Path, folder: Path, library: UserPlans) -> None:
        empty = folder / "空.txt"
        empty.touch()
        binary = folder / "程序.txt"
        binary.write_bytes(bytes(range(256)) * 40)
        result = plans("add", empty, folder / "没有.pdf", folder, binary, file)
        assert result.exit_code == 1
        assert result.stderr.count("错误：") == result.stderr.count("建议：") == 4
        assert "5 个文件中有 4 个没有添加" in result.stderr
        assert "Traceback" not in result.output
        assert [source.id for source in library.entries] == ["taicang"]

    @pytest.mark.parametrize(
        ("options", "words"),
        [
            (["--date", "去年"], "不是日期"),
            (["--title", " "], "名称不能为空"),
            (["--id", "太仓"], "不能用作编号"),
            (["--id", "jiangyin"], "已有规划在用"),
            (["--replace", "jiangyin"], "不能替换"),
            (["--replace", "nobody"], "没有编号"),
            (["--id", "a", "--replace", "b"], "不能一起用"),
        ],
    )
    def test_an_option_that_cannot_be_is_refused_and_nothing_added(
        self, file: Path, library: UserPlans, options: list[str], words: str
    ) -> None:
        assert words in refused("add", file, *options)
        assert library.entries == ()

    def test_a_title_cannot_be_given_to_several_files(self, file: Path, folder: Path) -> None:
        assert "只能用于一个文件" in refused("add", file, folder / "b.txt", "--title", "名称")

    def test_a_name_with_an_escape_code_does_not_reach_the_terminal(self, folder: Path) -> None:
        path = folder / "\x1b[31m红\u202e.txt"
        path.write_text(TEXT, encoding="utf-8")
        result = plans("add", path)
        assert result.exit_code == 0
        assert "\x1b[31m红" not in result.output
        assert "\u202e" not in result.output

    def test_a_library_that_cannot_be_written_has_a_remedy(
        self, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PLANS_LIBRARY_FOLDER", str(file / "library"))
        assert "PLANS_LIBRARY_FOLDER" in refused("add", file)


class TestAsking:
    @pytest.fixture(autouse=True)
    def _somebody_is_there(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(library_cli, "is_terminal", lambda: True)

    def test_enter_takes_what_was_read(self, file: Path, library: UserPlans) -> None:
        done("add", file, typed="\n")
        assert library.entries[0].title == "太仓市“十四五”卫生健康发展规划"

    def test_each_field_can_be_kept_changed_or_cleared(
        self, file: Path, library: UserPlans
    ) -> None:
        done("add", file, typed="m\n新名称\n\n-\n\n2022-05-06\n\n试行\n")
        (source,) = library.entries
        assert (source.title, source.region, source.issuer) == ("新名称", "太仓市", "")
        assert (source.number, source.issued_on) == ("太政办〔2022〕18号", "2022年5月6日")
        assert (source.period, source.status) == ("2021—2025年", "试行")

    def test_a_wrong_date_is_asked_for_again(self, file: Path, library: UserPlans) -> None:
        result = plans("add", file, typed="m\n\n\n\n\n昨天\n\n\n\n\n\n\n2022-05-06\n\n\n")
        assert result.exit_code == 0
        assert "不是日期" in result.stderr
        assert library.entries[0].issued_on == "2022年5月6日"

    def test_no_adds_nothing_and_yes_asks_nothing(self, file: Path, library: UserPlans) -> None:
        assert "没有添加" in done("add", file, typed="n\n")
        assert library.entries == ()
        done("add", file, "--yes")
        assert len(library.entries) == 1

    def test_the_end_of_input_adds_nothing(self, file: Path, library: UserPlans) -> None:
        result = plans("add", file, typed="m\n新名称\n")
        assert result.exit_code == 130
        assert library.entries == ()

    def test_a_new_version_may_stand_beside_the_old(
        self, file: Path, folder: Path, library: UserPlans
    ) -> None:
        done("add", file, typed="\n")
        new = folder / "新版.txt"
        new.write_text(TEXT.replace("更加", "基本"), encoding="utf-8")
        assert "替换它吗" in done("add", new, typed="\nn\n")
        assert [source.id for source in library.entries] == ["taicang", "taicang-2"]

    def test_removing_is_asked_about(self, file: Path, library: UserPlans) -> None:
        done("add", file, "-y")
        assert "没有移除" in done("remove", "taicang", typed="\n")
        assert "已移除 taicang" in done("remove", "taicang", typed="y\n")
        assert not library.entries


def test_on_a_real_terminal_it_asks(file: Path, library: UserPlans) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", "from assistant.commands.cli import main; main()", "add", str(file)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    os.close(theirs)
    said = b""
    while "按回车收录".encode() not in said:
        said += os.read(ours, 4096)
    os.write(ours, b"\n")
    assert process.wait(timeout=60) == 0
    os.close(ours)
    assert [source.id for source in library.entries] == ["taicang"]


class TestRemove:
    def test_removes_an_own_plan_and_its_file(self, file: Path, library: UserPlans) -> None:
        done("add", file)
        assert "已移除 taicang" in done("remove", "taicang")
        assert not list(library.folder.glob("*/original*"))
        assert file.exists()

    def test_a_shipped_or_unknown_plan_is_refused(self) -> None:
        assert "自带" in refused("remove", "jiangyin")
        assert "是不是想写 jiangyin" in refused("remove", "jiangyi")


class TestList:
    def test_shipped_and_own_plans_stand_together(self, file: Path) -> None:
        done("add", file)
        lines = done("list").splitlines()
        assert [line.split()[0] for line in lines[1:]][-2:] == ["jiangyin", "taicang"]
        assert "自己添加" in lines[-1]
        assert all("自带" in line for line in lines[1:-1])

    def test_a_damaged_library_is_said(self, file: Path, library: UserPlans) -> None:
        done("add", file)
        (library.folder / "library.json").write_bytes(b"{")
        assert "library.json" in refused("list")
        assert "library.json" in refused("add", file)


class TestShow:
    def test_the_tree_has_every_heading_and_what_the_document_says(self, file: Path) -> None:
        done("add", file)
        said = done("show", "taicang")
        for words in ("太政办〔2022〕18号", "第一章 总则", "（一）背景　1 段", "2 行表格"):
            assert words in said

    def test_a_section_is_shown_in_full_by_words_or_number(self) -> None:
        by_words = done("show", "jiangyin", "--section", "建立全民健康教育制度")
        assert "加强健康信息发布" in by_words
        assert "（牵头单位：卫生健康委员会；" in by_words
        assert "加大学校健康教育力度" not in by_words
        by_number = done("show", "jiangyin", "--section", "1．")
        assert "加强健康信息发布" in by_number
        whole = done("show", "jiangyin", "--section", "一、全民健康素养提升行动")
        assert "加大学校健康教育力度" in whole

    def test_a_section_that_is_not_there_gets_the_nearest_headings(self) -> None:
        said = refused("show", "jiangyin", "--section", "全民健康教育制渡")
        assert "建立全民健康教育制度" in said

    def test_tables_and_indicators_are_shown(self) -> None:
        said = done("show", "changshu", "--table")
        for words in ("人均预期寿命", "同比例提高", "预期性", "84（2025年）"):
            assert words in said

    def test_responsibilities_are_shown(self) -> None:
        said = done("show", "jiangyin", "--assignments")
        assert "市场监督管理局" in said
        assert "69" in said

    def test_coverage_is_shown(self) -> None:
        said = done("show", "changshu", "--coverage")
        assert "段落" in said
        assert "100.00%" in said

    def test_a_plan_without_tables_says_so(self) -> None:
        assert "没有写明责任分工" in done("show", "changshu", "--assignments")

    def test_an_unknown_plan_is_refused(self) -> None:
        assert "changshu" in refused("show", "changsu")


class TestExport:
    def test_json_and_markdown_go_to_the_standard_output(self) -> None:
        assert json.loads(done("export", "changshu"))["plan"]["source"]["id"] == "changshu"
        assert done("export", "changshu", "--format", "md").startswith("# 常熟市")

    def test_a_workbook_goes_to_a_file_named_after_the_plan(self, folder: Path) -> None:
        result = plans("export", "jiangyin", "--format", "xlsx")
        assert result.exit_code == 0
        assert "jiangyin.xlsx" in result.stderr
        book = load_workbook(BytesIO((folder / "jiangyin.xlsx").read_bytes()))
        assert book["职责"].max_row > 69

    def test_the_name_of_the_file_tells_the_format(self, folder: Path) -> None:
        assert plans("export", "wuzhong", "-o", "吴中.md").exit_code == 0
        assert (folder / "吴中.md").read_text(encoding="utf-8").startswith("# 2021年吴中区")

    def test_an_existing_file_is_kept_unless_forced(self, folder: Path) -> None:
        (folder / "a.md").write_text("旧", encoding="utf-8")
        assert "--force" in refused("export", "wuzhong", "-o", "a.md")
        assert (folder / "a.md").read_text(encoding="utf-8") == "旧"
        assert plans("export", "wuzhong", "-o", "a.md", "--force").exit_code == 0
        assert (folder / "a.md").read_text(encoding="utf-8") != "旧"
        assert [path.name for path in folder.iterdir()] == ["a.md"]

    def test_what_cannot_be_written_has_a_remedy(self, folder: Path) -> None:
        assert "写不进去" in refused("export", "wuzhong", "-o", "没有/a.md")
        assert "文件夹" in refused("export", "wuzhong", "-o", ".", "--format", "md", "--force")
        assert "docx" in refused("export", "wuzhong", "--format", "docx")
        assert list(folder.iterdir()) == []


@pytest.mark.parametrize("command", ["add", "remove", "show", "export"])
def test_a_command_without_its_argument_says_what_to_write(command: str) -> None:
    assert refused(command)


def test_help_is_chinese() -> None:
    for command in ("add", "remove", "show", "export", "list"):
        said = done(command, "--help")
        assert "显示本帮助" in said
        assert "Show this message" not in said
        assert "TEXT" not in said
        assert "required" not in said


def test_listing_starts_without_the_heavy_libraries() -> None:
    code = (
        "import sys; from assistant.commands.cli import app; from typer.testing import CliRunner;"
        "assert CliRunner().invoke(app, ['list']).exit_code == 0;"
        "heavy = {'torch', 'gradio', 'pypinyin', 'openpyxl', 'pdfplumber'} & set(sys.modules);"
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root)
