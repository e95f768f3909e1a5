"""The words that a model may add to those it cites, for they say nothing of their own."""

import re
import tomllib
from pathlib import Path

from assistant.language.numbers import IN_HAN

_LISTS = tomllib.loads(Path(__file__).with_name("joining.toml").read_text(encoding="utf-8"))
JOINING = frozenset(_LISTS["words"].split())
# Nouns that hold what is said (方面, 期限), and are no things of a plan.
CONTAINERS = frozenset(_LISTS["nouns"].split())
# Verbs that say no more than that something is done (推动, 搭建).
LIGHT_VERBS = frozenset(_LISTS["verbs"].split())
LONGEST = max(map(len, JOINING))
_WITH_NUMERALS = re.compile(
    "|".join(sorted((w for w in JOINING if IN_HAN.search(w)), key=len, reverse=True))
)
_ANY = re.compile("|".join(sorted(map(re.escape, JOINING), key=len, reverse=True)))


def blanked(text: str) -> str:
    """Return a text with the joining words blanked out that have a numeral but are no number.

    >>> blanked("进一步建成三家")
    '   建成三家'
    """
    return _WITH_NUMERALS.sub(lambda match: " " * len(match.group()), text)


def without_joining(text: str) -> str:
    """Return a text without these words: what it says of its own.

    >>> without_joining("根据规划要求，目标为[1]"), without_joining("规划要求新增护理站")
    ('，[1]', '新增护理站')
    """
    return _ANY.sub("", text)


def ends_with_joining(text: str) -> bool:
    """Whether a text ends with such a word."""
    return any(text[-length:] in JOINING for length in range(1, LONGEST + 1))
