"""Whether a draft's figure says what a plan's does: amount, unit and comparator."""

from decimal import Decimal
from typing import Literal

from assistant.language.units import as_share, is_counted, units_compared
from corpus.documents import Quantity, Relation

# ``same`` amounts may differ in how strictly they are meant (40% for ≥40%).
Likeness = Literal["same", "amount", "unit", "comparator", "incomparable"]

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
    return bool(quantity.direction) and not is_counted(quantity.unit)


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
    return as_share(quantity.amount or Decimal(0), quantity.unit)
