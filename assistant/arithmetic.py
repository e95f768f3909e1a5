"""Questions that want a difference, a ratio or a growth, with the working shown."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from assistant.answers import Draft, Evidence, Question, Statement
from assistant.evidence import topic_terms
from assistant.figures import Figure, figure_from_reading, figures_by_year, from_and_to
from assistant.indicators import rows_asked, with_unit
from assistant.library import Library

_RATIO = re.compile("几倍|多少倍")
_GROWTH = re.compile(
    "增幅|涨幅|降幅|增长率|(增长|增加|提高|上升|涨|下降|降低|减少|降)[^，。]{0,4}百分[之比]"
)
_DIFFERENCE = re.compile(
    "[多少高低]多少|[多少高低]几|相差|差(多少|几|距)|"
    "(增加|减少|提高|下降|降低|增长|涨|上升)了?(多少|几)"
)
_BETWEEN_YEARS = 2


def draft_from_arithmetic(
    question: Question, evidence: Sequence[Evidence], library: Library
) -> Draft | None:
    """Return the result with its working, or ``None`` if there are no two figures for it."""
    ratio, growth = _RATIO.search(question.text), _GROWTH.search(question.text)
    if not (ratio or growth or _DIFFERENCE.search(question.text)):
        return None
    pair = _pair(question, evidence, library)
    if pair is None or pair[0].unit.strip("约") != pair[1].unit.strip("约"):
        return None
    earlier, later = pair
    if (ratio or growth) and not earlier.amount:
        return None
    if ratio:
        result = _rounded(later.amount / earlier.amount)
        text = f"是{result}倍：{later.amount} ÷ {earlier.amount} = {result}"
    elif growth:
        result = _rounded((later.amount - earlier.amount) / earlier.amount * 100)
        text = f"变化{result}%：({later.amount} − {earlier.amount}) ÷ {earlier.amount} = {result}%"
    else:
        result = abs(later.amount - earlier.amount)
        larger, smaller = sorted((later.amount, earlier.amount), reverse=True)
        unit = "个百分点" if later.unit in ("%", "％") else later.unit
        direction = "多" if later.amount >= earlier.amount else "少"
        working = f"{larger} − {smaller} = {result}"
        text = f"{direction}{with_unit(str(result), unit)}：{working}"
    stated = "，".join(f"{_when(figure)}{figure.said}" for figure in (later, earlier))
    statement = Statement(
        text=f"{text}（{stated}）",
        evidence=tuple(dict.fromkeys(figure.evidence for figure in (later, earlier))),
        derived=(str(result),),
    )
    return Draft(statements=(statement,))


def _pair(
    question: Question, evidence: Sequence[Evidence], library: Library
) -> tuple[Figure, Figure] | None:
    """The two figures that are meant, the earlier or the one compared with first."""
    matches = rows_asked(question, library)
    if len(question.plans) == _BETWEEN_YEARS and question.names_plan:
        of_plans = []
        for plan in question.plans:
            match = next((m for m in matches if m.passage.source.id == plan), None)
            figure = match and figure_from_reading(match.passage, match.row, match.row.target)
            of_plans.append(figure)
        second, first = of_plans
        return (first, second) if first and second else None
    years = figures_by_year(evidence, topic_terms(question, library), library.weights)
    if matches:
        passage, row = matches[0].passage, matches[0].row
        for reading in (row.baseline, row.target):
            figure = figure_from_reading(passage, row, reading)
            if figure and figure.year:
                years[figure.year] = figure
    asked = [years[year] for year in sorted(years) if year in question.years]
    if len(asked) == _BETWEEN_YEARS:
        return asked[0], asked[1]
    if len(years) == _BETWEEN_YEARS and set(question.years) < years.keys():
        earlier, later = (years[year] for year in sorted(years))
        return earlier, later
    return from_and_to(evidence[:3])


def _when(figure: Figure) -> str:
    return f"{figure.year}年" if figure.year else ""


def _rounded(amount: Decimal) -> Decimal:
    """Return an amount with at most two decimals, none that are zero.

    >>> str(_rounded(Decimal("2.5"))), str(_rounded(Decimal(100) / 3))
    ('2.5', '33.33')
    """
    rounded = amount.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()
    return rounded if rounded != rounded.to_integral() else rounded.quantize(Decimal(1))
