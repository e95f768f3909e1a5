"""Questions that want a difference, a ratio, a growth or a sum, with the working shown."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from assistant.answers import Draft, Question, Statement
from assistant.figures import Figure, by_year, figures_of, of_one_thing
from assistant.indicators import with_unit
from assistant.library import Library
from assistant.terms import term_set

_RATIO = re.compile("几倍|多少倍")
_GROWTH = re.compile(
    "增幅|涨幅|降幅|增长率|(增长|增加|提高|上升|涨|下降|降低|减少|降)[^，。]{0,4}百分[之比]"
)
_DIFFERENCE = re.compile(
    "[多少高低]多少|[多少高低]几|相差|差(多少|几|距)|"
    "(增加|减少|提高|下降|降低|增长|涨|上升)了?(多少|几)"
)
_SUM = re.compile("(加起来|合起来|合计|加在一起|总共|一共|共计|总和|之和)")
_END_OF_LAST_PERIOD = 2020
_LAST_PERIOD = re.compile('[“"]?十三五[”"]?(时期|期间)?(末|年末|期末)')
_PAIR = 2


def draft_from_arithmetic(question: Question, library: Library) -> Draft | None:
    """Return the result with its working, or ``None`` if there are no figures for it."""
    text = question.text
    compares = _RATIO.search(text) or _GROWTH.search(text) or _DIFFERENCE.search(text)
    if not compares and not _SUM.search(text):
        return None
    figures = figures_of(question, library)
    if not compares:
        return _total(question, figures)
    pair = _pair(question, figures)
    if pair is None or pair[0].unit != pair[1].unit:
        return None
    return _compared(question, *pair)


def _compared(question: Question, first: Figure, second: Figure) -> Draft | None:
    """How the second figure stands to the first."""
    ratio, growth = _RATIO.search(question.text), _GROWTH.search(question.text)
    if (ratio or growth) and not first.amount:
        return None
    if ratio:
        result = _rounded(second.amount / first.amount)
        text = f"是{result}倍：{second.amount} ÷ {first.amount} = {result}"
    elif growth:
        result = _rounded((second.amount - first.amount) / first.amount * 100)
        text = f"变化{result}%：({second.amount} − {first.amount}) ÷ {first.amount} = {result}%"
    else:
        result = abs(second.amount - first.amount)
        larger, smaller = sorted((second.amount, first.amount), reverse=True)
        unit = "个百分点" if second.unit == "%" else second.unit
        direction = "多" if second.amount >= first.amount else "少"
        if second.concept != first.concept or second.plan != first.plan:
            direction = "相差"
        text = f"{direction}{with_unit(str(result), unit)}：{larger} − {smaller} = {result}"
    stated = "，".join(_stated(figure, among=(first, second)) for figure in (second, first))
    statement = Statement(
        text=f"{text}（{stated}）",
        evidence=tuple(dict.fromkeys(figure.evidence for figure in (second, first))),
        derived=(str(result),),
    )
    return Draft(statements=(statement,))


def _total(question: Question, figures: Sequence[Figure]) -> Draft | None:
    """The sum of what the question names, where one sentence or table gives all of it."""
    named = [f for f in figures if f.is_named and _is_of_years(f, question)]
    best: list[Figure] = []
    for figure in named:
        together = [f for f in named if f.evidence.excerpt == figure.evidence.excerpt]
        distinct = list({f.name: f for f in together if f.unit == figure.unit}.values())
        best = max(best, distinct, key=len)
    if len(best) < _PAIR:
        return None
    best.sort(key=lambda figure: question.text.find(figure.name))
    total = sum(figure.amount for figure in best)
    working = " + ".join(str(figure.amount) for figure in best)
    stated = "，".join(f"{f.name}{with_unit(str(f.amount), f.unit)}" for f in best)
    statement = Statement(
        text=f"共{with_unit(str(total), best[0].unit)}：{working} = {total}（{stated}）",
        evidence=tuple(dict.fromkeys(figure.evidence for figure in best)),
        derived=(str(total),),
    )
    return Draft(statements=(statement,))


def _pair(question: Question, figures: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """The two figures that are meant, the one that is compared with first."""
    if question.names_plan and len(question.plans) == _PAIR:
        return _of_two_plans(question, figures)
    two_things = _of_two_things(question, figures) if len(question.years) < _PAIR else None
    return two_things or _of_two_years(question, of_one_thing(figures))


def _of_two_plans(question: Question, figures: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    of_plans = []
    for plan in question.plans:
        same = of_one_thing([f for f in figures if f.plan == plan and _is_of_years(f, question)])
        targets = [f for f in same if f.is_target] if not question.years else same
        of_plans.append(next(iter(targets or same), None))
    second, first = of_plans
    return (first, second) if first and second else None


def _of_two_things(question: Question, figures: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """Figures of two things in one year, if the question has words of each that the other lacks."""
    asked = term_set(question.text)
    fitting = [f for f in figures if _is_of_years(f, question)]
    for second in fitting:
        for first in fitting:
            alike = first.plan == second.plan and first.year == second.year
            if not alike or first.concept == second.concept or first.unit != second.unit:
                continue
            mine, others = term_set(second.name), term_set(first.name)
            if asked & (mine - others) and asked & (others - mine):
                return first, second
    return None


def _of_two_years(question: Question, figures: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    years = by_year(figures)
    wanted = set(question.years)
    if _LAST_PERIOD.search(question.text):
        wanted.add(_END_OF_LAST_PERIOD)
    asked = [years[year] for year in years if year in wanted]
    if len(asked) == _PAIR:
        return asked[0], asked[1]
    if len(years) == _PAIR and wanted <= years.keys():
        earlier, later = years.values()
        return earlier, later
    return None


def _is_of_years(figure: Figure, question: Question) -> bool:
    return not question.years or figure.year in question.years


def _stated(figure: Figure, among: Sequence[Figure]) -> str:
    """A figure with what tells it from the others: its plan, its name, its year."""
    of_plans = len({other.plan for other in among}) > 1
    of_things = len({other.concept for other in among}) > 1
    region = figure.evidence.passage.source.region if of_plans else ""
    year = f"{figure.year}年" if figure.year else ""
    return f"{region}{figure.name if of_things else ''}{year}{with_unit(figure.said, figure.unit)}"


def _rounded(amount: Decimal) -> Decimal:
    """Return an amount with at most two decimals, none that are zero.

    >>> str(_rounded(Decimal("2.5"))), str(_rounded(Decimal(100) / 3))
    ('2.5', '33.33')
    """
    rounded = amount.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()
    return rounded if rounded != rounded.to_integral() else rounded.quantize(Decimal(1))
