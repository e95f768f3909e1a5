import pytest

from assistant.language.numbers import FIGURE, figures_in, with_numbers


def test_figures_are_found_in_any_width() -> None:
    assert figures_in("从２.7９提高到3.2，五岁以下") == {"2.79", "3.2", "5"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("六十五周岁往上", "65周岁以上"),
        ("六十五岁往上", "65岁以上"),
        ("百分之九十五", "95%"),
        ("百分之12.5", "12.5%"),
        ("每一万个人", "每万人口"),
        ("百分之几", "百分之几"),
    ],
)
def test_ages_shares_and_bases_are_written_as_plans_write_them(typed: str, meant: str) -> None:
    assert with_numbers(typed) == meant


@pytest.mark.parametrize(
    ("text", "has_one"),
    [("到2025年", False), ("到2025年达到3", True), ("建成三家", True), ("2020人", True)],
)
def test_a_year_is_no_figure(text: str, has_one: bool) -> None:
    assert bool(FIGURE.search(text)) is has_one
