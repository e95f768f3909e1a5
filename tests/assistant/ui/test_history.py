"""Conversations in a browser: kept, named, reopened, exported, judged; each reader's own."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from lxml import etree
from playwright.sync_api import Browser, Page, expect
from typer.testing import CliRunner

from assistant import Assistant
from assistant.commands.cli import app
from assistant.ui import serving
from assistant.ui.conversation_store import ConversationStore
from evals.samples import Sample
from index.settings import load_settings

pytestmark = pytest.mark.browser

Ask = Callable[[Page, str], None]
Open = Callable[..., Page]
Serve = Callable[..., AbstractContextManager[str]]
POSITION = "梅李人民医院的定位是什么"
MENTIONS = "哪些规划提到互联网医院"


@pytest.fixture
def page_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLANS_PAGE_FOLDER", str(tmp_path / "page"))
    return tmp_path / "page"


@pytest.fixture
def keeping(page_folder: Path, shipped: Assistant, served: Serve) -> Iterator[str]:
    """The address of a page that keeps conversations."""
    with served(shipped, load_settings()) as address:
        yield address


def test_a_conversation_is_there_again_after_a_reload_and_a_restart(
    browser: Browser, page_folder: Path, shipped: Assistant, served: Serve, ask: Ask
) -> None:
    context = browser.new_context(locale="zh-CN")
    tab = context.new_page()
    with served(shipped, load_settings()) as address:
        tab.goto(address)
        ask(tab, POSITION)
        tab.reload()
        expect(tab.locator("#chat .turn")).to_have_count(1)
        ask(tab, "那里的床位呢")
        expect(tab.locator("#chat .turn")).to_have_count(2)
    with served(shipped, load_settings()) as address:
        tab.goto(address)
        tab.locator("#conversations input").click()
        tab.get_by_role("option", name=POSITION).click()
        expect(tab.locator("#chat .turn")).to_have_count(2)
        expect(tab.locator("#chat")).to_contain_text("三级老年病医院")
        tab.locator("#chat button.number").first.click()
        expect(tab.locator("#pane mark").first).to_be_visible()
    context.close()


@pytest.fixture
def forgetting(
    page_folder: Path, shipped: Assistant, served: Serve, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The address of a page that keeps conversations, and knows one session at a time."""
    monkeypatch.setattr(serving, "MOST_SESSIONS", 1)
    with served(shipped, load_settings()) as address:
        yield address


def test_a_conversation_goes_on_when_its_session_is_forgotten(
    forgetting: str, opened: Open, ask: Ask
) -> None:
    tab = opened(forgetting)
    ask(tab, "埇桥每千常住人口床位数")
    ask(opened(forgetting), POSITION)
    ask(tab, "那抗菌药物使用强度呢")
    expect(tab.locator("#chat .turn")).to_have_count(2)
    expect(tab.locator("#chat .understood")).to_contain_text("埇桥抗菌药物使用强度")


def test_conversations_are_named_chosen_and_deleted(keeping: str, opened: Open, ask: Ask) -> None:
    tab = opened(keeping)
    tab.on("dialog", lambda dialog: dialog.accept("医院定位"))
    ask(tab, POSITION)
    tab.get_by_role("button", name="改名").click()
    expect(tab.locator("#conversations input")).to_have_value("医院定位")
    tab.get_by_role("button", name="新对话").click()
    expect(tab.locator("#chat .examples")).to_be_visible()
    ask(tab, MENTIONS)
    tab.locator("#conversations input").click()
    tab.get_by_role("option", name="医院定位").click()
    expect(tab.locator("#chat .asked")).to_contain_text(POSITION)
    tab.get_by_role("button", name="删除").click()
    expect(tab.locator("#chat .examples")).to_be_visible()
    tab.locator("#conversations input").click()
    expect(tab.get_by_role("option", name="医院定位")).to_have_count(0)
    expect(tab.get_by_role("option", name=MENTIONS)).to_have_count(1)


def test_another_browser_sees_none_of_it(keeping: str, opened: Open, ask: Ask) -> None:
    ask(opened(keeping), POSITION)
    other = opened(keeping)
    expect(other.locator("#chat .examples")).to_be_visible()
    other.locator("#conversations input").click()
    expect(other.get_by_role("option")).to_have_count(1)


def downloaded(tab: Page, button: str, folder: Path) -> Path:
    with tab.expect_download() as download:
        tab.get_by_role("button", name=button).click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def test_a_conversation_is_exported_to_word_with_footnotes(
    tab: Page, ask: Ask, tmp_path: Path
) -> None:
    ask(tab, MENTIONS)
    ask(tab, POSITION)
    file = downloaded(tab, "导出 Word", tmp_path)
    document = Document(str(file))
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings == [MENTIONS, POSITION]
    references = re.findall(r'footnoteReference w:id="(\d+)"', document.element.xml)
    with ZipFile(file) as archive:
        notes = etree.fromstring(archive.read("word/footnotes.xml"))
    said = {note.get(f"{{{note.nsmap['w']}}}id"): "".join(note.itertext()) for note in notes}
    assert references == ["2", "3", "4", "5", "6", "7"]
    assert "《2021年吴中区卫生健康工作要点》（吴卫办〔2021〕34号）" in said["4"]
    assert "老年病医院功能定位" in said["6"]


def test_a_conversation_is_exported_to_markdown_with_footnotes(
    tab: Page, ask: Ask, tmp_path: Path
) -> None:
    ask(tab, POSITION)
    text = downloaded(tab, "导出 Markdown", tmp_path).read_text("utf-8")
    assert f"## {POSITION}" in text
    assert re.search(r"医院发展\[\^1\]\[\^2\]。", text)
    assert "[^1]: 《常熟市“十四五”卫生健康发展规划》第四章" in text


def test_what_readers_say_of_answers_becomes_candidate_questions(
    keeping: str, opened: Open, ask: Ask, page_folder: Path, tmp_path: Path
) -> None:
    tab = opened(keeping)
    ask(tab, POSITION)
    tab.get_by_role("button", name="有用").click()
    expect(tab.get_by_text("谢谢").first).to_be_visible()
    ask(tab, "那里的床位呢")
    last = tab.locator("#chat .turn").last
    last.get_by_text("没帮上忙").click()
    last.get_by_label("其他原因").fill("问的是张数")
    last.get_by_role("button", name="提交原因").click()
    expect(last.locator("details.why")).not_to_have_attribute("open", "")
    for _ in range(50):
        if len(ConversationStore(page_folder).votes()) > 1:
            break
        tab.wait_for_timeout(100)
    file = tmp_path / "candidates.jsonl"
    result = CliRunner().invoke(app, ["feedback", "export", "-o", str(file)])
    assert result.exit_code == 0
    first, second = map(
        Sample.model_validate, map(json.loads, file.read_text("utf-8").splitlines())
    )
    assert (first.question, first.kind, first.evidence[0].plan) == (POSITION, "fact", "changshu")
    assert first.note.startswith("待核（有用）")
    assert second.history[0].content == POSITION
    assert second.note.startswith("待核（没帮上忙：问的是张数）")
