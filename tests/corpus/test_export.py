"""An exported plan says what the plan says, in each format, and does nothing else."""

import json
from io import BytesIO

import pytest
from lxml import html
from markdown_it import MarkdownIt
from openpyxl import Workbook, load_workbook

from corpus.catalogue import read_plan, sources
from corpus.documents import Plan, Source, SourceText
from corpus.export import FORMATS, ExportFormat, export, indicator_rows
from corpus.parsing import plan_from
from corpus.text import readable


@pytest.fixture(scope="module", params=sources(), ids=lambda source: source.id)
def shipped(request: pytest.FixtureRequest) -> Plan:
    return read_plan(request.param)


def plan(text: str) -> Plan:
    return plan_from(Source(id="taicang", title="太仓市*规划*|甲"), SourceText(text=text))


def workbook(of: Plan) -> Workbook:
    return load_workbook(BytesIO(export(of, "xlsx")))


def shown(markdown: str) -> str:
    """Return what a reader of the rendered Markdown sees, white space dropped."""
    page = MarkdownIt("commonmark").enable("table").render(markdown)
    return "".join(html.fromstring(page).text_content().split())


def test_json_is_the_whole_plan_and_readable_tables(shipped: Plan) -> None:
    content = json.loads(export(shipped, "json"))
    assert Plan.model_validate(content["plan"]) == shipped
    assert len(content["readable"]["指标"]) == len(shipped.indicators)
    assert len(content["readable"]["职责"]) == len(shipped.assignments)


def test_markdown_shows_every_paragraph_cell_and_responsibility(shipped: Plan) -> None:
    seen = shown(export(shipped, "md").decode())
    excerpts = [
        *(paragraph for section in shipped.sections for paragraph in section.paragraphs),
        *(cell for table in shipped.tables for row in table.rows for cell in row),
        *(assignment.excerpt for assignment in shipped.assignments),
    ]
    for excerpt in excerpts:
        assert "".join(readable(excerpt.text).split()) in seen


def test_a_workbook_has_a_row_for_each_record(shipped: Plan) -> None:
    book = workbook(shipped)
    assert book.sheetnames == ["指标", "职责", "章节"]
    assert book["指标"].max_row == 1 + len(shipped.indicators)
    assert book["职责"].max_row == 1 + len(shipped.assignments)
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert all(cell.font.bold for cell in sheet[1])
        assert all(cell.alignment.wrap_text for row in sheet for cell in row)
        assert all(5 < sheet.column_dimensions[c.column_letter].width < 100 for c in sheet[1])


def test_the_indicator_rows_are_those_of_the_document() -> None:
    changshu = next(source for source in sources() if source.id == "changshu")
    first = indicator_rows(read_plan(changshu))[0]
    assert first[:8] == ("健康水平", "人均预期寿命", "岁", "", "", "2025", "84", "预期性")


def test_no_cell_of_a_workbook_becomes_a_formula() -> None:
    dangerous = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", '=HYPERLINK("http://x","y")']
    header = "\t主要指标\n\t单位\n\t2025年\n\t性质\n"
    rows = "".join(f"\n\t{words}\n\t{words}\n\t{words}\n\t预期性\n" for words in dangerous)
    book = workbook(plan(f"太仓市主要指标\n{header}{rows}\n一、总则\n" + "\n".join(dangerous)))
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert {cell.data_type for cell in cells if cell.value} <= {"s", "inlineStr"}
    values = {str(cell.value) for cell in cells}
    for words in dangerous:
        assert any(words in value for value in values)
    for cell in cells:
        if str(cell.value).startswith(("=", "+", "-", "@")):
            assert cell.quotePrefix


def test_characters_that_a_workbook_cannot_hold_are_left_out() -> None:
    book = workbook(plan("一、总则\n健康\x0b太仓\ufffe建设\x01。\n"))
    words = "".join(str(cell.value) for row in book["章节"] for cell in row)
    assert "健康" in words
    assert "建设" in words


def test_a_paragraph_longer_than_a_cell_takes_goes_on_in_the_next_row() -> None:
    book = workbook(plan("一、总则\n" + "健康" * 40_000 + "。\n"))
    words = "".join(str(row[1].value or "") for row in book["章节"].iter_rows(min_row=2))
    assert words.count("健康") == 40_000


def test_markup_in_a_plan_is_shown_as_it_stands() -> None:
    markdown = export(
        plan("一、总则\n# 星*号*<b>[链接](x)|竖线 `码`\n- 甲\n1) 乙\n"), "md"
    ).decode()
    seen = shown(markdown)
    assert "太仓市*规划*|甲" in seen
    for words in ("#星*号*<b>[链接](x)|竖线`码`", "-甲", "1)乙"):
        assert words in seen
    assert "<b>" not in MarkdownIt("commonmark").render(markdown)


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("text", ["", "\n", "一句话", "\t\n", "\t甲\n"])
def test_a_plan_with_next_to_nothing_in_it_can_be_exported(
    file_format: ExportFormat, text: str
) -> None:
    assert export(plan(text), file_format)
