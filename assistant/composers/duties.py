"""How a responsibility is said: the task by its name, who leads, who cooperates, and by when."""

import re
from collections.abc import Sequence

from assistant.answers import Evidence, Statement
from corpus.documents import Assignment, Unit
from index.passages import Passage

_FINISHED = re.compile("(?<=[前内底末月日])(?:基本|全面|全部)?(?:完成|办结)$")


def who(
    passage: Passage, a: Assignment, *, with_deadline: bool = False, with_measure: bool = False
) -> Statement:
    """“任务”（举措）由甲牵头；乙配合."""
    if a.of_group:
        return statement(passage, a, f"“{a.task}”的专项小组组长单位是{listed(a.lead)}")
    parts = []
    if a.lead:
        parts.append(f"由{listed(a.lead)}{a.verb}")
    if a.cooperating:
        parts.append(f"{joined([unit.said for unit in a.cooperating])}配合")
    if with_deadline and a.deadline:
        parts.append(f"完成时限：{deadline(a)}")
    measure = f"（{a.measure.rstrip('。；;')}）" if with_measure and a.measure else ""
    return statement(passage, a, f"{named(a)}{measure}{'；'.join(parts)}")


def whether_any_cooperates(passage: Passage, a: Assignment) -> Statement:
    """Who cooperates, or that nobody is said to."""
    leads = f"由{listed(a.lead)}{a.verb}" if a.lead else ""
    if a.cooperating:
        others = joined([unit.said for unit in a.cooperating])
        return statement(passage, a, f"有。{named(a)}{leads}；配合单位是{others}")
    return statement(passage, a, f"没有列出配合单位：{named(a)}{leads}")


def when_due(passage: Passage, a: Assignment) -> Statement:
    """“任务”的完成时限是2025年6月，由甲牵头."""
    leads = f"（由{listed(a.lead)}{a.verb}）" if a.lead else ""
    return statement(passage, a, f"{named(a)}的完成时限是{deadline(a)}{leads}")


def led_by(passage: Passage, a: Assignment) -> Statement:
    """“任务”的责任领导是某某."""
    leads = f"，由{listed(a.lead)}{a.verb}" if a.lead else ""
    return statement(passage, a, f"{named(a)}的责任领导是{a.leader}{leads}")


def what_is(passage: Passage, a: Assignment) -> Statement:
    """“任务”：举措；由甲牵头；乙配合；完成时限：长期."""
    what = f"：{a.measure.rstrip('。；;')}；" if a.measure and a.kind == "row" else ""
    rest = who(passage, a, with_deadline=True).text.removeprefix(named(a))
    return statement(passage, a, f"{named(a)}{what}{rest}")


def as_item(passage: Passage, a: Assignment, said: str = "") -> Statement:
    """A task as one of a list: its number, its name, and what is ``said`` of it."""
    number = f"{numbered(a)} " if numbered(a) else ""
    return statement(passage, a, f"{number}{a.task}{said}".strip())


def named(a: Assignment) -> str:
    """第57条“任务”."""
    return f"{numbered(a)}“{a.task}”"


def deadline(a: Assignment) -> str:
    """When a task is to be finished, without the word for that: 2025年6月底前完成."""
    return _FINISHED.sub("", a.deadline)


def numbered(a: Assignment) -> str:
    """第57条, for a task under a heading to which its plan gives an Arabic number."""
    if a.number is None or a.kind == "row":
        return ""
    own = re.match(r"第?\s*(\d+)", a.path[-1]) if a.path else None
    return f"第{a.number}条" if own and int(own.group(1)) == a.number else ""


def with_number(said: Statement, a: Assignment) -> Statement:
    """Say the number that a row prints, as it prints it: “任务”（序号7）."""
    if a.kind != "row":
        return said
    task = f"“{a.task}”"
    return said.model_copy(update={"text": said.text.replace(task, f"{task}（序号{a.number}）", 1)})


def listed(units: Sequence[Unit]) -> str:
    """甲、乙, as the plan words them."""
    return "、".join(unit.said for unit in units)


def joined(units: Sequence[str]) -> str:
    """
    >>> joined(["财政局", "教育局", "各镇街园区"])
    '财政局、教育局和各镇街园区'
    """
    return "和".join(filter(None, ("、".join(units[:-1]), units[-1])))


def statement(passage: Passage, a: Assignment, text: str) -> Statement:
    """A statement that rests on the words of a responsibility, wherever they stand."""
    excerpts = (a.excerpt, *a.beside)
    evidence = tuple(Evidence(passage=passage, excerpt=e, score=1.0) for e in excerpts)
    return Statement(text=text, evidence=evidence)
