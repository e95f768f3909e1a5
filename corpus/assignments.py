"""Responsibilities: who leads a task and who cooperates, read from the words that say so."""

import re
from collections.abc import Iterator, Sequence

from corpus.documents import Assignment, Excerpt, Unit
from corpus.headings import is_bare_number
from corpus.numerals import NUMERAL

_LEAD = "(?:牵头|责任|主办|负责)(?:单位|部门)"
_COOPERATING = "(?:配合|协办|协同|参与|参加)(?:单位|部门)"
_UNITS = "[^；;：:（）()。\n]"
# （牵头单位：甲、乙；配合单位：丙，丁） and the same without brackets, alone in its paragraph.
_NAMED = re.compile(
    rf"[（(]\s*(?P<role>专项小组组长单位|{_LEAD})\s*[：:](?P<lead>{_UNITS}+)"
    rf"(?:[；;，,。]?\s*(?:{_COOPERATING}|责任单位)\s*[：:](?P<others>{_UNITS}*))?[；;。]?\s*[）)]"
)
_ALONE = re.compile(
    rf"(?P<role>{_LEAD})\s*[：:](?P<lead>{_UNITS}+)"
    rf"(?:[；;，,。]?\s*{_COOPERATING}\s*[：:](?P<others>{_UNITS}*))?[；;。]?"
)
# （甲、乙牵头，丙、丁配合） and （甲、乙负责）.
_TOLD = re.compile(
    r"[（(](?P<lead>[^；;：:（）()。\n，,]+?(?:[、，,][^；;：:（）()。\n，,]+?)*)"
    r"(?P<role>牵头(?:负责)?|按职责(?:分工)?负责|负责)"
    rf"(?:[；;，,]\s*(?P<others>{_UNITS}+?)(?:参与|参加|配合|协同|按职责分工负责|负责))?[。；;]?[）)]"
)
_IS_UNIT = re.compile("[局委会部办院署所社站区行司镇道园联门位企中心府厅]$|各地|等$")
_NUMBER = re.compile(
    rf"(第.{{1,4}}(?:[章节条篇编]|部分)|[（(].{{1,3}}[）)]|[{NUMERAL}]+、|[①-⑳]|[—–-]{{1,2}}"
    r"|\d+(?:\.\d+)+|\d+\s*[.．、])\s*"
)
_OF_GROUP = "专项小组组长单位"
_FULL_NAMES = ((re.compile("(?<=健康)委$|(?<=改革)委$"), "委员会"),)
# The 市 of 市财政局 goes without saying; that of 市场监督管理局 is no town's.
_OF_THE_TOWN = re.compile("^[市区县](?!场)(?=.{3,}[局委会部办]$)")


def assignments_in(
    paragraph: Excerpt, path: tuple[str, ...], number: int | None
) -> Iterator[Assignment]:
    """Yield the responsibilities that a paragraph or heading states, in order.

    ``path`` is the address of its section, ``number`` that of its task.
    """
    matches = [*_NAMED.finditer(paragraph.text)]
    alone = _ALONE.fullmatch(paragraph.text)
    if alone:
        matches = [alone]
    elif not matches:
        matches = [m for m in _TOLD.finditer(paragraph.text) if _are_units(m.group("lead"))]
    for match in matches:
        of_group = match.group("role") == _OF_GROUP
        yield Assignment(
            path=path,
            number=None if of_group else number,
            action=without_number(path[0]) if path else "",
            task=_task_from(path),
            lead=units_from(match.group("lead")),
            cooperating=units_from(match.group("others") or ""),
            excerpt=paragraph.cut(match.start(), match.end()),
        )


def without(paragraph: Excerpt, assignments: tuple[Assignment, ...]) -> list[Excerpt]:
    """Return the words of a paragraph that are no part of its assignments, if any, in order."""
    words = []
    position = 0
    for assignment in assignments:
        start = paragraph.text.index(assignment.excerpt.text, position)
        words.append(paragraph.cut(position, start))
        position = start + len(assignment.excerpt.text)
    words.append(paragraph.cut(position, len(paragraph.text)))
    return [excerpt for excerpt in words if excerpt.text]


def units_from(words: str) -> tuple[Unit, ...]:
    """Divide a list of units.

    >>> [unit.name for unit in units_from("编办，卫生健康委、财政局")]
    ['编办', '卫生健康委员会', '财政局']
    """
    said = (unit.strip() for unit in re.split("[、，,；;]", words))
    return tuple(Unit(said=unit, name=unit_name(unit)) for unit in said if unit)


def unit_name(said: str) -> str:
    """Return a unit's name in full: 委 is 委员会, and the 市 before it goes without saying.

    >>> unit_name("卫生健康委"), unit_name("市文体广电和旅游局"), unit_name("市场监督管理局")
    ('卫生健康委员会', '文体广电和旅游局', '市场监督管理局')
    """
    name = said
    for short, full in _FULL_NAMES:
        name = short.sub(full, name)
    return _OF_THE_TOWN.sub("", name)


def with_full_names(assignments: Sequence[Assignment]) -> tuple[Assignment, ...]:
    """Return the assignments with units that a plan also calls in short known by one name.

    A short form (住建局) begins and ends like the full one (住房和城乡建设局) and has its
    characters in their order; it is taken for the one name of the plan that it fits.
    """
    names = {unit.name for a in assignments for unit in (*a.lead, *a.cooperating)}
    full: dict[str, str] = {}
    for short in names:
        fitting = [name for name in names if is_short_for(short, name)]
        if len(fitting) == 1:
            full[short] = fitting[0]

    def named(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
        return tuple(Unit(said=u.said, name=full.get(u.name, u.name)) for u in units)

    return tuple(
        a.model_copy(update={"lead": named(a.lead), "cooperating": named(a.cooperating)})
        for a in assignments
    )


def is_short_for(short: str, name: str) -> bool:
    """Whether a name is another one shortened.

    >>> is_short_for("住建局", "住房和城乡建设局"), is_short_for("卫健委", "卫生健康委员会")
    (True, True)
    >>> is_short_for("教育局", "体育局"), is_short_for("财政局", "财政局")
    (False, False)
    """
    if len(short) >= len(name) or short[0] != name[0]:
        return False
    endings = ("", "员会", "公室")  # 委 for 委员会, 办 for 办公室
    if not any(name.endswith(short[-1] + ending) for ending in endings):
        return False
    characters = iter(name)
    return all(character in characters for character in short)


def without_number(heading: str) -> str:
    """Return a heading without its number.

    >>> without_number("（五）加强流动人口健康促进"), without_number("57．大力发展")
    ('加强流动人口健康促进', '大力发展')
    """
    number = _NUMBER.match(heading)
    return heading[number.end() :] if number else heading


def _are_units(words: str) -> bool:
    return all(_IS_UNIT.search(unit.said) for unit in units_from(words))


def _task_from(path: tuple[str, ...]) -> str:
    """The task's own heading, or its clause's where the task has only a number."""
    named = [label for label in path if not is_bare_number(label)]
    return without_number(named[-1]) if named else ""
