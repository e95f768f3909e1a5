"""Rows of tables are read with the heads of their columns, and every number with its unit."""

from collections.abc import Sequence
from io import BytesIO

import pytest
from docx import Document

from corpus.documents import Plan, Source, SourceText
from corpus.formats.files import read_bytes
from corpus.parsing import plan_from
from corpus.tables.reading import rows_of as read_rows

Rows = Sequence[Sequence[str]]
# From the first to the last of these cells (row, column) one cell is merged.
Merged = tuple[tuple[int, int], tuple[int, int]]


def plan_of(text: SourceText) -> Plan:
    return plan_from(Source(id="test", title="计划"), text)


def in_markdown(rows: Rows, title: str = "") -> Plan:
    """A plan with one table, the header its first row."""
    head, *others = [f"| {' | '.join(row)} |" for row in rows]
    rule = f"|{'---|' * len(rows[0])}"
    lines = ["# 计划", "## 一、项目", "安排如下。", title, "\n".join((head, rule, *others))]
    return plan_of(read_bytes("\n\n".join(lines).encode(), "计划.md"))


def in_word(rows: Rows, *merged: Merged) -> Plan:
    """The same with cells merged."""
    document = Document()
    document.add_heading("一、项目", 1)
    table = document.add_table(len(rows), len(rows[0]))
    for at, row in enumerate(rows):
        for column, words in enumerate(row):
            table.cell(at, column).text = words
    for (first_row, first), (last_row, last) in merged:
        table.cell(first_row, first).merge(table.cell(last_row, last))
    written = BytesIO()
    document.save(written)
    return plan_of(read_bytes(written.getvalue(), "计划.docx"))


def rows_of(plan: Plan) -> list[str]:
    """The rows of a plan's tables as they are read, its headers left out."""
    return [row.labelled for row in read_rows(plan)]


def test_every_cell_stands_after_the_head_of_its_column() -> None:
    table = [("任务", "牵头单位", "完成时限"), ("新建病房", "县卫生健康委", "2025年底")]
    assert rows_of(in_markdown(table)) == [
        "任务：新建病房；牵头单位：县卫生健康委；完成时限：2025年底"
    ]


def test_an_empty_cell_is_left_out() -> None:
    table = [("项目", "床位（张）", "完工"), ("中医院", "300", "")]
    assert rows_of(in_markdown(table)) == ["项目：中医院；床位：300张"]


@pytest.mark.parametrize(
    ("table", "title", "row"),
    [
        ([("项目", "投资（万元）"), ("县医院", "76000")], "", "项目：县医院；投资：76000万元"),
        ([("项目", "投资（万元）"), ("县医院", "≥760")], "", "项目：县医院；投资：≥760万元"),
        ([("项目", "投资（万元）"), ("县医院", "760左右")], "", "项目：县医院；投资：760万元左右"),
        ([("项目", "投资（万元）"), ("县医院", "待定")], "", "项目：县医院；投资（万元）：待定"),
        ([("项目", "2025年"), ("床位（张）", "700")], "", "项目：床位（张）；2025年：700张"),
        (
            [("项目", "2025年"), ("死亡率（1/10万）", "≤6")],
            "",
            "项目：死亡率（1/10万）；2025年：≤6/10万",
        ),
        ([("项目", "单位", "2025年"), ("床位", "张", "700")], "", "项目：床位；2025年：700张"),
        ([("项目", "计量单位", "2025年"), ("床位", "张", "700")], "", "项目：床位；2025年：700张"),
        ([("项目", "2025年"), ("床位", "700")], "专栏1 床位（张）", "项目：床位；2025年：700张"),
        (
            [("项目", "2025年"), ("投资", "700")],
            "专栏1 投资（单位：万元）",
            "项目：投资；2025年：700万元",
        ),
        ([("项目", "2025年"), ("床位", "700")], "专栏1 床位（3项）", "项目：床位；2025年：700"),
    ],
    ids=(
        "head bound-before bound-after no-number name per-100000 unit-column measured-in-column "
        "title title-that-says-unit title-that-counts"
    ).split(),
)
def test_a_bare_number_gets_the_unit_that_the_table_gives_it(
    table: Rows, title: str, row: str
) -> None:
    assert rows_of(in_markdown(table, title)) == [row]


def test_a_column_s_own_unit_goes_before_that_of_the_row() -> None:
    table = [("项目（张）", "2020年", "占比（%）"), ("床位（张）", "600", "12")]
    assert rows_of(in_markdown(table)) == ["项目（张）：床位（张）；2020年：600张；占比：12%"]


def test_a_number_with_a_unit_of_its_own_keeps_it() -> None:
    table = [("项目", "单位", "2020年", "2025年"), ("床位", "张", "600", "提高12%")]
    assert rows_of(in_markdown(table)) == ["项目：床位；2020年：600张；2025年：提高12%"]


@pytest.mark.parametrize("head", ["序号", "编号", "位次", "年份"])
def test_a_number_that_counts_nothing_gets_no_unit(head: str) -> None:
    table = [(head, "项目", "数量"), ("2", "床位（张）", "600")]
    assert rows_of(in_markdown(table)) == [f"{head}：2；项目：床位（张）；数量：600张"]


def test_under_two_levels_of_heads_a_cell_has_both() -> None:
    table = [
        ("类别", "机构数（个）", "", "床位", ""),
        ("", "2021年", "2022年", "2021年", "2022年"),
        ("医院", "3", "4", "600", "700"),
    ]
    row = "类别：医院；机构数2021年：3个；机构数2022年：4个；床位2021年：600；床位2022年：700"
    assert rows_of(in_markdown(table)) == [row]
    merged = (((0, 0), (1, 0)), ((0, 1), (0, 2)), ((0, 3), (0, 4)))
    assert rows_of(in_word(table, *merged)) == [row]


def test_a_merged_cell_is_of_every_row_under_it() -> None:
    table = [
        ("类别", "项目", "投资（万元）"),
        ("医院", "门诊楼", "300"),
        ("", "病房楼", "700"),
        ("", "停车楼", ""),
        ("基层", "卫生院", "20"),
    ]
    assert rows_of(in_word(table, ((1, 0), (3, 0)))) == [
        "类别：医院；项目：门诊楼；投资：300万元",
        "类别：医院；项目：病房楼；投资：700万元",
        "类别：医院；项目：停车楼",
        "类别：基层；项目：卫生院；投资：20万元",
    ]


def test_only_the_first_cells_are_carried_down() -> None:
    """What a row leaves empty behind its name is no merged cell of the one above."""
    table = [
        ("项目", "牵头单位", "时限"),
        ("病房楼", "县卫生健康委", "2024年"),
        ("停车楼", "", "2025年"),
    ]
    assert rows_of(in_word(table)) == [
        "项目：病房楼；牵头单位：县卫生健康委；时限：2024年",
        "项目：停车楼；时限：2025年",
    ]


@pytest.mark.parametrize(
    "table",
    [
        [("县医院", "600", "76000"), ("中医院", "300", "4000")],  # no header
        [("各镇人民政府：",), ("现印发计划。",)],  # a frame around words
    ],
)
def test_a_row_of_a_table_without_a_header_is_left_as_it_stands(table: Rows) -> None:
    plan = in_markdown(table)
    assert rows_of(plan) == []


def test_each_row_has_the_heads_of_its_own_table() -> None:
    tables = (
        "# 计划\n\n## 一、床位\n\n| 项目 | 床位（张） |\n|--|--|\n| 县医院 | 600 |\n\n文字。\n\n"
    )
    text = f"{tables}## 二、投资\n\n| 项目 | 投资（亿元） |\n|--|--|\n| 县医院 | 6 |\n"
    plan = plan_of(read_bytes(text.encode(), "计划.md"))
    assert rows_of(plan) == ["项目：县医院；床位：600张", "项目：县医院；投资：6亿元"]


def test_a_merged_cell_is_of_every_row_beside_it_wherever_its_column_stands() -> None:
    table = [
        ("任务", "牵头单位", "完成时限"),
        ("建门诊楼", "县医院", "2024年6月"),
        ("建病房楼", "县医院", ""),
        ("建停车楼", "县城管局", "2025年"),
    ]
    assert rows_of(in_word(table, ((1, 2), (2, 2)))) == [
        "任务：建门诊楼；牵头单位：县医院；完成时限：2024年6月",
        "任务：建病房楼；牵头单位：县医院；完成时限：2024年6月",
        "任务：建停车楼；牵头单位：县城管局；完成时限：2025年",
    ]


def test_a_cell_over_several_columns_is_of_each_of_them() -> None:
    table = [
        ("病种", "在职（元）", "退休（元）"),
        ("透析", "按住院待遇", ""),
        ("癫痫", "3600", "3800"),
    ]
    [dialysis, _] = read_rows(in_word(table, ((1, 1), (1, 2))))
    assert [field.words for field in dialysis.values] == ["透析", "按住院待遇", "按住院待遇"]


def test_rows_pasted_with_tabs_between_their_cells_are_rows() -> None:
    text = (
        "某区公报\n一、床位\n表1 床位\n"
        "机构\t机构数（个）\t床位（张）\n\t2021年\t2022年\t2021年\t2022年\n"
        "医院\t3\t4\t600\t700\n卫生院\t9\t9\t\t80\n注：含民营。\n二、人员\n人员增加。\n"
    )
    plan = plan_of(SourceText(text=text))
    assert rows_of(plan) == [
        "机构：医院；机构数2021年：3个；机构数2022年：4个；床位2021年：600张；床位2022年：700张",
        "机构：卫生院；机构数2021年：9个；机构数2022年：9个；床位2022年：80张",
    ]
    assert [section.path for section in plan.sections if section.heading][-1] == ("二、人员",)


def test_a_line_above_a_table_gives_its_unit_and_no_title() -> None:
    table = [("项目", "2025年"), ("门诊楼", "700")]
    plan = in_markdown(table, "表1 投资安排\n\n单位：万元")
    assert rows_of(plan) == ["项目：门诊楼；2025年：700万元"]
    assert plan.tables[0].path[-1] == "表1 投资安排"


@pytest.mark.parametrize(
    ("table", "names"),
    [
        (
            [("领域", "指标", "2025年"), ("健康", "寿命（岁）", "79"), ("环境", "绿地（亩）", "5")],
            ["寿命", "绿地"],
        ),
        (
            [
                ("序号", "时限", "责任单位", "任务"),
                ("1", "6月底", "县医院", "建楼"),
                ("2", "7月底", "县医院", "修路"),
            ],
            ["建楼", "修路"],
        ),
        (
            [("人员类别", "补助标准"), ("在校学生", "减半"), ("退休人员", "全免")],
            ["在校学生", "退休人员"],
        ),
        (
            [
                ("年份", "床位（张）", "医师（人）"),
                ("2021年", "600", "80"),
                ("2022年", "700", "90"),
            ],
            ["2021年", "2022年"],
        ),
    ],
    ids="measured-beside-its-field task-after-roles people-by-kind years".split(),
)
def test_a_row_is_of_what_tells_the_rows_apart(table: Rows, names: list[str]) -> None:
    assert [row.entity for row in read_rows(in_markdown(table))] == names


def test_rows_of_years_know_their_year() -> None:
    table = [("年份", "床位（张）"), ("2021年", "600"), ("2022年", "700")]
    assert [row.year for row in read_rows(in_markdown(table))] == [2021, 2022]


def test_a_row_that_adds_others_up_is_known_and_belongs_to_no_group() -> None:
    table = [
        ("项目", "投资（万元）"),
        ("续建项目", ""),
        ("门诊楼", "30"),
        ("小计（1项）", "30"),
        ("合计（1项）", "30"),
    ]
    rows = read_rows(in_word(table, ((1, 0), (1, 1))))
    assert [(row.is_total, row.groups) for row in rows] == [
        (False, ("续建项目",)),
        (True, ("续建项目",)),
        (True, ()),
    ]


def test_a_header_said_again_and_a_note_are_no_rows() -> None:
    table = [
        ("项目", "投资（万元）"),
        ("门诊楼", "30"),
        ("项目", "投资（万元）"),
        ("病房楼", "40"),
        ("注：不含设备。", ""),
    ]
    assert [row.entity for row in read_rows(in_word(table, ((4, 0), (4, 1))))] == [
        "门诊楼",
        "病房楼",
    ]


def test_the_number_that_the_table_prints_is_kept() -> None:
    table = [("序号", "任务"), ("3", "建楼"), ("5", "修路")]
    assert [row.number for row in read_rows(in_markdown(table))] == ["3", "5"]
