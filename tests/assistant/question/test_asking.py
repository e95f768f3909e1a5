"""The stretches of a message that each ask one thing."""

import pytest

from assistant.question.asking import asking_stretches


@pytest.mark.parametrize(
    ("typed", "stretches"),
    [
        ("急救站有几个，由谁牵头？", ("急救站有几个", "由谁牵头")),
        ("急救站有几个？救护车呢？", ("急救站有几个", "救护车呢")),
        ("急救站有几个；无烟学校有几所", ("急救站有几个", "无烟学校有几所")),
        ("急救站要建几个、哪年建好", ("急救站要建几个", "哪年建好")),
        ("急救站要不要验收，归哪个局管", ("急救站要不要验收", "归哪个局管")),
        ("有没有配救护车，一共几辆", ("有没有配救护车", "一共几辆")),
        ("急救站有几个，顺便说下救护车", ("急救站有几个", "救护车")),
        ("组长是谁、副组长是谁", ("组长是谁", "副组长是谁")),
    ],
)
def test_each_clause_that_asks_is_a_stretch(typed: str, stretches: tuple[str, ...]) -> None:
    assert asking_stretches(typed) == stretches


@pytest.mark.parametrize(
    "typed",
    [
        "1. 急救站有几个\n2. 由谁牵头\n3. 产假有多少天",
        "1、急救站有几个？2、由谁牵头？3、产假有多少天？",
        "（1）急救站有几个；（2）由谁牵头；（3）产假有多少天",
        "一、急救站有几个\n二、由谁牵头\n三、产假有多少天",
    ],
)
def test_numbers_part_a_message_and_are_no_words_of_it(typed: str) -> None:
    assert asking_stretches(typed) == ("急救站有几个", "由谁牵头", "产假有多少天")


@pytest.mark.parametrize(
    "typed",
    [
        "健康村达到60个，对吗",
        "急救站由县医院管，是这样吗",
        "急救站有几个，列一下",
        "到2025年，急救站有几个",
        "规划是谁、什么时候印发的",
        "规划是哪个单位、何时印发的",
        "2025.5的急救站有几个",
    ],
)
def test_what_confirms_or_leads_up_to_a_question_is_no_other_one(typed: str) -> None:
    assert asking_stretches(typed) == (typed,)


def test_what_is_told_first_belongs_to_what_is_asked_after_it() -> None:
    asked = asking_stretches("柳溪镇卫生院要扩建，新增几张床？哪年完工")
    assert asked == ("柳溪镇卫生院要扩建，新增几张床", "哪年完工")


def test_a_message_that_asks_nothing_has_no_stretch() -> None:
    assert asking_stretches("急救站和救护车") == ()
