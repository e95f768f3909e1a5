"""A question asked again in a browser: as it was typed, or of the plans that were not chosen."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from assistant import Assistant
from index.settings import load_settings

pytestmark = pytest.mark.browser

Ask = Callable[[Page, str], None]
Open = Callable[..., Page]
Serve = Callable[..., AbstractContextManager[str]]
BEDS = "埇桥每千常住人口床位数"
ONLINE = "互联网医院建设"
OF_CHANGSHU = "常熟市2025年人均预期寿命目标"
COMPARED = "比较常熟和埇桥的人均预期寿命目标"
YONGQIAO = "埇桥区卫生健康事业发展“十四五”规划（征求意见稿）"
CHANGSHU = "常熟市“十四五”卫生健康发展规划"


@pytest.fixture
def keeping(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shipped: Assistant, served: Serve
) -> Iterator[str]:
    """The address of a page that keeps conversations."""
    monkeypatch.setenv("PLANS_PAGE_FOLDER", str(tmp_path / "page"))
    with served(shipped, load_settings()) as address:
        yield address


def last(tab: Page) -> Locator:
    return tab.locator("#chat .turn").last


def turns(tab: Page) -> Locator:
    return tab.locator("#chat .turn")


def alone(tab: Page) -> Locator:
    return tab.get_by_role("button", name="按原话再问")


def choose(tab: Page, plan: str) -> None:
    tab.locator("#plans input").click()
    tab.get_by_role("option", name=plan).click()
    tab.keyboard.press("Escape")
    expect(chosen(tab)).to_contain_text([plan])


def chosen(tab: Page) -> Locator:
    return tab.locator("#plans .token")


def test_a_question_misread_after_the_conversation_is_asked_as_typed(tab: Page, ask: Ask) -> None:
    ask(tab, BEDS)
    expect(alone(tab)).to_have_count(0)
    ask(tab, ONLINE)
    expect(last(tab).locator(".understood")).to_contain_text("埇桥互联网医院建设")
    alone(tab).click()
    expect(turns(tab)).to_have_count(3)
    expect(last(tab).locator(".asked p")).to_have_text(ONLINE)
    expect(last(tab)).to_contain_text("按原话回答，没有接前面的对话。")
    expect(last(tab).locator(".reply")).to_contain_text("常熟市")
    expect(last(tab).locator(".understood")).to_have_count(0)
    expect(turns(tab).first).to_contain_text("6.9张")


def test_what_was_asked_as_typed_stays_so(tab: Page, ask: Ask) -> None:
    ask(tab, BEDS)
    ask(tab, ONLINE)
    alone(tab).click()
    expect(turns(tab)).to_have_count(3)
    last(tab).evaluate("turn => turn.dataset.old = 'yes'")
    last(tab).get_by_role("button", name="重试").click()
    expect(tab.locator("#chat [data-old]")).to_have_count(0)
    expect(turns(tab)).to_have_count(3)
    expect(last(tab).locator(".reply")).to_contain_text("常熟市")
    ask(tab, "那远程医疗呢")
    expect(last(tab).locator(".understood")).to_contain_text("远程医疗")
    expect(last(tab).locator(".understood")).not_to_contain_text("埇桥")


def test_a_reopened_conversation_is_asked_as_typed_by_keyboard(
    keeping: str, opened: Open, ask: Ask
) -> None:
    tab = opened(keeping)
    ask(tab, BEDS)
    ask(tab, ONLINE)
    tab.reload()
    expect(turns(tab)).to_have_count(2)
    alone(tab).focus()
    tab.keyboard.press("Enter")
    expect(turns(tab)).to_have_count(3)
    expect(last(tab).locator(".reply")).to_contain_text("常熟市")
    tab.reload()
    expect(last(tab).locator(".alone")).to_be_visible()


def test_plans_that_a_question_names_are_added_to_those_chosen(tab: Page, ask: Ask) -> None:
    choose(tab, YONGQIAO)
    ask(tab, OF_CHANGSHU)
    expect(last(tab).locator(".reply")).to_contain_text("您只查了埇桥区；常熟市不在其中。")
    last(tab).get_by_role("button", name="加上常熟市再问").click()
    expect(turns(tab)).to_have_count(2)
    expect(chosen(tab)).to_contain_text([YONGQIAO, CHANGSHU])
    expect(last(tab).locator(".asked p")).to_have_text(OF_CHANGSHU)
    expect(last(tab).locator(".reply")).to_contain_text("84岁")
    expect(last(tab).locator(".widening")).to_have_count(0)
    assert set(last(tab).locator(".source b").all_text_contents()) == {CHANGSHU}


def test_half_an_answer_becomes_whole(tab: Page, ask: Ask) -> None:
    choose(tab, YONGQIAO)
    ask(tab, COMPARED)
    said = last(tab).locator(".reply > p").all_text_contents()
    assert said[:2] == ["您只查了埇桥区；常熟市不在其中。", "加上常熟市再问"]
    expect(last(tab).locator(".reply")).to_contain_text("78.2岁")
    last(tab).get_by_role("button", name="加上常熟市再问").click()
    expect(turns(tab)).to_have_count(2)
    expect(last(tab).locator("table.compared tbody tr")).to_have_count(2)


def test_a_follow_up_goes_on_with_what_it_went_on_with(tab: Page, ask: Ask) -> None:
    choose(tab, YONGQIAO)
    ask(tab, "埇桥人均预期寿命目标是多少")
    ask(tab, "那常熟的呢")
    ask(tab, ONLINE)
    turns(tab).nth(1).get_by_role("button", name="加上常熟市再问").click()
    expect(turns(tab)).to_have_count(4)
    expect(last(tab).locator(".understood")).to_contain_text("常熟人均预期寿命目标是多少")
    expect(last(tab).locator(".reply")).to_contain_text("84岁")


def test_where_no_plan_is_chosen_any_more_none_is(keeping: str, opened: Open, ask: Ask) -> None:
    tab = opened(keeping)
    choose(tab, YONGQIAO)
    ask(tab, OF_CHANGSHU)
    tab.reload()
    expect(turns(tab)).to_have_count(1)
    last(tab).get_by_role("button", name="加上常熟市再问").click()
    expect(turns(tab)).to_have_count(2)
    expect(last(tab).locator(".reply")).to_contain_text("84岁")
    expect(chosen(tab)).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 390])
def test_both_can_be_reached(opened: Open, address: str, ask: Ask, width: int) -> None:
    tab = opened(address, width=width)
    ask(tab, BEDS)
    choose(tab, YONGQIAO)
    ask(tab, "那常熟的呢")
    for name in ("按原话再问", "加上常熟市再问"):
        button = last(tab).get_by_role("button", name=name)
        button.scroll_into_view_if_needed()
        box = button.bounding_box()
        assert box and 0 <= box["x"] <= box["x"] + box["width"] <= width
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
