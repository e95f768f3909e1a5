"""A unit leads or cooperates as the plan has it."""

from collections.abc import Callable

import pytest

from assistant.chat.items import Item
from assistant.chat.roles import wrong_roles


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("由县卫生健康局牵头，县财政局、县教育局配合", ""),
        ("由卫生健康局负责", ""),
        ("由县财政局牵头", "牵头与配合说反了：县财政局"),
        ("县卫生健康局配合", "牵头与配合说反了：县卫生健康局"),
        ("县教育局牵头并配合", "牵头与配合分不清：县教育局"),
    ],
)
def test_roles(of: Callable[[str], Item], said: str, reason: str) -> None:
    assert wrong_roles(said, of("牵头单位")) == reason


def test_where_no_responsibility_is_cited_there_is_none_to_confuse(
    of: Callable[[str], Item],
) -> None:
    assert wrong_roles("由县财政局牵头", of("督导检查")) == ""
