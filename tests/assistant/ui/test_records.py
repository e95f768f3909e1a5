"""The tabs of indicators and responsibilities in a browser: find, compare, open, export."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from assistant import Assistant

pytestmark = pytest.mark.browser

Open = Callable[..., Page]


def choose(tab: Page, field: str, option: str) -> None:
    tab.locator(f"#{field} input").click()
    tab.get_by_role("option", name=option, exact=True).click()


@pytest.fixture
def indicators(tab: Page) -> Page:
    tab.get_by_role("tab", name="指标").click()
    expect(tab.locator("#indicators .count")).to_be_visible()
    return tab


@pytest.fixture
def duties(tab: Page) -> Page:
    tab.get_by_role("tab", name="职责").click()
    expect(tab.locator("#duties .count")).to_be_visible()
    return tab


def test_all_indicators_are_there(indicators: Page, shipped: Assistant) -> None:
    library = shipped.library
    known = sum(len(library.plan(source.id).indicators) for source in library.sources)
    expect(indicators.locator("#indicators .count")).to_contain_text(f"共 {known} 条")


def test_indicators_are_searched_and_filtered(indicators: Page) -> None:
    indicators.locator("#indicator-words textarea, #indicator-words input").fill("药师")
    expect(indicators.locator("#indicators tbody tr").first).to_contain_text("药师")
    choose(indicators, "indicator-plans", "常熟市“十四五”卫生健康发展规划")
    for row in indicators.locator("#indicators tbody tr").all():
        expect(row).to_contain_text("常熟市")
    indicators.locator("#indicator-words textarea, #indicator-words input").fill("没有这样的指标")
    expect(indicators.locator("#indicators .none")).to_have_text("没有符合条件的指标。")


def test_one_indicator_is_compared_and_leads_to_its_source(indicators: Page) -> None:
    choose(indicators, "indicator-concept", "人均预期寿命")
    expect(indicators.locator("#indicators .chart caption")).to_have_text("人均预期寿命（岁）")
    assert indicators.locator("#indicators .chart tr").count() >= 4
    row = indicators.locator("#indicators tbody tr", has_text="＞78.2")
    row.get_by_role("button", name="看原文").click()
    expect(indicators.locator("#pane tr.cited")).to_contain_text("人均预期寿命（岁）")


def test_the_chosen_indicators_are_exported_to_excel(indicators: Page, tmp_path: Path) -> None:
    choose(indicators, "indicator-concept", "人均预期寿命")
    expect(indicators.locator("#indicators .chart")).to_be_visible()
    shown = indicators.locator("#indicators .records tbody tr").count()
    with indicators.expect_download() as download:
        indicators.get_by_role("button", name="导出 Excel").click()
    assert download.value.suggested_filename == "指标.xlsx"
    download.value.save_as(tmp_path / "指标.xlsx")
    sheet = load_workbook(tmp_path / "指标.xlsx")["指标"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("规划", "领域", "指标")
    assert len(rows) == shown + 1


def test_a_unit_has_its_tasks_and_a_task_its_units(duties: Page) -> None:
    duties.locator("#duty-unit input").fill("市场监督")
    duties.get_by_role("option", name="市场监督管理局", exact=True).click()
    duties.get_by_label("牵头", exact=True).check()
    rows = duties.locator("#duties tbody tr")
    expect(rows.first.locator("td").nth(2).locator("b")).to_contain_text("市场监督管理局")
    led = rows.count()
    duties.get_by_label("牵头或配合").check()
    expect(rows).not_to_have_count(led)
    choose(duties, "duty-unit", "（全部）")
    duties.locator("#duty-words textarea, #duty-words input").fill("控烟")
    expect(rows).to_have_count(1)
    rows.first.get_by_role("button", name="看原文").click()
    expect(duties.locator("#pane mark")).to_contain_text("牵头单位")
