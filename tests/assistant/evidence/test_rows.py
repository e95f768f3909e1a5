"""Which rows of the tables a question may mean."""

from collections.abc import Callable

import pytest

from assistant import Assistant
from assistant.evidence.asked import Asked
from assistant.evidence.rows import likewise, matches, readings_of, surely_meant

Ask = Callable[[str], Asked]


def names(asked: Asked) -> list[str]:
    return [match.row.name for match in asked.rows]


def test_the_row_whose_name_is_asked_for_is_meant_beyond_doubt(ask: Ask) -> None:
    asked = ask("青禾县每千人口注册护士数2025年目标是多少")
    [match] = asked.rows
    assert match.score == pytest.approx(1.0)
    assert surely_meant(asked.rows) == match.row


def test_a_short_form_means_the_row_it_is_short_for_if_less_surely(ask: Ask) -> None:
    [match] = ask("青禾县千人护士数").rows
    assert match.row.name == "每千人口注册护士数"
    assert match.score < 1.0


def test_something_else_that_is_asked_of_the_same_people_means_no_row(ask: Ask) -> None:
    assert names(ask("青禾县注册护士的薪酬")) == []


def test_who_asks_for_a_number_of_people_does_not_ask_for_a_rate(ask: Ask) -> None:
    assert names(ask("青禾县有多少名注册护士")) == []


def test_a_question_without_a_topic_means_no_row(ask: Ask) -> None:
    assert names(ask("青禾县的规划")) == []
    assert surely_meant(()) is None


def test_the_rows_are_those_of_the_plans_that_are_asked(ask: Ask) -> None:
    plans = [m.passage.source.id for m in ask("白石区人均预期寿命").rows]
    assert plans == ["baishi"]


def test_what_measures_the_same_is_found_in_sentences_where_no_row_has_it(
    invented: Assistant, ask: Ask
) -> None:
    asked = ask("青禾和白石各建几所无烟学校")
    alike = likewise(asked.question, asked.rows, invented.library)
    assert [match.passage.kind for match in alike] == ["clause", "clause"]


def test_a_change_is_no_level_that_could_be_set_beside_others(
    invented: Assistant, ask: Ask
) -> None:
    asked = ask("青禾和白石的病床总数")
    stated = invented.library.stated(asked.question.plans)
    both = matches(asked.question, invented.library, stated)
    assert len(both) == 2
    alike = likewise(asked.question, asked.rows, invented.library)
    assert [r.value for match in alike for r in readings_of(match.row)] == ["1200张"]


def test_a_row_has_its_target_before_its_baseline_and_a_blank_is_a_reading(ask: Ask) -> None:
    [match] = ask("青禾县适龄妇女宫颈癌筛查率").rows
    assert [(r.year, r.value) for r in readings_of(match.row)] == [(2025, "60"), (2020, None)]
