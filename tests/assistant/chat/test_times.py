"""A year is that of its source, and what is planned is not told as done."""

from collections.abc import Callable

import pytest

from assistant.chat.figures import plain
from assistant.chat.items import Item
from assistant.chat.times import wrong_times

Of = Callable[[str], Item]
HOSPITAL, LIFE = "三级甲等", "人均预期寿命"


@pytest.mark.parametrize(
    ("source", "said", "reason"),
    [
        (HOSPITAL, "到2023年县人民医院创建成三级甲等医院", ""),
        (HOSPITAL, "县人民医院2023年创建成三级甲等医院", ""),
        (HOSPITAL, "2023年，新院区投入使用", ""),
        (HOSPITAL, "到2025年县人民医院创建成三级甲等医院", "年份与所说的事项对不上：2025年"),
        (HOSPITAL, "县人民医院已创建成三级甲等医院", "原文没有说是现状：已"),
        (HOSPITAL, "县人民医院目前是三级甲等医院", "原文没有说是现状：目前"),
        (HOSPITAL, "“十三五”时期县人民医院创建成三级甲等医院", "时期不在所引原文中：十三五"),
        (HOSPITAL, "“十四五”时期县人民医院创建成三级甲等医院", ""),
        (LIFE, "人均预期寿命2025年目标为79.5岁", ""),
        (LIFE, "人均预期寿命2020年目标为78.2岁", "年份与目标、现状对不上：2020年"),
        (LIFE, "人均预期寿命2025年现状为79.5岁", "年份与目标、现状对不上：2025年"),
        (LIFE, "人均预期寿命2020年基期为78.2岁", ""),
        (LIFE, "人均预期寿命目前为78.2岁", ""),
        (LIFE, "人均预期寿命已达到79.5岁", "原文没有说是现状：已"),
    ],
)
def test_times(of: Of, source: str, said: str, reason: str) -> None:
    assert wrong_times(plain(said), of(source)) == reason


@pytest.mark.parametrize(
    ("words", "said", "stands"),
    [
        ("每年开展督导检查。", "2025年每年开展督导检查", True),
        ("每年开展督导检查。", "2020年每年开展督导检查", False),
        ("到2020年，消除黑臭河道。", "2020年消除黑臭河道", True),
        ("到2020年，消除黑臭河道。", "2025年消除黑臭河道", False),
    ],
)
def test_the_year_of_a_plan_is_that_of_what_has_no_year_of_its_own(
    of: Of, words: str, said: str, stands: bool
) -> None:
    item = Item(words, of("督导检查").evidence, dated="2025年")
    assert (wrong_times(plain(said), item) == "") is stands


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("在2020年基础上提高1岁", True),
        ("在2015年基础上提高1岁", False),
        ("与2020年相比提高1岁", False),  # other words than the source's
    ],
)
def test_a_year_to_compare_with_is_the_source_s(of: Of, said: str, stands: bool) -> None:
    item = Item("在2020年基础上提高1岁，2015年为77岁。", of("督导检查").evidence)
    assert (wrong_times(plain(said), item) == "") is stands
