"""Nothing typed or read becomes markup, nothing leaves the machine, nobody else gets in."""

import http.client
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from assistant import Assistant
from index.settings import load_settings

pytestmark = pytest.mark.browser

Ask = Callable[[Page, str], None]
Open = Callable[..., Page]
Serve = Callable[..., AbstractContextManager[str]]

MARKUP = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>"
LINKS = "[点](javascript:document.title='run') ![图](http://elsewhere.test/x.png) **粗** `码`"
BREAKOUTS = (
    "\"' onmouseover='document.title=1' ${document.title='run'} {{constructor}} $$x^2$$ &lt;b&gt;"
)
# What an answer may rest on: sentences with elements or links are left out of answers.
QUIET = "\"' onmouseover='document.title=1' {{constructor}} **粗** `码` ${1+1}"
EVIL = f"{MARKUP} {LINKS} {BREAKOUTS}"


@pytest.fixture
def own_library(
    shipped: Assistant, served: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The address of a page over a library that can be added to."""
    monkeypatch.setenv("PLANS_LIBRARY_FOLDER", str(tmp_path / "library"))
    settings = load_settings()
    with served(Assistant.from_library(settings), settings) as address:
        yield address


def assert_no_markup(tab: Page) -> None:
    read = tab.locator("#chat, #pane, #running, #tip")
    assert read.locator("img, script, strong, code, a, iframe, [onmouseover], .katex").count() == 0
    assert tab.title() == "卫生健康规划问答"


def test_markup_in_a_question_is_shown_as_typed(tab: Page, ask: Ask, hosts: set[str]) -> None:
    ask(tab, EVIL)
    expect(tab.locator("#chat .asked p").last).to_have_text(EVIL)
    ask(tab, f"梅李人民医院的定位是什么{MARKUP}")
    tab.locator("#chat .turn").last.get_by_role("button", name="改写").click()
    expect(tab.locator("#question textarea")).to_have_value(f"梅李人民医院的定位是什么{MARKUP}")
    assert_no_markup(tab)
    assert hosts == {"127.0.0.1"}


def test_markup_in_a_document_is_shown_as_it_stands(
    opened: Open, served: Serve, ask: Ask, hosts: set[str]
) -> None:
    text = f"一、健康小屋\n建设健康小屋 {QUIET} 12个。\n二、其他\n{EVIL}\n"
    with served(Assistant.from_texts({f"方案{MARKUP}": text})) as address:
        tab = opened(address)
        ask(tab, "建设健康小屋多少个")
        reply = tab.locator("#chat .reply").last
        expect(reply).to_contain_text(QUIET)
        expect(tab.locator("#pane h2")).to_contain_text(MARKUP)
        expect(tab.locator("#pane mark").first).to_contain_text(QUIET)
        expect(tab.locator("#pane .text")).to_contain_text(MARKUP)
        reply.locator("button.number").first.hover()
        expect(tab.get_by_role("tooltip")).to_contain_text(QUIET)
        assert_no_markup(tab)
        assert hosts == {"127.0.0.1"}


def test_markup_in_a_file_name_is_shown_as_it_stands(
    opened: Open, served: Serve, ask: Ask, tmp_path: Path
) -> None:
    file = tmp_path / "方案<img src=x onerror=\"document.title='run'\">**粗**.txt"
    file.write_text("建设健康小屋12个。", encoding="utf-8")
    with served(Assistant.from_files([file])) as address:
        tab = opened(address)
        ask(tab, "建设健康小屋多少个")
        expect(tab.locator("#pane h2")).to_contain_text("方案")
        tab.locator("#plans input").click()
        expect(tab.get_by_role("option").first).to_contain_text("方案")
        assert tab.locator("#plans img, #plans strong, .options img").count() == 0
        assert_no_markup(tab)


def test_a_whole_session_asks_no_other_host(tab: Page, ask: Ask, hosts: set[str]) -> None:
    ask(tab, "比较常熟和埇桥的人均预期寿命目标")
    tab.locator("#chat button.number").last.click()
    tab.get_by_role("button", name="看全文").click()
    tab.get_by_role("button", name="切换深色或浅色").click()
    tab.reload()
    expect(tab.locator("#question")).to_be_visible()
    tab.wait_for_timeout(1000)
    assert hosts == {"127.0.0.1"}


def test_tabs_uploads_votes_and_exports_ask_no_other_host(
    own_library: str, opened: Open, ask: Ask, hosts: set[str], tmp_path: Path
) -> None:
    file = tmp_path / "太仓规划.txt"
    file.write_text("一、目标\n到2025年，每千人床位数达到6.5张。\n", encoding="utf-8")
    tab = opened(own_library)
    ask(tab, "比较常熟和埇桥的人均预期寿命目标")
    tab.locator("#chat button.number").first.click()
    tab.get_by_role("button", name="有用").click()
    expect(tab.get_by_text("谢谢").first).to_be_visible()
    for button in ("导出 Word", "导出 Markdown"):
        with tab.expect_download():
            tab.get_by_role("button", name=button).click()
    tab.get_by_role("tab", name="指标").click()
    with tab.expect_download():
        tab.get_by_role("button", name="导出 Excel").click()
    tab.get_by_role("tab", name="职责").click()
    tab.locator("#duties button").first.click()
    tab.get_by_role("tab", name="规划库").click()
    tab.locator("#upload input[type=file]").set_input_files(file)
    tab.get_by_role("button", name="收录这份规划").click()
    expect(tab.locator("#understood .done")).to_be_visible(timeout=60_000)
    tab.wait_for_timeout(1000)
    assert hosts == {"127.0.0.1"}


def reply_of(address: str, host: str | None = None) -> http.client.HTTPResponse:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    connection.request("GET", "/", headers={"Host": host or parts.netloc})
    reply = connection.getresponse()
    reply.read()
    connection.close()
    return reply


def test_replies_tell_the_browser_to_load_from_here_only(address: str) -> None:
    headers = reply_of(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy
    assert "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_a_foreign_name_for_this_machine_is_refused(address: str) -> None:
    assert reply_of(address).status == 200
    assert reply_of(address, "attacker.example").status == 400
