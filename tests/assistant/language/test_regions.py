"""The names by which a question means a plan."""

import pytest

from assistant.language.regions import (
    plan_names,
    plans_named,
    region_in,
    region_names,
    short_region,
    without_regions,
)
from corpus.documents import Source

QINGHE = Source(id="qinghe", title="青禾县卫生健康发展规划", region="青禾县")
BAISHI = Source(id="baishi", title="健康白石行动方案", region="白石区")
PLAIN = Source(id="plain", title="服务计划")
SOURCES = (QINGHE, BAISHI, PLAIN)


def test_a_region_has_a_full_and_a_short_name() -> None:
    assert short_region(QINGHE) == "青禾"
    assert region_names(SOURCES) == ("青禾县", "青禾", "白石区", "白石")


@pytest.mark.parametrize(
    ("question", "plans"),
    [
        ("白石的床位", ("baishi",)),
        ("白石区和青禾县的床位", ("qinghe", "baishi")),
        ("健康白石行动方案讲什么", ("baishi",)),
        ("服务计划讲什么", ()),
        ("床位", ()),
    ],
)
def test_a_plan_is_named_by_its_region_or_with_one_by_its_title(
    question: str, plans: tuple[str, ...]
) -> None:
    assert plans_named(question, SOURCES) == plans


def test_a_title_means_its_plan_and_no_other_of_its_region() -> None:
    other = Source(id="other", title="青禾县托育办法", region="青禾县")
    assert plans_named("青禾县托育办法的文号", (*SOURCES, other)) == ("other",)


def test_a_region_of_one_character_or_of_a_nation_has_the_name_people_say() -> None:
    assert short_region(Source(id="a", title="a", region="滑县")) == "滑县"
    assert short_region(Source(id="a", title="a", region="恩施土家族苗族自治州")) == "恩施"


def test_the_first_region_is_found_as_it_is_written() -> None:
    assert region_in("白石区和青禾的床位", SOURCES) == "白石区"
    assert region_in("床位", SOURCES) == ""


def test_what_only_held_the_regions_goes_with_them() -> None:
    assert without_regions("青禾县的床位", SOURCES) == "床位"
    assert without_regions("青禾，白石区的", SOURCES) == ""


def test_a_title_stands_for_its_plan_with_and_without_the_region() -> None:
    names = plan_names(SOURCES)
    assert {"青禾县卫生健康发展规划", "卫生健康发展规划", "健康行动方案", "服务计划"} <= set(names)
