"""Whether a draft's figure says what a plan's does: amount, unit and comparator."""

import re
from decimal import Decimal
from typing import Literal

from corpus.documents import Quantity, Relation

# ``same`` amounts may differ in how strictly they are meant (40% for ≥40%).
Likeness = Literal["same", "amount", "unit", "comparator", "incomparable"]

_SHARES = {"%": Decimal(1) / 100, "‰": Decimal(1) / 1000, "/10万": Decimal(1) / 100_000}
_FAMILIES = (
    frozenset(("人", "名", "位")),
    frozenset(
        ("家", "个", "所", "处", "座", "间", "支", "项", "种", "类", "条", "场", "场次", "件", "门")
    ),
    frozenset(("岁", "周岁")),
    frozenset(("人次", "例", "次")),
    frozenset(("天", "日")),
    frozenset(("平方米", "㎡")),
)
_AT_LEAST, _AT_MOST = frozenset("≥>"), frozenset("≤<")
# A large count may be rounded without a word that says so, by this part of it.
_LARGE = 1000
_ROUNDED = Decimal("0.005")


def likeness(said: Quantity, stated: Quantity) -> Likeness:
    """Return in what a figure of a draft differs from a plan's, if in anything.

    ``amount`` is said of figures that could be the same and are not; what lies within a
    plan's range (3至5个) without being the range is ``incomparable``, and so are a change and
    a level.

    >>> def q(amount, unit, relation="="):
    ...     return Quantity(amount=Decimal(amount), unit=unit, relation=relation)
    >>> likeness(q("40", "%"), q("40", "%", "≥")), likeness(q("85", "岁"), q("84", "岁"))
    ('same', 'amount')
    >>> likeness(q("6.8", "‰"), q("6.8", "/10万")), likeness(q("0.25", "%"), q("2.5", "‰"))
    ('unit', 'same')
    >>> likeness(q("18", "%", "≥"), q("18", "%", "≤"))
    'comparator'
    """
    if said.amount is None or stated.amount is None or is_change(said) != is_change(stated):
        return "incomparable"
    if not said.unit:
        said = said.model_copy(update={"unit": stated.unit})
    units = units_compared(said.unit, stated.unit)
    same_number = said.amount == stated.amount
    if units == "different":
        return "unit" if same_number else "incomparable"
    if is_change(said) and said.direction != stated.direction:
        return "comparator" if same_number else "incomparable"
    if _same_amount(said, stated):
        return "comparator" if _opposed(said.relation, stated.relation) else "same"
    if units == "convertible" and same_number:
        return "unit"
    return "incomparable" if _within(said, stated) else "amount"


def _opposed(said: Relation, stated: Relation) -> bool:
    """Whether one is a least value and the other a greatest."""
    both = {said, stated}
    return bool(both & _AT_LEAST) and bool(both & _AT_MOST)


def _within(said: Quantity, stated: Quantity) -> bool:
    if said.amount is None or stated.amount is None or stated.upper is None:
        return False
    return said.upper is None and stated.amount <= said.amount <= stated.upper


def is_change(quantity: Quantity) -> bool:
    """Whether a quantity is a change of something, and not a level or a number of things."""
    counted = any(quantity.unit in family for family in _FAMILIES[:2])
    return bool(quantity.direction) and not counted


def units_compared(said: str, stated: str) -> Literal["same", "convertible", "different"]:
    """Return how two units stand to each other; none is the same as any.

    >>> units_compared("名", "人"), units_compared("‰", "%"), units_compared("%", "百分点")
    ('same', 'convertible', 'different')
    """
    said, stated = _plain(said), _plain(stated)
    if not said or not stated or said == stated or "" in (said, stated):
        return "same"
    if said in _SHARES and stated in _SHARES:
        return "convertible"
    alike = any(said in family and stated in family for family in _FAMILIES)
    return "same" if alike else "different"


def _plain(unit: str) -> str:
    """A unit without what plans print into it beside it."""
    return re.sub(r"\s|^约|^1(?=/)", "", unit)


def _same_amount(said: Quantity, stated: Quantity) -> bool:
    if said.amount is None or stated.amount is None or said.upper != stated.upper:
        return False
    return _in_share(said) == _in_share(stated) or _is_rounded(said.amount, said, stated.amount)


def _is_rounded(amount: Decimal, said: Quantity, stated: Decimal) -> bool:
    """Whether an amount is a plan's, rounded: small ones only where a word says so (约)."""
    if said.relation == "≈":
        places = -int(amount.as_tuple().exponent)
        return round(stated, max(places, 0)) == amount
    near = stated >= _LARGE and abs(amount - stated) <= _ROUNDED * stated
    return near and amount == _rounded_like(stated, amount)


def _rounded_like(amount: Decimal, other: Decimal) -> Decimal:
    """An amount with no more significant digits than another one.

    >>> _rounded_like(Decimal(11847600), Decimal(11850000)) == Decimal(11850000)
    True
    """
    return amount.quantize(Decimal(1).scaleb(int(other.normalize().as_tuple().exponent)))


def _in_share(quantity: Quantity) -> Decimal:
    amount = quantity.amount or Decimal(0)
    return amount * _SHARES.get(_plain(quantity.unit), Decimal(1))
