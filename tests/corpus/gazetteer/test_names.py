import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.catalogue import shipped_plans
from corpus.documents import Plan, Source, SourceText
from corpus.gazetteer.names import Name, names_from
from corpus.parsing import plan_from


def plan(text: str, plan_id: str = "test") -> Plan:
    return plan_from(Source(id=plan_id, title="测试"), SourceText(text=text))


def found(text: str, kind: str) -> list[str]:
    return [name.text for name in names_from([plan(text)]) if name.kind == kind]


@pytest.fixture(scope="module")
def names() -> Sequence[Name]:
    return names_from(shipped_plans())


def of_kind(names: Sequence[Name], kind: str) -> set[str]:
    return {name.text for name in names if name.kind == kind}


def test_a_hospital_s_name_begins_after_a_verb_or_a_mark() -> None:
    text = "推进建设梅李人民医院，启动海虞卫生院、支塘人民医院等项目，依托宿州市第二人民医院。"
    assert set(found(text, "医院")) == {
        "梅李人民医院",
        "海虞卫生院",
        "支塘人民医院",
        "宿州市第二人民医院",
    }


@pytest.mark.parametrize(
    "text",
    [
        "推动二级及以上综合医院设立感染科。",
        "支持乡镇卫生院和社区卫生服务中心。",
        "深化公立医院改革，完善现代医院管理制度。",
        "建设定点医院、哨点医院、互联网医院。",
        "专科医院转型为老年病医院。",
    ],
)
def test_a_kind_of_hospital_is_no_name(text: str) -> None:
    assert found(text, "医院") == []


def test_the_hospital_of_the_region_is_a_name() -> None:
    text = "推动市中医院、市第三人民医院和市一院发展，全市二级以上医院参加。"
    assert set(found(text, "医院")) == {"市中医院", "市第三人民医院", "市一院"}


def test_a_wording_found_once_ends_in_a_name_found_elsewhere() -> None:
    text = "琼花人民医院开诊。琼花人民医院扩容。来信祝贺琼花人民医院。"
    [name] = [n for n in names_from([plan(text)]) if n.kind == "医院"]
    assert (name.text, name.count) == ("琼花人民医院", 3)


def test_towns_are_found_and_kinds_of_towns_are_not() -> None:
    text = "推进董浜镇、沙家浜镇区域内建设，碧溪街道、各乡镇和健康镇、特色小镇参加。"
    assert set(found(text, "地名")) == {"董浜镇", "沙家浜镇", "碧溪街道"}


def test_abbreviations_come_with_what_they_stand_for() -> None:
    text = (
        "配备自动体外除颤器（AED），推进医疗联合体（医共体），国家卫生健康委（以下简称“国卫委”）。"
    )
    said = {n.text: n.full for n in names_from([plan(text)]) if n.kind == "缩写"}
    assert said == {
        "AED": "自动体外除颤器",
        "医共体": "医疗联合体",
        "国卫委": "国家卫生健康委",
    }


def test_brackets_that_add_or_limit_are_no_abbreviations() -> None:
    text = "乡镇（街道）设立精神（心理）科，妇幼保健院（所）和中医医院（中西医结合医院）参加。"
    assert found(text, "缩写") == []


def test_a_name_knows_its_plans_and_how_often_it_was_found() -> None:
    plans = [plan("梅李人民医院扩建。梅李人民医院。", "one"), plan("建设梅李人民医院。", "two")]
    [name] = [n for n in names_from(plans) if n.kind == "医院"]
    assert (name.count, name.plans) == (3, ("one", "two"))


def test_the_hospitals_and_towns_of_the_plans_are_found(names: Sequence[Name]) -> None:
    assert {
        "梅李人民医院",
        "海虞卫生院",
        "支塘人民医院",
        "辛庄人民医院",
        "古里中心卫生院",
        "吴中人民医院",
        "甪直人民医院",
        "尹山湖医院",
        "苏州市中西医结合医院",
        "上海市第十人民医院尹山湖分院",
        "宿州市第一人民医院",
        "埇桥区中医院",
        "临江市中医院",
    } <= of_kind(names, "医院")
    assert of_kind(names, "地名") == {
        "常熟市", "苏州市", "吴中区", "临江市", "江苏省", "宿州市", "白山市", "埇桥区", "江阴市",
        "临湖镇", "城南街道", "太湖街道", "常福街道", "沙家浜镇", "碧溪街道", "董浜镇",
    }  # fmt: skip


def test_departments_programmes_and_indicators_are_among_the_names(names: Sequence[Name]) -> None:
    assert {"市场监督管理局", "卫生健康委员会", "市卫健委"} <= of_kind(names, "部门")
    assert {"昆承英才", "互联网+医疗健康", "全民健康素养提升行动"} <= of_kind(names, "项目")
    assert "每千人口药师（士）数" in of_kind(names, "指标")
    assert {"区公共卫生中心", "琴川医疗综合体"} <= of_kind(names, "机构")


def test_no_name_is_empty_or_a_sentence(names: Sequence[Name]) -> None:
    for name in names:
        assert 2 <= len(name.text) <= 44, name
        assert not any(mark in name.text for mark in "，。；"), name
        assert name.count >= 1 and name.plans


WORDS = (
    "建设|推进|梅李|人民|医院|卫生院|市|中心|镇|街道|和|、|。|（|）|“|”|AED|以上|二级|局|全".split(
        "|"
    )
)


@given(st.lists(st.sampled_from(WORDS), max_size=30).map("".join) | st.text(max_size=60))
def test_no_text_raises_and_every_name_stands_in_it(text: str) -> None:
    read = plan(text)
    for name in names_from([read]):
        if name.kind in ("医院", "机构", "地名"):
            assert name.text in "".join(text.split())


def test_mining_is_linear_in_the_length_of_a_plan() -> None:
    for text in ("建设梅李人民医院" * 5_000, "医院" * 20_000, "（" * 20_000, "中心、" * 10_000):
        began = time.perf_counter()
        names_from([plan(text)])
        assert time.perf_counter() - began < 5
