from collections.abc import Sequence
from io import BytesIO

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from corpus.formats.files import read_bytes

FONT = "STSong-Light"
BODY = ParagraphStyle("", fontName=FONT, fontSize=12, leading=20, wordWrap="CJK")
CELL = ParagraphStyle("", fontName=FONT, fontSize=10, leading=12, wordWrap="CJK")
BASE = [("FONT", (0, 0), (-1, -1), FONT, 10), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
THREE_LINES = [
    *BASE,
    ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black),
    ("LINEBELOW", (0, 0), (-1, 0), 0.5, colors.black),
    ("LINEBELOW", (0, -1), (-1, -1), 1, colors.black),
]
GRID = [*BASE, ("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
BEFORE, AFTER = "各镇情况如下。", "以上数据由县卫生健康局统计。"


@pytest.fixture(autouse=True, scope="module")
def _font() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def text_of(*flowables: Flowable) -> str:
    written = BytesIO()
    SimpleDocTemplate(written, pagesize=A4).build(
        [Paragraph(BEFORE, BODY), *flowables, Paragraph(AFTER, BODY)]
    )
    text = read_bytes(written.getvalue(), "公报.pdf", ocr=False).text
    return text.removeprefix(f"{BEFORE}\n").removesuffix(f"{AFTER}\n")


def laid_out(rows: Sequence[Sequence[str]]) -> str:
    return "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in rows)


TOWNS = [
    ["乡镇", "签约居民（人）", "签约率（%）", "备注"],
    ["东镇", "12034", "45.2", ""],
    ["西镇", "8934", "——", "含园区"],
    ["南镇", "", "39.0", "未开展"],
]


def test_a_table_of_three_lines_keeps_its_empty_cells_and_dashes() -> None:
    made = Table(TOWNS, colWidths=[80, 120, 100, 80], style=THREE_LINES)
    assert text_of(made) == laid_out(TOWNS)


def test_a_table_without_any_rule_is_one_if_its_cells_are_figures() -> None:
    rows = [["乡镇", "床位", "护士", "医师"], *([f"{n}镇", "12", "3.5", "7"] for n in "东西南北")]
    assert text_of(Table(rows, colWidths=[80] * 4, style=BASE)) == laid_out(rows)


def test_words_in_columns_without_rules_are_no_table() -> None:
    rows = [[f"{n}组长", "李某", "县卫生健康局", "副局长"] for n in "一二三四"]
    assert "\t" not in text_of(Table(rows, colWidths=[80] * 4, style=BASE))


def test_a_head_over_two_columns_stands_in_the_first_and_that_of_all_levels_above() -> None:
    rows = [
        ["机构", "床位（张）", "", "护士（人）", ""],
        ["", "2023年", "2024年", "2023年", "2024年"],
        ["县医院", "620", "640", "231", "247"],
        ["县中医院", "300", "310", "98", "109"],
    ]
    spans = [("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (2, 0)), ("SPAN", (3, 0), (4, 0))]
    centred = [*THREE_LINES, *spans, ("ALIGN", (0, 0), (-1, -1), "CENTER")]
    assert text_of(Table(rows, colWidths=[80] * 5, style=centred)) == laid_out(rows)


def test_lines_of_a_cell_are_joined_and_rows_are_not() -> None:
    long = "建设县域医学影像、心电、检验、病理、消毒供应五大资源共享中心"
    rows = [
        ["序号", "任务", "单位", "时限"],
        ["1", long, "县卫健局", "2025年"],
        ["2", "进修", "县人社局", "长期"],
    ]
    made = [[Paragraph(cell, CELL) if cell == long else cell for cell in row] for row in rows]
    assert text_of(Table(made, colWidths=[50, 160, 90, 80], style=THREE_LINES)) == laid_out(rows)


@pytest.mark.parametrize("repeated", [0, 1])
def test_a_table_goes_on_over_pages_with_its_header_or_without(repeated: int) -> None:
    rows = [["序号", "名称", "投资"], *([str(n), f"项目{n}", f"{n * 7}"] for n in range(1, 90))]
    made = Table(rows, colWidths=[60, 160, 80], style=THREE_LINES, repeatRows=repeated)
    assert text_of(made) == laid_out(rows)


def test_a_table_with_rules_between_its_columns_only_has_its_outer_ones() -> None:
    rows = [["指标", "单位", "2024年"], ["床位", "张", "3987"], ["护士", "人", ""]]
    inner = [*BASE, ("INNERGRID", (0, 0), (-1, -1), 0.5, colors.black)]
    ends = [
        (f"LINE{at}", (0, row), (-1, row), 0.5, colors.black)
        for at, row in (("ABOVE", 0), ("BELOW", -1))
    ]
    assert text_of(Table(rows, colWidths=[80] * 3, style=[*inner, *ends])) == laid_out(rows)


@pytest.mark.parametrize(
    "style", [THREE_LINES, [*BASE, ("GRID", (0, 0), (-1, -1), 0.5, colors.black)]]
)
def test_two_tables_side_by_side_are_two(style: list[tuple[object, ...]]) -> None:
    tables = [
        [["乡镇", "床位"], *([f"{n}镇", str(k * f)] for f, n in enumerate("东西南", 3))]
        for k in (2, 9)
    ]
    made = [Table(rows, colWidths=[80, 80], style=style) for rows in tables]
    text = text_of(Table([made], colWidths=[220, 220]))
    assert text == laid_out(tables[0]) + "\n" + laid_out(tables[1])
