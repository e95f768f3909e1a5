"""A unit leads or cooperates as the plan has it, in a line, a table or a sentence."""

from collections.abc import Callable

import pytest

from assistant.chat.figures import plain
from assistant.chat.items import Item
from assistant.chat.roles import wrong_roles

Of = Callable[[str], Item]
ROW = "任务：病房楼；牵头单位：县卫生健康局；配合单位：县财政局、县教育局"
PROSE = "由县卫生健康局牵头，县财政局、县教育局配合，建设病房楼。"


@pytest.fixture(params=["line", "row", "prose"])
def told(request: pytest.FixtureRequest, of: Of) -> Item:
    """The same responsibility as a line of its own, a row of a table, and a sentence."""
    evidence = of("督导检查").evidence
    items = {
        "line": of("牵头单位"),
        "row": Item(ROW, evidence, is_row=True),
        "prose": Item(PROSE, evidence),
    }
    return items[request.param]


@pytest.mark.parametrize(
    "said",
    [
        "由县卫生健康局牵头，县财政局、县教育局配合",
        "由县卫生健康局牵头，县财政局和县教育局配合",
        "由卫生健康局负责",
        "县卫生健康局主办，县财政局协办",
        "牵头单位：县卫生健康局；配合单位：县财政局、县教育局",
        "牵头单位是县卫生健康局，配合单位有县教育局",
        "县卫生健康局是牵头单位",
        "负责这项工作的是县卫生健康局",
        "除县卫生健康局外，县财政局、县教育局配合",
        "县教育局也参加",
        "建设病房楼由县卫生健康局牵头",
        "建设病房楼",
    ],
)
def test_a_unit_has_the_role_that_the_plan_gives_it(told: Item, said: str) -> None:
    assert wrong_roles(plain(said), told) == ""


@pytest.mark.parametrize(
    "said",
    [
        "由县财政局牵头",
        "县卫生健康局配合",
        "县卫生健康局和县财政局共同牵头",
        "由县教育局牵头，县卫生健康局配合",
        "牵头单位：县财政局",
        "县教育局牵头并配合",
        "县财政局是牵头单位",
    ],
)
def test_roles_do_not_change_places(told: Item, said: str) -> None:
    assert wrong_roles(plain(said), told).startswith("牵头与配合说反了")


@pytest.mark.parametrize("told", ["line", "row"], indirect=True)
@pytest.mark.parametrize("said", ["由县公安局牵头", "县公安局配合", "县财政局、县公安局配合"])
def test_a_unit_that_has_no_part_in_it_is_given_none(told: Item, said: str) -> None:
    assert wrong_roles(plain(said), told) == "分工里没有：县公安局"


@pytest.mark.parametrize("said", ["由县财政局牵头", "县财政局配合"])
def test_where_the_source_tells_of_no_responsibility_none_is_told(of: Of, said: str) -> None:
    assert wrong_roles(said, of("督导检查")).startswith("原文没有这样的分工")
