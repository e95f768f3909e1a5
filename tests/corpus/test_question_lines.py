"""Questions and answers: a question is the heading of its answer."""

import pytest

from corpus.documents import Source, SourceText
from corpus.parsing import plan_from


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("问：断保能补缴吗？\n答：可以补缴。\n", "问：断保能补缴吗？"),
        ("Q1：断保能补缴吗？\nA1：可以补缴。\n", "Q1：断保能补缴吗？"),
        ("1.断保以后能补缴吗？\n可以补缴。\n", "1.断保以后能补缴吗？"),
        ("2.断保能补缴吗？可以补缴。\n", "2.断保能补缴吗？"),
        ("案例：张某断保两年，能补缴吗？\n答：可以补缴。\n", "案例：张某断保两年，能补缴吗？"),
    ],
)
def test_a_question_heads_its_answer(text: str, heading: str) -> None:
    plan = plan_from(Source(id="a", title="甲"), SourceText(text=text))
    assert plan.sections[-1].path == (heading,)
    assert "可以补缴" in plan.sections[-1].paragraphs[0].text


def test_a_question_that_nothing_answers_is_a_sentence() -> None:
    text = "一、背景\n怎样才能办好这件事？\n关键在于落实。\n"
    plan = plan_from(Source(id="a", title="甲"), SourceText(text=text))
    assert [section.path for section in plan.sections] == [("一、背景",)]


def test_the_first_sentence_of_an_answer_heads_nothing() -> None:
    text = "1.如何申请？\n持身份证申请。也可以由家属代为申请，代办人应出示本人身份证件。\n"
    plan = plan_from(Source(id="a", title="甲"), SourceText(text=text))
    assert [section.path for section in plan.sections] == [("1.如何申请？",)]
