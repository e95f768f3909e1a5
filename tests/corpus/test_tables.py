from collections.abc import Mapping

import pytest

from corpus.catalogue import shipped_plans
from corpus.documents import Indicator, Plan


@pytest.fixture(scope="module")
def rows() -> Mapping[str, tuple[Indicator, ...]]:
    return {plan.source.id: plan.indicators for plan in shipped_plans()}


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
        for row in plan.indicators:
            words = plan.text[row.excerpt.start : row.excerpt.end]
            assert row.name in "".join(words.split())
            assert row.nature in words
