"""How one figure stands to another, worked out so that a reader can follow.

A working is its text and the figures in it that stand in no plan. Figures are `Decimal`, so
that 3.2 − 2.79 is 0.41; results are rounded half up.
"""

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from assistant.evidence.figures import Figure
from assistant.question.calculation import Operation
from corpus.indicators.units import with_unit

Working = tuple[str, tuple[str, ...]]


def ratio(first: Figure, second: Figure) -> Working | None:
    """How many times the first figure the second is; `None` if the first is nought."""
    if not first.amount:
        return None
    result = rounded(second.amount / first.amount)
    return f"是{result}倍：{second.amount} ÷ {first.amount} = {result}", (str(result),)


def growth(first: Figure, second: Figure) -> Working | None:
    """By how many per cent the second figure is more than the first; `None` of nought."""
    if not first.amount:
        return None
    result = rounded((second.amount - first.amount) / first.amount * 100)
    working = f"({second.amount} − {first.amount}) ÷ {first.amount} = {result}%"
    return f"变化{result}%：{working}", (str(abs(result)),)


def difference(first: Figure, second: Figure) -> Working:
    """How much more or less the second figure is than the first."""
    result = abs(second.amount - first.amount)
    larger, smaller = sorted((second.amount, first.amount), reverse=True)
    direction = "多" if second.amount >= first.amount else "减少"
    if second.concept != first.concept or second.plan != first.plan:
        direction = "相差"
    said = with_unit(str(result), _unit_of_difference(second))
    return f"{direction}{said}：{larger} − {smaller} = {result}", (str(result),)


def per_year(first: Figure, second: Figure) -> Working | None:
    """By how much the figure changes a year; `None` unless the years differ."""
    if first.year is None or second.year is None or first.year == second.year:
        return None
    years = f"{max(first.year, second.year)} − {min(first.year, second.year)}"
    larger, smaller = sorted((second.amount, first.amount), reverse=True)
    result = rounded((larger - smaller) / abs(second.year - first.year), decimals=3)
    said = with_unit(str(result), _unit_of_difference(second))
    return f"平均每年{said}：({larger} − {smaller}) ÷ ({years}) = {result}", (str(result),)


def _unit_of_difference(figure: Figure) -> str:
    return "个百分点" if figure.unit == "%" else figure.unit


def back(later: Figure, change: Figure) -> Working | None:
    """A figure before a change of so many per cent, or of so much in its own unit."""
    rose = not re.search("下降|降低|减少|缩短|回落", change.said)
    is_share = change.said.rstrip().endswith(("%", "％")) and change.unit != "百分点"
    if is_share:
        factor = 1 + (change.amount if rose else -change.amount) / 100
        if not factor:
            return None
        result = (later.amount / factor).quantize(later.amount, ROUND_HALF_UP)
        working = f"{later.amount} ÷ (1 {'+' if rose else '−'} {change.amount}%) = {result}"
    elif change.unit in (later.unit, "百分点"):
        result = later.amount - (change.amount if rose else -change.amount)
        working = f"{later.amount} {'−' if rose else '+'} {change.amount} = {result}"
    else:
        return None
    return f"{with_unit(str(result), later.unit)}：{working}", (str(result), "1")


WORKINGS: dict[Operation, Callable[[Figure, Figure], Working | None]] = {
    "ratio": ratio,
    "difference": difference,
    "growth": growth,
    "per year": per_year,
}


def rounded(amount: Decimal, decimals: int = 2) -> Decimal:
    """Return an amount with at most so many decimals, none that are zero.

    >>> str(rounded(Decimal("2.5"))), str(rounded(Decimal(100) / 3)), str(rounded(Decimal(30)))
    ('2.5', '33.33', '30')
    """
    rounded = amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP).normalize()
    return rounded if rounded != rounded.to_integral() else rounded.quantize(Decimal(1))
