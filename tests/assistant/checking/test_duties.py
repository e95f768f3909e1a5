"""Who leads a task and who cooperates, held against the plan."""

from collections.abc import Callable

import pytest

from assistant.checking.duties import duties_in, duty_in_cell, judged_duty
from assistant.checking.manuscripts import Sentence
from assistant.library import Library


def test_who_leads_and_who_cooperates_with_the_task() -> None:
    lead, other = duties_in("社区助餐点建设由民政局牵头，财政局等配合。")
    assert (lead.role, [unit.name for unit in lead.units]) == ("lead", ["民政局"])
    assert (other.role, [unit.name for unit in other.units]) == ("cooperating", ["财政局"])
    assert lead.task == other.task == "社区助餐点建设"


def test_units_that_are_listed_behind_a_label() -> None:
    [duty] = duties_in("社区助餐点建设（牵头单位：民政局、财政局）")
    assert (duty.role, [unit.name for unit in duty.units]) == ("lead", ["民政局", "财政局"])


def test_a_cell_tells_of_a_duty_where_its_column_says_so() -> None:
    duty = duty_in_cell("财政局、教育局", "配合单位", "助餐点")
    assert duty is not None
    assert (duty.role, duty.task, len(duty.units)) == ("cooperating", "助餐点", 2)
    assert duty_in_cell("500万元", "投资", "助餐点") is None


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("规划明确，社区老年助餐点由县民政局牵头。", "supported"),
        ("规划明确，社区老年助餐点由县教育局牵头。", "contradicted"),
        ("规划明确，城区公共图书馆由县教育局牵头。", None),
    ],
)
def test_verdicts(
    library: Library, drafted: Callable[[str], Sentence], text: str, verdict: str | None
) -> None:
    sentence = drafted(f"汇报\n{text}")
    [duty] = duties_in(sentence.excerpt.text)
    found = judged_duty(duty, sentence, "qinghe", library)
    assert (found and found.verdict) == verdict
