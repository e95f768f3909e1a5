"""The institutions and places that a draft names, as a plan may call them too."""

from assistant.checking.institutions import (
    institutions_among,
    institutions_in,
    others_named,
    plain_name,
)

REGIONS = ["青河县", "青河"]


def test_institutions_are_found_with_their_place() -> None:
    assert list(institutions_in("推进县二院、白石卫生院扩建")) == [(2, "县二院"), (6, "白石卫生院")]


def test_a_known_name_is_found_whole() -> None:
    assert institutions_among(["白石镇卫生院", "人均预期寿命"]) == {"白石镇卫生院"}
    found = list(institutions_in("突出白石镇卫生院的定位", ["白石镇卫生院"]))
    assert found == [(2, "白石镇卫生院")]


def test_what_is_left_out_at_will_is_left_out() -> None:
    assert plain_name("青河县第二人民医院", REGIONS) == plain_name("县二院", REGIONS) == "二院"


def test_another_town_or_hospital_than_the_plan_s_words_know() -> None:
    assert others_named("白石镇卫生院床位", "县人民医院扩建", REGIONS)
    assert not others_named("县人民医院床位", "县人民医院扩建", REGIONS)
    assert not others_named("床位数", "县人民医院扩建", REGIONS)
