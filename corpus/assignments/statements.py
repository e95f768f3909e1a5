"""Statements of responsibility that stand apart from what is to be done: labelled or in brackets.

（牵头单位：甲；配合单位：乙）, the same without brackets, （甲牵头，乙配合）, （疾控科、应急办）.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.assignments.deadlines import is_deadline
from corpus.assignments.roles import LABEL, rank_of
from corpus.assignments.told import Told, are_named, told_in
from corpus.assignments.units import FIRST_LEADS, is_unit, units_from
from corpus.documents import Unit

_OPENING, _CLOSING = "（(", "）)"
_LONGEST_BRACKET = 400
# Behind a value: a mark after which other words or another label may stand.
_MARKS = "；;，,"
_ENDS = "。！？!?\n"
# What may follow a comma in a list of units and be no unit by its end: 各镇街园区.
_LONGEST_ODD_NAME = 12
_GAP = re.compile(r"[\s；;，,。、]*")
_END_OF_CLAUSE = re.compile(r"\s*(?:[。；;]|$)")
_BEFORE_LIST = re.compile(r"[。！；;]\s*$")
# 市第三人民医院（市精神卫生中心）: the other name of what stands before the bracket.
_OTHER_NAME_OF = re.compile("[院心所站校馆会局办部]\\s*$")
_LABELS_ALONE = ("完成", "办结")


@dataclass(frozen=True)
class Statement:
    """Where in a paragraph a statement of responsibility stands, and what it tells."""

    start: int
    end: int
    told: Told
    of_group: bool = False


@dataclass(frozen=True)
class _Labelled:
    role: str
    label: str
    value: str
    start: int
    end: int


def statements_in(text: str) -> list[Statement]:
    """Return the statements of responsibility of a paragraph, in order, none within another.

    >>> [s.told.lead[0].said for s in statements_in("清运（县城管局牵头）；牵头单位：水利局。")]
    ['县城管局', '水利局']
    """
    found: list[Statement] = []
    for start, end in _brackets(text):
        statement = _in_bracket(text, start, end)
        if statement:
            found.append(statement)
    taken = [(statement.start, statement.end) for statement in found]
    found += _without_brackets(text, taken)
    return sorted(found, key=lambda statement: statement.start)


def _brackets(text: str) -> list[tuple[int, int]]:
    """The outermost pairs of brackets: the offset of the first, and that after the last."""
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for position, character in enumerate(text):
        if character in _OPENING:
            opened.append(position)
        elif character in _CLOSING and opened:
            start = opened.pop()
            while pairs and pairs[-1][0] > start:
                pairs.pop()
            pairs.append((start, position + 1))
    return pairs


def _in_bracket(text: str, start: int, end: int) -> Statement | None:
    if end - start > _LONGEST_BRACKET:
        return None
    inside = text[start + 1 : end - 1]
    labelled = list(_labelled(inside, 0))
    if labelled:
        told = _put_together(labelled)
        before = told_in(inside[: labelled[0].start])
        if before:
            told = replace(
                before,
                cooperating=(*before.cooperating, *told.lead, *told.cooperating),
                deadline=told.deadline or before.deadline,
                leader=told.leader,
            )
        after = inside[labelled[-1].end :].strip("。；;，, ")
        if not told.deadline and is_deadline(after):
            told = replace(told, deadline=after)
        if not (told.lead or told.cooperating or told.deadline):
            return None
        return Statement(start, end, told, of_group=labelled[0].role == "group")
    told_by_verb = told_in(inside)
    if told_by_verb is None or (
        told_by_verb.is_bare and not _may_be_bare(text, start, end, told_by_verb.lead)
    ):
        return None
    return Statement(start, end, told_by_verb)


def _may_be_bare(text: str, start: int, end: int, units: Sequence[Unit]) -> bool:
    """Whether a mere list of units in brackets stands where those of a task do."""
    before = text[:start]
    is_apart = _BEFORE_LIST.search(before)
    if not (is_apart or are_named(units)) or not _END_OF_CLAUSE.match(text, end):
        return False
    if len(units) > 1 or is_apart:
        return bool(before.strip())
    return bool(before.strip()) and not _OTHER_NAME_OF.search(before)


def _without_brackets(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[Statement]:
    group: list[_Labelled] = []
    for one in (*_labelled(text, 0, taken), None):
        follows = one and group and _GAP.fullmatch(text, group[-1].end, one.start)
        if group and not follows:
            told = _put_together(group)
            is_told = told.lead or told.cooperating
            if is_told or (told.deadline and group[0].label.startswith(_LABELS_ALONE)):
                end = group[-1].end
                closed = re.match(r"\s*[。；;]", text[end:])
                yield Statement(
                    group[0].start,
                    end + (closed.end() if closed else 0),
                    told,
                    of_group=group[0].role == "group",
                )
            group = []
        if one:
            group.append(one)


def _labelled(text: str, start: int, taken: Sequence[tuple[int, int]] = ()) -> Iterator[_Labelled]:
    """Yield the labels with their values that stand in none of the stretches ``taken``."""
    starts = [a for a, _ in taken]
    labels = []
    for match in LABEL.finditer(text, start):
        before = bisect_right(starts, match.start())
        if not before or match.start() >= taken[before - 1][1]:
            labels.append(match)
    for index, match in enumerate(labels):
        limit = labels[index + 1].start() if index + 1 < len(labels) else len(text)
        after = bisect_right(starts, match.end())
        limit = min(limit, starts[after]) if after < len(starts) else limit
        end = _end_of_value(text, match.end(), limit)
        value = text[match.end() : end].strip(" \t　；;，,、")
        yield _Labelled(match.lastgroup or "", match.group(), value, match.start(), end)


def _end_of_value(text: str, start: int, limit: int) -> int:
    """Where the value of a label ends: at the end of the sentence, its bracket, or its list."""
    depth = 0
    for position in range(start, limit):
        character = text[position]
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            if depth == 0:
                return position
            depth -= 1
        elif depth == 0 and (
            character in _ENDS or (character in _MARKS and not _goes_on(text, position + 1, limit))
        ):
            return position
    return limit


def _goes_on(text: str, start: int, limit: int) -> bool:
    """Whether what stands behind a mark may be one more unit of the list."""
    end = start
    while end < limit and text[end] not in _MARKS and text[end] not in "。！？!?\n、":
        end += 1
    piece = text[start:end].strip().rstrip(_CLOSING)
    if not piece:
        return end >= limit
    return not is_deadline(piece) and (is_unit(piece) or len(piece) <= _LONGEST_ODD_NAME)


def _put_together(labelled: Sequence[_Labelled]) -> Told:
    """What labels beside each other tell; of several that lead, the surest does."""
    leading = [one for one in labelled if one.role in ("lead", "group") and one.value]
    best = min((rank_of(one.label) for one in leading), default=0)
    lead: list[str] = []
    cooperating: list[str] = []
    for one in leading:
        (lead if rank_of(one.label) == best else cooperating).append(one.value)
    cooperating += [one.value for one in labelled if one.role == "cooperating"]
    leads, others = units_from("、".join(lead)), units_from("、".join(cooperating))
    verb = "牵头" if leading and best == 0 else "负责"
    values = "".join(lead)
    if verb == "负责" and not others and FIRST_LEADS.search(values):
        leads, others, verb = leads[:1], leads[1:], "牵头"

    def of_role(role: str) -> str:
        return next((one.value for one in labelled if one.role == role), "")

    return Told(
        leads,
        others,
        of_role("deadline"),
        of_role("leader"),
        verb="牵头" if verb == "牵头" else "负责",
    )
