"""A question for a part that any plan has is told from one for a matter of that part."""

import pytest

from assistant.question.plan_parts import plan_part_asked


@pytest.mark.parametrize(
    ("question", "id"),
    [
        ("规划根据哪些文件编制的", "basis"),
        ("卫生健康事业面临的主要困难有哪些", "problems"),
        ("“十三五”取得了什么成绩", "achievements"),
        ("迎来哪些机遇", "opportunities"),
        ("规划的指导思想", "thought"),
        ("遵循什么原则", "principles"),
        ("部署了哪些任务", "tasks"),
        ("怎么保证方案落到实处", "safeguards"),
        ("迁建哪些医院", "works"),
    ],
)
def test_the_part_is_known_in_various_wordings(question: str, id: str) -> None:
    part = plan_part_asked(question)
    assert part is not None and part.id == id


def test_what_else_a_question_says_is_left() -> None:
    part = plan_part_asked("托育发展面临哪些问题")
    assert part is not None and part.rest.split() == ["托育"]


def test_the_works_that_are_asked_for_are_known() -> None:
    part = plan_part_asked("改扩建、迁建项目有哪些")
    assert part is not None and part.verbs == ("改扩建", "迁建")


def test_a_question_for_no_part_has_none() -> None:
    assert plan_part_asked("床位有多少张") is None
