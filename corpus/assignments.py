"""Responsibilities: who leads a task and who cooperates, read from the lines that say so."""

import re

from corpus.documents import Assignment, Excerpt

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
        task=without_number(heading.text[: match.start()]),
        lead=units_from(match.group(1)),
        cooperating=(),
        excerpt=heading,
    )


def units_from(words: str) -> tuple[str, ...]:
    """Divide a list of units.

    >>> units_from("编办，发展和改革委员会、财政局")
    ('编办', '发展和改革委员会', '财政局')
    """
    return tuple(unit.strip() for unit in re.split("[、，,；;]", words) if unit.strip())


def without_number(heading: str) -> str:
    """Return a heading without its number.

    >>> without_number("（五）加强流动人口健康促进"), without_number("57．大力发展")
    ('加强流动人口健康促进', '大力发展')
    """
    return re.sub(
        r"^(第.{1,4}[章节]|[（(].{1,3}[）)]|[一二三四五六七八九十]+、|\d+\s*[.．])\s*", "", heading
    )


def _task_from(path: tuple[str, ...]) -> str:
    """The task's own heading, or its clause's where the task has only a number."""
    named = [label for label in path if not re.fullmatch(r"第\d+条", label)]
    return without_number(named[-1]) if named else ""
