"""The page in a browser: ask, read, go on; the source opens at the very words."""

import gc
import re
import socket
from collections.abc import Callable, Collection, Generator
from contextlib import AbstractContextManager
from threading import Event

import pytest
from playwright.sync_api import Locator, Page, expect

from assistant import Answer, Assistant
from assistant.answers import shown
from assistant.assistant import History
from assistant.ui.service import Service
from assistant.ui.serving import launch
from corpus.errors import SettingsError
from index.settings import load_settings

pytestmark = pytest.mark.browser

Ask = Callable[[Page, str], None]
Open = Callable[..., Page]
Serve = Callable[[Assistant], AbstractContextManager[str]]
POSITION = "梅李人民医院的定位是什么"
ANTIBIOTICS = "埇桥抗菌药物使用强度的现状和目标"
MENTIONS = "哪些规划提到互联网医院"
COMPARED = "比较常熟和埇桥的人均预期寿命目标"


class SlowToEnd(Assistant):
    """Says all of an answer, and ends it when it is let, as a slow chat model may."""

    let = Event()

    def stream(
        self, question: str, history: History | None = None, plans: Collection[str] | None = None
    ) -> Generator[str | Answer]:
        for piece in super().stream(question, history, plans):
            if isinstance(piece, Answer):
                self.let.wait(60)
            yield piece


def last(tab: Page) -> Locator:
    return tab.locator("#chat .turn").last


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


def test_a_question_is_answered_with_numbers_that_show_the_quote(tab: Page, ask: Ask) -> None:
    ask(tab, POSITION)
    expect(last(tab).locator(".reply")).to_contain_text("三级老年病医院")
    expect(tab.locator("#question textarea")).to_have_value("")
    number = last(tab).locator("button.number").first
    expect(number).to_have_text("1")
    number.hover()
    expect(tab.get_by_role("tooltip")).to_contain_text("梅李人民医院要突出老年病医院功能定位")
    expect(tab.get_by_role("tooltip")).to_contain_text("常熟市“十四五”卫生健康发展规划 › 第四章")
    tab.mouse.move(0, 0)
    expect(tab.locator("#tip")).to_be_hidden()


@pytest.mark.parametrize("question", [POSITION, ANTIBIOTICS, MENTIONS, COMPARED])
def test_a_number_opens_the_source_at_the_very_words(
    tab: Page, ask: Ask, shipped: Assistant, question: str
) -> None:
    answer = shipped.answer(question)
    ask(tab, question)
    for citation in answer.citations:
        last(tab).locator("button.number").get_by_text(str(citation.number), exact=True).click()
        pane = tab.locator("#pane")
        expect(pane.locator("h2")).to_contain_text(citation.plan_title)
        expect(pane.locator("header .address")).to_have_text(" › ".join(citation.place))
        expect(pane.locator("mark").first).to_be_in_viewport()
        found = "".join(pane.locator("mark").all_text_contents())
        assert squeezed(found) == squeezed(shown(citation.quote))


def test_a_row_is_shown_in_its_table_and_a_draft_said_to_be_one(tab: Page, ask: Ask) -> None:
    ask(tab, ANTIBIOTICS)
    pane = tab.locator("#pane")
    expect(pane.locator("tr.cited")).to_contain_text("抗菌药物使用强度")
    assert pane.locator("table tr").count() > 10
    expect(pane.locator("header .status")).to_have_text("征求意见稿")


def test_a_citation_is_copied_as_a_document_would_have_it(tab: Page, ask: Ask) -> None:
    ask(tab, ANTIBIOTICS)
    tab.locator("#pane").get_by_role("button", name="复制引用").click()
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(
        "《埇桥区卫生健康事业发展“十四五”规划》（征求意见稿）第二章 总体思路 › "
    )
    assert copied.endswith("”") and "：“抗菌药物使用强度" in copied


def test_the_whole_plan_can_be_read(tab: Page, ask: Ask) -> None:
    ask(tab, POSITION)
    tab.locator("#pane").get_by_role("button", name="看全文").click()
    expect(tab.locator("#pane .text")).to_contain_text("第一章 发展基础")
    expect(tab.locator("#pane mark")).to_be_in_viewport()


def test_an_answer_is_copied_with_its_sources(tab: Page, ask: Ask) -> None:
    ask(tab, MENTIONS)
    last(tab).get_by_role("button", name="复制", exact=True).click()
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert "- 吴中区：" in copied and "\n[4] 临江市卫生健康“十四五”规划（征求意见稿） › " in copied


def test_the_sources_of_an_answer_are_listed(tab: Page, ask: Ask) -> None:
    ask(tab, MENTIONS)
    last(tab).get_by_text("出处 4 条").click()
    draft = last(tab).locator(".source", has_text="埇桥区卫生健康事业发展")
    expect(draft.locator(".status")).to_have_text("征求意见稿")
    draft.click()
    expect(tab.locator("#pane mark")).to_contain_text("发展互联网医院")


def test_an_example_is_asked_at_a_click(tab: Page) -> None:
    tab.get_by_role("button", name=MENTIONS).click()
    expect(last(tab).locator(".asked")).to_contain_text(MENTIONS)
    expect(last(tab).locator(".reply")).to_contain_text("埇桥")


def test_a_refusal_looks_different(tab: Page, ask: Ask) -> None:
    ask(tab, "太仓市2025年人均预期寿命目标")
    refusal = last(tab).locator(".refusal")
    expect(refusal).to_contain_text("规划中没有找到答案")
    expect(refusal).to_have_css("background-color", "rgb(255, 251, 235)")


def test_a_comparison_has_bars(tab: Page, ask: Ask) -> None:
    ask(tab, COMPARED)
    chart = last(tab).locator("table.chart")
    expect(chart.locator("caption")).to_have_text("人均预期寿命（岁）")
    expect(chart.locator("tr")).to_have_count(3)
    widths = [bar.bounding_box() for bar in chart.locator(".bar").all()]
    changshu, baseline, yongqiao = (box["width"] for box in widths if box)
    assert changshu > yongqiao > baseline > 0


def test_a_follow_up_shows_how_it_was_understood(tab: Page, ask: Ask) -> None:
    ask(tab, "埇桥每千常住人口床位数")
    ask(tab, "那抗菌药物使用强度呢")
    expect(last(tab).locator(".understood")).to_contain_text("我理解的问题：")


def test_only_the_chosen_plans_are_asked(tab: Page, ask: Ask) -> None:
    tab.locator("#plans input").click()
    tab.get_by_role("option", name="2021年吴中区卫生健康工作要点").click()
    tab.keyboard.press("Escape")
    ask(tab, "互联网医院建设")
    titles = last(tab).locator(".source b").all_text_contents()
    assert set(titles) == {"2021年吴中区卫生健康工作要点"}


def test_an_error_is_shown_and_the_conversation_goes_on(tab: Page, ask: Ask) -> None:
    ask(tab, POSITION)
    ask(tab, "长" * 600)
    expect(last(tab).get_by_role("alert")).to_contain_text("600")
    expect(tab.locator("#question textarea")).to_have_value("长" * 600)
    ask(tab, "江阴流动人口健康促进由谁牵头")
    expect(last(tab).locator(".reply")).to_contain_text("卫生健康委员会")
    expect(tab.locator("#chat .turn").first).to_contain_text("三级老年病医院")


def test_a_question_is_asked_again_or_rewritten_from_where_it_stands(tab: Page, ask: Ask) -> None:
    ask(tab, POSITION)
    ask(tab, MENTIONS)
    tab.locator("#chat .turn").first.get_by_role("button", name="重试").click()
    expect(tab.locator("#chat .turn")).to_have_count(1)
    expect(last(tab).locator(".reply")).to_contain_text("三级老年病医院")
    last(tab).get_by_role("button", name="改写").click()
    expect(tab.locator("#question textarea")).to_have_value(POSITION)
    expect(tab.locator("#chat .examples")).to_be_visible()


def test_a_new_conversation_forgets_the_old(tab: Page, ask: Ask) -> None:
    ask(tab, POSITION)
    tab.get_by_role("button", name="新对话").click()
    expect(tab.locator("#chat .examples")).to_be_visible()
    ask(tab, "江阴流动人口健康促进由谁牵头")
    expect(tab.locator("#chat .turn")).to_have_count(1)


def test_keys_break_lines_close_the_pane_and_walk_through_numbers(tab: Page, ask: Ask) -> None:
    box = tab.locator("#question textarea")
    box.fill("埇桥抗菌药物")
    box.press("End")
    box.press("Shift+Enter")
    box.type("使用强度")
    expect(box).to_have_value("埇桥抗菌药物\n使用强度")
    box.press("Enter")
    expect(tab.locator("#chat .turn")).to_have_count(1)
    number = last(tab).locator("button.number").first
    number.focus()
    expect(tab.get_by_role("tooltip")).to_contain_text("抗菌药物")
    tab.keyboard.press("Enter")
    expect(tab.locator("#pane h2")).to_be_focused()
    tab.keyboard.press("Escape")
    expect(number).to_be_focused()


def test_what_an_input_method_confirms_is_not_asked(tab: Page) -> None:
    box = tab.locator("#question textarea")
    box.fill("埇桥")
    box.evaluate(
        "e => e.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"
    )
    tab.wait_for_timeout(300)
    expect(box).to_have_value("埇桥")
    expect(tab.locator("#chat .turn")).to_have_count(0)


def test_an_answer_can_be_stopped_by_escape(
    opened: Open, served: Serve, shipped: Assistant
) -> None:
    with served(SlowToEnd(shipped.library, load_settings())) as address:
        tab = opened(address)
        tab.locator("#question textarea").fill(POSITION)
        tab.locator("#question textarea").press("Enter")
        expect(tab.locator("#running .reply")).to_contain_text("三级老年病医院")
        tab.keyboard.press("Escape")
        expect(tab.locator("#running .turn")).to_have_count(0)
        expect(tab.locator("#question textarea")).to_have_value(POSITION)
        SlowToEnd.let.set()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("dark", [False, True])
def test_nothing_is_cut_off_or_scrolls_sideways(
    opened: Open, address: str, ask: Ask, width: int, dark: bool
) -> None:
    tab = opened(address, width=width, dark=dark)
    ask(tab, f"埇桥 {'https://a.b/' * 12} 抗菌药物使用强度")
    ask(tab, COMPARED)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    last(tab).locator("button.number").first.click()
    expect(tab.locator("#pane mark").first).to_be_in_viewport()
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [1280, 390])
def test_every_control_of_every_tab_can_be_reached(opened: Open, address: str, width: int) -> None:
    tab = opened(address, width=width)
    for name in ("问答", "指标", "职责", "规划库"):
        tab.get_by_role("tab", name=name).click()
        controls = tab.locator("#left :is(input, textarea, button):visible")
        expect(controls.last).to_be_visible()
        outside = [
            control.evaluate("e => e.outerHTML")
            for control in controls.all()
            if not control.evaluate("e => e.closest('.records') !== null")  # scrolls by itself
            and (box := control.bounding_box())
            and not 0 <= box["x"] <= box["x"] + box["width"] <= width
        ]
        assert outside == []


def test_the_box_to_ask_in_stays_in_sight_on_a_narrow_screen(
    opened: Open, address: str, ask: Ask
) -> None:
    tab = opened(address, width=390)
    ask(tab, COMPARED)
    ask(tab, MENTIONS)
    for place in (0, 300, 100_000):
        tab.mouse.wheel(0, place)
        expect(tab.locator("#question")).to_be_in_viewport(ratio=1)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_port_in_use_has_a_remedy(shipped: Assistant) -> None:
    with socket.socket() as occupied:
        occupied.bind(("127.0.0.1", 0))
        occupied.listen()
        port = occupied.getsockname()[1]
        with pytest.raises(SettingsError, match="--port"):
            launch(Service(shipped), "127.0.0.1", port)
    gc.collect()  # Gradio leaves the socket open by which it tried the port
