"""Figures that can be computed with, and what tells one from another."""

from collections.abc import Callable

from assistant.evidence.asked import Asked
from assistant.evidence.figures import Figure, by_year, figures_beside, of_one_thing

Ask = Callable[[str], Asked]


def said(figures: list[Figure]) -> list[tuple[str, str]]:
    return [(figure.name, figure.said) for figure in figures]


def test_a_row_gives_a_figure_for_each_of_its_years(ask: Ask) -> None:
    baseline, target = ask("青禾县每千人口注册护士数").figures
    assert (baseline.year, str(baseline.amount), baseline.is_target) == (2020, "2.6", False)
    assert (target.year, str(target.amount), target.is_target) == (2025, "3.4", True)
    assert {baseline.unit, target.unit} == {"人"}


def test_a_blank_cell_gives_no_figure(ask: Ask) -> None:
    assert [figure.year for figure in ask("青禾县适龄妇女宫颈癌筛查率").figures] == [2025]


def test_a_change_is_no_figure_of_the_thing_itself(ask: Ask) -> None:
    asked = ask("青禾县病床总数")
    assert said(list(asked.figures)) == [("病床总数", "1200张")]
    assert said(list(asked.changes)) == [("病床总数", "增长20%")]


def test_what_is_newly_made_is_a_number_and_no_change(ask: Ask) -> None:
    assert said(list(ask("白石区健康村").figures))[0] == ("健康村", "创建4个")


def test_the_name_that_stands_in_the_question_is_known_to_be_named(ask: Ask) -> None:
    assert all(figure.is_named for figure in ask("青禾县人均预期寿命").figures)
    assert not any(figure.is_named for figure in ask("青禾县护士数").figures)


def test_the_other_figures_of_a_sentence_stand_beside_one(ask: Ask) -> None:
    village = ask("白石区健康村").figures[0]
    assert said(figures_beside(village)) == [("省级健康镇", "创建1个"), ("健康社区", "创建3个")]


def test_a_year_has_one_figure_and_years_come_in_order(ask: Ask) -> None:
    figures = ask("青禾县人均预期寿命").figures
    assert list(by_year([*reversed(figures), *figures])) == [2020, 2025]


def test_figures_of_one_thing_are_those_of_one_plan(ask: Ask) -> None:
    figures = ask("人均预期寿命").figures
    assert {figure.plan for figure in figures} == {"qinghe", "baishi"}
    assert {figure.plan for figure in of_one_thing(figures)} == {figures[0].plan}
    assert of_one_thing([]) == []


def test_a_figure_is_of_the_years_asked_or_of_any(ask: Ask) -> None:
    asked = ask("青禾县人均预期寿命2025年目标")
    assert [f.year for f in asked.figures if f.is_of_years(asked.question)] == [2025]
    any_year = ask("青禾县人均预期寿命")
    assert all(f.is_of_years(any_year.question) for f in any_year.figures)
