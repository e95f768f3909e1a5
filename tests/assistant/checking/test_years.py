"""The year that a draft says of a figure."""

import pytest

from assistant.checking.years import begins_with_year, last_year, year_ahead, year_at


@pytest.mark.parametrize(
    ("text", "figure", "year"),
    [
        ("到2025年，床位数达到6.5张", "6.5张", 2025),
        ("床位数达到6.5张（2025年）", "6.5张", 2025),
        ("2020年为41%，规划要求到2025年达60%", "41%", 2020),
        ("2020年为41%，规划要求到2025年达60%", "60%", 2025),
        ("到“十三五”末，床位数为5张", "5张", 2020),
    ],
)
def test_a_figure_is_of_the_year_that_leads_to_it(text: str, figure: str, year: int | None) -> None:
    start = text.index(figure)
    assert year_at(text, start, start + len(figure)) == year


def test_a_year_to_compare_with_is_not_the_figure_s() -> None:
    assert last_year("到2025年，在2020年基础上") == 2025
    assert last_year("没有年份") is None


def test_a_year_that_something_is_to_be_reached_by() -> None:
    assert year_ahead("规划提出2025年建成") == 2025
    assert year_ahead("印发于2025年3月") is None


def test_a_year_without_anything_that_leads_up_to_it_is_a_report() -> None:
    assert begins_with_year("2023年为43.2%")
    assert not begins_with_year("到2025年达到50%")
