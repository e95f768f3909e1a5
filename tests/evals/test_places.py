from collections.abc import Mapping

import pytest

from corpus.errors import EvaluationError
from evals.places import Place, PlanText, chars_brought, gold_places, is_brought
from evals.samples import GoldEvidence


def test_offsets_are_translated_both_ways(plans: Mapping[str, PlanText]) -> None:
    for text in plans.values():
        place = Place(text.id, (100, 140))
        assert text.squeezed[100:140] == "".join(text.words_at(place).split())
        assert text.range_of(0, len(text.plan.text)) == (0, len(text.squeezed))


def test_words_are_found_over_page_ends_and_debris(plans: Mapping[str, PlanText]) -> None:
    (place,) = plans["wuzhong"].find("基层医疗机构诊疗人次数占全区诊疗人次数比例$\\geq60\\%$")
    assert "\\geq 60" in plans["wuzhong"].words_at(place)
    assert plans["changshu"].find("") == ()


@pytest.mark.parametrize(
    "gold",
    [GoldEvidence(plan="changshu", quote="没有这句话"), GoldEvidence(plan="taicang", quote="健康")],
)
def test_evidence_that_stands_nowhere_is_refused(
    plans: Mapping[str, PlanText], gold: GoldEvidence
) -> None:
    with pytest.raises(EvaluationError, match="找不到"):
        gold_places(gold, plans)


@pytest.mark.parametrize(
    ("shown", "reaches"),
    [
        (Place("a", (100, 120)), True),
        (Place("a", (0, 110)), True),
        (Place("a", (0, 101)), False),
        (Place("a", (118, 122)), True),
        (Place("b", (100, 120)), False),
        (Place("a", (200, 300), headings=((90, 125),)), True),
        (Place("a", (200, 300)), False),
    ],
)
def test_a_place_reaches_another_by_a_good_part(shown: Place, reaches: bool) -> None:
    assert shown.reaches(Place("a", (100, 120))) is reaches


def test_only_the_first_characters_are_brought() -> None:
    places = [Place("a", (0, 60)), Place("b", (0, 60), headings=((90, 95),))]
    brought = chars_brought(places, 100)
    assert is_brought(Place("a", (10, 60)), brought)
    assert is_brought(Place("b", (0, 40)), brought)
    assert not is_brought(Place("b", (30, 41)), brought)
    assert is_brought(Place("b", (90, 95)), brought)
    assert not is_brought(Place("b", (90, 95)), chars_brought(places, 60))
