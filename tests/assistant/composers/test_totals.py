"""Sums of things whose figures one sentence gives."""

from collections.abc import Callable

from assistant.answers import Draft
from assistant.composers.totals import total
from assistant.evidence.asked import Asked

Ask = Callable[[str], Asked]


def summed(asked: Asked) -> list[Draft]:
    return list(total(asked.question, asked.figures))


def test_the_things_that_are_named_are_added_in_the_order_of_the_sentence(ask: Ask) -> None:
    [draft] = summed(ask("白石区省级健康镇、村、社区一共几个"))
    [statement] = draft.statements
    assert statement.text == "共8个：1 + 4 + 3 = 8（省级健康镇1个，健康村4个，健康社区3个）"
    assert statement.derived == ("8",)


def test_what_is_not_named_is_left_out_unless_all_are_asked_for(ask: Ask) -> None:
    [draft] = summed(ask("白石区健康村和健康社区一共几个"))
    assert draft.statements[0].text.startswith("共7个：4 + 3 = 7")


def test_one_figure_alone_is_no_sum(ask: Ask) -> None:
    assert summed(ask("白石区健康村一共几个")) == []


def test_things_of_different_sentences_are_not_added(ask: Ask) -> None:
    assert summed(ask("白石区无烟学校和健康村一共几个")) == []


def test_the_figures_are_those_of_the_year_asked(ask: Ask) -> None:
    assert summed(ask("2030年白石区健康村和健康社区一共几个")) == []
