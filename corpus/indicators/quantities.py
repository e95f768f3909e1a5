"""What the wording of a value says, so that values can be compared and computed with."""

import re

from corpus.documents import Quantity
from corpus.indicators.figures import change_in, figures_in


def quantities_from(value: str, unit: str = "") -> tuple[Quantity, ...]:
    """Return what a value says; nothing where its wording is no figure and no direction.

    Args:
        value: the wording of a table's cell or of a value in a sentence.
        unit: the unit of the row or column, for figures that have none of their own.

    Amounts are in the unit without 万 and 亿: “1.5万人” is 15000 人. A ratio “1:1.10” is its
    second part, in the unit “1:”.

    >>> [q] = quantities_from("力争每年降低0.5个百分点以上", "%")
    >>> str(q.amount), q.unit, q.relation, q.direction, q.per_year
    ('0.5', '百分点', '≥', '降低', True)
    >>> [(q.relation, str(q.amount)) for q in quantities_from("93.87/86.67", "%")]
    [('=', '93.87'), ('=', '86.67')]
    >>> [q] = quantities_from("≤6.8", "1/10万")
    >>> str(q.amount), q.unit, q.relation
    ('6.8', '/10万', '≤')
    >>> [(q.amount, q.direction) for q in quantities_from("同比例提高")]
    [(None, '提高')]
    >>> quantities_from("——"), quantities_from("全省前列")
    ((), ())
    """
    figures = figures_in(value, unit)
    if figures:
        return tuple(figure.quantity for figure in figures)
    direction, per_year = change_in(value)
    if not direction or re.search("[0-9]", value):
        return ()
    return (Quantity(amount=None, direction=direction, per_year=per_year),)
