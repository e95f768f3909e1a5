import pytest

from corpus.documents import MarkedHeading, Source
from corpus.errors import UnreadableFileError
from corpus.formats.blocks import (
    LONGEST_TEXT,
    MOST_CELLS,
    Block,
    Box,
    Cell,
    Heading,
    Paragraph,
    Table,
    source_text_from,
    table_of,
)
from corpus.parsing import plan_from


def test_a_table_is_laid_out_as_in_the_shipped_plans() -> None:
    table = Table((("领域", "指标"), ("健康水平", "寿命\n（岁）"), ("", "死亡率")))
    assert source_text_from([table, Paragraph("后文。")]).text == (
        "\t领域\n\t指标\n\n\t健康水平\n\t寿命\n（岁）\n\n\t\n\t死亡率\n\n后文。\n"
    )


def test_two_tables_in_a_row_stay_apart() -> None:
    text = source_text_from([Table((("甲", "乙"),)), Table((("丙", "丁"),))]).text
    assert text == "\t甲\n\t乙\n\n\n\t丙\n\t丁\n\n"


def test_a_box_opens_with_a_tab_and_closes_with_two_blank_lines() -> None:
    box = Box((Paragraph("专栏1：项目\n1.建设实验室。"), Paragraph("2.设立专科。")))
    text = source_text_from([box, Heading(1, "二、保障")]).text
    assert text == "\t专栏1：项目\n1.建设实验室。\n2.设立专科。\n\n\n二、保障\n"


def test_a_frame_that_is_no_box_is_plain_text() -> None:
    assert source_text_from([Box((Paragraph("注：本表…"),))]).text == "注：本表…\n\n\n"


def test_a_title_across_a_table_stands_before_it() -> None:
    rows = table_of([[Cell("专栏2 主要指标", columns=2)], [Cell("指标"), Cell("2025年")]])
    text = source_text_from([rows, Paragraph("后文。")]).text
    assert text == "\t专栏2 主要指标\n\n\t指标\n\t2025年\n\n\n后文。\n"


def test_a_row_across_all_columns_is_one_cell() -> None:
    table = table_of([[Cell("指标"), Cell("值")], [Cell("健康水平", columns=2)]])
    assert table.rows == (("指标", "值"), ("健康水平",))


def test_a_merged_cell_leaves_empty_cells_in_every_other_place() -> None:
    table = table_of(
        [
            [Cell("甲", columns=2, rows=2), Cell("乙")],
            [Cell("丙")],
            [Cell("丁"), Cell("戊"), Cell("己")],
        ]
    )
    assert table.rows == (("甲", "", "乙"), ("", "", "丙"), ("丁", "戊", "己"))


def test_a_table_without_words_leaves_nothing() -> None:
    assert source_text_from([Table((("", ""), (" ", "\n")))]).text == ""


def test_marked_headings_stand_at_their_lines() -> None:
    source_text = source_text_from([Paragraph("前言。"), Heading(2, "一、\n目标"), Heading(3, " ")])
    assert source_text.headings == (MarkedHeading(start=4, level=2),)
    assert source_text.text == "前言。\n一、 目标\n"


def test_a_paragraph_under_a_heading_style_is_no_heading() -> None:
    assert source_text_from([Heading(1, "健康" * 60)]).headings == ()


def test_words_never_pass_for_cells() -> None:
    assert source_text_from([Paragraph("\t一\n\t二\u2028\t三")]).text == "一\n二\n三\n"


def test_pages_begin_where_the_breaks_stand_and_the_breaks_are_gone() -> None:
    blocks: list[Block] = [
        Paragraph("第一页\f第二页"),
        Table((("\f\f甲", "乙"),)),
        Heading(1, "\f一、末页"),
    ]
    source_text = source_text_from(blocks, paged=True)
    assert "\f" not in source_text.text
    assert [source_text.page_of(source_text.text.index(w)) for w in ("一页", "二页", "甲")] == [
        1,
        2,
        4,
    ]
    assert source_text.page_of(source_text.text.index("末页")) == 5
    assert source_text.headings[0].start == source_text.text.index("一、")


def test_an_endless_text_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="200 万字"):
        source_text_from([Paragraph("长" * LONGEST_TEXT)])


def test_a_table_that_claims_millions_of_cells_is_refused() -> None:
    rows = [[Cell("", columns=10**9)] * 100] * (MOST_CELLS // 5_000)
    with pytest.raises(UnreadableFileError, match="表格"):
        table_of(rows)


def test_half_characters_are_replaced() -> None:
    assert source_text_from([Paragraph("健\ud800康")]).text == "健\ufffd康\n"


def test_a_document_laid_out_is_parsed_as_it_was_meant() -> None:
    plan = plan_from(
        Source(id="x", title="x"),
        source_text_from(
            [
                Heading(1, "第一章 目标"),
                Paragraph("主要指标"),
                table_of(
                    [
                        [Cell("领域"), Cell("指标"), Cell("2020年"), Cell("2025年")],
                        [Cell("健康", rows=2), Cell("寿命（岁）"), Cell("77"), Cell("78")],
                        [Cell("死亡率（‰）"), Cell("3"), Cell("2")],
                    ]
                ),
                Box((Paragraph("专栏1：项目"), Paragraph("1.建设实验室。"))),
                Heading(1, "第二章 保障"),
                Paragraph("加强领导。"),
            ]
        ),
    )
    assert [i.group for i in plan.indicators if not i.in_prose] == ["健康", "健康"]
    assert ("第一章 目标", "专栏1：项目") in {section.path[:2] for section in plan.sections}
    assert plan.sections[-1].path == ("第二章 保障",)
