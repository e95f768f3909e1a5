"""Whether a draft's figure says what a plan's does."""

from decimal import Decimal
from typing import Any

import pytest

from assistant.checking.quantities import is_change, likeness
from corpus.documents import Quantity


def q(amount: str, unit: str = "", **others: Any) -> Quantity:
    return Quantity(amount=Decimal(amount), unit=unit, **others)


@pytest.mark.parametrize(
    ("said", "stated", "how"),
    [
        (q("40", "%"), q("40", "%", relation="≥"), "same"),
        (q("0.25", "%"), q("2.5", "‰"), "same"),
        (q("12", "名"), q("12", "人"), "same"),
        (q("12", "万人"), q("12", "万人"), "same"),
        (q("79", "岁", relation="≈"), q("79.4", "岁"), "same"),
        (q("80", "岁"), q("79.5", "岁"), "amount"),
        (q("6", "‰"), q("6", "/10万"), "unit"),
        (q("6", "人"), q("6", "%"), "unit"),
        (q("18", "%", relation="≥"), q("18", "%", relation="≤"), "comparator"),
        (q("4", "个"), q("3", "个", upper=Decimal(5)), "incomparable"),
        (q("1", "岁", direction="提高"), q("79.5", "岁"), "incomparable"),
    ],
)
def test_in_what_two_figures_differ(said: Quantity, stated: Quantity, how: str) -> None:
    assert likeness(said, stated) == how


def test_more_things_are_a_number_and_no_change() -> None:
    assert is_change(q("1", "岁", direction="提高"))
    assert not is_change(q("3", "家", direction="提高"))
