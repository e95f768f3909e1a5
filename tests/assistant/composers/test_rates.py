"""A rate is multiplied out for the people that a question supposes."""

from collections.abc import Callable

import pytest

from assistant import Assistant
from assistant.answers import Candidate
from assistant.composers.composer import Composer
from assistant.composers.rates import Rates

Proposals = Callable[[Composer, str], list[Candidate]]


def test_the_rate_is_multiplied_out_and_quoted(proposals: Proposals) -> None:
    [candidate] = proposals(Rates(), "青禾县按30万人口要配置多少辆救护车")
    [statement] = candidate.draft.statements
    assert statement.text.startswith("应有10辆：30万 ÷ 3万 = 10（")
    assert statement.derived == ("10", "30")
    assert candidate.signals["fit"] >= 0.5


@pytest.mark.parametrize(
    "question",
    [
        "青禾县要配置多少辆救护车",  # for how many people?
        "青禾县30万人口要配置多少张病床",  # the rate is of something else
        "白石区30万人口要配置多少辆救护车",  # the plan sets no rate
    ],
)
def test_without_people_or_a_rate_there_is_nothing_to_multiply(
    proposals: Proposals, question: str
) -> None:
    assert proposals(Rates(), question) == []


@pytest.mark.parametrize(("people", "cars", "negative"), [("150万人口", "50辆", "20辆")])
def test_as_many_as_the_rate_makes_with_the_working(
    shipped: Assistant, people: str, cars: str, negative: str
) -> None:
    answer = shipped.answer(f"照常熟的救护车配置标准，{people}该配几辆，其中负压的几辆")
    assert answer.text.startswith(f"应有{cars}：{people.partition('万')[0]}万 ÷ 3万 = {cars[:-1]}")
    assert f"其中负压救护车{negative}" in answer.text
    assert "每3万人口配置一辆救护车" in answer.citations[0].quote


def test_without_people_there_is_nothing_to_reckon(shipped: Assistant) -> None:
    assert "应有" not in shipped.answer("常熟按什么标准配救护车").text
