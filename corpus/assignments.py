"""Responsibilities: who leads a task and who cooperates, read from the lines that say so."""

import re

from corpus.documents import Assignment, Excerpt, Unit

_TASK_UNITS = re.compile(
    r"（\s*牵头单位：([^；）]*)(?:[；，]\s*(?:配合|责任|协办)单位：([^）]*))?）"
)
_GROUP_UNITS = re.compile(r"（\s*专项小组组长单位：([^）]*)）")


def assignment_from(
    paragraph: Excerpt, path: tuple[str, ...], number: int | None
) -> tuple[Excerpt, Assignment | None]:
    """Divide a task's paragraph into its words and the responsibility at its end, if any."""
    match = _TASK_UNITS.search(paragraph.text)
    if match is None:
        return paragraph, None
    assignment = Assignment(
        path=path,
        number=number,
        action=_action_from(path),
        task=_task_from(path),
        lead=units_from(match.group(1)),
        cooperating=units_from(match.group(2) or ""),
        excerpt=paragraph.cut(match.start(), match.end()),
    )
    return paragraph.cut(0, match.start()), assignment


def group_lead_from(heading: Excerpt, path: tuple[str, ...]) -> Assignment | None:
    """Read the 专项小组组长单位 (lead of the action's working group) that a heading names."""
    match = _GROUP_UNITS.search(heading.text)
    if match is None:
        return None
    return Assignment(
        path=path,
        number=None,
        action=without_number(heading.text[: match.start()]),
        task=without_number(heading.text[: match.start()]),
        lead=units_from(match.group(1)),
        cooperating=(),
        excerpt=heading,
    )


def units_from(words: str) -> tuple[Unit, ...]:
    """Divide a list of units.

    >>> [unit.name for unit in units_from("编办，卫生健康委、财政局")]
    ['编办', '卫生健康委员会', '财政局']
    """
    said = (unit.strip() for unit in re.split("[、，,；;]", words))
    return tuple(Unit(said=unit, name=unit_name(unit)) for unit in said if unit)


def unit_name(said: str) -> str:
    """Return a unit's name in full: 委 is 委员会, and the 市 before it goes without saying.

    >>> unit_name("卫生健康委"), unit_name("市文体广电和旅游局"), unit_name("团市委")
    ('卫生健康委员会', '文体广电和旅游局', '团市委')
    """
    name = re.sub("(?<=健康)委$|(?<=改革)委$", "委员会", said)
    return re.sub("^[市区县](?!场)(?=.{3,}[局委会部办])", "", name)


def without_number(heading: str) -> str:
    """Return a heading without its number.

    >>> without_number("（五）加强流动人口健康促进"), without_number("57．大力发展")
    ('加强流动人口健康促进', '大力发展')
    """
    return re.sub(
        r"^(第.{1,4}[章节]|[（(].{1,3}[）)]|[一二三四五六七八九十]+、|\d+\s*[.．])\s*", "", heading
    )


def _action_from(path: tuple[str, ...]) -> str:
    return re.sub("（.*", "", without_number(path[0])) if path else ""


def _task_from(path: tuple[str, ...]) -> str:
    """The task's own heading, or its clause's where the task has only a number."""
    named = [label for label in path if not re.fullmatch(r"第\d+条", label)]
    return without_number(named[-1]) if named else ""
