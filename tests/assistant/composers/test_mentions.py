"""Questions for which plans say something, in the wordings in which people ask them."""

import pytest

from assistant.assistant import Assistant


@pytest.mark.parametrize(
    "question",
    [
        "提到无废城市的规划有哪些",
        "五份规划里谁写了无废城市",
        "有没有规划提到无废城市",
        "哪几家的规划要求建无废城市",
    ],
)
def test_the_one_plan_that_mentions_it_is_named_and_the_others_too(
    shipped: Assistant, question: str
) -> None:
    answer = shipped.answer(question)
    assert answer.text.startswith("1份提到：")
    assert {citation.plan_id for citation in answer.citations} == {"linjiang"}


def test_either_of_two_things_is_a_mention(shipped: Assistant) -> None:
    answer = shipped.answer("有没有规划提到消除黑臭水体或黑臭河道")
    assert {citation.plan_id for citation in answer.citations} == {"linjiang", "jiangyin"}


def test_what_no_plan_mentions_is_refused_though_a_part_of_it_is_said(shipped: Assistant) -> None:
    assert shipped.answer("哪个规划提到了质子治疗").refused
