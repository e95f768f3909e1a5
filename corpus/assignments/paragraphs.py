"""The responsibilities of a paragraph or heading, with the task that each belongs to."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.assignments.deadlines import only_deadline_in
from corpus.assignments.prose import in_prose
from corpus.assignments.statements import Statement, statements_in
from corpus.assignments.told import are_named
from corpus.assignments.units import FIRST_LEADS, units_from
from corpus.documents import Assignment, Excerpt
from corpus.headings import is_bare_number
from corpus.numerals import NUMERAL
from corpus.text import joined

_NUMBER = re.compile(
    rf"(第.{{1,4}}(?:[章节条篇编]|部分)|附[件表录图][A-Z{NUMERAL}\d]{{0,3}}\s|[问QＱ]\d*[：:]"
    rf"|[（(].{{1,3}}[）)]|[{NUMERAL}]+、|[①-⑳]|[—–-]{{1,2}}"
    r"|\d+(?:\.\d+)+|\d+\s*[.．、])\s*"
)
_MARKS = " \t　，,。；;：:、"
_SENTENCE = re.compile("[^。！？；;]+")
_DUTY = re.compile("(?:主要)?(?:负责|承担|牵头)")
_LONGEST_NAME = 30


def assignments_in(
    paragraph: Excerpt, path: tuple[str, ...], number: int | None
) -> Iterator[Assignment]:
    """Yield the responsibilities that a paragraph or heading states, in order.

    Those that stand apart come first; each belongs to the words between it and the one before.
    ``path`` is the address of its section, ``number`` that of its task.
    """
    text = paragraph.text
    statements = statements_in(text)
    action = without_number(path[0]) if path else ""
    position = 0
    for statement in statements:
        clause = paragraph.cut(*_stripped(text, position, statement.start))
        yield _of_statement(paragraph, statement, clause, path, number)
        position = statement.end
    for start, end in _between(statements, len(text)):
        rest = text[start:end]
        for found in in_prose(rest):
            excerpt = paragraph.cut(*_stripped(text, start + found.start, start + found.end))
            yield Assignment(
                path=path,
                number=None,
                action=action,
                task=found.task or _task_from(path),
                lead=found.told.lead,
                cooperating=found.told.cooperating,
                excerpt=excerpt,
                kind="sentence",
                deadline=found.told.deadline,
                verb=found.told.verb,
            )
    if not statements and path and _DUTY.match(text):
        yield from _of_headed_unit(paragraph, path, action)


def _of_statement(
    paragraph: Excerpt,
    statement: Statement,
    clause: Excerpt,
    path: tuple[str, ...],
    number: int | None,
) -> Assignment:
    told = statement.told
    deadline = told.deadline
    beside: tuple[Excerpt, ...] = ()
    if not deadline and (deadline := only_deadline_in(clause.text)):
        beside = (_sentence_with(clause, deadline),)
    return Assignment(
        path=path,
        number=None if statement.of_group else number,
        action=without_number(path[0]) if path else "",
        task=_task_from(path),
        lead=told.lead,
        cooperating=told.cooperating,
        excerpt=paragraph.cut(statement.start, statement.end),
        beside=beside,
        clause=clause if clause.text else None,
        deadline=deadline,
        leader=told.leader,
        verb="牵头" if statement.of_group else told.verb,
    )


def _of_headed_unit(paragraph: Excerpt, path: tuple[str, ...], action: str) -> Iterator[Assignment]:
    """What stands under a heading that is the name of a unit is for that unit to do."""
    units = units_from(without_number(path[-1]))
    if not are_named(units):
        return
    for match in _SENTENCE.finditer(paragraph.text):
        excerpt = paragraph.cut(match.start(), match.end())
        if excerpt.text:
            yield Assignment(
                path=path,
                number=None,
                action=action,
                task=_DUTY.sub("", excerpt.text, count=1) if match.start() == 0 else excerpt.text,
                lead=units,
                cooperating=(),
                excerpt=excerpt,
                kind="sentence",
                deadline=only_deadline_in(excerpt.text),
            )


def without(paragraph: Excerpt, assignments: Sequence[Assignment]) -> list[Excerpt]:
    """Return the words of a paragraph that are no part of lines of responsibility, in order."""
    words = []
    position = 0
    for assignment in assignments:
        if assignment.kind == "line":
            start = paragraph.text.index(assignment.excerpt.text, position)
            words.append(paragraph.cut(position, start))
            position = start + len(assignment.excerpt.text)
    words.append(paragraph.cut(position, len(paragraph.text)))
    return [excerpt for excerpt in words if excerpt.text]


def continued(last: Assignment, added: Assignment) -> Assignment | None:
    """Return two statements that stand below each other as one, if each says what the other lacks.

    牵头单位：甲 in one paragraph, 配合单位：乙 in the next.
    """
    both_lead = last.lead and added.lead
    both_cooperate = last.cooperating and added.cooperating
    both_end = last.deadline and added.deadline and not last.beside
    if last.path != added.path or last.kind != "line" or added.kind != "line":
        return None
    if both_lead or both_cooperate or both_end or added.clause:
        return None
    return last.model_copy(
        update={
            "lead": last.lead or added.lead,
            "cooperating": last.cooperating or added.cooperating,
            "deadline": added.deadline or last.deadline,
            "leader": last.leader or added.leader,
            "excerpt": joined(last.excerpt, added.excerpt),
            "verb": "牵头" if "牵头" in (last.verb, added.verb) else "负责",
        }
    )


def with_own_tasks(assignments: Sequence[Assignment]) -> tuple[Assignment, ...]:
    """Return the assignments, of several under one heading each called by its own clause."""
    under = Counter((a.path, a.task) for a in assignments if a.kind == "line")
    return tuple(
        _by_its_clause(a, a.clause)
        if a.kind == "line"
        and a.clause
        and not a.of_group
        and (under[a.path, a.task] > 1 or not a.task)
        else a
        for a in assignments
    )


def _by_its_clause(assignment: Assignment, clause: Excerpt) -> Assignment:
    """Call it by the first sentence of its clause that is not the heading again."""
    sentences = [clause.cut(*found.span()) for found in _SENTENCE.finditer(clause.text)]
    named = [words for words in sentences if without_number(words.text) != assignment.task]
    own = (named or sentences or [clause])[0]
    words = own.text if len(own.text) <= _LONGEST_NAME else own.text.split("，")[0]
    beside = (own, *(excerpt for excerpt in assignment.beside if excerpt != own))
    return assignment.model_copy(update={"task": without_number(words), "beside": beside})


def with_first_leading(assignments: Sequence[Assignment], text: str) -> tuple[Assignment, ...]:
    """Return the assignments, the first of several units leading where the document says so."""
    if not FIRST_LEADS.search(text):
        return tuple(assignments)
    return tuple(
        a.model_copy(update={"lead": a.lead[:1], "cooperating": a.lead[1:], "verb": "牵头"})
        if a.verb == "负责" and len(a.lead) > 1 and not a.cooperating and a.kind != "sentence"
        else a
        for a in assignments
    )


def without_number(heading: str) -> str:
    """Return a heading without its number.

    >>> without_number("（五）加强流动人口健康促进"), without_number("57．大力发展")
    ('加强流动人口健康促进', '大力发展')
    """
    number = _NUMBER.match(heading)
    return heading[number.end() :] if number else heading


def _task_from(path: tuple[str, ...]) -> str:
    """The task's own heading, or its clause's where the task has only a number."""
    named = [label for label in path if not is_bare_number(label)]
    return without_number(named[-1]) if named else ""


def _between(statements: Sequence[Statement], length: int) -> Iterator[tuple[int, int]]:
    position = 0
    for statement in statements:
        yield position, statement.start
        position = statement.end
    yield position, length


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return start, end


def _sentence_with(clause: Excerpt, words: str) -> Excerpt:
    position = clause.text.index(words)
    sentence = next(m for m in _SENTENCE.finditer(clause.text) if m.start() <= position < m.end())
    return clause.cut(sentence.start(), sentence.end())
