from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.catalogue import shipped_plans
from corpus.documents import Indicator, Plan, Source, SourceText
from corpus.parsing import plan_from


@pytest.fixture(scope="module")
def rows() -> Mapping[str, tuple[Indicator, ...]]:
    return {
        plan.source.id: tuple(row for row in plan.indicators if not row.in_prose)
        for plan in shipped_plans()
    }


def named(rows: tuple[Indicator, ...], name: str) -> Indicator:
    return next(row for row in rows if name in row.name)


def test_every_row_of_the_three_tables_is_read(rows: Mapping[str, tuple[Indicator, ...]]) -> None:
    counts = {plan: len(of_plan) for plan, of_plan in rows.items() if of_plan}
    assert counts == {"changshu": 21, "yongqiao": 25, "linjiang": 20}


def test_a_merged_group_cell_is_carried_down(rows: Mapping[str, tuple[Indicator, ...]]) -> None:
    row = named(rows["changshu"], "药师")
    assert (row.group, row.unit, row.row, row.nature) == ("健康服务", "人", 13, "预期性")


def test_a_row_with_the_group_alone_heads_those_after_it(
    rows: Mapping[str, tuple[Indicator, ...]],
) -> None:
    assert named(rows["yongqiao"], "个人卫生支出").group == "健康保障"


def test_the_unit_in_the_name_is_taken_out_of_it(
    rows: Mapping[str, tuple[Indicator, ...]],
) -> None:
    row = named(rows["yongqiao"], "执业")
    assert (row.name, row.unit) == ("每千常住人口执业（助理）医师数", "人")


def test_a_dash_means_that_no_value_is_given(rows: Mapping[str, tuple[Indicator, ...]]) -> None:
    row = named(rows["yongqiao"], "抗菌药物")
    assert row.baseline is not None and row.target is not None
    assert (row.baseline.year, row.baseline.value) == (2020, None)
    assert (row.target.year, row.target.value) == (2025, "<40")


def test_a_cell_over_two_lines_is_one_cell(rows: Mapping[str, tuple[Indicator, ...]]) -> None:
    row = named(rows["linjiang"], "近视率")
    assert row.target is not None and row.target.value == "力争每年降低0.5个百分点以上"


def test_several_values_in_one_cell_keep_their_wording(
    rows: Mapping[str, tuple[Indicator, ...]],
) -> None:
    row = named(rows["linjiang"], "孕产妇系统管理率")
    assert row.baseline is not None and row.baseline.value == "93.87/86.67"


def test_a_row_is_found_again_in_its_source() -> None:
    plans: list[Plan] = [plan for plan in shipped_plans() if plan.indicators]
    for plan in plans:
        for row in (row for row in plan.indicators if not row.in_prose):
            words = plan.text[row.excerpt.start : row.excerpt.end]
            assert row.name in "".join(words.split())
            assert row.nature in words


def table_of(*rows: str) -> str:
    """A table as it stands in a converted plan: cells divided by ``|`` in each row."""
    cells = ["\n".join(f"\t{cell.strip()}" for cell in row.split("|")) for row in rows]
    return "一、目标\n主要指标\n" + "\n\n".join(cells) + "\n\n"


def indicators(*rows: str) -> tuple[Indicator, ...]:
    plan = plan_from(Source(id="test", title="测试"), SourceText(text=table_of(*rows)))
    return tuple(row for row in plan.indicators if not row.in_prose)


def values(rows: tuple[Indicator, ...]) -> list[tuple[str, str | None, str | None]]:
    return [
        (
            row.name,
            row.baseline.value if row.baseline else None,
            row.target.value if row.target else None,
        )
        for row in rows
    ]


def test_quantities_are_read_from_the_cells(rows: Mapping[str, tuple[Indicator, ...]]) -> None:
    row = named(rows["yongqiao"], "提供中医药服务")
    assert row.baseline is not None
    assert [str(q.amount) for q in row.baseline.quantities] == ["100", "100", "98.5", "100"]
    row = named(rows["linjiang"], "近视率")
    assert row.target is not None
    [change] = row.target.quantities
    assert (str(change.amount), change.unit, change.direction, change.per_year) == (
        "0.5",
        "百分点",
        "降低",
        True,
    )


def test_a_unit_keeps_the_words_of_the_source(rows: Mapping[str, tuple[Indicator, ...]]) -> None:
    assert named(rows["yongqiao"], "抗菌药物").unit == "DDDs 100/人天%"
    assert named(rows["yongqiao"], "孕产妇死亡率").unit == "1/10万"
    assert named(rows["linjiang"], "空气质量").unit == ""


def test_a_header_over_two_rows_is_read_as_one() -> None:
    found = indicators(
        "序号|主要指标|单位|规划目标||指标性质",
        "|||2020年|2025年|",
        "1|人均预期寿命|岁|77.7|78.2|预期性",
        "2|婴儿死亡率|‰|1.62|＜5.2|约束性",
    )
    assert values(found) == [("人均预期寿命", "77.7", "78.2"), ("婴儿死亡率", "1.62", "＜5.2")]
    assert [row.target.year for row in found if row.target] == [2025, 2025]
    assert [(row.unit, row.nature) for row in found] == [("岁", "预期性"), ("‰", "约束性")]


def test_the_baseline_is_the_last_value_before_the_plan_s_period() -> None:
    found = indicators("指标|2015年|2020年|2022年|2025年|属性", "寿命（岁）|76|77|77.5|78|预期性")
    assert values(found) == [("寿命", "77", "78")]


def test_columns_are_known_by_the_words_for_past_and_target() -> None:
    found = indicators("指标名称|计量单位|目标值|现状值|类型", "寿命|岁|78|77|预期性")
    assert values(found) == [("寿命", "77", "78")]
    assert found[0].nature == "预期性"


def test_a_five_year_plan_in_a_header_stands_for_its_last_year() -> None:
    [row] = indicators("指标|“十三五”末|“十四五”目标|年均增长", "寿命（岁）|77|78|0.3")
    assert row.baseline is not None and row.target is not None
    assert (row.baseline.year, row.target.year) == (2020, 2025)


def test_the_finest_of_several_levels_is_the_name() -> None:
    [first, second] = indicators(
        "一级指标|二级指标|单位|2025年", "健康水平|人均预期寿命|岁|79", "|婴儿死亡率|‰|4"
    )
    assert (first.group, second.group) == ("健康水平", "健康水平")
    assert second.name == "婴儿死亡率"


def test_a_header_said_again_and_a_note_are_no_rows() -> None:
    found = indicators(
        "指标|2020年|2025年",
        "一、健康水平||",
        "1.寿命（岁）|77|78",
        "指标|2020年|2025年",
        "其中：男性寿命（岁）|75|76",
        "注：〔 〕内为累计数。||",
    )
    assert values(found) == [("寿命", "77", "78"), ("男性寿命", "75", "76")]
    assert {row.group for row in found} == {"健康水平"}


def test_a_merged_cell_of_the_nature_is_carried_down() -> None:
    found = indicators("指标|单位|2025年|属性", "寿命|岁|78|预期性", "死亡率|‰|4|")
    assert [row.nature for row in found] == ["预期性", "预期性"]


def test_a_row_without_the_place_of_its_merged_group_keeps_its_columns() -> None:
    found = indicators(
        "领域|指标|2020年|2025年|属性",
        "健康水平|寿命（岁）|77|78|预期性",
        "死亡率（‰）|5|4|约束性",
    )
    assert values(found) == [("寿命", "77", "78"), ("死亡率", "5", "4")]
    assert found[1].group == "健康水平"


def test_a_title_row_may_stand_above_the_header() -> None:
    found = indicators("主要指标表||", "指标|2020年|2025年", "寿命（岁）|77|78")
    assert values(found) == [("寿命", "77", "78")]


def test_an_indicator_without_values_is_no_group() -> None:
    found = indicators("指标|2020年|2025年", "死亡率（‰）||", "寿命（岁）|77|78")
    assert values(found) == [("死亡率", None, None), ("寿命", "77", "78")]


@pytest.mark.parametrize(
    "header", ["姓名|职务|电话", "项目|2020年|2021年", "指标|责任单位|说明", "序号|名称|地址"]
)
def test_another_table_has_no_indicators(header: str) -> None:
    assert indicators(header, "甲|乙|丙") == ()


@given(
    st.lists(
        st.lists(st.sampled_from(["", "指标", "2025年", "单位", "5", "—", "寿命（岁）", "注：无"]))
        .filter(bool)
        .map("|".join),
        min_size=1,
        max_size=8,
    )
)
def test_no_table_raises_and_every_cell_stands_where_it_says(lines: list[str]) -> None:
    text = table_of(*lines)
    for row in plan_from(Source(id="t", title="t"), SourceText(text=text)).indicators:
        for cell in row.cells:
            assert "".join(text[a:b] for a, b in cell.spans) == cell.text
