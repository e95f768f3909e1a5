"""Numbers are compared as numbers, with their unit and bound, in any writing."""

import pytest

from assistant.chat.figures import figures_in, is_same, plain


@pytest.mark.parametrize(
    ("said", "source", "units"),
    [
        ("0.5人", "0.50人", ""),
        ("６０％", "60%", ""),
        ("1,234人", "1234人", ""),
        ("2025年", "健康江阴2030 2025", ""),
        ("0.5人", "0.5", "人"),
        ("不低于60%", "60%以上", ""),
        ("低于40", "<40", ""),
        ("1.5万人", "1.5万人", ""),
    ],
)
def test_the_same_figure(said: str, source: str, units: str) -> None:
    found = figures_in(plain(source))
    assert any(is_same(figures_in(plain(said))[0], figure, units) for figure in found)


@pytest.mark.parametrize(
    ("said", "source", "units"),
    [
        ("25", "125", ""),
        ("5", "0.5", ""),
        ("60", "60%", ""),
        ("60%", "60", ""),
        ("60‰", "60%", ""),
        ("84岁", "84家", ""),
        ("84", "84岁", ""),
        ("60%以下", "60%以上", ""),
        ("60%", "60%以上", ""),
        ("60%以上", "60%", ""),
        ("提高1岁", "1岁", ""),
        ("1.5人", "1.5万人", ""),
        ("30", "30", "%"),
        ("13人", "13.加强队伍", ""),
        ("第5条", "5条", ""),
        ("2025岁", "2025年", ""),
    ],
)
def test_another_figure(said: str, source: str, units: str) -> None:
    found = figures_in(plain(source))
    assert not any(is_same(figures_in(plain(said))[0], figure, units) for figure in found)


@pytest.mark.parametrize(
    "text", ["8\u200b4岁", "8 4岁", "８４岁", "8\ufe0f4岁", "𝟖𝟒岁", "8\u00ad4岁"]
)
def test_disguised_figures_are_seen_through(text: str) -> None:
    assert plain(text).replace(" ", "") == "84岁"
