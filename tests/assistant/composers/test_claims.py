"""A claim is held to the figures of the words that answer it."""

import pytest

from assistant.answers import Draft, Question, Statement
from assistant.composers.claims import with_verdict


def claim(text: str, *years: int) -> Question:
    return Question(asked=text, text=text, kind="claim", plans=("a",), names_plan=True, years=years)


def said(*texts: str) -> Draft:
    return Draft(statements=tuple(Statement(text=text, evidence=()) for text in texts))


@pytest.mark.parametrize(
    ("question", "answer", "verdict"),
    [
        (claim("建设无烟学校12所，对吗"), "建设无烟学校12所", "对。"),
        (claim("建设无烟学校15所，对吗"), "建设无烟学校12所", "不对。"),
        (claim("2025年建成健康村60个，对吗", 2025), "到2025年建成健康村60个", "对。"),
        (claim("健康村2030年建成，对吗", 2030), "到2025年建成健康村", "不对。"),
        (claim("健康村2025年建成，对吗", 2025), "到2025年建成健康村", "对。"),
        (claim("设立治未病中心，对吗"), "设立治未病中心", ""),
        (claim("建设无烟学校15所，对吗"), "推进无烟学校建设", ""),
    ],
)
def test_figures_decide_and_years_where_there_are_none(
    question: Question, answer: str, verdict: str
) -> None:
    assert with_verdict(question, said(answer)).statements[0].text == verdict + answer


def test_the_verdict_stands_once_before_all_that_is_said() -> None:
    draft = with_verdict(claim("一共12所和5所，对吗"), said("建设12所", "建设5所"))
    assert [statement.text for statement in draft.statements] == ["对。建设12所", "建设5所"]


def test_a_question_that_claims_nothing_gets_no_verdict() -> None:
    question = claim("建设无烟学校12所").model_copy(update={"kind": "fact"})
    assert with_verdict(question, said("建设12所")) == said("建设12所")
