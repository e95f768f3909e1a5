"""Answers that readers judged, as candidates for the eval questions: a person completes them."""

import json
from collections.abc import Sequence

from assistant.answers import Answer
from assistant.ui.conversation_store import Vote
from assistant.ui.turns import history_of

_KINDS = {
    "value": "indicator",
    "who": "responsibility",
    "list": "list",
    "summary": "summary",
    "across": "across",
}


def candidates_from(votes: Sequence[Vote]) -> list[str]:
    """Return a JSON line for each judged answer, in the form of the eval questions.

    ``evidence`` is what the answer cited, and ``note`` what the reader said: both, and the
    ``keys``, which are left empty, are for a person to settle.
    """
    judged = [vote for vote in votes if isinstance(vote.turns[-1].outcome, Answer)]
    return [_line(number, vote) for number, vote in enumerate(judged, start=1)]


def _line(number: int, vote: Vote) -> str:
    *before, last = vote.turns
    answer = last.outcome
    assert isinstance(answer, Answer)
    history = [] if last.is_alone else history_of(before)
    sample: dict[str, object] = {
        "id": f"feedback-{number:03}",
        "kind": _kind_of(answer, bool(history)),
        "question": last.question,
    }
    if history:
        sample["history"] = history
    sample["evidence"] = [{"plan": c.plan_id, "quote": c.quote} for c in answer.citations]
    verdict = "有用" if vote.helpful else "没帮上忙"
    reason = f"：{vote.reason}" if vote.reason else ""
    sample["note"] = f"待核（{verdict}{reason}）。当时的回答：{answer.text}"
    return json.dumps(sample, ensure_ascii=False)


def _kind_of(answer: Answer, follows: bool) -> str:
    """The kind of eval question that an answer is most like."""
    if answer.refused:
        return "unanswerable"
    if follows:
        return "follow-up"
    if answer.question.kind == "value" and len({c.plan_id for c in answer.citations}) > 1:
        return "compare"
    return _KINDS.get(answer.question.kind, "fact")
