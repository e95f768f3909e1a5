"""Words that point at an item of an answer, at several plans or at several topics."""

from collections.abc import Callable

import pytest

from assistant.question.conversation import Turn
from assistant.question.references import item_meant, with_both
from corpus.documents import Source

Plans = tuple[Source, ...]
Said = Callable[[str], bool]
PROBLEMS = Turn(
    question="青禾县面临哪些问题",
    answer="规划列出：\n- 一是精神卫生人才紧缺，队伍不稳[1]\n- 二是血液供应偏紧[2]\n"
    "- 三是监督力量薄弱[3]",
)
TWO = Turn(question="青禾县建哪些中心", answer="- 急救中心[1]\n- 检验中心[2]")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("第一条怎么解决", "精神卫生人才紧缺怎么解决"),
        ("那第2点由谁牵头", "血液供应偏紧由谁牵头"),
        ("最后一项呢", "监督力量薄弱呢"),
    ],
)
def test_an_item_of_the_answer_is_called_by_its_name(asked: str, meant: str) -> None:
    assert item_meant(asked, PROBLEMS) == meant


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("前者归谁管", "急救中心归谁管"), ("后者哪年建成", "检验中心哪年建成")],
)
def test_of_two_items_one_is_the_former_and_one_the_latter(asked: str, meant: str) -> None:
    assert item_meant(asked, TWO) == meant


@pytest.mark.parametrize("asked", ["第五条怎么解决", "前者怎么解决", "第二人民医院有几张床"])
def test_an_item_that_the_answer_has_not_is_none(asked: str) -> None:
    assert item_meant(asked, PROBLEMS) == ""


def test_an_answer_without_items_has_none_to_point_at() -> None:
    turn = Turn(question="急救站有几个", answer="建设急救站6个[1]。")
    assert item_meant("第二条呢", turn) == ""


def turns(*questions: str) -> list[Turn]:
    return [Turn(question=question) for question in questions]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("哪个最多", "青禾县和白石急救站哪个最多"),
        ("相差多少", "青禾县和白石急救站相差多少"),
        ("这两家谁牵头", "青禾县和白石急救站谁牵头"),
        ("红岩和白石比，谁更多", "红岩和白石急救站比，谁更多"),
        ("两地的救护车各有几辆", "青禾县和白石救护车各有几辆"),
        ("两地的健康村各有几个", "青禾县和白石健康村各有几个"),
    ],
)
def test_the_plans_that_were_asked_one_after_another_are_compared(
    asked: str, meant: str, plans: Plans, said: Said
) -> None:
    before = turns("青禾县急救站要建几个", "白石急救站要建几个")
    assert with_both(asked, before, plans, said) == meant


def test_three_plans_are_compared_where_three_were_asked_the_same(plans: Plans) -> None:
    before = turns("青禾县急救站有几个", "白石急救站有几个", "红岩急救站有几个")
    assert with_both("谁最多", before, plans) == "青禾县和白石和红岩急救站谁最多"


def test_a_plan_that_was_asked_something_else_is_not_compared(plans: Plans) -> None:
    before = turns("红岩救护车有几辆", "青禾县急救站有几个", "白石急救站有几个")
    assert with_both("哪个多", before, plans) == "青禾县和白石急救站哪个多"


def test_two_topics_of_one_plan_are_taken_together(plans: Plans) -> None:
    before = turns("青禾县急救站有几个", "青禾县救护车有几辆")
    assert with_both("这两项由谁牵头", before, plans) == "青禾县急救站和救护车由谁牵头"


@pytest.mark.parametrize("asked", ["由谁牵头", "两家医院怎么分工", "白石急救站有几个"])
def test_what_points_at_nothing_is_left(asked: str, plans: Plans) -> None:
    assert with_both(asked, turns("青禾县急救站有几个"), plans) == ""


def test_there_are_no_two_plans_where_only_one_was_asked(plans: Plans) -> None:
    assert with_both("这两家谁牵头", turns("青禾县急救站有几个"), plans) == ""
