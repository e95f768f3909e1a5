import pytest

from assistant.language.institutions import is_institution, with_short_numbers


@pytest.mark.parametrize("name", ["梅李人民医院", "市疾控中心", "市卫生健康委", "急救站"])
def test_an_institution_is_known_by_the_end_of_its_name(name: str) -> None:
    assert is_institution(name)


@pytest.mark.parametrize("name", ["健康镇", "医院建设", "床位"])
def test_other_names_are_no_institutions(name: str) -> None:
    assert not is_institution(name)


def test_any_numbered_hospital_has_a_short_name() -> None:
    assert with_short_numbers("第二人民医院、第十人民医院") == "二院、十院"
