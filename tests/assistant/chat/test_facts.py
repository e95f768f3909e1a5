"""A figure of a source is known with its year, its kind, and what it is said of."""

from collections.abc import Callable

import pytest

from assistant.chat.facts import (
    Fact,
    context_terms,
    entity_terms,
    facts_of,
    kind_in,
    near_terms,
)
from assistant.chat.figures import figures_in, plain
from assistant.chat.items import Item

Facts = Callable[..., list[Fact]]
Told = tuple[str, str, str, str]


@pytest.fixture
def facts(of: Callable[[str], Item]) -> Facts:
    """The facts of words, as if they stood in the plan."""
    evidence = of("督导检查").evidence
    return lambda words, is_row=False: list(facts_of(Item(words, evidence, is_row=is_row)))


def told(facts: list[Fact]) -> list[Told]:
    """Number and unit, bound, year and kind of each fact."""
    return [(f"{f.figure.number}{f.figure.unit}", f.figure.bound, f.year, f.kind) for f in facts]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("到2025年，床位数达到6.5张。", [("6.5张", "", "2025", "目标")]),
        ("2020年，全县有医师1200人。", [("1200人", "", "2020", "")]),
        ("目前有床位300张。", [("300张", "", "", "现状")]),
        ("截至2020年底，有医院5家。", [("5家", "", "2020", "现状")]),
        ("已建成5家。", [("5家", "", "", "现状")]),
        ("建成5家。", [("5家", "", "", "")]),
        ("力争床位达到600张以上。", [("600张", "≥", "", "目标")]),
        ("计划新增100张。", [("100张", "+", "", "目标")]),
    ],
)
def test_a_figure_of_a_sentence_has_its_bound_year_and_kind(
    facts: Facts, words: str, expected: list[Told]
) -> None:
    assert told(facts(words)) == expected


def test_the_nearest_word_before_a_figure_tells_its_kind(facts: Facts) -> None:
    found = facts("截至2020年底，有医院5家；到2025年建成8家，目前在建2家。")
    assert told(found) == [
        ("5家", "", "2020", "现状"),
        ("8家", "", "2025", "目标"),
        ("2家", "", "2025", "现状"),
    ]


def test_what_rose_from_one_figure_to_another_has_the_other_now(facts: Facts) -> None:
    _, now, planned = facts("从3家增加到5家，2025年目标为8家。")
    assert told([now, planned]) == [("5家", "", "", "现状"), ("8家", "", "2025", "目标")]


def test_figures_of_a_row_have_the_year_and_kind_of_their_column(facts: Facts) -> None:
    row = "序号：2；指标：床位数；2020年现状：600张；2025年目标：≥700张；属性：预期性"
    assert told(facts(row, is_row=True)) == [
        ("600张", "", "2020", "现状"),
        ("700张", "≥", "2025", "目标"),
    ]


def test_what_a_column_does_not_call_by_kind_an_indicator_s_reading_does(
    of: Callable[[str], Item],
) -> None:
    assert told(list(facts_of(of("人均预期寿命")))) == [
        ("78.2岁", "", "2020", "现状"),
        ("79.5岁", "", "2025", "目标"),
    ]


def test_the_ordinal_number_of_a_row_is_no_fact(facts: Facts) -> None:
    assert told(facts("序号：2；项目：病房楼；床位：600张", is_row=True)) == [("600张", "", "", "")]


def test_a_row_s_figures_are_said_of_its_entity_and_of_their_column(facts: Facts) -> None:
    beds, cost = facts("项目：病房楼；床位：600张；总投资：76000万元", is_row=True)
    assert {"病房", "床位"} <= beds.terms and "投资" not in beds.terms
    assert {"病房", "投资"} <= cost.terms and "床位" not in cost.terms
    assert "病房" not in cost.near


def test_the_entity_of_a_row_is_in_those_cells_that_are_no_figures(facts: Facts) -> None:
    [fact] = facts("项目：病房楼；牵头单位：县财政局；床位：600张", is_row=True)
    assert {"病房", "财政"} <= fact.terms


def test_entity_terms_are_of_words_alone(of: Callable[[str], Item]) -> None:
    terms = entity_terms(of("人均预期寿命"))
    assert {"预期", "寿命"} <= terms
    assert not any(character.isdigit() for term in terms for character in term)


def test_a_bare_clause_is_of_what_was_said_before_it(facts: Facts) -> None:
    before, after = facts("人均预期寿命，2020年为78.2岁，到2025年达到79.5岁。")
    assert "寿命" in before.terms and "寿命" in after.terms


def test_a_clause_that_names_its_own_thing_is_of_that(facts: Facts) -> None:
    beds, doctors = facts("床位数达到6.5张，执业医师数达到3.2人。")
    assert "医师" not in beds.wide
    assert "床位" not in doctors.terms and "床位" in doctors.wide


def test_each_part_of_a_list_has_its_figure_near(facts: Facts) -> None:
    men, women = facts("人均预期寿命男性79.93岁、女性84.1岁。")
    assert "男性" in men.near and "女性" not in men.near
    assert "女性" in women.near and "男性" not in women.near


@pytest.mark.parametrize(
    ("words", "near", "not_near"),
    [
        ("建成门诊3家以及病房13间", "病房", "门诊"),
        ("其中城区5家，农村13间", "农村", "城区"),
        ("门诊（含急诊）13家", "", "急诊"),
        ("门诊3家和病房13间", "病房", "门诊"),
    ],
)
def test_words_right_beside_a_figure_end_where_the_next_thing_begins(
    words: str, near: str, not_near: str
) -> None:
    said = plain(words)
    terms = near_terms(said, next(f for f in figures_in(said) if f.number == "13"))
    assert near in terms or not near
    assert not_near not in terms


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2020年现状", "现状"),
        ("基期", "现状"),
        ("已建成", "现状"),
        ("截至2020年底", "现状"),
        ("2025年目标", "目标"),
        ("到2025年", "目标"),
        ("力争", "目标"),
        ("规划期末", "目标"),
        ("目标与现状", ""),
        ("将军路", ""),
        ("2025年", ""),
    ],
)
def test_what_a_text_calls_its_figures(text: str, kind: str) -> None:
    assert kind_in(text) == kind


def test_the_context_of_a_clause_reaches_back_until_it_says_something() -> None:
    assert "寿命" in context_terms(["人均预期寿命", "到2025年", "达到79.5岁"])
    assert "寿命" not in context_terms(["人均预期寿命", "执业医师数达到3.2人"])
    assert context_terms(["到2025年"]) == frozenset()
