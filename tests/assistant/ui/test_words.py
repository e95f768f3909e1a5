"""The page speaks Chinese, in a browser of whatever language."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from assistant import Assistant
from assistant.ui.chat_tab import ASKED_AT_ONCE
from assistant.ui.examples import FIRST_QUESTION
from index.settings import load_settings
from tests.assistant.chat.scripted_server import scripted_server, writing

pytestmark = pytest.mark.browser

PATIENCE = 20_000  # milliseconds
Ask = Callable[[Page, str], None]
Serve = Callable[..., AbstractContextManager[str]]
# Words of another language that anyone who writes in Chinese uses as they are.
KNOWN = {"Word", "Markdown", "Excel", "PDF", "txt", "DDDs"}
WORDS_IN_SIGHT = """() => {
  const words = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (element.getClientRects().length && getComputedStyle(element).fontSize !== "0px") {
      words.push(walk.currentNode.data);
    }
  }
  for (const element of document.querySelectorAll("[placeholder], [title]")) {
    words.push(element.title, element.placeholder ?? "");
  }
  return words.join("\\n");
}"""


@pytest.fixture(params=["zh-CN", "en-US"])
def reader(
    request: pytest.FixtureRequest, browser: Browser, shipped: Assistant, served: Serve
) -> Iterator[Page]:
    """A page that keeps conversations, open in a browser of a language."""
    with served(shipped, load_settings()) as address:
        context = browser.new_context(locale=request.param)
        tab = context.new_page()
        tab.goto(address)
        yield tab
        context.close()


def assert_chinese(tab: Page) -> None:
    words = set(re.findall(r"[A-Za-z]{2,}", tab.evaluate(WORDS_IN_SIGHT)))
    assert words - KNOWN == set()


def test_every_tab_speaks_chinese(reader: Page, ask: Ask) -> None:
    assert_chinese(reader)
    ask(reader, "比较常熟和埇桥的人均预期寿命目标")
    assert_chinese(reader)
    reader.locator("#plans input").click()
    reader.get_by_role("option").first.click()
    assert_chinese(reader)
    reader.keyboard.press("Escape")
    for name, table in (("指标", "#indicators"), ("职责", "#duties"), ("规划库", "#library")):
        reader.get_by_role("tab", name=name).click()
        expect(reader.locator(f"{table} table")).to_be_visible()
        assert_chinese(reader)


def test_notices_are_headed_in_chinese(reader: Page, ask: Ask) -> None:
    reader.get_by_role("button", name="导出 Word").click()
    expect(reader.get_by_text("还没有可以导出的对话。")).to_be_visible()
    headed = reader.locator(".toast-title").first.evaluate(
        "e => getComputedStyle(e, '::before').content"
    )
    assert headed == '"没有完成"'
    assert_chinese(reader)


def test_a_file_of_a_foreign_kind_meets_chinese_words_on_what_to_do(
    reader: Page, tmp_path: Path
) -> None:
    picture = tmp_path / "规划.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    reader.get_by_role("tab", name="规划库").click()
    reader.locator("#upload input[type=file]").set_input_files(picture)
    expect(reader.locator("#understood [role=alert]")).to_contain_text("请用扫描或看图软件")
    expect(reader.get_by_role("button", name="收录这份规划")).to_be_hidden()


def test_who_waits_is_told_the_place_in_the_queue_in_chinese(
    browser: Browser, shipped: Assistant, served: Serve
) -> None:
    """More questions than are answered at once, to a model that takes its time."""
    with scripted_server() as server:
        server.acts = [writing("依据不足"), writing("市" * 200, pause=0.05, size=1)]
        settings = load_settings(
            chat_model="openai:m", chat_base_url=server.url, chat_timeout=PATIENCE / 1000
        )
        slow = Assistant(shipped.library, settings)
        with served(slow) as address, browser.new_context(locale="en-US") as context:
            for _ in range(ASKED_AT_ONCE + 1):
                asked = {"data": [FIRST_QUESTION, None, None]}
                httpx.post(f"{address}/gradio_api/call/answer", json=asked).raise_for_status()
            tab = context.new_page()
            tab.goto(address)
            tab.locator("#question textarea").fill(FIRST_QUESTION)
            tab.locator("#question textarea").press("Enter")
            place = tab.get_by_text(re.compile(r"排队第 \d+ 位，共 \d+ 位"))
            expect(place.first).to_be_visible()
            assert "queue" not in tab.locator("body").inner_text()
