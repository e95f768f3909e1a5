import pytest

from assistant.language.years import (
    is_of_last_period,
    last_period_end,
    period_span,
    with_years,
    years_in,
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("25年的目标", "2025年的目标"),
        ("二〇三〇年和二零二五年", "2030年和2025年"),
        ("近20年来", "近20年来"),
        ("2025年", "2025年"),
        ("未来15年的规划", "未来15年的规划"),
    ],
)
def test_years_are_written_in_full(typed: str, meant: str) -> None:
    assert with_years(typed) == meant


def test_each_year_counts_once_and_no_part_of_a_longer_number() -> None:
    assert years_in("2025年比2020年多120251人，2025年") == (2025, 2020)


@pytest.mark.parametrize(
    ("named", "span"),
    [
        ("“十二五”期间", (2011, 2015)),
        ("健康临江“十四五”规划", (2021, 2025)),
        ("十七五末", (2036, 2040)),
        ("2023-2025年行动方案", (2023, 2025)),
        ("2021 年至 2025 年", (2021, 2025)),
        ("2021年工作要点", (2021, 2021)),
        ("六十五岁以上老年人", None),
        ("", None),
    ],
)
def test_a_period_has_a_first_and_a_last_year(named: str, span: tuple[int, int] | None) -> None:
    assert period_span(named) == span


def test_the_last_period_ends_the_year_before_the_plan_begins() -> None:
    assert last_period_end("2026—2030年") == 2025
    assert last_period_end("规划") is None


@pytest.mark.parametrize(
    ("text", "is_it"),
    [
        ("“十四五”末有多少", True),
        ("上一个五年末", True),
        ("“十三五”末", False),
        ("“十五五”末", False),
        ("现状", False),
    ],
)
def test_the_last_period_is_that_before_the_plan_and_no_fixed_one(text: str, is_it: bool) -> None:
    assert is_of_last_period(text, "2026—2030年") is is_it
