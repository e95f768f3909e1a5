"""Whether a question is for what the plans say at all."""

from typing import Literal, get_args

from assistant.answers import Question
from assistant.language.rules import patterns_of

OtherWish = Literal["greeting", "patient", "small talk", "order"]

_RULES = patterns_of(__file__, "scope")


def other_wish(question: Question) -> OtherWish | None:
    """Return what is wanted instead of something that plans say, ``None`` if nothing is.

    A question that names a plan is one about the plan: “埇桥孩子近视怎么办”.
    """
    if question.names_plan:
        return None
    wishes: tuple[OtherWish, ...] = get_args(OtherWish)
    found = (wish for wish in wishes if _RULES[wish].search(question.asked))
    return next(found, None)
