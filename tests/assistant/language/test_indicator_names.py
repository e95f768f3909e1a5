"""The names of an indicator, and how much of one stands in a question."""

import pytest

from assistant import Assistant
from assistant.language.indicator_names import (
    PER_HEAD,
    all_names,
    is_spoken_of,
    share_named,
    without_brackets,
)
from assistant.language.terms import term_set
from corpus.documents import Indicator


@pytest.fixture
def doctors(invented: Assistant) -> Indicator:
    """每千人口执业（助理）医师数, as a sentence states it."""
    return next(row for _, row in invented.library.stated(["qinghe"]) if "医师" in row.name)


def test_a_name_is_known_with_and_without_its_brackets(doctors: Indicator) -> None:
    names = all_names(doctors)
    assert "执业（助理）医师" in names and "执业医师" in names
    assert without_brackets("执业（助理）医师（人）") == "执业医师"


def test_the_base_and_the_measure_do_not_count(invented: Assistant, doctors: Indicator) -> None:
    weights = invented.library.weights
    assert share_named(doctors, term_set("执业医师"), weights) == pytest.approx(1.0)
    assert share_named(doctors, term_set("每千人口数"), weights) == 0.0
    assert PER_HEAD.match(doctors.name)


def test_a_sentence_speaks_of_what_it_names_for_the_most_part(
    invented: Assistant, doctors: Indicator
) -> None:
    weights = invented.library.weights
    assert is_spoken_of(doctors, "执业医师达到3.1人。", weights)
    assert not is_spoken_of(doctors, "每千人口床位达到3.1张。", weights)
