"""Which value of an indicator a question is for: the one at the beginning, or the target."""

from assistant.answers import Question
from assistant.language.rules import patterns_of

_RULES = patterns_of(__file__, "readings")


def wants_target(question: Question) -> bool:
    """Whether the value that is aimed at is asked for."""
    return _RULES["target"].search(question.text) is not None


def wants_baseline(question: Question) -> bool:
    """Whether the value at the beginning is asked for, or today's."""
    return _RULES["baseline"].search(question.text) is not None
