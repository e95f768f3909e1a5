"""Questions that want a difference, a ratio, a growth or a sum, with the working shown."""

from collections.abc import Iterator, Sequence

from assistant.answers import Candidate, Draft, Question, Statement
from assistant.composers.calculations import WORKINGS, back
from assistant.composers.composer import proposed
from assistant.composers.totals import total
from assistant.evidence.asked import Asked
from assistant.evidence.cell_figures import pair_of_heads
from assistant.evidence.figures import Figure, by_year, of_one_thing
from assistant.language.terms import term_set
from assistant.language.years import year_compared_with
from assistant.question.calculation import (
    Operation,
    ends_of_periods,
    operations_in,
    wants_change_since,
    wants_each,
    wants_sum,
    works_back,
)
from corpus.indicators.units import with_unit

_PAIR = 2
_Pair = tuple[Figure, Figure]


class Arithmetic:
    """What is computed from the plans' figures, with the working."""

    name = "arithmetic"

    def propose(self, asked: Asked) -> Iterator[Candidate]:
        """Yield the result where the question wants one, and the plans have the figures for it."""
        if asked.question.kind != "across":
            for draft in _drafts_from(asked):
                fits = [f for f in asked.figures if f.evidence in draft.evidence]
                fit = min((f.fit for f in fits), default=0.0)
                is_named = min((float(f.is_named) for f in fits), default=0.0)
                yield proposed(self.name, asked, draft, fit=fit, named=is_named)
                return


def _drafts_from(asked: Asked) -> Iterator[Draft]:
    """Yield the results, what is meant most likely first."""
    question = asked.question
    operations = operations_in(question)
    asks_level = question.kind == "value" and bool(question.years) and not operations
    if not (operations or asks_level or wants_sum(question) or works_back(question)):
        return
    figures = asked.figures
    is_unstated = asks_level and not set(question.years) <= {f.year for f in figures}
    if is_unstated or works_back(question):
        yield from _worked_back(question, figures, asked.changes)
    if not operations:
        yield from total(question, figures) if wants_sum(question) else ()
        return
    if operations == ("difference",) and wants_change_since(question):
        yield from _stated_change(figures, asked.changes)
    pairs = _pairs_of_each(asked) if wants_each(question) else []
    if not pairs:
        pair = _pair(asked)
        pairs = [pair] if pair and pair[0].unit == pair[1].unit else []
    compared = [_compared(operations, *pair, among=pairs) for pair in pairs]
    statements = tuple(statement for statement in compared if statement)
    if statements:
        yield Draft(statements=statements)


def _compared(
    operations: Sequence[Operation], first: Figure, second: Figure, among: Sequence[_Pair]
) -> Statement | None:
    """How the second figure stands to the first, the thing named where several are compared."""
    parts = []
    for operation in operations:
        part = WORKINGS[operation](first, second)
        if part is None:
            return None
        parts.append(part)
    stated = "，".join(_stated(figure, among=(first, second)) for figure in (second, first))
    name = f"{second.name}：" if len(among) > 1 else ""
    return Statement(
        text=f"{name}{'；'.join(text for text, _ in parts)}（{stated}）",
        evidence=tuple(dict.fromkeys(figure.evidence for figure in (second, first))),
        derived=tuple(figure for _, derived in parts for figure in derived),
    )


def _stated_change(figures: Sequence[Figure], changes: Sequence[Figure]) -> Iterator[Draft]:
    """Yield the change over the last years in the plan's own words, if it is of what is meant."""
    for change in changes:
        if not figures or (change.plan, change.concept) == (figures[0].plan, figures[0].concept):
            since = year_compared_with(change.evidence.excerpt.text)
            than = f"比{since}年" if since else ""
            text = f"{change.name}{than}{change.said}"
            yield Draft(statements=(Statement(text=text, evidence=(change.evidence,)),))


def _worked_back(
    question: Question, figures: Sequence[Figure], changes: Sequence[Figure]
) -> Iterator[Draft]:
    """Yield the figure of an earlier year, from a later one and the change: “比2015年增长53%”."""
    for change in changes:
        since = year_compared_with(change.evidence.excerpt.text)
        later = next((f for f in figures if f.evidence == change.evidence), None)
        if since is None or later is None or later.concept != change.concept:
            continue
        working = back(later, change) if since in question.years else None
        if working is None:
            continue
        text, derived = working
        statement = Statement(
            text=f"推算{since}年约{text}（{later.name}"
            f"{with_unit(later.said, later.unit)}，比{since}年{change.said}）",
            evidence=(later.evidence,),
            derived=derived,
        )
        yield Draft(statements=(statement,))


def _pairs_of_each(asked: Asked) -> list[_Pair]:
    """The figures of two years for each of the things that a question names."""
    named = [figure for figure in asked.figures if figure.is_named]
    pairs = []
    for concept in dict.fromkeys(figure.concept for figure in named):
        pair = _of_two_years(asked.question, [f for f in named if f.concept == concept])
        if pair and pair[0].unit == pair[1].unit:
            pairs.append(pair)
    return pairs if len(pairs) > 1 else []


def _pair(asked: Asked) -> _Pair | None:
    """The two figures that are meant, the one that is compared with first."""
    question, figures = asked.question, asked.figures
    if question.names_plan and len(question.plans) == _PAIR:
        return _of_two_plans(question, figures)
    two_heads = next((pair_of_heads(cells, question.text) for cells in asked.cells[:1]), None)
    two_things = _of_two_things(question, figures) if len(question.years) < _PAIR else None
    return two_heads or two_things or _of_two_years(question, of_one_thing(figures))


def _of_two_plans(question: Question, figures: Sequence[Figure]) -> _Pair | None:
    of_plans = []
    for plan in question.plans:
        same = of_one_thing([f for f in figures if f.plan == plan and f.is_of_years(question)])
        targets = [f for f in same if f.is_target] if not question.years else same
        of_plans.append(next(iter(targets or same), None))
    second, first = of_plans
    return (first, second) if first and second else None


def _of_two_things(question: Question, figures: Sequence[Figure]) -> _Pair | None:
    """Figures of two things in one year, if the question has words of each that the other lacks."""
    asked = term_set(question.text)
    fitting = [f for f in figures if f.is_of_years(question)]
    if "目标" in question.text and not question.years:
        fitting = [f for f in fitting if f.is_target]
    for second in fitting:
        for first in fitting:
            alike = first.plan == second.plan and first.year == second.year
            if not alike or first.concept == second.concept or first.unit != second.unit:
                continue
            mine, others = term_set(second.name), term_set(first.name)
            if asked & (mine - others) and asked & (others - mine):
                return first, second
    return None


def _of_two_years(question: Question, figures: Sequence[Figure]) -> _Pair | None:
    years = by_year(figures)
    wanted = set(question.years) | ends_of_periods(question)
    meant = [years[year] for year in years if year in wanted]
    if len(meant) == _PAIR:
        return meant[0], meant[1]
    if len(years) == _PAIR and wanted <= years.keys():
        earlier, later = years.values()
        return earlier, later
    return None


def _stated(figure: Figure, among: Sequence[Figure]) -> str:
    """A figure with what tells it from the others: its plan, its name, its year."""
    of_plans = len({other.plan for other in among}) > 1
    of_things = len({other.concept for other in among}) > 1
    region = figure.evidence.passage.source.region if of_plans else ""
    year = f"{figure.year}年" if figure.year else ""
    return f"{region}{figure.name if of_things else ''}{year}{with_unit(figure.said, figure.unit)}"
