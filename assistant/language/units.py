"""Measure words, units and shares: in what a quantity is asked for, and in what it is given."""

import re
from decimal import Decimal
from typing import Literal

from assistant.language.rules import patterns_of
from assistant.language.terms import normalised

_RULES = patterns_of(__file__, "units")
SHARE = _RULES["share"]
_ASKED_IN = _RULES["asked-in"]
_COUNTED = _RULES["counted"]
# So many for so many people (每3万人口配置一辆); the share of them that is of a kind.
RATE = _RULES["rate"]
SHARE_OF_THEM = _RULES["share-of-them"]
_SCALE, _LATIN, _CHARACTER = (_RULES[name] for name in ("scale", "latin", "character"))
_IN_BRACKETS = _RULES["in-brackets"]
_SHARES = {"%": Decimal(1) / 100, "‰": Decimal(1) / 1000, "/10万": Decimal(1) / 100_000}
# Units in which one thing may be given, people and counted things first.
_FAMILIES = (
    frozenset(("人", "名", "位")),
    frozenset(
        ("家", "个", "所", "处", "座", "间", "支", "项", "种", "类", "条", "场", "场次", "件", "门")
    ),
    frozenset(("岁", "周岁")),
    frozenset(("人次", "例", "次")),
    frozenset(("天", "日")),
    frozenset(("平方米", "㎡")),
)
# What a figure is in words, 一百二十平方米 or 半数; how long something takes or how often it is.
IN_WORDS = _RULES["in-words"]
DURATION = _RULES["duration"]
# Measure words that answer for one another in speech.
_DAYS = ("工作日", "天", "日", "星期", "小时", "月")
_ALIKE = (
    *(("家", "所", "个", "座"), ("名", "位", "人"), ("场", "次"), ("支", "个"), ("钱", "元", "块")),
    *(_DAYS, ("户", "个", "座", "处"), ("学时", "课时", "小时")),
)


def measures_asked(question: str) -> tuple[str, ...]:
    """Return the measure words that an answer may have; none where no number of things is asked.

    >>> measures_asked("要建多少家医院"), measures_asked("投资多少亿元"), measures_asked("有多少")
    (('家', '所', '个', '座'), ('亿元',), ())
    """
    asked = _ASKED_IN.search(normalised(question))
    if asked is None:
        return ()
    unit = asked.group(1)
    alike = [word for words in _ALIKE if unit in words for word in words]
    return tuple(dict.fromkeys(alike)) or (unit,)


def counted_in(measures: tuple[str, ...]) -> re.Pattern[str]:
    """Return what is found where a figure has one of these measure words.

    >>> bool(counted_in(("张",)).search("床位1.2万张")), bool(counted_in(("张",)).search("3家"))
    (True, False)
    """
    return re.compile(f"(?:{_COUNTED.pattern})(?:{'|'.join(measures)})")


def unit_at_head(text: str) -> str:
    """Return the scale and the first character of the unit that a text begins with, if any.

    A Latin unit is returned as it stands.

    >>> unit_at_head("万人次"), unit_at_head("个百分点"), unit_at_head("以上")
    ('万人', '百分点', '')
    """
    text = text.lstrip()
    if text.startswith(("个百分点", "百分点")):
        return "百分点"
    scale = _SCALE.search(text)
    scaled = scale.group() if scale else ""
    unit = _LATIN.search(text[len(scaled) :]) or _CHARACTER.search(text[len(scaled) :])
    return scaled + (unit.group() if unit else "")


def unit_in_brackets(name: str) -> str:
    """Return what stands in brackets behind a name, as a table prints its unit, or nothing.

    >>> unit_in_brackets("床位数（张）"), unit_in_brackets("床位数")
    ('张', '')
    """
    found = _IN_BRACKETS.search(name)
    return found.group(1) if found else ""


def without_unit(name: str) -> str:
    """Return a name without what stands in brackets behind it.

    >>> without_unit("床位数（张）")
    '床位数'
    """
    return _IN_BRACKETS.sub("", name)


def units_compared(said: str, stated: str) -> Literal["same", "convertible", "different"]:
    """Return how two units stand to each other; none is the same as any.

    >>> units_compared("名", "人"), units_compared("‰", "%"), units_compared("%", "百分点")
    ('same', 'convertible', 'different')
    """
    said, stated = _plain(said), _plain(stated)
    if not said or not stated or said == stated or "" in (said, stated):
        return "same"
    if said in _SHARES and stated in _SHARES:
        return "convertible"
    alike = any(said in family and stated in family for family in _FAMILIES)
    return "same" if alike else "different"


def _plain(unit: str) -> str:
    """A unit without what plans print into it beside it."""
    return re.sub(r"\s|^约|^1(?=/)", "", unit)


def counts_people(unit: str) -> bool:
    """Whether people are counted in a unit: 人, 名, 位."""
    return unit in _FAMILIES[0]


def is_counted(unit: str) -> bool:
    """Whether people or things are counted in a unit, one by one."""
    return counts_people(unit) or unit in _FAMILIES[1]


def as_share(amount: Decimal, unit: str) -> Decimal:
    """Return an amount in %, ‰ or /10万 as a part of one; in another unit, as it is.

    >>> as_share(Decimal(25), "‰"), as_share(Decimal(3), "家")
    (Decimal('0.025'), Decimal('3'))
    """
    return amount * _SHARES.get(_plain(unit), Decimal(1))
