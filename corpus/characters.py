"""Traditional characters as simplified ones, one for one, so that every offset stays."""

from collections.abc import Mapping
from functools import cache

_FIRST, _LAST = 0x4E00, 0x9FFF
# In the character set of simplified Chinese too, but for names only: 關於, 之後, 特徵.
_TRADITIONAL_ALL_THE_SAME = "於後徵"


def simplified(text: str) -> str:
    """Return a text of the same length with simplified characters for the traditional ones.

    What is written in simplified Chinese as well (著, 乾) is left as it stands.

    >>> simplified("關於印發嘉興市健康行動方案的通知"), simplified("健康著作")
    ('关于印发嘉兴市健康行动方案的通知', '健康著作')
    """
    return text.translate(_table())


@cache
def _table() -> Mapping[int, str]:
    """Of OpenCC's table (t2s) what GB 2312, the set of simplified Chinese, has not."""
    import opencc  # noqa: PLC0415 - loads its dictionaries at the first use

    traditional = [c for c in map(chr, range(_FIRST, _LAST + 1)) if not _is_simplified(c)]
    converter = opencc.OpenCC("t2s")
    pairs = ((character, str(converter.convert(character))) for character in traditional)
    return {ord(old): new for old, new in pairs if old != new and len(new) == 1}


def _is_simplified(character: str) -> bool:
    if character in _TRADITIONAL_ALL_THE_SAME:
        return False
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
