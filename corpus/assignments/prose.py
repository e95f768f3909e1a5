"""Responsibilities that running text states: 由县教育局牵头，县民政局配合，开展…….

They are part of their sentence, which stays whole.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.assignments.deadlines import only_deadline_in
from corpus.assignments.told import Told, Verb, are_named
from corpus.assignments.units import units_from
from corpus.documents import Unit

_CLAUSE = re.compile(r"[^。！？；;\n]+")
_PIECE = re.compile("[^，,：:]+")
_MANNER = "(?:共同|联合|统一|具体|分别|各自|积极|主动|全面|一起|等|部门|单位|要|应当?|须){0,3}"
_LEADS = re.compile(
    f"{_MANNER}(?P<verb>(?:负责)?牵头(?:负责|组织)?|按(?:照)?职责(?:分工)?负责|负责|组织实施|承办|主办|主管|归口管理)"
)
_COOPERATES = re.compile(
    f"{_MANNER}(?:按(?:照)?(?:各自)?职责(?:分工)?)?{_MANNER}(?:配合|参与|参加|协同|协助)(?:做好)?"
)
_WITH = re.compile("会同")
_BEFORE_UNITS = re.compile("^(?:同时|其中|并|另外|要求|原则上|明确|建立|具体|以及|再|统一){1,3}")
# 会同财政局制定…: where the last of the units ends and what they do begins.
_UNIT_HEAD = re.compile(
    "(?:[一-鿿（）()]{1,14}?(?:局|委员会|办公室|委(?!员|办|宣|组|编|政|统|改|社|托|派)|办(?![公理法事])|中心(?!医|血|卫)|医院|政府|联合会|[残妇]联|工会)"
    "(?:等(?:部门|单位))?[、和及与]?)+"
)
_NO_OBJECT = re.compile("^(?:人|制(?!定|订)|同志|的|任(?!务)|者|单位|部门|领导|机关|地区)")
_OFFICE_ALONE = re.compile("(?P<unit>[一-鿿（）()]{3,20})[：:]\\s*")
_DUTY = re.compile("(?:主要)?(?:负责|承担|牵头|组织|指导|协调|会同|落实|做好)")
_LONGEST_TASK = 40
_SHORTEST_SUBJECT = 4


@dataclass(frozen=True)
class InProse:
    """A responsibility that a sentence states: who, for what task, and from where to where."""

    start: int
    end: int
    task: str
    told: Told


@dataclass
class _Open:
    """A statement that is still being read."""

    start: int
    end: int
    lead: tuple[Unit, ...]
    cooperating: tuple[Unit, ...]
    verb: Verb
    task: str


def in_prose(text: str) -> Iterator[InProse]:
    """Yield the responsibilities that the sentences of a paragraph state, in order.

    >>> [(s.told.lead[0].said, s.task) for s in in_prose("由教育局牵头，民政局配合，开展宣讲。")]
    [('教育局', '开展宣讲')]
    >>> [(s.told.lead[0].said, s.task) for s in in_prose("疾控中心负责监测，急救中心负责转运。")]
    [('疾控中心', '监测'), ('急救中心', '转运')]
    """
    office = _OFFICE_ALONE.match(text)
    holder = units_from(office["unit"]) if office else ()
    if office and are_named(holder) and _DUTY.match(text, office.end()):
        yield from _of_office(text, office.end(), holder)
        return
    for clause in _CLAUSE.finditer(text):
        yield from _of_clause(text, clause.start(), clause.end())


def _of_office(text: str, start: int, units: tuple[Unit, ...]) -> Iterator[InProse]:
    """What a paragraph that begins with the name of a unit gives it to do, clause by clause."""
    for clause in _CLAUSE.finditer(text, start):
        words = clause.group().strip()
        task = re.sub("^(?:主要)?负责", "", words)
        first = 0 if clause.start() == start else clause.start()
        told = Told(units, deadline=only_deadline_in(words))
        yield InProse(first, clause.end(), task, told)


def _of_clause(text: str, start: int, end: int) -> Iterator[InProse]:
    found: list[_Open] = []
    before = ""
    before_start = start
    for piece in _PIECE.finditer(text, start, end):
        words = piece.group().strip()
        opened = _opened(words, piece.start(), piece.end())
        if opened and opened.lead:
            if not found and not opened.task and before:
                opened.task, opened.start = before, before_start
            found.append(opened)
        elif more := _joining(words):
            units, task = more
            if not found:
                found.append(_Open(piece.start(), piece.end(), (), (), "负责", ""))
            found[-1].cooperating += units
            found[-1].task = found[-1].task or task
            found[-1].end = piece.end()
        elif found:
            last = found[-1]
            if not last.task:
                last.task = words
            last.end = piece.end()
        else:
            before = f"{before}，{words}" if before else words
    for one in found:
        words = text[one.start : one.end]
        told = Told(one.lead, one.cooperating, only_deadline_in(words), verb=one.verb)
        yield InProse(one.start, one.end, one.task[:_LONGEST_TASK].strip(), told)


def _opened(words: str, start: int, end: int) -> _Open | None:
    """The statement that a piece of a sentence opens, if it names units that lead."""
    for match in _LEADS.finditer(words):
        rest = words[match.end() :].strip()
        if _NO_OBJECT.match(rest):
            continue
        subject, units = _units_before(words[: match.start()])
        if units:
            lead, others = units
            verb: Verb = "牵头" if "牵头" in match["verb"] or others else "负责"
            return _Open(start, end, lead, others, verb, _task(subject, rest))
        break
    joint = _WITH.search(words)
    if joint and joint.start() > 0:
        subject, units = _units_before(words[: joint.start()])
        joining = _UNIT_HEAD.match(words, joint.end())
        if units and joining:
            rest = words[joining.end() :].strip()
            told = units_from(joining.group())
            return _Open(start, end, units[0], told, "牵头", _task(subject, rest))
    return None


def _units_before(words: str) -> tuple[str, tuple[tuple[Unit, ...], tuple[Unit, ...]] | None]:
    """What stands before 由, and the units after it (or all words) that lead and join, if any."""
    subject, by, named = words.rpartition("由")
    named = _BEFORE_UNITS.sub("", named.strip())
    first, *others = _WITH.split(named)
    lead = units_from(first)
    joining = units_from("、".join(others))
    if not are_named(lead) or (others and not are_named(joining)):
        return "", None
    return (_BEFORE_UNITS.sub("", subject.strip()) if by else ""), (lead, joining)


def _joining(words: str) -> tuple[tuple[Unit, ...], str] | None:
    """The units that a piece says cooperate, and what they do."""
    opening = _WITH.match(words)
    if opening:
        joining = _UNIT_HEAD.match(words, opening.end())
        if joining:
            return units_from(joining.group()), words[joining.end() :].strip()
        return None
    match = _COOPERATES.search(words)
    if match is None:
        return None
    named = units_from(_BEFORE_UNITS.sub("", words[: match.start()].strip()))
    return (named, words[match.end() :].strip()) if are_named(named) else None


def _task(subject: str, rest: str) -> str:
    """What is done: what stands before 由, unless that but introduces it (推动由…牵头组建…)."""
    return rest if rest and len(subject) < _SHORTEST_SUBJECT else subject or rest
