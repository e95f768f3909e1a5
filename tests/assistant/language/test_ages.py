"""For which ages a rule is, and the age that somebody asks for."""

import pytest

from assistant.language.ages import age_asked, age_spans, is_of_other_age


@pytest.mark.parametrize(
    ("question", "age"),
    [
        ("72岁的老人看病有补贴吗", 72),
        ("孩子六岁了能接种吗", 6),
        ("70岁以上老人有补贴吗", None),
        ("60至69岁的老人有补贴吗", None),
        ("几岁可以接种", None),
    ],
)
def test_the_age_of_one_person_is_asked_and_no_groups(question: str, age: int | None) -> None:
    assert age_asked(question) == age


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("年满16周岁不满18周岁的", ((16, 17),)),
        ("60—69岁老年人", ((60, 69),)),
        ("80周岁及以上老年人", ((80, 150),)),
        ("三岁以下婴幼儿", ((0, 3),)),
        ("不满十八周岁", ((0, 17),)),
        ("床位60至69张", ()),
    ],
)
def test_the_ages_of_a_rule_are_read(text: str, spans: tuple[tuple[int, int], ...]) -> None:
    assert age_spans(text) == spans


def test_a_rule_for_other_ages_is_told_from_one_for_none() -> None:
    assert is_of_other_age(72, "80周岁以上老年人每月200元")
    assert not is_of_other_age(85, "80周岁以上老年人每月200元")
    assert not is_of_other_age(72, "老年人每月200元")
    assert not is_of_other_age(None, "80周岁以上老年人每月200元")
