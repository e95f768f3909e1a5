"""A year is that of its source, and what is planned is not told as done."""

from collections.abc import Callable

import pytest

from assistant.chat.figures import plain
from assistant.chat.items import Item
from assistant.chat.times import wrong_times


@pytest.mark.parametrize(
    ("source", "said", "reason"),
    [
        ("三级甲等", "到2023年县人民医院创建成三级甲等医院", ""),
        ("三级甲等", "到2025年县人民医院创建成三级甲等医院", "年份与所说的事项对不上：2025年"),
        ("三级甲等", "县人民医院已创建成三级甲等医院", "原文没有说是现状：已"),
        ("人均预期寿命", "人均预期寿命2025年目标为79.5岁", ""),
        ("人均预期寿命", "人均预期寿命2020年目标为78.2岁", "年份与目标、现状对不上：2020年"),
        ("人均预期寿命", "人均预期寿命2020年基期为78.2岁", ""),
    ],
)
def test_times(of: Callable[[str], Item], source: str, said: str, reason: str) -> None:
    assert wrong_times(plain(said), of(source)) == reason
