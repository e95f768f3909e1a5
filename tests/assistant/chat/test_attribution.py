"""A figure is given to the thing, the year, the kind and the unit that its source gives it to."""

from collections.abc import Callable

import pytest

from assistant.chat.attribution import misattributed
from assistant.chat.figures import plain
from assistant.chat.items import Item


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("人均预期寿命", "人均预期寿命2020年为78.2岁，2025年目标为79.5岁"),
        ("执业医师", "2020年有执业医师1200人"),
        ("居民健康素养水平", "居民健康素养水平达到25%以上，每千常住人口床位数达到6.5张"),
    ],
)
def test_what_the_source_gives_passes(of: Callable[[str], Item], source: str, said: str) -> None:
    assert misattributed(plain(said), of(source)) == ""


@pytest.mark.parametrize(
    ("source", "said", "reason"),
    [
        ("人均预期寿命", "人均预期寿命2020年为79.5岁", "数字与所说的事项、年份对不上"),
        ("人均预期寿命", "人均预期寿命目标为78.2岁", "数字与所说的事项、年份对不上"),
        ("居民健康素养水平", "每千常住人口床位数达到25%以上", "数字与所说的事项、年份对不上"),
        ("居民健康素养水平", "床位数达到6.5张", "没有说是每多少人"),
        ("人均预期寿命", "人均预期寿命提高79.5-78.2=1.3岁", "原文没有这样算"),
    ],
)
def test_what_it_gives_to_another_does_not(
    of: Callable[[str], Item], source: str, said: str, reason: str
) -> None:
    assert misattributed(plain(said), of(source)).startswith(reason)
