"""The library in a browser: a file is read, checked, added, asked about and removed again."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from assistant import Assistant
from index.settings import load_settings

pytestmark = pytest.mark.browser

Ask = Callable[[Page, str], None]
Open = Callable[..., Page]
Serve = Callable[..., AbstractContextManager[str]]
MARKUP = "<img src=x onerror=\"document.title='run'\">"


@pytest.fixture
def own_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANS_LIBRARY_FOLDER", str(tmp_path / "library"))


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    document = Document()
    document.add_heading("太仓市“十四五”卫生健康规划", 0)
    document.add_heading("一、发展目标", 1)
    document.add_paragraph("到2025年，全市人均预期寿命达到83.5岁。")
    # A sentence with markup is no evidence; it stands beside the one that is.
    document.add_paragraph(f"普及健康知识{MARKUP}。")
    document.add_heading("二、主要任务", 1)
    for number in range(40):
        document.add_paragraph(f"第{number}镇建设健康小屋{number + 3}个，完善社区卫生服务。")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(
        (cell for row in table.rows for cell in row.cells),
        ("指标", "2025年", "每千人床位数", "6.5"),
        strict=True,
    ):
        cell.text = words
    file = tmp_path / f"太仓规划{MARKUP.replace('/', '')}.docx"
    document.save(str(file))
    return file


@pytest.fixture
def library(
    own_library: None, shipped: Assistant, opened: Open, served: Serve
) -> "AbstractContextManager[str]":
    return served(Assistant.from_library(load_settings()), load_settings())


def upload(tab: Page, file: Path) -> None:
    tab.get_by_role("tab", name="规划库").click()
    tab.locator("#upload input[type=file]").set_input_files(file)


def test_a_word_file_is_read_shown_added_asked_about_and_removed(
    library: "AbstractContextManager[str]", opened: Open, ask: Ask, plan_file: Path
) -> None:
    with library as address:
        tab, other = opened(address), opened(address)
        tab.on("dialog", lambda dialog: dialog.accept())
        upload(tab, plan_file)
        understood = tab.locator("#understood")
        expect(understood).to_contain_text("一、发展目标；二、主要任务")
        expect(understood).to_contain_text("表格 1 张 2 行")
        expect(tab.locator("#said-title textarea, #said-title input").first).to_have_value(
            "太仓市“十四五”卫生健康规划"
        )
        tab.locator("#said-status textarea, #said-status input").first.fill("征求意见稿")
        tab.get_by_role("button", name="收录这份规划").click()
        slowest = slowest_answer(other, ask, until=lambda: understood.locator(".done").count() > 0)
        expect(understood.locator(".done")).to_contain_text("现在就可以提问", timeout=60_000)
        assert slowest < 5
        expect(tab.locator("#library tbody tr")).to_have_count(6)
        tab.get_by_role("tab", name="问答").click()
        ask(tab, "太仓市人均预期寿命2025年要达到多少")
        expect(tab.locator("#chat .reply")).to_contain_text("83.5岁")
        expect(tab.locator("#pane header .status")).to_have_text("征求意见稿")
        assert tab.title() == "卫生健康规划问答"
        tab.get_by_role("tab", name="规划库").click()
        tab.get_by_role("button", name="移除").click()
        expect(tab.locator("#library tbody tr")).to_have_count(5, timeout=60_000)
        tab.get_by_role("tab", name="问答").click()
        tab.locator("#chat button.number").first.click()
        expect(tab.locator("#pane .gone")).to_contain_text("已经移除")


def slowest_answer(tab: Page, ask: Ask, until: Callable[[], bool]) -> float:
    """Ask again and again; return the seconds that the slowest answer took."""
    slowest = 0.0
    for _ in range(20):
        begun = time.monotonic()
        ask(tab, "梅李人民医院的定位是什么")
        slowest = max(slowest, time.monotonic() - begun)
        tab.get_by_role("button", name="新对话").click()
        expect(tab.locator("#chat .turn")).to_have_count(0)
        if until():
            break
    return slowest


def test_what_cannot_be_read_is_said_to_be_so(
    library: "AbstractContextManager[str]", opened: Open, tmp_path: Path
) -> None:
    broken = tmp_path / "坏了.docx"
    broken.write_bytes(b"PK\x03\x04 not a word file")
    with library as address:
        tab = opened(address)
        upload(tab, broken)
        expect(tab.locator("#understood [role=alert]")).to_be_visible()
        expect(tab.get_by_role("button", name="收录这份规划")).to_be_hidden()


def test_a_file_that_is_known_is_not_added_again(
    library: "AbstractContextManager[str]", opened: Open
) -> None:
    shipped_file = Path(__file__).parents[3] / "corpus" / "plans" / "changshu.txt"
    with library as address:
        tab = opened(address)
        upload(tab, shipped_file)
        expect(tab.locator("#understood [role=alert]")).to_contain_text("已经收录")


def test_shipped_plans_cannot_be_removed_and_a_fixed_library_takes_no_file(tab: Page) -> None:
    tab.get_by_role("tab", name="规划库").click()
    expect(tab.locator("#library tbody tr")).to_have_count(5)
    expect(tab.get_by_role("button", name="移除")).to_have_count(0)
    expect(tab.locator("#upload")).to_have_count(0)
