"""The page in a browser: ask and see answer and citations, refusals, errors; no markup gets in."""

import gc
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from assistant import Assistant
from assistant.ui.page import EXAMPLES, launch, page
from corpus.errors import SettingsError

pytestmark = pytest.mark.browser

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
MARKUP = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>**粗**"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def served(assistant: Assistant) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    blocks = launch(page(assistant), "127.0.0.1", port)
    yield f"http://127.0.0.1:{port}"
    blocks.close(verbose=False)


@pytest.fixture(scope="module")
def address(shipped: Assistant) -> Iterator[str]:
    shipped.answer(EXAMPLES[0])
    with served(shipped) as address:
        yield address


@pytest.fixture
def hosts() -> set[str]:
    """The hosts that the page asked for anything."""
    return set()


@pytest.fixture
def tab(browser: Browser, address: str, hosts: set[str]) -> Iterator[Page]:
    with opened(browser, address, hosts) as tab:
        yield tab


@contextmanager
def opened(browser: Browser, address: str, hosts: set[str]) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    tab = context.new_page()
    tab.set_default_timeout(20_000)
    tab.on("request", lambda request: hosts.add(urlsplit(request.url).hostname or ""))
    tab.goto(address)
    yield tab
    context.close()


def ask(tab: Page, question: str) -> None:
    box = tab.locator("#question textarea")
    box.fill(question)
    box.press("Enter")


def test_a_question_brings_an_answer_and_its_citations(tab: Page, hosts: set[str]) -> None:
    ask(tab, "梅李人民医院的定位是什么")
    answer = tab.get_by_test_id("bot").last
    expect(answer).to_contain_text("三级老年病医院")
    expect(answer.locator("sup").first).to_have_text("[1]")
    citations = tab.locator("#citations .citation")
    expect(citations.first).to_contain_text("常熟市“十四五”卫生健康发展规划")
    expect(citations.first.locator(".address")).to_contain_text(" › ")
    expect(citations.first.locator("blockquote")).to_contain_text("老年病医院功能定位")
    expect(tab.locator("#question textarea")).to_have_value("")
    assert hosts - {""} == {"127.0.0.1"}


def test_an_example_is_asked_at_a_click(tab: Page) -> None:
    tab.get_by_role("button", name="哪些规划提到互联网医院").click()
    expect(tab.get_by_test_id("user").last).to_contain_text("哪些规划提到互联网医院")
    expect(tab.get_by_test_id("bot").last).to_contain_text("埇桥")
    draft = tab.locator("#citations .citation", has_text="埇桥区卫生健康事业发展").first
    expect(draft.locator(".status")).to_have_text("征求意见稿")


def test_a_refusal_looks_different(tab: Page) -> None:
    ask(tab, "太仓市2025年人均预期寿命目标")
    refusal = tab.get_by_test_id("bot").last.locator("blockquote")
    expect(refusal).to_contain_text("规划中没有找到答案")
    expect(refusal).to_have_css("background-color", "rgb(255, 251, 235)")


def test_a_follow_up_shows_how_it_was_understood(tab: Page) -> None:
    ask(tab, "埇桥每千常住人口床位数")
    expect(tab.locator("#citations .citation").first).to_be_visible()
    ask(tab, "那抗菌药物使用强度呢")
    expect(tab.get_by_test_id("bot").last).to_contain_text("我理解的问题：")


def test_only_the_chosen_plans_are_asked(tab: Page) -> None:
    tab.locator("#plans input").click()
    tab.get_by_role("option", name="2021年吴中区卫生健康工作要点").click()
    ask(tab, "互联网医院建设")
    expect(tab.locator("#citations")).to_contain_text("查询范围：吴中区")


def test_an_error_is_shown_and_the_conversation_goes_on(tab: Page) -> None:
    ask(tab, "梅李人民医院的定位是什么")
    expect(tab.locator("#citations .citation").first).to_be_visible()
    ask(tab, "长" * 600)
    error = tab.get_by_test_id("bot").last.locator("blockquote")
    expect(error).to_contain_text("600")
    expect(tab.locator("#question textarea")).to_have_value("长" * 600)
    expect(tab.get_by_test_id("bot").first).to_contain_text("三级老年病医院")
    ask(tab, "江阴流动人口健康促进由谁牵头")
    expect(tab.get_by_test_id("bot").last).to_contain_text("卫生健康委员会")


def test_clearing_the_chat_forgets_the_conversation(tab: Page) -> None:
    ask(tab, "梅李人民医院的定位是什么")
    expect(tab.locator("#citations .citation").first).to_be_visible()
    tab.locator("#chat").get_by_role("button").first.click()
    expect(tab.locator("#citations .citation")).to_have_count(0)
    ask(tab, "江阴流动人口健康促进由谁牵头")
    expect(tab.get_by_test_id("bot")).to_have_count(1)


def test_markup_in_a_question_is_shown_as_typed(tab: Page) -> None:
    ask(tab, MARKUP)
    expect(tab.get_by_test_id("user").last).to_have_text(MARKUP)
    expect(tab.get_by_test_id("bot").last.locator("blockquote")).to_be_visible()
    assert_no_markup(tab)


def test_markup_in_a_document_is_shown_as_it_stands(browser: Browser) -> None:
    text = f"一、健康小屋\n建设健康小屋 {MARKUP} ${{1+1}} 12个。\n"
    with (
        served(Assistant.from_texts({f"方案{MARKUP}": text})) as address,
        opened(browser, address, set()) as tab,
    ):
        ask(tab, "建设健康小屋多少个")
        quote = tab.locator("#citations .citation blockquote").first
        expect(quote).to_contain_text(f"{MARKUP} ${{1+1}} 12个")
        expect(tab.locator("#citations .citation header").first).to_contain_text(MARKUP)
        assert_no_markup(tab)


def assert_no_markup(tab: Page) -> None:
    shown = tab.locator("#chat .message-content, #citations")
    assert shown.locator("img, script, strong:has-text('粗')").count() == 0
    assert tab.title() == "卫生健康规划问答"


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_port_in_use_has_a_remedy(shipped: Assistant) -> None:
    with socket.socket() as occupied:
        occupied.bind(("127.0.0.1", 0))
        occupied.listen()
        port = occupied.getsockname()[1]
        with pytest.raises(SettingsError, match="--port"):
            launch(page(shipped), "127.0.0.1", port)
    gc.collect()  # Gradio leaves the socket open by which it tried the port


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_cut_off_or_scrolls_sideways(tab: Page, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 844})
    ask(tab, f"埇桥 {'https://a.b/' * 12} 抗菌药物使用强度")
    expect(tab.get_by_test_id("bot").last).not_to_contain_text("正在查找")
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
