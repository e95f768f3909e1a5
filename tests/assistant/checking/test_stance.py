"""Which words tell that a plan speaks, and which what was done or counted."""

import pytest

from assistant.checking.stance import (
    announced,
    is_own_plan,
    kinds_in,
    last_marker,
    led_by,
    reports_plan,
    stance_behind,
    tells_of_plan,
    worded_as_aim,
)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("规划要求达到", "planned"),
        ("到2025年，达到", "planned"),
        ("目前已达到", "actual"),
        ("规划要求达到60%，目前为", "actual"),
        ("今年的目标任务是新增", "actual"),
    ],
)
def test_the_last_marker_before_a_place_counts(text: str, stance: str) -> None:
    marker = last_marker(text)
    assert marker is not None
    assert marker.stance == stance


def test_words_without_a_marker_have_none() -> None:
    assert last_marker("免疫规划疫苗") is None


def test_a_marker_tells_the_kind_of_plan_that_it_names() -> None:
    marker = last_marker("本方案提出")
    assert marker is not None
    assert (marker.names_plan, marker.kind) == (True, "方案")
    assert kinds_in("规划纲要") == {"规划"}


def test_what_stands_behind_a_figure_decides() -> None:
    assert stance_behind("达到60%的目标", 5) == "planned"
    assert stance_behind("为66%，超过规划的目标", 4) == "actual"
    assert stance_behind("为66%。", 4) is None


def test_headings_and_titles_let_expect_a_plan_s_words_or_a_report() -> None:
    assert announced("规划主要目标") == "planned"
    assert announced("工作进展") == "actual"
    assert announced("目标完成情况") is None
    assert is_own_plan("下一步打算")
    assert tells_of_plan("青河县卫生健康规划解读")
    assert not tells_of_plan("规划实施情况的报告")
    assert reports_plan("《青河县卫生健康规划》正式印发。")


def test_a_sentence_leads_to_the_next() -> None:
    assert led_by("规划提出，健全体系。") == "planned"
    assert led_by("今年以来，全县新增床位。") == "actual"
    assert led_by("全县有床位。") is None


def test_an_aim_is_worded_as_one() -> None:
    assert worded_as_aim("力争达到60%")
    assert not worded_as_aim("达到60%")
