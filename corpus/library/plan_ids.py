"""The ids of plans: short, plain ASCII, one plan each; made from the region or the title."""

import re
from collections.abc import Container
from itertools import chain, count

_PLAN_ID = re.compile("[a-z][a-z0-9-]{0,39}")
_REGION_SUFFIX = re.compile("(?:自治[区州县]|新区|[省市区县旗州盟镇乡])$")
_LETTERS = re.compile("[a-z]+")
_WORDS = re.compile("[㐀-鿿]|[A-Za-z]+")
_TITLE_WORDS = 4


def is_plan_id(words: str) -> bool:
    """Whether this may be an id.

    >>> is_plan_id("taicang-2"), is_plan_id("../taicang"), is_plan_id("太仓")
    (True, False, False)
    """
    return _PLAN_ID.fullmatch(words) is not None


def plan_id_from(region: str, title: str, taken: Container[str]) -> str:
    """Return an id that is not taken: the pinyin of the region, or of the title's first words.

    >>> plan_id_from("太仓市", "", set()), plan_id_from("太仓市", "", {"taicang"})
    ('taicang', 'taicang-2')
    >>> plan_id_from("", "2022年工作要点", set()), plan_id_from("", "Shanghai规划", set())
    ('niangongzuoyao', 'shanghaiguihua')
    """
    named = _letters(_REGION_SUFFIX.sub("", region)) or _letters(
        "".join(_WORDS.findall(title)[:_TITLE_WORDS])
    )
    return free_id(named[:30] or "plan", taken)


def free_id(wanted: str, taken: Container[str]) -> str:
    """Return ``wanted``, with the first number behind it that makes it an id not yet taken.

    >>> free_id("规划", {"规划", "规划-2"})
    '规划-3'
    """
    candidates = chain([wanted], (f"{wanted}-{number}" for number in count(2)))
    return next(candidate for candidate in candidates if candidate not in taken)


def _letters(words: str) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - slow, and only adding a plan needs it

    return "".join(_LETTERS.findall("".join(lazy_pinyin(words)).lower()))
