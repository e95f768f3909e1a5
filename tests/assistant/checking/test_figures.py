"""A draft's figure of a named indicator, held against what the plan gives for it."""

from decimal import Decimal

import pytest

from assistant.checking.context import Context
from assistant.checking.figures import judged, stated_of, supported_by
from assistant.checking.subjects import Subject
from assistant.library import Library
from corpus.documents import Quantity

LIFE = "人均预期寿命"


def context(stance: str, year: int | None) -> Context:
    return Context.model_validate(
        {"plans": ["qinghe"], "names_plan": True, "stance": stance, "year": year}
    )


def test_a_thing_is_found_under_another_name_of_it(library: Library) -> None:
    worded = [stated.worded for stated in stated_of("人均期望寿命", "qinghe", library)]
    assert worded == [f"{LIFE}2020年78.2岁", f"{LIFE}2025年目标79.5岁"]
    assert stated_of("吸烟率", "qinghe", library) == []


@pytest.mark.parametrize(
    ("amount", "unit", "year", "stance", "verdict", "explanation"),
    [
        ("79.5", "岁", 2025, "planned", "supported", "2025年目标79.5岁"),
        ("80", "岁", 2025, "planned", "contradicted", "2025年目标79.5岁"),
        ("78.2", "岁", 2025, "planned", "contradicted", "这是2020年的现状数"),
        ("79.5", "%", 2025, "planned", "contradicted", "单位不同"),
        ("79.5", "岁", None, "planned", "supported", "2025年目标79.5岁"),
        ("78.9", "岁", None, "actual", "not_found", "像是实际数"),
    ],
)
def test_verdicts(
    library: Library,
    *,
    amount: str,
    unit: str,
    year: int | None,
    stance: str,
    verdict: str,
    explanation: str,
) -> None:
    quantity = Quantity(amount=Decimal(amount), unit=unit)
    stated = stated_of(LIFE, "qinghe", library)
    found = judged(quantity, Subject(LIFE, year), context(stance, year), stated, "")
    assert found is not None
    assert found.verdict == verdict
    assert explanation in found.explanation
    assert found.evidence


def test_a_figure_of_something_that_is_named_may_be_supported_but_not_contradicted(
    library: Library,
) -> None:
    stated = stated_of(LIFE, "qinghe", library)
    same = supported_by(Quantity(amount=Decimal("79.5"), unit="岁"), stated)
    assert same is not None
    assert same.verdict == "supported"
    assert supported_by(Quantity(amount=Decimal(90), unit="岁"), stated) is None
