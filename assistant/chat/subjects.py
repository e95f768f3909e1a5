"""Whose words the clauses of a sentence have: names, and what is said of whom."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.chat.figures import terms_beside
from assistant.chat.items import Item
from assistant.chat.joining import JOINING, LONGEST

_SENTENCE = re.compile("[。！？!?\n]")
_CLAUSE = re.compile("[，,；;：:]")
_HEAD = re.compile("[。！？!?；;：:\n]")
_YEAR = re.compile(r"(?:19|20)\d\d年(?:底|末|前|度)?")
_MARKS = "（）()“”\"'《》、，,－-—· "
# A clause that gives at most this much less of what is said than the best one is as good.
_AS_GOOD = 0.101
_HEAD_LENGTH = 2  # characters


@dataclass(frozen=True)
class Told:
    """What a clause says: the names it is of or has in it, and its other terms."""

    names: frozenset[str]
    terms: frozenset[str]


class Names:
    """Finds names in plain text, the longest first."""

    def __init__(self, names: Collection[str]) -> None:
        self._pattern = _pattern_of(frozenset(names)) if names else None

    def within(self, text: str) -> list[re.Match[str]]:
        """Return where names stand in a text, none within another."""
        return list(self._pattern.finditer(text)) if self._pattern else []

    def told_by(self, text: str) -> Iterator[Told]:
        """Yield what each clause of a text says; one that begins with no name is of those before.

        >>> names = Names(["梅李医院", "支塘医院"])
        >>> [sorted(told.names) for told in names.told_by("梅李医院扩建，创建二级。支塘医院转型")]
        [['梅李医院'], ['梅李医院'], ['支塘医院']]
        """
        for sentence in _SENTENCE.split(text):
            subject: frozenset[str] = frozenset()
            for clause in filter(None, _CLAUSE.split(sentence)):
                own = frozenset(match.group() for match in self.within(clause))
                if self.begins(clause):
                    subject = own
                without = self._pattern.sub(" ", clause) if self._pattern else clause
                yield Told(own | subject, terms_beside(without))

    def begins(self, clause: str) -> bool:
        """Whether a clause begins with a name, years and joining words aside."""
        found = self.within(clause)
        return bool(found) and not _beginning(clause[: found[0].start()])

    def subject_of(self, text: str) -> frozenset[str]:
        """Return the names that whatever follows a text would be of."""
        told = list(self.told_by(text))
        return told[-1].names if told else frozenset()


def wrong_subject(said: str, item: Item, names: Names) -> str:
    """Return a name that a plain sentence gives the words of another to, or nothing."""
    source = list(names.told_by(item.said))
    for told in names.told_by(said):
        wanted = {
            name for name in told.names if name not in item.where and name not in item.regions
        }
        fits = [
            (_overlap(told.terms, other.terms), all(_is_among(n, other.names) for n in wanted))
            for other in source
        ]
        best = max((fit for fit, _ in fits), default=0.0)
        if not any(is_of_it and fit >= best - _AS_GOOD for fit, is_of_it in fits):
            return f"原文说的不是{'、'.join(sorted(wanted))}"
    return ""


def begins_anew(part: str, item: Item, names: Names) -> bool:
    """Whether a part of a sentence begins as a sentence of an item does, its own subject with it.

    Only such a part may follow one that rests on another item: what it leaves out would be
    taken from there.
    """
    head = _head(part, names)
    return len(head) == _HEAD_LENGTH and any(
        head == _head(sentence, names) for sentence in _HEAD.split(item.said)
    )


def has_content(part: str, names: Names) -> bool:
    """Whether a part of a sentence says more than a time and names, which open another part."""
    return len(_head(part, names)) == _HEAD_LENGTH


def _head(text: str, names: Names) -> str:
    """The first two characters after names of regions, years and joining words."""
    rest = _beginning(text)
    while (found := names.within(rest)) and found[0].start() == 0 and found[0].end() < len(rest):
        rest = _beginning(rest[found[0].end() :])
    return rest[:_HEAD_LENGTH]


def _beginning(text: str) -> str:
    """A text without the years, marks and joining words that it begins with."""
    rest = text.lstrip(_MARKS)
    while rest:
        year = _YEAR.match(rest)
        length = year.end() if year else _joining_length(rest)
        if not length:
            break
        rest = rest[length:].lstrip(_MARKS)
    return rest


def _joining_length(text: str) -> int:
    lengths = range(min(LONGEST, len(text)), 0, -1)
    return next((length for length in lengths if text[:length] in JOINING), 0)


@lru_cache(maxsize=64)
def _pattern_of(names: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))


def _is_among(name: str, others: Collection[str]) -> bool:
    return any(name in other for other in others)


def _overlap(subject: frozenset[str], terms: frozenset[str]) -> float:
    return len(subject & terms) / len(subject) if subject else 0.0
