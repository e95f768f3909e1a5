"""What a draft says in words that the plan says."""

import pytest

from assistant.checking.statements import judged_statement, statements_in
from assistant.library import Library


def stated(text: str) -> list[str]:
    return [text[start:end] for start, end in statements_in(text)]


def test_only_what_the_plan_is_said_to_say_clause_by_clause() -> None:
    assert stated("规划提出，扩建病房，新设门诊。") == ["扩建病房", "新设门诊"]
    assert stated("扩建病房，新设门诊。") == []
    assert stated("规划没有提出扩建病房。") == []
    assert stated("根据规划提出的要求，扩建病房。") == []


def test_what_was_done_is_no_statement_of_the_plan() -> None:
    assert stated("规划提出扩建病房，目前已建成门诊。") == ["扩建病房"]


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("每年开展一次督导检查", "supported"),
        ("每年举办一次马拉松比赛", "not_found"),
        ("督导", None),
    ],
)
def test_verdicts(library: Library, words: str, verdict: str | None) -> None:
    found = judged_statement(words, library.passages, library)
    assert (found and found.verdict) == verdict
