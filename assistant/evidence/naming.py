"""How much of a name a text has, in pieces of it: 新院区 of 县医院新院区."""

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.language.terms import normalised

_SHORTEST = 2
_SHORT = 4
_NOT_SAID = re.compile(r"[（(][^（）()]*[）)]|[\s“”\"《》]")


def share_of(name: str, text: str) -> float:
    """Return how much of a name a text has, 0 to 1, in pieces of two characters and more."""
    said = plain(name)
    pieces = pieces_in(said, text)
    if not pieces:
        return 0.0
    share = sum(map(len, pieces)) / len(said)
    # Two halves of a short name, each by itself, are no name: ii and 类 of ⅲ类.
    is_whole = len(said) > _SHORT or max(map(len, pieces)) * 2 > len(said)
    return share if is_whole else 0.0


def ends_of(name: str, text: str) -> int:
    """Return how many of the last characters of a name a text has beside each other.

    >>> ends_of("重点人群签约人数", "签约人数超过8000人的有几个")
    4
    """
    said = plain(name)
    return max((n for n in range(1, len(said) + 1) if said[-n:] in text), default=0)


def where_named(name: str, text: str) -> int:
    """Return where a text has the longest piece of a name, its length if it has none."""
    said = plain(text)
    piece = max(pieces_in(plain(name), said), key=len, default="")
    return said.find(piece) if piece else len(said)


def found_in(name: str, text: str) -> float:
    """Return how many characters of a name a text has."""
    return float(sum(map(len, pieces_in(plain(name), text))))


def levels_in(text: str, levels: Sequence[str]) -> float:
    """Return how much of the heads of a column a text has, 0 to 1, each head counting the same."""
    said = [level for level in levels if level]
    return sum(share_of(level, text) for level in said) / len(said) if said else 0.0


def without_name(name: str, text: str) -> str:
    """Return a text with what it has of a name blanked out, each piece once."""
    for piece in pieces_in(plain(name), text):
        text = text.replace(piece, "，", 1)
    return text


def plain(text: str) -> str:
    """Return a text normalised, without what stands in brackets, quotes and white space."""
    return _NOT_SAID.sub("", normalised(text))


@lru_cache(maxsize=50_000)
def pieces_in(name: str, text: str) -> tuple[str, ...]:
    """Return the pieces of a name that a text has, from its beginning, each as long as it goes.

    >>> pieces_in("区第二人民医院", "第二人民医院有多少床位")
    ('第二人民医院',)
    """
    found = []
    at = 0
    while at < len(name):
        end = at
        while end < len(name) and name[at : end + 1] in text:
            end += 1
        if end - at >= min(_SHORTEST, len(name)):
            found.append(name[at:end])
            at = end
        else:
            at += 1
    return tuple(found)
