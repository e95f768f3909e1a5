"""Words, figures, signs and negations must stand in what is cited."""

from collections.abc import Callable

import pytest

from assistant.chat.figures import plain
from assistant.chat.items import Item
from assistant.chat.words import (
    foreign_figures,
    foreign_negations,
    foreign_signs,
    foreign_words,
    is_verbatim,
    stands_in,
)

SOURCE = "白石镇卫生院扩建病房，不得新设分院"


def test_whole_clauses_are_verbatim_and_parts_of_them_are_not(of: Callable[[str], Item]) -> None:
    item = of("督导检查")
    assert is_verbatim("每年开展一次督导检查，公布结果。", item)
    assert is_verbatim("青河县：每年开展一次督导检查", item)
    assert not is_verbatim("开展一次督导检查", item)


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("白石镇卫生院要扩建病房", True),
        ("白石镇卫生院扩建门诊", False),
        ("白石镇卫生院扩建ICU病房", False),
    ],
)
def test_words_stand_in_the_source_or_join_what_does(said: str, stands: bool) -> None:
    assert stands_in(plain(said), SOURCE) is stands
    assert bool(foreign_words(plain(said), SOURCE)) is not stands


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


def test_figures_are_the_source_s_own_in_digits_and_in_han_characters(
    of: Callable[[str], Item],
) -> None:
    item = of("三级甲等")
    assert foreign_figures("到2023年创建成三级甲等医院", item.said, item) == ""
    assert foreign_figures("到2023年创建成二级甲等医院", item.said, item).endswith("二级")
    assert foreign_figures("到2024年创建成三级甲等医院", item.said, item).endswith("2024年")


def test_signs_of_no_everyday_writing_are_foreign(of: Callable[[str], Item]) -> None:
    assert foreign_signs("县人民医院（新院区）", of("新院区")) == ""
    assert foreign_signs("县人民医院☎", of("新院区")) == "字符不在所引原文中：☎"
