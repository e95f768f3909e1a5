"""What makes a sentence an answer, beside the words that it shares with the question."""

import pytest

from assistant.assistant import Assistant


@pytest.mark.parametrize(
    "question",
    [
        "常熟市第一人民医院有多少张床位",
        "埇桥区2020年全科医生有多少名",
        "埇桥的疫苗接种点在哪里",
        "梅李人民医院的院长是谁",
    ],
)
def test_a_sentence_about_something_else_is_no_answer(shipped: Assistant, question: str) -> None:
    assert shipped.answer(question).refused


def test_a_date_is_answered_with_the_sentence_that_has_one(shipped: Assistant) -> None:
    text = shipped.answer("常熟二级及以上综合性医院设老年医学科的比例什么时候到80%").text
    assert "2022年" in text


def test_the_reason_is_told_with_what_it_is_the_reason_of(shipped: Assistant) -> None:
    text = shipped.answer("常熟为什么说托育、护理等“刚性需求”加快增长").text
    assert "老龄化" in text


def test_a_heading_is_answered_with_what_stands_under_it(shipped: Assistant) -> None:
    text = shipped.answer("常熟规划的保障措施是什么").text
    assert text.splitlines()[0] == "常熟市“保障措施”分4个方面："
