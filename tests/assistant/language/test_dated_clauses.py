"""Of a sentence of several years only the year that is asked, with its subject."""

import pytest

from assistant.language.dated_clauses import of_years

TARGETS = "规范管理率2023年达到65%，2024年达到70%，2025年达到75%以上。"
BY_TURNS = "到2026年，力争每万人口全科医生数不低于3人，到2028年不低于3.5人。"


@pytest.mark.parametrize(
    ("text", "year", "said"),
    [
        (TARGETS, 2023, "规范管理率2023年达到65%"),
        (TARGETS, 2024, "规范管理率2024年达到70%"),
        (TARGETS, 2025, "规范管理率2025年达到75%以上"),
        (BY_TURNS, 2026, "到2026年，力争每万人口全科医生数不低于3人"),
        (BY_TURNS, 2028, "每万人口全科医生数到2028年不低于3.5人"),
    ],
)
def test_the_year_that_is_asked_is_said_with_the_subject(text: str, year: int, said: str) -> None:
    found = of_years(text, [year])
    assert found is not None
    words, (start, end) = found
    assert words == said
    assert all(run in text[start:end] for run in words.split("年")[-1:])


@pytest.mark.parametrize(
    ("text", "years"),
    [
        (TARGETS, [2027]),
        (TARGETS, []),
        ("到2025年，建成三家医院。", [2025]),
        ("从2020年的80%提高到2025年的90%。", [2025]),
        ("2024年出生1.2万人，比2023年减少300人。", [2023]),
    ],
)
def test_a_sentence_that_cannot_be_divided_stays_whole(text: str, years: list[int]) -> None:
    assert of_years(text, years) is None
