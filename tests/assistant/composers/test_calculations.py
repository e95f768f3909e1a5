"""What two figures make, with the working."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from assistant.composers.calculations import back, difference, growth, per_year, ratio, rounded
from assistant.evidence.asked import Asked
from assistant.evidence.figures import Figure

Ask = Callable[[str], Asked]


@pytest.fixture
def pair(ask: Ask) -> tuple[Figure, Figure]:
    """The nurses for a thousand people: 2.6 in 2020, 3.4 in 2025."""
    first, second = ask("青禾县每千人口注册护士数").figures
    return first, second


@pytest.fixture
def beds(ask: Ask) -> Figure:
    return ask("青禾县病床总数").figures[0]


def of(figure: Figure, amount: str, **changed: object) -> Figure:
    return figure.model_copy(update={"amount": Decimal(amount), **changed})


def test_each_operation_shows_its_working_and_what_came_of_it(pair: tuple[Figure, Figure]) -> None:
    assert ratio(*pair) == ("是1.31倍：3.4 ÷ 2.6 = 1.31", ("1.31",))
    assert growth(*pair) == ("变化30.77%：(3.4 − 2.6) ÷ 2.6 = 30.77%", ("30.77",))
    assert difference(*pair) == ("多0.8人：3.4 − 2.6 = 0.8", ("0.8",))
    assert per_year(*pair) == ("平均每年0.16人：(3.4 − 2.6) ÷ (2025 − 2020) = 0.16", ("0.16",))


def test_a_fall_is_told_as_less(pair: tuple[Figure, Figure]) -> None:
    assert difference(*reversed(pair))[0].startswith("减少0.8人：3.4 − 2.6")
    assert growth(*reversed(pair)) == ("变化-23.53%：(2.6 − 3.4) ÷ 3.4 = -23.53%", ("23.53",))


def test_a_difference_of_two_things_has_no_direction(pair: tuple[Figure, Figure]) -> None:
    first, second = pair
    other = second.model_copy(update={"concept": "医师数"})
    assert difference(first, other)[0].startswith("相差0.8人")


def test_shares_differ_by_percentage_points(pair: tuple[Figure, Figure]) -> None:
    shares = [figure.model_copy(update={"unit": "%"}) for figure in pair]
    assert difference(*shares)[0].startswith("多0.8个百分点")


def test_nothing_is_divided_by_nought(pair: tuple[Figure, Figure]) -> None:
    first, second = pair
    assert ratio(of(first, "0"), second) is None
    assert growth(of(first, "0"), second) is None
    assert per_year(first, second.model_copy(update={"year": first.year})) is None
    assert per_year(first, second.model_copy(update={"year": None})) is None


@pytest.mark.parametrize(
    ("said", "unit", "amount", "result"),
    [
        ("增长20%", "%", "20", "1000张：1200 ÷ (1 + 20%) = 1000"),
        ("下降20%", "%", "20", "1500张：1200 ÷ (1 − 20%) = 1500"),
        ("增加200张", "张", "200", "1000张：1200 − 200 = 1000"),
        ("减少200张", "张", "200", "1400张：1200 + 200 = 1400"),
    ],
)
def test_the_figure_before_a_change_is_worked_back(
    beds: Figure, said: str, unit: str, amount: str, result: str
) -> None:
    working = back(beds, of(beds, amount, said=said, unit=unit))
    assert working
    assert working[0] == result


def test_what_fell_to_nothing_or_changed_in_another_unit_cannot_be_worked_back(
    beds: Figure,
) -> None:
    assert back(beds, of(beds, "100", said="下降100%", unit="%")) is None
    assert back(beds, of(beds, "200", said="增加200人", unit="人")) is None


def test_halves_are_rounded_up() -> None:
    assert str(rounded(Decimal("2.345"))) == "2.35"
    assert str(rounded(Decimal("0.1565"), decimals=3)) == "0.157"
