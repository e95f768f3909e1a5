"""Who leads and who cooperates in words that say it with a verb: 甲牵头，会同乙，丙配合."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.assignments.deadlines import is_deadline
from corpus.assignments.units import is_unit, names_unit, units_from
from corpus.documents import Unit

Verb = Literal["牵头", "负责"]

_MANNER = "(?:共同|联合|统一|具体|分别|各自|积极|主动|全面|一起|等){0,3}"
_LEADS = re.compile(
    f"^(?P<units>.+?)(?:等(?:部门|单位))?{_MANNER}(?:作为|为)?(?P<verb>牵头单位|牵头|按(?:照)?(?:各自)?职责(?:分工)?{_MANNER}(?:负责|落实)"
    "|负责|主办|主管|主责|承办|组织实施|组织落实)(?:负责|组织|实施|落实|推进|办理|会同)*$"
)
_COOPERATES = re.compile(
    f"^(?P<units>.+?)(?:等(?:部门|单位))?{_MANNER}(?:按(?:照)?(?:各自)?职责(?:分工)?)?{_MANNER}"
    "(?:配合|参与|参加|协同|协助|协办|支持)(?:落实|实施|推进|做好.{0,8})?$"
)
_BY_DUTY = re.compile("^(?P<units>.+?)(?:等(?:部门|单位))?按(?:照)?(?:各自)?职责(?:分工)?.{0,10}$")
_WITH = re.compile("会同|联合(?=.)|商(?=[省市县区州财])")
_MARKS = re.compile("[，,；;。]")
_BY = re.compile("^(?:由|并由|具体由)")


@dataclass(frozen=True)
class Told:
    """What words say of who does something, and by when; nothing of what is done.

    ``verb`` is how those that lead are said to; ``is_bare`` tells units that no word gives a part.
    """

    lead: tuple[Unit, ...] = ()
    cooperating: tuple[Unit, ...] = ()
    deadline: str = ""
    leader: str = ""
    verb: Verb = "负责"
    is_bare: bool = False


def told_in(words: str) -> Told | None:
    """Return what a whole stretch of words tells, ``None`` if it says anything else.

    >>> told = told_in("市教育局牵头，市体育局、团市委参与，2025年底前完成")
    >>> [u.said for u in told.lead], [u.said for u in told.cooperating], told.deadline
    (['市教育局'], ['市体育局', '团市委'], '2025年底前完成')
    >>> told_in("疾控科、应急办").is_bare, told_in("党委领导、政府负责")
    (True, None)
    """
    lead: list[str] = []
    cooperating: list[str] = []
    pending: list[str] = []
    deadline = ""
    verb: Verb | None = None
    for piece in (_BY.sub("", piece.strip()) for piece in _MARKS.split(words)):
        if not piece:
            continue
        if is_deadline(piece):
            deadline = piece
        elif found := _cooperating(piece):
            cooperating += [*pending, found]
            pending = []
        elif match := _LEADS.match(piece):
            first, *others = _WITH.split(match["units"])
            if not _are_units(first) or not all(map(_are_units, others)):
                return None
            if verb == "牵头":
                cooperating += [*pending, match["units"]]
            else:
                lead += [*pending, first]
                cooperating += others
                verb = "牵头" if match["verb"].startswith("牵头") or others else "负责"
            pending = []
        elif _are_units(piece):
            pending.append(piece)
        else:
            return None
    is_bare = verb is None and not cooperating
    if pending:
        (lead if is_bare else cooperating).extend(pending)
    if not (lead or cooperating):
        return None
    return Told(
        lead=_units(lead),
        cooperating=_units(cooperating),
        deadline=deadline,
        verb=verb or "负责",
        is_bare=is_bare,
    )


def _cooperating(piece: str) -> str | None:
    """The units of a piece that says that they cooperate."""
    opening = _WITH.match(piece)
    if opening:
        rest = piece[opening.end() :]
        match = _LEADS.match(rest) or _COOPERATES.match(rest)
        units = match["units"] if match else rest
    else:
        match = _COOPERATES.match(piece)
        if match is None:
            return None
        units = match["units"]
    return units if _are_units(units) else None


def _are_units(words: str) -> bool:
    units = units_from(words)
    return bool(units) and all(is_unit(unit.said) for unit in units)


def are_named(units: Sequence[Unit]) -> bool:
    """Whether each of some units is one by name, so that a list of them needs no word for it."""
    return bool(units) and all(names_unit(unit.said) for unit in units)


def _units(words: Sequence[str]) -> tuple[Unit, ...]:
    return units_from("、".join(words))
