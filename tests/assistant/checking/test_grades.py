"""The grade of an institution, held against the grade that the plan gives it."""

import pytest

from assistant.checking.context import Context
from assistant.checking.grades import Given, grades_given, grades_in, judged_grade
from assistant.library import Library

PLANNED = Context(plans=("qinghe",), names_plan=True, stance="planned", year=None)
REGIONS = ["青河县", "青河"]


@pytest.fixture(scope="module")
def given(library: Library) -> tuple[Given, ...]:
    return grades_given(library.passages, REGIONS)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("县人民医院创建三级甲等医院", "supported"),
        ("县人民医院创建三级医院", "supported"),
        ("县人民医院创建二级甲等医院", "contradicted"),
        ("白石镇卫生院创建二级医院", None),
    ],
)
def test_verdicts(given: tuple[Given, ...], text: str, verdict: str | None) -> None:
    [grade] = grades_in(text, REGIONS)
    found = judged_grade(grade, PLANNED, given)
    assert (found and found.verdict) == verdict


def test_a_grade_without_a_degree_does_not_support_one_with_it() -> None:
    whole, half = (next(grades_in(f"县人民医院创建{g}医院", REGIONS)) for g in ("三级甲等", "三级"))
    assert whole.supports(half)
    assert not half.supports(whole)


def test_a_grade_of_no_single_institution_is_none() -> None:
    assert list(grades_in("全部乡镇卫生院创建二级医院", REGIONS)) == []
