"""Questions for who does what, answered from the lines of responsibility."""

import re
from collections.abc import Iterator, Sequence

from assistant.answers import Candidate, Draft, Evidence, Question, Statement
from assistant.composers.composer import proposed
from assistant.evidence.asked import Asked
from assistant.language.institutions import SHORT_DEPARTMENT, SOME_DEPARTMENT
from assistant.language.terms import normalised, term_set
from assistant.library import Library
from assistant.question.query_terms import topic_terms
from assistant.question.responsibility import (
    TASK_NUMBER,
    asks_for_group,
    asks_for_tasks,
    asks_which_part,
    claims_part,
    is_said_outright,
    names_part,
    names_tasks,
    part_in,
    without_parts,
)
from corpus.assignments import is_short_for
from corpus.documents import Assignment, Unit
from index.passages import Hit, Passage

# Which part of the topic's weight a task must cover, by its heading and its words.
_TASK_COVERS = 0.6
_SHORTEST_ALIAS = 3
Responsibility = tuple[Passage, Assignment]


class Responsibilities:
    """Who leads a task and who cooperates, or all tasks of a unit."""

    name = "responsibilities"

    def propose(self, asked: Asked) -> Iterator[Candidate]:
        """Yield what the lines of responsibility say, if the question is for that."""
        question, library = asked.question, asked.library
        assignments = library.assignments(question.plans)
        if not assignments or question.kind == "across":
            return
        units = units_named(question.text, assignments)
        if question.kind != "who" and not (units and names_part(question)):
            return
        number = TASK_NUMBER.search(question.text)
        if number:
            wanted = int(number.group(1) or number.group(2))
            chosen = [a for a in assignments if a[1].number == wanted]
            if chosen:
                draft = Draft(statements=tuple(_who(*a) for a in chosen))
                yield proposed(self.name, asked, draft, by_number=1.0)
            return
        if units and _asks_tasks_of(units, question, library, assignments):
            tasks = _tasks_of(units, question, assignments)
            if tasks:
                yield proposed(self.name, asked, tasks, of_unit=1.0)
            return
        if asks_for_tasks(question) and _names_other_unit(question, library, units):
            return
        fit, lead, chosen = _by_topic(question, asked.hits, library, assignments)
        if chosen:
            draft = Draft(statements=tuple(_verified(units, question, chosen)))
            outright = _said_outright(asked.evidence)
            yield proposed(self.name, asked, draft, fit=fit, lead=lead, outright=outright)


def _verified(
    units: Sequence[str], question: Question, chosen: Sequence[Responsibility]
) -> Iterator[Statement]:
    """Yield who does what, with 对 or 不对 before it where the question claims it of a unit."""
    for place, entry in enumerate(chosen):
        statement = _who(*entry)
        if place == 0 and units and claims_part(question):
            verdict = "对。" if _bears_out(units, question, entry[1]) else "不对。"
            statement = statement.model_copy(update={"text": verdict + statement.text})
        yield statement


def _said_outright(evidence: Sequence[Evidence]) -> float:
    """The score of the best clause that says in so many words who does something, or 0."""
    return max(
        (
            found.score
            for found in evidence
            if found.passage.kind == "clause" and is_said_outright(found.excerpt.text)
        ),
        default=0.0,
    )


def units_named(question: str, assignments: Sequence[Responsibility]) -> list[str]:
    """Return the units that a question names, in full or shortened (卫健委), longest first."""
    units = {unit.name for _, a in assignments for unit in (*a.lead, *a.cooperating)}
    text = normalised(question)
    named = [unit for unit in units if unit in text or _alias_in(unit, text)]
    return sorted(named, key=lambda unit: (unit not in text, -len(unit), unit))


def _alias_in(unit: str, text: str) -> str:
    """The word of ``text`` that ends like a unit and is made of its characters, in order."""
    for match in SHORT_DEPARTMENT.finditer(text):
        for start in range(match.start(), match.end() - _SHORTEST_ALIAS + 1):
            alias = text[start : match.end()]
            if is_short_for(alias, unit):
                return alias
    return ""


def _asks_tasks_of(
    units: Sequence[str],
    question: Question,
    library: Library,
    assignments: Sequence[Responsibility],
) -> bool:
    """Whether a question asks for the tasks of units, and not who has a task."""
    if not asks_for_tasks(question):
        return False
    rest = _without_units(units, question)
    if not topic_terms(rest, library):
        return True
    return names_tasks(question) and not _by_topic(rest, (), library, assignments)[-1]


def _without_units(units: Sequence[str], question: Question) -> Question:
    """The question without the units it names and their parts: what a task is about is left."""
    text = normalised(question.text)
    for unit in units:
        alias = unit if unit in text else _alias_in(unit, text)
        text = text.replace(alias, "，")
    return question.model_copy(update={"text": without_parts(text)})


def _bears_out(units: Sequence[str], question: Question, a: Assignment) -> bool:
    """Whether the units have the part in a task that a question says."""
    cooperates = _part_of(units[0], question.text) == "配合"
    having = {unit.name for unit in (a.cooperating if cooperates else a.lead)}
    return set(units) <= having


def _tasks_of(
    units: Sequence[str], question: Question, assignments: Sequence[Responsibility]
) -> Draft | None:
    """The tasks that units lead, together if they are several, or those they cooperate in.

    Where the question does not say which, they are those led, or else the others.
    """
    asked = question.text
    part = _part_of(units[0], asked)
    cooperating = part == "配合"
    chosen = _having(units, assignments, cooperating=cooperating)
    if not chosen and not part:
        cooperating = True
        chosen = _having(units, assignments, cooperating=True)
    if not chosen:
        return None
    statements = []
    for passage, a in chosen:
        others = [other.said for other in a.lead if other.name not in units]
        beside = f"（与{'、'.join(others)}共同牵头）" if others else ""
        if cooperating:
            beside = f"（由{_joined_by_comma(a.lead)}牵头）"
        statements.append(_statement(passage, f"{_numbered(a)} {a.task}{beside}".strip()))
    what = "配合" if cooperating else "共同牵头" if len(units) > 1 else "牵头"
    opening = f"{'、'.join(units)}{what}{len(chosen)}项任务："
    return Draft(opening=opening, statements=tuple(statements))


def _part_of(unit: str, question: str) -> str:
    """The part that a question says a unit has, 牵头 or 配合; nothing if it asks which.

    It stands after the unit, or else before it.
    """
    text = normalised(question)
    if asks_which_part(text):
        return ""
    alias = unit if unit in text else _alias_in(unit, text)
    before, _, after = text.partition(alias)
    return part_in(after) or part_in(before) or ""


def _having(
    units: Sequence[str], assignments: Sequence[Responsibility], *, cooperating: bool
) -> list[Responsibility]:
    return [
        (passage, a)
        for passage, a in assignments
        if not _is_of_group(a)
        and set(units) <= {other.name for other in (a.cooperating if cooperating else a.lead)}
    ]


def _names_other_unit(question: Question, library: Library, units: Sequence[str]) -> bool:
    """Whether the tasks are asked for of a unit that has none: 统计局牵头哪几条任务."""
    rest = _without_units(units, question)
    other = SOME_DEPARTMENT.search(question.text)
    return bool(other and SOME_DEPARTMENT.sub("", rest.text) and not units) and not topic_terms(
        rest.model_copy(update={"text": SOME_DEPARTMENT.sub("，", rest.text)}), library
    )


def _by_topic(
    question: Question,
    hits: Sequence[Hit],
    library: Library,
    assignments: Sequence[Responsibility],
) -> tuple[float, float, list[Responsibility]]:
    """How close the closest tasks are to the topic, how much closer than the next, and they.

    Both are from 0 to 1; a task's heading counts before its words.
    """
    wants_group = asks_for_group(question)
    asked_for = term_set("专项小组组长单位") if wants_group else frozenset()
    about = _without_units(units_named(question.text, assignments), question)
    terms = [term for term in topic_terms(about, library) if term not in asked_for]
    if not terms:
        return 0.0, 0.0, []
    words: dict[tuple[str, ...], str] = {}
    for hit in hits:
        path = hit.passage.path
        words[path] = words.get(path, "") + hit.passage.excerpt.text
    scored = []
    for passage, a in assignments:
        if _is_of_group(a) and not wants_group:
            continue
        heading = library.weights.coverage(terms, " ".join(passage.path[-2:]))
        body = library.weights.coverage(terms, words.get(passage.path, "") + " ".join(passage.path))
        exact = library.weights.coverage(terms, a.task)
        scored.append((0.6 * max(heading, exact) + 0.4 * body + 0.05 * exact, body, (passage, a)))
    scored.sort(key=lambda entry: -entry[0])
    best = scored[0] if scored else None
    if best is None or best[1] < _TASK_COVERS:
        return 0.0, 0.0, []
    if wants_group:
        action = best[2][0].path[0]
        of_action = [e for e in assignments if _is_of_group(e[1]) and e[0].path[0] == action]
        return best[1], 0.0, of_action
    same = [entry for entry in scored if entry[0] >= best[0] - 1e-9]
    next_best = scored[len(same)][0] if len(same) < len(scored) else 0.0
    return best[1], best[0] - next_best, [entry[2] for entry in same[:3]]


def _who(passage: Passage, a: Assignment) -> Statement:
    if _is_of_group(a):
        return _statement(passage, f"“{a.task}”的专项小组组长单位是{_joined_by_comma(a.lead)}")
    cooperating = [unit.said for unit in a.cooperating]
    verb = "牵头" if "牵头" in a.excerpt.text else "负责"
    together = f"；{_joined(cooperating)}配合" if cooperating else ""
    return _statement(
        passage, f"{_numbered(a)}“{a.task}”由{_joined_by_comma(a.lead)}{verb}{together}"
    )


def _is_of_group(a: Assignment) -> bool:
    """Whether it says who leads the working group of a whole action, not who does a task."""
    return "专项小组" in a.excerpt.text


def _numbered(a: Assignment) -> str:
    """第57条, for a task that its plan gives an Arabic number."""
    own = re.match(r"第?\s*(\d+)", a.path[-1]) if a.path else None
    return f"第{a.number}条" if own and int(own.group(1)) == a.number else ""


def _joined_by_comma(units: Sequence[Unit]) -> str:
    return "、".join(unit.said for unit in units)


def _joined(units: Sequence[str]) -> str:
    """
    >>> _joined(["财政局", "教育局", "各镇街园区"])
    '财政局、教育局和各镇街园区'
    """
    return "和".join(filter(None, ("、".join(units[:-1]), units[-1])))


def _statement(passage: Passage, text: str) -> Statement:
    evidence = Evidence(passage=passage, excerpt=passage.excerpt, score=1.0)
    return Statement(text=text, evidence=(evidence,))
