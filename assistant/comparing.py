"""Questions to several plans: each answers for itself, and those that say nothing are named."""

import re
from collections.abc import Callable

from assistant.answers import Draft, Question, Statement
from assistant.figures import Figure, figures_of
from assistant.grounding import figures_in
from assistant.indicators import draft_from_rows
from assistant.library import Library
from assistant.topics import topic_terms

# How many sentences of a plan answer, by kind of question.
_MOST_OF_PLAN = {"list": 4, "summary": 3, "who": 2}
_MOST = 8
# Items up to so long are put in one line.
_LONGEST_NAME = 40
_HIGHEST = re.compile(
    "(?<![评])最高|更高|最多|更多|最大|[谁哪][^，。？]{0,16}(高|多|大|长)|排[个名序]|高低"
)
_LOWEST = re.compile("最低|更低|最少|更少|最小|最严|[谁哪][^，。？]{0,16}(低|少|小|严)")


def wants_extreme(question: Question) -> bool:
    """Whether it is asked which plan has the most, the least, or in which order they stand."""
    return bool(_HIGHEST.search(question.text) or _LOWEST.search(question.text))


def draft_of_each(
    question: Question, of_one: Callable[[str], Draft | None], library: Library
) -> Draft | None:
    """Return what each plan that is asked says, one after another; ``None`` if none does.

    The same indicator is known by its various names, so its rows and sentences are looked up
    in all plans at once; what a plan then has not said, ``of_one`` drafts from it alone.
    """
    together = None
    if question.kind in ("value", "claim", "fact"):
        together = draft_from_rows(question, library)
    statements: list[Statement] = []
    silent = []
    for plan in question.plans:
        of_plan = _of_plan(together, plan)
        if not of_plan:
            of_plan = _named(of_one(plan), question, library.source(plan).region)
        statements += of_plan
        if not of_plan:
            silent.append(library.source(plan).region or library.source(plan).title)
    if not statements:
        return None
    return Draft(
        opening="规划列出：",
        statements=(*statements[:_MOST], *_extremes(question, library)),
        closing=f"没有列出的：{'、'.join(silent)}。" if silent else "",
    )


def _of_plan(draft: Draft | None, plan: str) -> list[Statement]:
    statements = draft.statements if draft else ()
    return [s for s in statements if any(e.passage.source.id == plan for e in s.evidence)]


def _named(draft: Draft | None, question: Question, region: str) -> list[Statement]:
    """The first statements of a plan's own draft, its region before each."""
    most = _MOST_OF_PLAN.get(question.kind, 1)
    statements = draft.statements if draft else ()
    are_names = all(len(statement.text) <= _LONGEST_NAME for statement in statements)
    if draft and draft.is_list and are_names and len(statements) > most:
        texts = "、".join(statement.text for statement in statements)
        evidence = tuple(e for statement in statements for e in statement.evidence)
        counted = tuple(figures_in(draft.opening))
        joined = Statement(text=f"{draft.opening}{texts}", evidence=evidence, derived=counted)
        statements = (joined,)
    return [s.model_copy(update={"text": f"{region}：{s.text}"}) for s in statements[:most]]


def _extremes(question: Question, library: Library) -> list[Statement]:
    """Which plan has the highest or lowest figure, where that is asked and the units agree."""
    asked = ((_HIGHEST, max, "最高"), (_LOWEST, min, "最低"))
    of_plans = _figure_of_each(question, library)
    amounts = {figure.amount for figure in of_plans}
    if len(amounts) == 1 or len({figure.unit for figure in of_plans}) != 1:
        return []
    statements = []
    for pattern, best, word in asked:
        if pattern.search(question.text):
            extreme = [f for f in of_plans if f.amount == best(amounts)]
            regions = "、".join(library.source(figure.plan).region for figure in extreme)
            evidence = tuple(figure.evidence for figure in extreme)
            statements.append(Statement(text=f"{regions}{word}", evidence=evidence))
    return statements


def _figure_of_each(question: Question, library: Library) -> list[Figure]:
    """The figure of each plan for what is asked, that of the year meant or else the target."""
    figures = figures_of(question, library) if topic_terms(question, library) else []
    of_plans: dict[str, Figure] = {}
    for figure in figures:
        is_meant = figure.year in question.years if question.years else figure.is_target
        if figure.concept == figures[0].concept and is_meant:
            of_plans.setdefault(figure.plan, figure)
    return list(of_plans.values())
