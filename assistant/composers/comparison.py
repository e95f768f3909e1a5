"""Questions to several plans: each answers for itself, and those that say nothing are named."""

import re
from collections.abc import Callable

from assistant.answers import Draft, Question, Statement
from assistant.composers.indicators import draft_from_rows, row_surely_meant, rows_asked, with_unit
from assistant.evidence.figures import Figure, figures_of
from assistant.language.indicator_names import is_spoken_of
from assistant.language.numbers import figures_in
from assistant.language.regions import plan_names, short_region
from assistant.language.terms import terms_of, topic_of
from assistant.library import Library
from assistant.question.query_terms import topic_terms

# How many sentences of a plan answer, by kind of question.
_MOST_OF_PLAN = {"list": 4, "summary": 3, "who": 2}
# Items up to so long are put in one line.
_LONGEST_NAME = 40
_HIGHEST = re.compile(
    "(?<![评])最高|更高|最多|更多|最大|[谁哪][^，。？]{0,16}(高|多|大|长)|排[个名序]|高低|高还是低"
)
_LOWEST = re.compile("最低|更低|最少|更少|最小|最严|[谁哪][^，。？]{0,16}(低|少|小|严)")

_MENTIONS = re.compile(
    "提|写|讲|说|涉及|(?<![各么样何])要求(?!多|是)|安排|部署|有没有|是否|列了|列入|纳入|出现|没有|包含"
)


def wants_extreme(question: Question) -> bool:
    """Whether it is asked which plan has the most, the least, or in which order they stand."""
    return bool(_HIGHEST.search(question.text) or _LOWEST.search(question.text))


def wants_figures(question: Question, library: Library) -> bool:
    """Whether a question to all plans is for an indicator's figures, not for who mentions it."""
    return not _MENTIONS.search(question.text) and bool(rows_asked(question, library))


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
    meant = row_surely_meant(question, library) if together else None
    figures = {figure.plan: figure for figure in _figure_of_each(question, library)}
    statements: list[Statement] = []
    for plan in question.plans:
        of_plan = _of_plan(together, plan)
        if not of_plan and together and plan in figures:
            of_plan = [_stated(figures[plan])]
        of_plan = of_plan or [
            statement
            for statement in _first_of(of_one(plan), question)
            if not meant or is_spoken_of(meant, statement.text, library.weights)
        ]
        subject = library.source(plan).name
        statements += [s.model_copy(update={"subject": subject}) for s in of_plan]
    if not statements:
        return None
    return Draft(
        opening="规划列出：",
        statements=(*statements, *_extremes(question, library)),
        rows=tuple(library.source(plan).name for plan in question.plans),
    )


def own_parts(question: Question, library: Library) -> dict[str, str]:
    """Return what is asked of each plan, where different things are: 常熟的中医阁和埇桥的中医馆.

    Nothing, unless something of its own is asked of every plan.
    """
    sources = [library.source(plan) for plan in question.plans]
    places = {s.id: question.text.find(short_region(s)) for s in sources if s.region}
    named = sorted((place, plan) for plan, place in places.items() if place >= 0)
    if len(named) < len(question.plans):
        return {}
    ends = [place for place, _ in named[1:]] + [len(question.text)]
    parts = {
        plan: question.text[place:end].rstrip("和与及、，跟")
        for (place, plan), end in zip(named, ends, strict=True)
    }
    names = plan_names(library.sources)
    has_own = all(terms_of(topic_of(part, names)) for part in parts.values())
    return parts if has_own else {}


def _stated(figure: Figure) -> Statement:
    when = f"{figure.year}年" if figure.year else ""
    what = f"{figure.name}{when}{'目标' if figure.is_target else ''}"
    text = f"{what}为{with_unit(figure.said, figure.unit)}"
    return Statement(text=text, evidence=(figure.evidence,))


def _of_plan(draft: Draft | None, plan: str) -> list[Statement]:
    statements = draft.statements if draft else ()
    return [s for s in statements if any(e.passage.source.id == plan for e in s.evidence)]


def _first_of(draft: Draft | None, question: Question) -> list[Statement]:
    """The first statements of a plan's own draft; many short names are one statement."""
    most = _MOST_OF_PLAN.get(question.kind, 1)
    statements = draft.statements if draft else ()
    are_names = all(len(statement.text) <= _LONGEST_NAME for statement in statements)
    if draft and draft.is_list and are_names and len(statements) > most:
        texts = "、".join(statement.text for statement in statements)
        evidence = tuple(e for statement in statements for e in statement.evidence)
        counted = tuple(figures_in(draft.opening))
        joined = Statement(text=f"{draft.opening}{texts}", evidence=evidence, derived=counted)
        statements = (joined,)
    return list(statements[:most])


def _extremes(question: Question, library: Library) -> list[Statement]:
    """Which plan has the highest or lowest figure, where that is asked.

    Units that differ are not compared, nor are figures of different years: those of the year
    that most plans give are, and the others are pointed out.
    """
    asked = [
        (best, word)
        for pattern, best, word in ((_HIGHEST, max, "最高"), (_LOWEST, min, "最低"))
        if pattern.search(question.text)
    ]
    of_plans = _figure_of_each(question, library)
    if not asked or len({figure.unit for figure in of_plans}) != 1:
        return []
    years = [figure.year for figure in of_plans]
    year = max(years, key=years.count)
    of_year = [figure for figure in of_plans if figure.year == year]
    among = f"各规划的年份不同，{year}年的数值中" if len(of_year) < len(of_plans) else ""
    if len(of_year) == 1:
        of_year, among = of_plans, "各规划的年份不同，按数值"
    amounts = {figure.amount for figure in of_year}
    if len(amounts) == 1:
        return []
    statements = []
    for best, word in asked:
        extreme = [figure for figure in of_year if figure.amount == best(amounts)]
        regions = "、".join(library.source(figure.plan).name for figure in extreme)
        evidence = tuple(figure.evidence for figure in extreme)
        statements.append(Statement(text=f"{among}{regions}{word}", evidence=evidence))
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
