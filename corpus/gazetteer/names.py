"""The names that plans use: institutions, places, departments, programmes, abbreviations."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Literal

from corpus.assignments import without_number
from corpus.documents import Plan, Section, Value
from corpus.gazetteer.abbreviations import abbreviations_in
from corpus.gazetteer.boundaries import wordings
from corpus.gazetteer.endings import DEPARTMENT, HOSPITAL, INSTITUTION, PLACE
from corpus.gazetteer.kinds import (
    department_name,
    heading_programme,
    institution_name,
    place_name,
    programme_names,
    proper_part,
)

NameKind = Literal["医院", "机构", "地名", "部门", "项目", "指标", "缩写"]
Found = tuple[NameKind, str]

_PLACE = re.compile(PLACE)
_DEPARTMENT = re.compile(f"{DEPARTMENT}|办公室")
_INDICATOR = re.compile("(?:率|比例|比重|占比|寿命|水平|数)$")
_INSTITUTIONS: tuple[tuple[NameKind, re.Pattern[str]], ...] = (
    ("医院", re.compile(HOSPITAL)),
    ("机构", re.compile(INSTITUTION)),
)
_REGION_END = ("省", "市", "区", "县", "镇", "乡", "街道", "大学", "医院")
_RUNNING: tuple[NameKind, ...] = ("医院", "机构", "部门", "地名")
_SHORTEST = 3
_ENOUGH = 2


class Name(Value):
    """A name as the plans write it, how often it was found, and in which plans.

    ``full`` is what an abbreviation stands for.
    """

    text: str
    kind: NameKind
    count: int
    plans: tuple[str, ...]
    full: str = ""


def names_from(plans: Sequence[Plan]) -> tuple[Name, ...]:
    """Return the names in these plans, of each kind the most frequent first.

    A name begins after a mark, a verb (建设) or a word that joins; where a wording was found
    once and its end is found by itself elsewhere, the end is the name.
    """
    counts: Counter[Found] = Counter()
    where: defaultdict[Found, dict[str, None]] = defaultdict(dict)
    full: dict[str, str] = {}
    for plan in plans:
        for found, stands_for in _found_in(plan):
            counts[found] += 1
            where[found].setdefault(plan.source.id)
            if stands_for:
                full.setdefault(found[1], stands_for)
    names = []
    for (kind, text), said in _settled(counts).items():
        ids = dict.fromkeys(plan for wording in said for plan in where[kind, wording])
        count = sum(counts[kind, wording] for wording in said)
        stands_for = full.get(text, "") if kind == "缩写" else ""
        names.append(Name(text=text, kind=kind, count=count, plans=tuple(ids), full=stands_for))
    return tuple(sorted(names, key=lambda name: (name.kind, -name.count, name.text)))


def _settled(counts: Counter[Found]) -> dict[Found, list[str]]:
    """Return each name with its wordings: one that was found once may end in a name."""
    settled: dict[Found, list[str]] = {}
    places = {text[:2] for kind, text in counts if kind == "地名"}
    for kind, text in counts:
        name = text
        if kind in _RUNNING:
            for start in range(1, len(text) - _SHORTEST + 1):
                if counts.get((kind, text[start:]), 0) > counts[kind, text]:
                    within = text[:start].endswith(_REGION_END) or text[start] in _REGION_END
                    name = text if within else text[start:]
                    break
        if _is_attested(kind, name, counts[kind, name], places):
            settled.setdefault((kind, name), []).append(text)
    return settled


def _is_attested(kind: NameKind, name: str, count: int, places: Collection[str]) -> bool:
    """Whether there is enough to go by: a region is named twice, an institution by its place."""
    if count >= _ENOUGH:
        return True
    if kind == "地名":
        return name.endswith(("镇", "乡", "街道"))
    if kind == "机构":
        own = name.startswith(("市", "区", "县")) or name.endswith(("大学", "学院"))
        return own or proper_part(name)[:2] in places or bool(_PLACE.search(name))
    return True


def _found_in(plan: Plan) -> Iterator[tuple[Found, str]]:
    """Yield what may be names, in the order of the plan, each with what it stands for."""
    for section in plan.sections:
        if section.heading and (programme := heading_programme(_label(section))):
            yield ("项目", programme), ""
        for text in _texts(section):
            for found in _said_in(text):
                yield found, ""
            for short, stands_for in abbreviations_in(text):
                yield ("缩写", short), stands_for
    for assignment in plan.assignments:
        for unit in (*assignment.lead, *assignment.cooperating):
            if not re.search("各|有关|相关", unit.name):
                yield ("部门", unit.name), ""
    for indicator in plan.indicators:
        if not indicator.in_prose or _INDICATOR.search(indicator.name):
            yield ("指标", indicator.name), ""


def _said_in(text: str) -> Iterator[Found]:
    for kind, suffix in _INSTITUTIONS:
        for said in wordings(text, suffix):
            if name := institution_name(said, suffix):
                yield kind, name
    for said in wordings(text, _PLACE):
        if name := place_name(said):
            yield "地名", name
    for said in wordings(text, _DEPARTMENT):
        if name := department_name(said):
            yield "部门", name
    for name in programme_names(text):
        yield "项目", name


def _label(section: Section) -> str:
    return without_number(section.path[-1]) if section.path else ""


def _texts(section: Section) -> Iterator[str]:
    if section.heading:
        yield section.path[-1] if section.path else section.heading.text
    for paragraph in section.paragraphs:
        yield paragraph.text
