"""Which readings of a row are asked for, and how they are said."""

from collections.abc import Callable

import pytest

from assistant import Assistant
from assistant.composers.readings import leaves_blank, readings_asked, wording
from assistant.evidence.asked import Asked
from corpus.documents import Indicator
from corpus.indicators.units import with_unit

Ask = Callable[[str], Asked]


@pytest.fixture
def nurses(invented: Assistant) -> Indicator:
    return next(row for _, row in invented.library.rows(["qinghe"]) if "护士" in row.name)


@pytest.fixture
def screening(invented: Assistant) -> Indicator:
    return next(row for _, row in invented.library.rows(["qinghe"]) if "筛查" in row.name)


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("青禾县每千人口注册护士数", [2025, 2020]),
        ("青禾县每千人口注册护士数的目标", [2025]),
        ("青禾县每千人口注册护士数的现状", [2020]),
        ("青禾县每千人口注册护士数2020年是多少", [2020]),
        ("青禾县“十三五”末每千人口注册护士数", [2020]),
        ("青禾县每千人口注册护士数的现状和2025年目标", [2025, 2020]),
        ("青禾县2030年每千人口注册护士数", []),
    ],
)
def test_the_readings_are_those_that_are_asked_for(
    ask: Ask, nurses: Indicator, question: str, years: list[int]
) -> None:
    asked = readings_asked(ask(question).question, nurses)
    assert [reading.year for reading, _ in asked] == years


def test_a_target_is_called_one_and_a_baseline_is_not(ask: Ask, nurses: Indicator) -> None:
    question = ask("青禾县每千人口注册护士数").question
    assert wording(question, nurses) == (
        "每千人口注册护士数2025年目标为3.4人（预期性），2020年为2.6人"
    )


def test_nothing_is_said_where_the_row_has_none_of_the_years(ask: Ask, nurses: Indicator) -> None:
    assert wording(ask("青禾县2030年每千人口注册护士数").question, nurses) == ""


def test_a_blank_is_said_beside_a_figure_and_leaves_blank_what_is_asked_alone(
    ask: Ask, screening: Indicator
) -> None:
    both = ask("青禾县适龄妇女宫颈癌筛查率").question
    alone = ask("青禾县适龄妇女宫颈癌筛查率2020年是多少").question
    assert wording(both, screening).endswith("2020年的数值规划没有列出")
    assert wording(alone, screening) == ""
    assert leaves_blank(alone, screening)
    assert not leaves_blank(both, screening)
    assert not leaves_blank(alone, None)


def test_a_unit_stands_after_the_number_once() -> None:
    assert with_unit("60%以上", "%") == "60%以上"
    assert with_unit("≥60以上", "%") == "≥60%以上"
    assert with_unit("持续提升", "%") == "持续提升"
