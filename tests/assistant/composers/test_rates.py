"""A rate is multiplied out for the people that a question supposes."""

import pytest

from assistant.assistant import Assistant


@pytest.mark.parametrize(
    ("people", "cars", "negative"), [("150万人口", "50辆", "20辆"), ("60万人", "20辆", "8辆")]
)
def test_as_many_as_the_rate_makes_with_the_working(
    shipped: Assistant, people: str, cars: str, negative: str
) -> None:
    answer = shipped.answer(f"照常熟的救护车配置标准，{people}该配几辆，其中负压的几辆")
    assert answer.text.startswith(f"应有{cars}：{people.partition('万')[0]}万 ÷ 3万 = {cars[:-1]}")
    assert f"其中负压救护车{negative}" in answer.text
    assert "每3万人口配置一辆救护车" in answer.citations[0].quote


def test_without_people_there_is_nothing_to_reckon(shipped: Assistant) -> None:
    assert "应有" not in shipped.answer("常熟按什么标准配救护车").text
