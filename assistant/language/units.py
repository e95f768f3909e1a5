"""Measure words, units and shares: in what a quantity is asked for, and in what it is given."""

import re

from assistant.language.rules import patterns_of
from assistant.language.terms import normalised

_RULES = patterns_of(__file__, "units")
SHARE = _RULES["share"]
_ASKED_IN = _RULES["asked-in"]
_COUNTED = _RULES["counted"]
# Measure words that answer for one another.
_ALIKE = ("家所个座", "名位人", "场次", "支个", "钱元")


def measures_asked(question: str) -> tuple[str, ...]:
    """Return the measure words that an answer may have; none where no number of things is asked.

    >>> measures_asked("要建多少家医院"), measures_asked("投资多少亿元"), measures_asked("有多少")
    (('家', '所', '个', '座'), ('亿元',), ())
    """
    asked = _ASKED_IN.search(normalised(question))
    if asked is None:
        return ()
    unit = asked.group(1)
    alike = "".join(words for words in _ALIKE if unit in words)
    return tuple(dict.fromkeys(alike)) or (unit,)


def counted_in(measures: tuple[str, ...]) -> re.Pattern[str]:
    """Return what is found where a figure has one of these measure words.

    >>> bool(counted_in(("张",)).search("床位1.2万张")), bool(counted_in(("张",)).search("3家"))
    (True, False)
    """
    return re.compile(f"(?:{_COUNTED.pattern})(?:{'|'.join(measures)})")
