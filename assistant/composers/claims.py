"""Whether a plan's words bear a claim out."""

import re

from assistant.answers import Draft, Question, Statement
from assistant.language.numbers import figures_in
from assistant.language.terms import folded

_YEAR = re.compile(r"(?:19|20)\d\d\s*年")
_YEARS = re.compile(r"(?:19|20)\d\d")


def with_verdict(question: Question, draft: Draft) -> Draft:
    """Say 对 where the figures of a claim are all in the answer, 不对 where they are not.

    A claim without figures is held to the years; what has neither is left as it is.
    """
    if question.kind != "claim":
        return draft
    claimed = figures_in(_YEAR.sub("", question.text))
    said = set().union(*(figures_in(_YEAR.sub("", s.text)) for s in draft.statements))
    if not claimed:
        claimed = set(map(str, question.years))
        said = set().union(*(_YEARS.findall(folded(s.text)) for s in draft.statements))
    if not claimed or not said:
        return draft
    first, *others = draft.statements
    verdict = "对。" if claimed <= said else "不对。"
    stated = Statement(text=verdict + first.text, evidence=first.evidence)
    return draft.model_copy(update={"statements": (stated, *others)})
