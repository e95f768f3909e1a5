"""Lists of tasks: those of a unit, those due by a date, and the unit that has most."""

from collections import Counter
from collections.abc import Sequence

from assistant.answers import Draft, Question, Statement
from assistant.composers.duties import as_item, deadline, listed
from assistant.evidence.duties import NamedUnit, Responsibility
from assistant.language.terms import normalised
from assistant.question.responsibility import (
    asks_for_most,
    asks_which_part,
    deadline_words,
    is_ongoing,
    order_in,
    part_in,
    span_in,
)
from corpus.assignments.deadlines import TIME, Due, due_of
from corpus.documents import Assignment, Unit

_LONGEST_LIST = 40
_MOST_AT_FIRST = 3


def tasks_of(
    units: Sequence[NamedUnit], question: Question, assignments: Sequence[Responsibility]
) -> Draft | None:
    """Return the tasks that units lead, together if they are several, or cooperate in.

    Where the question does not say which, they are those led, or else the others.
    """
    part = part_of(units[0], question.text)
    cooperating = part == "配合"
    chosen = _having(units, assignments, cooperating=cooperating)
    if not chosen and not part:
        cooperating = True
        chosen = _having(units, assignments, cooperating=True)
    if not chosen:
        return None
    statements = tuple(_of_unit(entry, units, cooperating=cooperating) for entry in chosen)
    leads = "牵头" if part == "牵头" and "负责" not in question.text else chosen[0][1].verb
    verb = "牵头" if any(a.verb == "牵头" for _, a in chosen) else leads
    what = "配合" if cooperating else f"共同{verb}" if len(units) > 1 else verb
    opening = f"{'、'.join(unit.label for unit in units)}{what}{len(chosen)}项任务："
    return Draft(opening=opening, statements=statements)


def _of_unit(entry: Responsibility, units: Sequence[NamedUnit], *, cooperating: bool) -> Statement:
    passage, a = entry
    others = [u.said for u in a.lead if not any(u.name in unit.names for unit in units)]
    beside = f"（与{'、'.join(others)}共同{a.verb}）" if others else ""
    if cooperating:
        beside = f"（由{listed(a.lead)}{a.verb}）" if a.lead else ""
    return as_item(passage, a, beside)


def part_of(unit: NamedUnit, question: str) -> str:
    """Return the part that a question says a unit has, 牵头 or 配合; nothing if it asks which.

    It stands after the unit, or else before it.
    """
    text = normalised(question)
    if asks_which_part(text):
        return ""
    before, _, after = text.partition(unit.said)
    return part_in(after) or part_in(before) or ""


def _having(
    units: Sequence[NamedUnit], assignments: Sequence[Responsibility], *, cooperating: bool
) -> list[Responsibility]:
    return [
        (passage, a)
        for passage, a in assignments
        if not a.of_group
        and all(unit.is_among(a.cooperating if cooperating else a.lead) for unit in units)
    ]


def most_tasks(question: Question, assignments: Sequence[Responsibility]) -> Draft | None:
    """Return which unit has the most tasks, or the fewest, and what they are."""
    which = asks_for_most(question.text)
    if which is None:
        return None
    cooperating = part_in(question.text) == "配合"
    of_tasks = [entry for entry in assignments if not entry[1].of_group]

    def units(a: Assignment) -> Sequence[Unit]:
        return a.cooperating if cooperating else a.lead

    counts = Counter(unit.name for _, a in of_tasks for unit in units(a))
    if not counts:
        return None
    best = (max if which == "most" else min)(counts.values())
    names = [name for name, count in counts.items() if count == best]
    chosen = [e for e in of_tasks if any(unit.name in names for unit in units(e[1]))]
    verb = "配合" if cooperating else "牵头" if any(a.verb == "牵头" for _, a in chosen) else "负责"
    said = {unit.name: unit.said for _, a in chosen for unit in units(a)}
    each = "各" if len(names) > 1 else ""
    degree = "多" if which == "most" else "少"
    opening = f"{verb}任务最{degree}的是{'、'.join(said[n] for n in names)}，{each}{best}项："
    who = [[u.said for u in units(a) if u.name in names] for _, a in chosen]
    statements = tuple(
        as_item(p, a, f"（{'、'.join(w)}）" if len(names) > 1 else "")
        for (p, a), w in zip(chosen[:_LONGEST_LIST], who[:_LONGEST_LIST], strict=True)
    )
    return Draft(opening=opening, statements=statements)


def by_deadline(question: Question, assignments: Sequence[Responsibility]) -> Draft | None:
    """Return the tasks that are due first or last, in or by a time, or always."""
    text = question.text
    dated = [(e, due) for e in assignments if e[1].deadline and (due := due_of(e[1].deadline))]
    if order := order_in(text):
        ordered = [(_key(due, dated), e) for e, due in dated]
        if not ordered:
            return None
        best = (min if order == "earliest" else max)(key for key, _ in ordered)
        chosen = [e for key, e in ordered if key == best]
        which = "最早" if order == "earliest" else "最晚"
        opening = f"{deadline_words(text)}{which}的是{len(chosen)}项任务："
        return Draft(opening=opening, statements=tuple(map(_with_deadline, chosen)))
    wanted, words = due_of(text), deadline_words(text)
    if wanted is None:
        if not is_ongoing(text):
            return None
        chosen = [e for e in assignments if e[1].deadline and due_of(e[1].deadline) is None]
        return _due(chosen, f"{words}为长期", ())
    years = {due.year for _, due in dated if due.year}
    if wanted.year is None and len(years) == 1:
        wanted = wanted._replace(year=years.pop())
    said = "".join(match.group() for match in [TIME.search(text)] if match)
    within = [e for e, due in dated if _is_within(due, wanted)]
    earlier = [e for e, due in dated if e not in within and _is_before(due, wanted)]
    span = span_in(text)
    if span == "all before" or (span == "up to" and not within):
        chosen = [e for e, due in dated if _is_within(due, wanted) or _is_before(due, wanted)]
        return _due(chosen, f"{words}在{said}", ())
    return _due(within, f"{words}为{said}", earlier if span == "up to" else ())


def _due(
    chosen: Sequence[Responsibility], what: str, earlier: Sequence[Responsibility]
) -> Draft | None:
    if not chosen:
        return None
    statements = [*map(_with_deadline, chosen)]
    closing = ""
    if earlier:
        some = "、".join(f"{a.task}（{deadline(a)}）" for _, a in earlier[:_MOST_AT_FIRST])
        more = "等" if len(earlier) > _MOST_AT_FIRST else ""
        closing = f"时限更早的另有{len(earlier)}项：{some}{more}。"
    return Draft(
        opening=f"{what}的有{len(chosen)}项任务：",
        statements=tuple(statements),
        closing=closing,
    )


def _with_deadline(entry: Responsibility) -> Statement:
    passage, a = entry
    leads = f"由{listed(a.lead)}{a.verb}，" if a.lead else ""
    return as_item(passage, a, f"（{leads}{deadline(a)}）")


def _key(due: Due, dated: Sequence[tuple[Responsibility, Due]]) -> tuple[int, int, int]:
    """When something is due, for ordering; a month without a year is of the first year named."""
    years = [other.year for _, other in dated if other.year]
    return due.year or min(years, default=0), due.month, due.day


def _is_within(due: Due, wanted: Due) -> bool:
    if wanted.year and due.year and due.year != wanted.year:
        return False
    if not wanted.has_month:
        return due.year == wanted.year
    return due.month == wanted.month


def _is_before(due: Due, wanted: Due) -> bool:
    if wanted.year and due.year:
        return (due.year, due.month, due.day) <= (wanted.year, wanted.month, wanted.day)
    if wanted.year is None and due.year is None:
        return (due.month, due.day) <= (wanted.month, wanted.day)
    return False
