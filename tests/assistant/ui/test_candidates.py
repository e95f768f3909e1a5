"""Judged answers become lines that a person completes to eval questions."""

import json

from assistant.answers import Answer, Question
from assistant.ui.candidates import candidates_from
from assistant.ui.conversation_store import Vote
from assistant.ui.turns import Problem, Turn


def answered(question: str, *, refused: bool = False, is_alone: bool = False) -> Turn:
    understood = Question(
        asked=question, text=question, kind="who", plans=("qinghe",), names_plan=True
    )
    answer = Answer(text="县民政局[1]", refused=refused, citations=(), question=understood)
    return Turn(question=question, outcome=answer, is_alone=is_alone)


def vote(*turns: Turn, helpful: bool = True, reason: str = "") -> Vote:
    return Vote(helpful=helpful, reason=reason, turns=turns)


def test_each_judged_answer_is_a_line_with_kind_and_note() -> None:
    [line] = candidates_from([vote(answered("谁牵头"), helpful=False, reason="漏了一家")])
    sample = json.loads(line)
    assert (sample["id"], sample["kind"], sample["question"]) == (
        "feedback-001",
        "responsibility",
        "谁牵头",
    )
    assert "没帮上忙：漏了一家" in sample["note"]
    assert "history" not in sample


def test_a_follow_up_has_what_came_before_it() -> None:
    [line] = candidates_from([vote(answered("谁牵头"), answered("谁配合"))])
    sample = json.loads(line)
    assert sample["kind"] == "follow-up"
    assert sample["history"][0] == {"role": "user", "content": "谁牵头"}


def test_with_a_question_asked_alone_the_conversation_begins_anew() -> None:
    alone, follow_up = answered("谁牵头", is_alone=True), answered("谁配合")
    first, second = candidates_from(
        [vote(answered("床位"), alone), vote(answered("床位"), alone, follow_up)]
    )
    assert "history" not in json.loads(first)
    assert [said["content"] for said in json.loads(second)["history"]] == ["谁牵头", "县民政局[1]"]


def test_a_refusal_is_unanswerable_and_an_error_no_candidate() -> None:
    problem = Turn(question="", outcome=Problem(message="问题是空的", remedy="请写下问题"))
    lines = candidates_from([vote(problem), vote(answered("房价多少", refused=True))])
    assert [json.loads(line)["kind"] for line in lines] == ["unanswerable"]
