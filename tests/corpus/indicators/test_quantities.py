from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.catalogue import shipped_plans
from corpus.documents import Quantity
from corpus.indicators.figures import figures_in, normalised_unit
from corpus.indicators.quantities import quantities_from


def quantity(
    amount: str | None,
    unit: str = "",
    relation: str = "=",
    *,
    upper: str | None = None,
    direction: str = "",
    per_year: bool = False,
) -> Quantity:
    return Quantity.model_validate(
        {
            "amount": amount,
            "unit": unit,
            "relation": relation,
            "upper": upper,
            "direction": direction,
            "per_year": per_year,
        }
    )


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("84", "岁", quantity("84", "岁")),
        ("0", "1/10万", quantity("0", "/10万")),
        ("6.20", "‰", quantity("6.20", "‰")),
        ("≤6.8", "/10万", quantity("6.8", "/10万", "≤")),
        ("≥40", "%", quantity("40", "%", "≥")),
        ("＞78.2", "岁", quantity("78.2", "岁", ">")),
        ("＜5.2", "‰", quantity("5.2", "‰", "<")),
        ("<0.17", "%", quantity("0.17", "%", "<")),
        (">90", "%", quantity("90", "%", ">")),
        ("4.5左右", "个", quantity("4.5", "个", "≈")),
        ("85左右", "%", quantity("85", "%", "≈")),
        ("70以上", "%", quantity("70", "%", "≥")),
        ("78岁以上", "岁", quantity("78", "岁", "≥")),
        ("控制在20%以内", "%", quantity("20", "%", "≤")),
        ("全部达到100", "%", quantity("100", "%")),
        ("提高1岁左右", "岁", quantity("1", "岁", "≈", direction="提高")),
        ("同比例提高", "岁", quantity(None, direction="提高")),
        ("持续提升", "%", quantity(None, direction="提高")),
        (
            "力争每年降低0.5个百分点以上",
            "%",
            quantity("0.5", "百分点", "≥", direction="降低", per_year=True),
        ),
        (
            "力争每年降低1个百分点以上",
            "%",
            quantity("1", "百分点", "≥", direction="降低", per_year=True),
        ),
    ],
)
def test_each_wording_of_the_tables_is_understood(
    value: str, unit: str, expected: Quantity
) -> None:
    assert quantities_from(value, unit) == (expected,)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("不低于90元", quantity("90", "元", "≥")),
        ("不少于15场次", quantity("15", "场次", "≥")),
        ("不超过7%", quantity("7", "%", "≤")),
        ("低于18%", quantity("18", "%", "<")),
        ("超过25%", quantity("25", "%", ">")),
        ("达到60%", quantity("60", "%")),
        ("达 100%", quantity("100", "%")),
        ("稳定在95%以上", quantity("95", "%", "≥")),
        ("控制在14.5/10万以下", quantity("14.5", "/10万", "≤")),
        ("76.43/10万", quantity("76.43", "/10万")),
        ("1/10万", quantity("1", "/10万")),
        ("1.19人/万人", quantity("1.19", "人/万人")),
        ("$\\geq 60\\%$", quantity("60", "%", "≥")),
        ("10—15", quantity("10", upper="15")),
        ("5至8个", quantity("5", "个", upper="8")),
        ("2~3个", quantity("2", "个", upper="3")),
        ("下降3—5个百分点", quantity("3", "百分点", upper="5", direction="降低")),
        ("1.45万人", quantity("14500", "人")),
        ("2万人以上", quantity("20000", "人", "≥")),
        ("10—15万人", quantity("100000", "人", upper="150000")),
        ("10,102张", quantity("10102", "张")),
        ("１２．５％", quantity("12.5", "%")),
        ("-2.5‰", quantity("-2.5", "‰")),
        ("1:1.10", quantity("1.10", "1:")),
        ("2/5", quantity("0.4")),
        ("三分之二", quantity(str(Decimal(2) / Decimal(3)))),
        ("百分之八十以上", quantity("80", "%", "≥")),
        ("降低一个百分点以上", quantity("1", "百分点", "≥", direction="降低")),
        ("比2015年提高0.96岁", quantity("0.96", "岁", direction="提高")),
        ("降低20%", quantity("20", "%", direction="降低")),
        ("降低到20%", quantity("20", "%")),
        ("提升到40%以上", quantity("40", "%", "≥")),
        ("年均增长5%左右", quantity("5", "%", "≈", direction="提高", per_year=True)),
        ("95%（含）以上", quantity("95", "%", "≥")),
        ("1万余人", quantity("10000", "人", ">")),
        ("逐年下降", quantity(None, direction="降低", per_year=True)),
    ],
)
def test_the_wordings_of_prose_are_understood(value: str, expected: Quantity) -> None:
    assert quantities_from(value) == (expected,)


@pytest.mark.parametrize(
    "value",
    "|—|——|-|/|前列|持续改善|达到省平均水平|2025年|2021—2025年|5G|P2|1+X|第11届|不降低".split("|"),
)
def test_what_is_no_figure_gives_no_quantity(value: str) -> None:
    assert quantities_from(value, "%") == ()


def test_several_figures_in_one_cell_are_several_quantities() -> None:
    assert [str(q.amount) for q in quantities_from("93.87/86.67", "%")] == ["93.87", "86.67"]
    four = quantities_from("100、100、98.5、100", "%")
    assert [(str(q.amount), q.unit) for q in four] == [
        ("100", "%"),
        ("100", "%"),
        ("98.5", "%"),
        ("100", "%"),
    ]


def test_what_joined_figures_say_once_is_said_of_each() -> None:
    assert [q.relation for q in quantities_from("≥90/85", "%")] == ["≥", "≥"]
    assert [(q.unit, q.relation) for q in quantities_from("60、50%以上")] == [("%", "≥")] * 2
    assert [q.direction for q in quantities_from("分别增加15.17%、37.38%")] == ["提高", "提高"]


def test_a_column_that_counts_in_ten_thousands_is_computed_in_ones() -> None:
    assert quantities_from("1184.76", "万人次") == (quantity("11847600", "人次"),)


def test_units_are_alike_however_they_are_written() -> None:
    assert {normalised_unit(u) for u in ("1/10万", "/10万", "（1/10万）", "／10万")} == {"/10万"}
    assert normalised_unit("％") == "%"
    assert normalised_unit("—") == ""


def test_every_cell_with_a_digit_in_the_plans_tables_has_a_quantity() -> None:
    for plan in shipped_plans():
        for row in plan.indicators:
            for reading in (row.baseline, row.target):
                if row.row and reading and reading.value and any(map(str.isdigit, reading.value)):
                    assert quantities_from(reading.value, row.unit), reading.value


@given(st.text(), st.text(max_size=8))
def test_no_wording_raises(value: str, unit: str) -> None:
    quantities_from(value, unit)


@given(st.text(alphabet="0123456789.,/万亿%‰以上至—-−:分之三百千≥每年提高个", max_size=60))
def test_no_run_of_figures_and_signs_raises_and_figures_stand_in_order(value: str) -> None:
    position = 0
    for figure in figures_in(value):
        assert position <= figure.start <= figure.number_start < figure.end <= len(value)
        position = figure.end


@given(st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False))
def test_a_plain_number_is_read_as_it_is(amount: Decimal) -> None:
    assert quantities_from(f"≥{amount}", "%")[0].amount == amount
