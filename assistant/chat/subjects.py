"""Whose words the clauses of a sentence have: names, and what is said of whom."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.chat.attribution import AS_GOOD, overlap
from assistant.chat.facts import content_terms
from assistant.chat.figures import plain, terms_beside
from assistant.chat.items import SENTENCE_END, Item
from assistant.chat.joining import JOINING, LONGEST
from assistant.chat.words import is_han
from assistant.language.institutions import SUFFIX
from assistant.language.years import DATED
from index.words import tagged

_CLAUSE = re.compile("[，,；;：:]")
_HEAD = re.compile("[。！？!?；;：:\n]")
_MARKS = "（）()“”\"'《》、，,－-—· "
_ENUMERATES = re.compile("[、和与及或以“”（）() ]|以及")
_PASSIVE = re.compile("[由被经受]|印发|发布")
_GRADE = re.compile("[一二三]级(?:甲等|乙等|丙等)?")
_HEAD_LENGTH = 2  # characters
# A part that begins anew has so many terms, nearly all of them its item's.
_FEWEST, _MOST = 2, 0.8
_SHORTEST = 5  # characters
_ENDS_NAME = re.compile(f"(?:{SUFFIX.pattern})$")
# Tags of words that a name may have before its last one.
_OF_NAMES = "nmbjaqf"


@dataclass(frozen=True)
class Told:
    """What a clause says: the names it is of or has in it, and its other terms."""

    names: frozenset[str]
    terms: frozenset[str]


class Names:
    """Finds names in plain text, the longest first."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = frozenset(names)
        self._pattern = _pattern_of(self._names) if names else None

    def with_those_in(self, text: str, source: str) -> "Names":
        """Return the same with the institutions of a text that only its source knows."""
        found = set()
        words = tagged(text)
        for position, (word, _) in enumerate(words):
            if not _ENDS_NAME.search(word):
                continue
            name = word
            for before, tag in reversed(words[:position]):
                if tag[0] not in _OF_NAMES or before + name not in source:
                    break
                name = before + name
            is_graded = _GRADE.search(name) is not None
            if len(name) >= _SHORTEST and name in source and not (is_graded or self.within(name)):
                found.add(name)
        return Names(self._names | found) if found else self

    def within(self, text: str) -> list[re.Match[str]]:
        """Return where names stand in a text, none within another."""
        return list(self._pattern.finditer(text)) if self._pattern else []

    def told_by(self, text: str) -> Iterator[Told]:
        """Yield what each clause of a text says; one that begins with no name is of those before.

        >>> names = Names(["梅李医院", "支塘医院"])
        >>> [sorted(told.names) for told in names.told_by("梅李医院扩建，创建二级。支塘医院转型")]
        [['梅李医院'], ['梅李医院'], ['支塘医院']]
        """
        for sentence in SENTENCE_END.split(text):
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
    """Return what a plain sentence says of one whom its source does not say it of, or nothing."""
    known = names if item.is_row else names.with_those_in(said, item.said)
    return (
        _wrong_name(said, item, known)
        or _wrong_order(said, item, names)
        or _wrong_region(said, item, names)
        or _wrong_grade(said, item)
    )


def _wrong_name(said: str, item: Item, names: Names) -> str:
    """A name that is given the words of another."""
    source = list(names.told_by(item.said))
    units = {
        plain(name)
        for assignment in item.assignments
        for unit in (*assignment.lead, *assignment.cooperating)
        for name in (unit.said, unit.name)
    }
    said_there = terms_beside(item.said)
    for told in names.told_by(said):
        # The units of a responsibility are held to their roles.
        known = (item.where, *item.regions, *units)
        wanted = {name for name in told.names if not _is_among(name, known)}
        fits = [
            (
                overlap(told.terms & said_there, other.terms),
                all(_is_among(n, other.names) for n in wanted),
            )
            for other in source
        ]
        best = max((fit for fit, _ in fits), default=0.0)
        if not any(is_of_it and fit >= best - AS_GOOD for fit, is_of_it in fits):
            return f"原文说的不是{'、'.join(sorted(wanted))}"
    return ""


def _wrong_order(said: str, item: Item, names: Names) -> str:
    """Two names in one clause the other way round than wherever the source has both."""
    clauses = [names.within(clause) for clause in _clauses(item.said)]
    for clause in _clauses(said):
        for one, other in pairwise(names.within(clause)):
            between = clause[one.end() : other.start()]
            if not _ENUMERATES.sub("", between) or _PASSIVE.search(clause[: other.end()]):
                continue
            orders = {
                _position(one.group(), found) < _position(other.group(), found)
                for found in clauses
                if {one.group(), other.group()} <= {match.group() for match in found}
            }
            if orders == {False}:
                return f"原文的先后不是{one.group()}、{other.group()}"
    return ""


def _wrong_region(said: str, item: Item, names: Names) -> str:
    """The region of a plan where its words do not have it, and not at the head of a clause."""
    for clause in _clauses(said):
        for found in names.within(clause):
            name = found.group()
            is_address = name in item.regions and name not in item.said
            if is_address and _beginning(clause[: found.start()]):
                return f"原文此处没有{name}"
    return ""


def _wrong_grade(said: str, item: Item) -> str:
    """A grade (三级甲等) where the clause of the source that says most of the same has another."""
    source = [
        (terms_beside(_GRADE.sub(" ", clause)), set(_GRADE.findall(clause)))
        for clause in _clauses(item.said)
        if _GRADE.search(clause)
    ]
    for clause in _clauses(said):
        grades = set(_GRADE.findall(clause))
        terms = terms_beside(_GRADE.sub(" ", clause)) & terms_beside(item.said)
        best = max((overlap(terms, others) for others, _ in source), default=0.0)
        close = [told for others, told in source if overlap(terms, others) >= best - AS_GOOD]
        if grades and close and not any(grades <= told for told in close):
            return f"原文此处不是{'、'.join(sorted(grades))}"
    return ""


def _clauses(text: str) -> list[str]:
    return [c for sentence in SENTENCE_END.split(text) for c in _CLAUSE.split(sentence) if c]


def _position(name: str, found: Sequence[re.Match[str]]) -> int:
    return next(match.start() for match in found if match.group() == name)


def begins_anew(part: str, item: Item) -> bool:
    """Whether a part of a sentence begins as a sentence of an item does, its own subject with it.

    Only such a part may follow one that rests on another item: what it leaves out would be
    taken from there.
    """
    head = _head(part, item)
    terms = content_terms([part])
    if len(terms) < _FEWEST or overlap(terms, terms_beside(item.said)) < _MOST:
        return False
    return bool(head) and any(head == _head(said, item) for said in _HEAD.split(item.said))


def has_content(part: str, item: Item) -> bool:
    """Whether a part of a sentence says more than a time and a region, which open another part."""
    return bool(_head(part, item)) or any(c.isascii() and c.isalpha() for c in part)


def _head(text: str, item: Item) -> str:
    """The first two characters after the region, years and joining words; nothing without Han."""
    rest = _beginning(text)
    regions = sorted(item.regions, key=len, reverse=True)
    while region := next((name for name in regions if rest.startswith(name)), ""):
        rest = _beginning(rest[len(region) :])
    head = rest[:_HEAD_LENGTH]
    return head if len(head) == _HEAD_LENGTH and all(map(is_han, head)) else ""


def _beginning(text: str) -> str:
    """A text without the years, marks and joining words that it begins with."""
    rest = text.lstrip(_MARKS)
    while rest:
        year = DATED.match(rest)
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
