import pytest

from corpus.periods import date_from, five_years, period_from


@pytest.mark.parametrize(
    ("plan", "years"),
    [("十一五", (2006, 2010)), ("十四五", (2021, 2025)), ("十六五", (2031, 2035))],
)
def test_each_five_year_plan_begins_when_the_one_before_has_ended(
    plan: str, years: tuple[int, int]
) -> None:
    assert five_years(plan) == years


@pytest.mark.parametrize("words", ["二〇二一年十三月", "二〇二一年六月三十二日", "2021-13-01"])
def test_a_day_that_no_calendar_has_is_no_date(words: str) -> None:
    assert date_from(words) == ""


@pytest.mark.parametrize(
    ("title", "text", "period"),
    [
        ("发展规划", "规划期为2021年至2025年。", "2021—2025年"),
        ("发展规划", "比2015年增长。", ""),
        ("行动方案（2023—2025年）", "规划期为2021—2025年", "2023—2025年"),
    ],
)
def test_the_title_says_the_period_or_else_the_text(title: str, text: str, period: str) -> None:
    assert period_from(title, text) == period
