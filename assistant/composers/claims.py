"""Whether a plan's words bear a claim out."""

from assistant.answers import Draft, Question, Statement
from assistant.language.numbers import figures_in
from assistant.language.years import without_years, years_in


def with_verdict(question: Question, draft: Draft) -> Draft:
    """Say 对 where the figures of a claim are all in the answer, 不对 where they are not.

    A claim without figures is held to the years; what has neither is left as it is.
    """
    if question.kind != "claim":
        return draft
    claimed: set[str] | set[int] = figures_in(without_years(question.text))
    said: set[str] | set[int] = {
        figure for s in draft.statements for figure in figures_in(without_years(s.text))
    }
    if not claimed:
        claimed = set(question.years)
        said = {year for s in draft.statements for year in years_in(s.text)}
    if not claimed or not said:
        return draft
    first, *others = draft.statements
    verdict = "对。" if claimed <= said else "不对。"
    stated = Statement(text=verdict + first.text, evidence=first.evidence)
    return draft.model_copy(update={"statements": (stated, *others)})
