"""What a question wants computed, and what is left of it when that is taken away."""

import pytest

from assistant.answers import Question
from assistant.question.calculation import (
    Operation,
    ends_of_periods,
    operations_in,
    wants_change_since,
    wants_each,
    wants_sum,
    without_calculation,
    works_back,
)


def question(text: str) -> Question:
    return Question(asked=text, text=text, kind="value", plans=("a",), names_plan=True)


@pytest.mark.parametrize(
    ("text", "operations"),
    [
        ("2025年床位是2020年的几倍", ("ratio",)),
        ("2025年床位比2020年多多少", ("difference",)),
        ("床位增长了百分之几", ("growth",)),
        ("床位平均每年增加多少", ("difference", "per year")),
        ("2025年床位多少", ()),
    ],
)
def test_the_operation_is_the_one_that_the_question_says(
    text: str, operations: tuple[Operation, ...]
) -> None:
    assert operations_in(question(text)) == operations


def test_a_sum_a_former_figure_and_the_same_for_each_are_told_apart() -> None:
    total, former, each = map(question, ("一共多少家", "推算2015年床位", "床位和医师各提高多少"))
    assert [wants_sum(q) for q in (total, former, each)] == [True, False, False]
    assert [works_back(q) for q in (total, former, each)] == [False, True, False]
    assert [wants_each(q) for q in (total, former, each)] == [False, False, True]


def test_a_change_over_the_last_years_may_be_one_that_the_plan_tells() -> None:
    assert wants_change_since(question("“十三五”期间床位提高了多少"))
    assert not wants_change_since(question("2025年床位比2020年多多少"))


def test_the_end_of_a_period_is_a_year_whichever_period_it_is() -> None:
    assert ends_of_periods(question("“十三五”末和“十四五”末的床位")) == {2020, 2025}
    assert ends_of_periods(question("“十三五”规划的床位")) == set()


def test_what_to_compute_with_is_left_when_how_is_taken_away() -> None:
    left = without_calculation(question("2025年床位数比2020年增加多少张"))
    assert "床位数" in left.text
    assert "增加" not in left.text
    plain = question("床位数是多少")
    assert without_calculation(plain) is plain
