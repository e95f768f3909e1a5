"""What the source says of one is not said of another."""

from collections.abc import Callable

import pytest

from assistant.chat.items import Item
from assistant.chat.subjects import Names, begins_anew, has_content, wrong_subject
from tests.assistant.chat.shown_items import together

NAMES = Names(("县人民医院", "白石镇卫生院", "青河县"))


@pytest.fixture
def both(of: Callable[[str], Item]) -> Item:
    """An item with the words of two institutions."""
    return together(of("三级甲等"), of("扩建病房"))


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("县人民医院创建成三级甲等医院", ""),
        ("白石镇卫生院扩建病房", ""),
        ("三级甲等医院由县人民医院创建", ""),
        ("县人民医院新院区投入使用", ""),
        ("白石镇卫生院创建成三级甲等医院", "原文说的不是白石镇卫生院"),
        ("白石镇卫生院新院区投入使用", "原文说的不是白石镇卫生院"),
        ("县人民医院创建成二级甲等医院", "原文此处不是二级甲等"),
        ("青河县的县人民医院创建成三级甲等医院", ""),
        ("县人民医院在青河县创建成三级甲等医院", "原文此处没有青河县"),
    ],
)
def test_subjects(both: Item, said: str, reason: str) -> None:
    assert wrong_subject(said, both, NAMES) == reason


def test_a_part_begins_anew_where_its_source_begins_a_sentence(both: Item) -> None:
    assert begins_anew("白石镇卫生院扩建病房", both)
    assert not begins_anew("扩建病房", both)


def test_a_year_and_a_region_alone_say_nothing(both: Item) -> None:
    assert not has_content("到2025年，青河县", both)
    assert has_content("到2025年，扩建病房", both)
