"""What a question wants of the rows of a table: the most, those that meet a condition, a number."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Literal, get_args

from assistant.language.numbers import number_of
from assistant.language.rules import patterns_of
from corpus.documents import Value

_RULES = patterns_of(__file__, "tables")
_CONDITIONS = patterns_of(__file__, "tables.conditions")

Comparison = Literal["over", "at-least", "under", "at-most", "equal"]
_HOLDS: dict[Comparison, Callable[[Decimal, Decimal], bool]] = {
    "over": lambda value, limit: value > limit,
    "at-least": lambda value, limit: value >= limit,
    "under": lambda value, limit: value < limit,
    "at-most": lambda value, limit: value <= limit,
    "equal": lambda value, limit: value == limit,
}
_COMPARISONS: dict[str, Comparison] = {name: name for name in get_args(Comparison)}
_SCALES = {"": 1, "千": 10**3, "万": 10**4, "亿": 10**8}
_TENTHS = 10


class Condition(Value):
    """What figures must be: more than 300 张; ``said`` is how the question says it.

    ``is_scaled`` tells that it says 千, 万 or 亿, which ``limit`` has multiplied out.
    """

    comparison: Comparison
    limit: Decimal
    unit: str
    said: str
    is_scaled: bool = False

    def holds(self, value: Decimal) -> bool:
        """Whether a figure is so."""
        return _HOLDS[self.comparison](value, self.limit)


class Extreme(Value):
    """Which place in an order is asked for: the most or the least, the ``rank``-th, or the first
    ``rank`` (``is_all``).
    """

    is_most: bool
    rank: int
    is_all: bool


def condition_in(text: str) -> Condition | None:
    """Return the condition on figures that a question names, if any.

    >>> found = condition_in("床位超过300张的医院有哪些")
    >>> found.comparison, str(found.limit), found.unit
    ('over', '300', '张')
    """
    for name, pattern in _CONDITIONS.items():
        found = pattern.search(text)
        limit, unit = _limit(found) if found else (None, "")
        if found and limit is not None:
            comparison = _COMPARISONS[name.removesuffix("-after")]
            return Condition(
                comparison=comparison,
                limit=limit,
                unit=unit,
                said=found.group(),
                is_scaled=bool(found["scale"]),
            )
    return None


def _limit(found: re.Match[str]) -> tuple[Decimal | None, str]:
    """The number of a condition and its unit; 六成 is 60 %."""
    number, scale = found["number"], found["scale"] or ""
    unit = found["unit"] or ""
    amount = Decimal(number) if re.fullmatch(r"[\d.]+", number) else number_of(number)
    if amount is None:
        return None, unit
    if unit == "成":
        return Decimal(amount) * _TENTHS, "%"
    return Decimal(amount) * _SCALES[scale], unit


def extreme_in(text: str) -> Extreme | None:
    """Return which place in an order a question asks for, if any.

    >>> extreme_in("哪家医院床位最多"), extreme_in("床位排第二的是哪家")
    (Extreme(is_most=True, rank=1, is_all=False), Extreme(is_most=True, rank=2, is_all=False))
    """
    most, least = _RULES["most"].search(text), _RULES["least"].search(text)
    first, place = _RULES["first-so-many"].search(text), _RULES["place"].search(text)
    if not (most or least or first or place):
        return None
    ranked = first or place
    rank = number_of(ranked.group("rank")) if ranked else 1
    return Extreme(is_most=least is None, rank=rank or 1, is_all=first is not None)


def number_asked(text: str) -> str:
    """Return the number that a row is asked for by, as digits, or nothing.

    >>> number_asked("第8项任务是什么"), number_asked("第三项由谁牵头"), number_asked("三项任务")
    ('8', '3', '')
    """
    found = _RULES["row-number"].search(text)
    place = _RULES["place"].search(text)
    said = (found["number"] or found["ordinal"]) if found else place["rank"] if place else ""
    number = number_of(said) if said else None
    return str(number) if number else ""


def counts_rows(text: str) -> bool:
    """Whether it is asked how many rows there are."""
    return _RULES["how-many"].search(text) is not None


def measure_of_rows(text: str) -> str:
    """Return the measure word by which rows are counted, 项 where none is said.

    >>> measure_of_rows("有多少个病种"), measure_of_rows("列了哪些任务")
    ('个', '项')
    """
    found = _RULES["how-many"].search(text)
    return found["measure"] if found else "项"


def lists_rows(text: str) -> bool:
    """Whether the rows are asked for by name."""
    return _RULES["which"].search(text) is not None


Change = Literal["rose", "fell", "stayed"]


def change_in(text: str) -> Change | None:
    """Return which way figures went that are asked for: those that rose, fell or stayed."""
    changes: tuple[Change, ...] = ("stayed", "rose", "fell")
    return next((change for change in changes if _RULES[change].search(text)), None)


def means_before(text: str) -> bool:
    """Whether a text goes on so that the time before it is a limit: 以前, 底前."""
    return _RULES["before-then"].search(text) is not None


def wants_each(text: str) -> bool:
    """Whether the figure of each of several rows is asked for."""
    return _RULES["each"].search(text) is not None


def wants_mean(text: str) -> bool:
    """Whether the mean of figures is asked for."""
    return _RULES["mean"].search(text) is not None


def wants_share(text: str) -> bool:
    """Whether it is asked which part of a whole something is."""
    return _RULES["share-of"].search(text) is not None


def all_years_wanted(text: str) -> bool:
    """Whether the figures of all years are asked for."""
    return _RULES["all-years"].search(text) is not None


def wants_year_before(text: str) -> bool:
    """Whether the figure of the year before is asked for."""
    return _RULES["year-before"].search(text) is not None


def asks_money(text: str) -> bool:
    """Whether an amount of money is asked for."""
    return _RULES["money"].search(text) is not None


def asks_when(text: str) -> bool:
    """Whether a time is asked for."""
    return _RULES["when"].search(text) is not None


def asks_responsible(text: str) -> bool:
    """Whether an institution is asked for."""
    return _RULES["responsible"].search(text) is not None
