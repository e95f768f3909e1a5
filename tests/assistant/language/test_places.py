from assistant.language.places import foreign_places, place_at_head
from corpus.catalogue import sources


def test_a_place_without_a_plan_is_foreign() -> None:
    assert foreign_places("太仓市的床位", sources(), is_of_plan=False) == ("太仓市",)


def test_the_regions_of_the_plans_are_not_foreign() -> None:
    assert foreign_places("常熟和埇桥的床位", sources(), is_of_plan=True) == ()


def test_beside_a_region_of_a_plan_only_a_place_with_its_level_counts() -> None:
    assert foreign_places("常熟与太仓的床位", sources(), is_of_plan=True) == ()
    assert foreign_places("常熟与太仓市的床位", sources(), is_of_plan=True) == ("太仓市",)


def test_what_a_region_lies_in_is_not_foreign() -> None:
    assert foreign_places("江苏省常熟市的床位", sources(), is_of_plan=True) == ()
    assert foreign_places("江苏省的床位", sources(), is_of_plan=False) == ("江苏省",)


def test_a_coined_region_is_a_place_and_an_area_of_a_kind_is_none() -> None:
    assert foreign_places("云溪市的床位", sources(), is_of_plan=False) == ("云溪市",)
    for area in ("社区", "院区", "各县区", "发热门诊区", "老城区"):
        assert foreign_places(f"{area}的床位", sources(), is_of_plan=False) == ()


def test_where_no_plan_has_a_region_no_place_is_foreign() -> None:
    assert foreign_places("太仓市的床位", (), is_of_plan=False) == ()


def test_the_beginning_of_a_name_is_no_place() -> None:
    assert place_at_head("昆山的床位") == "昆山"
    assert place_at_head("昆山医院的床位", ["昆山医院"]) == ""
