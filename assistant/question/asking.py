"""The stretches of a question that each ask one thing."""

from collections.abc import Iterator

from assistant.language.rules import patterns_of
from assistant.question.topics import own_topic

_RULES = patterns_of(__file__, "division")
_SENTENCE = _RULES["sentence"]
# After it something else is asked, also where nothing in it asks: 顺便说下反应时间.
_BESIDES = _RULES["besides"]
_CLAUSE = _RULES["clause"]
_NUMBERED = _RULES["numbered"]
# What only confirms or asks for a manner, and belongs to the clause before it.
_TAIL = _RULES["tail"]
_FOLLOW_UPS = patterns_of(__file__, "follow-ups")
_WANTS = _FOLLOW_UPS["wants"]
_ELLIPSIS = _FOLLOW_UPS["ellipsis"]
_MARKS = "，,。？?；;！!、 \n"


def asking_stretches(question: str) -> tuple[str, ...]:
    """Return the stretches of a question that each ask one thing, with what leads up to it.

    >>> asking_stretches("控烟谁牵头，什么时候完成？床位数多少，对吗")
    ('控烟谁牵头', '什么时候完成', '床位数多少，对吗')
    """
    return tuple(_stretches(question))


def _stretches(question: str) -> Iterator[str]:
    lead = ""
    held = ""
    for asks, clause in _with_wish(question):
        if held and _TAIL.search(clause):
            held += f"，{clause}"
            continue
        if not asks:
            if held and not own_topic(clause, (), lambda _: True):
                held += f"，{clause}"
            else:
                lead += f"{clause}，"
            continue
        if held:
            yield held
        held, lead = f"{lead}{clause}".strip(_MARKS), ""
    if held:
        yield f"{held}，{lead}".strip(_MARKS)


def _with_wish(question: str) -> Iterator[tuple[bool, str]]:
    """The clauses of a question, each with whether it asks for something."""
    for sentence in _SENTENCE.split(_NUMBERED.sub("\n", question)):
        for position, stretch in enumerate(_BESIDES.split(sentence)):
            clauses = list(_clauses(stretch))
            if position and clauses and not any(map(_asks, clauses)):
                yield True, "，".join(clauses)
                continue
            yield from ((_asks(clause), clause) for clause in clauses)


def _clauses(sentence: str) -> Iterator[str]:
    """The clauses of a sentence; one that only confirms stays with the clause before it."""
    clauses = [clause.strip(_MARKS) for clause in _CLAUSE.split(sentence)]
    whole = ""
    for clause in filter(None, clauses):
        if whole and _TAIL.search(clause):
            whole += f"，{clause}"
            continue
        if whole:
            yield whole
        whole = clause
    if whole:
        yield whole


def _asks(clause: str) -> bool:
    return _WANTS.search(clause) is not None or _ELLIPSIS.search(clause) is not None
