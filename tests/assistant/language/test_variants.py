"""Where a text names a thing by any of its names, and cuts no word for it."""

import pytest

from assistant.language.terms import normalised
from assistant.language.thesaurus import Names, fields, known_names, names_of
from assistant.language.variants import has_variant, spans_of, units_of


@pytest.mark.parametrize("field", fields(), ids=lambda field: field.id)
def test_the_names_of_a_field_are_those_its_examples_show(field: Names) -> None:
    assert [a for a, b in field.examples.items() if normalised(b) not in names_of(a)] == []
    assert [a for a, b in field.counters.items() if normalised(b) in names_of(a)] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("医共体", "构建紧密型医疗共同体"),
        ("医疗共同体", "推进医共体建设"),
        ("血透", "设立血液透析中心"),
        ("集采", "药品集中带量采购"),
        ("临终关怀", "开展安宁疗护服务"),
        ("drg", "按疾病相关组(drgs)付费"),
    ],
)
def test_a_thing_is_found_by_its_other_names(name: str, text: str) -> None:
    assert has_variant(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("人参", "鼓励个人参加商业保险"),
        ("性病", "慢性病综合防控"),
        ("院感", "应对人感染禽流感"),
        ("扫黑除恶", "组织周末大扫除"),
        ("珠三角", "推进长三角一体化"),
        ("禁毒", "集中消毒单位"),
    ],
)
def test_what_only_has_its_characters_is_not_found(name: str, text: str) -> None:
    assert not has_variant(name, text)


def test_a_part_of_a_word_may_be_a_name() -> None:
    assert list(spans_of("残疾", "残疾人康复")) == [(0, 2)]


def test_a_topic_is_divided_but_for_the_names_in_it() -> None:
    assert units_of("残疾人签约服务", known_names()) == [["残疾人", "签约", "服务"]]
    assert units_of("线上医院监管", known_names()) == [["线上医院", "监管"]]
