"""Words, figures, signs and negations must stand in what is cited, or say nothing of their own."""

from collections.abc import Callable

import pytest

from assistant.chat.figures import plain
from assistant.chat.items import Item
from assistant.chat.words import (
    foreign_bounds,
    foreign_figures,
    foreign_negations,
    foreign_quotes,
    foreign_signs,
    foreign_words,
    is_verbatim,
    stands_in,
)

Of = Callable[[str], Item]
SOURCE = "白石镇卫生院扩建病房，不得新设分院"


def test_whole_clauses_are_verbatim_and_parts_of_them_are_not(of: Of) -> None:
    item = of("督导检查")
    assert is_verbatim("每年开展一次督导检查，公布结果。", item)
    assert is_verbatim("青河县：每年开展一次督导检查", item)
    assert not is_verbatim("开展一次督导检查", item)


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("白石镇卫生院要扩建病房", True),
        ("白石镇卫生院将对病房进行扩建", True),
        ("扩建病房的是白石镇卫生院", True),
        ("卫生院扩建病房", True),
        ("白石镇卫生院扩建门诊", False),
        ("白石镇卫生院扩建ICU病房", False),
        ("白石镇卫生院扩建病房由李四负责", False),
        ("白石镇卫生院扩建病房，促进旅游", False),
    ],
)
def test_words_stand_in_the_source_or_join_what_does(said: str, stands: bool) -> None:
    assert stands_in(plain(said), SOURCE) is stands
    assert bool(foreign_words(plain(said), SOURCE)) is not stands


@pytest.mark.parametrize(
    "said",
    [
        "白石镇卫生院拆除病房",
        "白石镇卫生院关闭病房",
        "白石镇卫生院出租病房",
        "白石镇卫生院新建病房",
        "白石镇卫生院扩建豪华病房",
    ],
)
def test_a_verb_or_adjective_of_the_model_s_own_does_not_change_what_is_done(said: str) -> None:
    assert foreign_words(plain(said), SOURCE) or foreign_negations(plain(said), SOURCE)


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("医保覆盖老人", "医疗保障覆盖老年人"),
        ("推进医保改革", "推进医疗保障改革"),
        ("卫健委牵头", "卫生健康委员会牵头"),
        ("办健康学校", "办健康促进学校"),
    ],
)
def test_a_short_form_stands_for_the_words_it_is_short_for(said: str, source: str) -> None:
    assert foreign_words(plain(said), plain(source)) == ""


@pytest.mark.parametrize(
    ("said", "source"),
    [("护师达到3人", "护士、医师达到3人")],
)
def test_but_not_for_others(said: str, source: str) -> None:
    assert foreign_words(plain(said), plain(source))


def test_a_label_before_a_line_is_the_model_s_own() -> None:
    assert foreign_words(plain("硬件建设：卫生院扩建病房"), SOURCE) == ""


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("不得新设分院", ""),
        ("未经批准设分院", "否定不在所引原文中：未经"),
        ("扩建病房，未新设分院", "否定不在所引原文中：未新"),
        ("取消扩建病房", "否定不在所引原文中：取消扩"),
    ],
)
def test_negations_are_the_source_s_own(said: str, reason: str) -> None:
    assert foreign_negations(said, SOURCE) == reason


def test_a_negation_of_the_source_is_not_left_off() -> None:
    source = "公立医院不开设分院"
    assert foreign_negations("公立医院不开设分院", source) == ""
    assert foreign_negations("公立医院开设分院", source) == "原文是否定的：不开设"


def test_what_the_source_denies_and_affirms_may_be_affirmed() -> None:
    assert foreign_negations("开设分院", "民营医院开设分院，公立医院不开设分院") == ""


def test_figures_are_the_source_s_own_in_digits_and_in_han_characters(of: Of) -> None:
    item = of("三级甲等")
    assert foreign_figures("到2023年创建成三级甲等医院", item.said, item) == ""
    assert foreign_figures("到2023年创建成二级甲等医院", item.said, item).endswith("二级")
    assert foreign_figures("到2024年创建成三级甲等医院", item.said, item).endswith("2024年")


def test_a_number_in_han_characters_is_no_part_of_a_longer_one(of: Of) -> None:
    item = Item("建设十三家门诊", of("督导检查").evidence)
    assert foreign_figures("建设十三家门诊", item.said, item) == ""
    assert foreign_figures("建设三家门诊", item.said, item)


def test_signs_of_no_everyday_writing_are_foreign(of: Of) -> None:
    assert foreign_signs("县人民医院（新院区）", of("新院区")) == ""
    assert foreign_signs("县人民医院☎", of("新院区")) == "字符不在所引原文中：☎"


@pytest.mark.parametrize(
    ("said", "source", "asked", "stands"),
    [
        ("二级以上医院达标", "二级以上医院达标", "", True),
        ("二级以下医院达标", "二级以上医院达标", "", False),
        ("二级以下医院达标", "二级医院达标", "", False),
        ("二级以上医院达标", "医院达标", "二级以上医院怎样", True),
        ("达到60%以上", "达到60%", "", True),  # the bound of a figure is held to the figure
    ],
)
def test_the_bound_of_a_grade_is_the_source_s(
    said: str, source: str, asked: str, stands: bool
) -> None:
    assert (foreign_bounds(plain(said), plain(source), plain(asked)) == "") is stands


@pytest.mark.parametrize(
    ("said", "asked", "stands"),
    [
        ("要建“智慧医院”", "", True),
        ("要建“健康新城”", "", False),
        ("“健康新城”要建智慧医院", "“健康新城”怎么建", True),
    ],
)
def test_what_is_quoted_was_said(said: str, asked: str, stands: bool) -> None:
    assert (foreign_quotes(plain(said), plain("建设智慧医院"), plain(asked)) == "") is stands
