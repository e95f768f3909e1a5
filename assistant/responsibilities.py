"""Questions for who does what, answered from the lines of responsibility."""

import re
from collections.abc import Sequence

from assistant.answers import Draft, Evidence, Question, Statement
from assistant.library import Library
from assistant.terms import folded, term_set
from assistant.topics import topic_terms
from corpus.assignments import is_short_for
from corpus.documents import Assignment, Unit
from index.passages import Hit, Passage

_NUMBER = re.compile(r"第\s*(\d{1,3})\s*[条项]|(?<!\d)(\d{1,3})\s*号任务")
_LED = re.compile(
    "牵头(了|的|负责)?(哪|什么|几|多少)|牵头.{0,4}(任务|工作)|(负责|承担)(了|的)?(哪|什么|几|多少)"
)
_COOPERATED = re.compile(
    "(配合|参与|协助)(了|的|的是|的有)?(哪|什么|几|多少)|(配合|参与|协助).{0,4}(任务|工作)(有|是)?哪"
)
# A sentence that scores this high and says in so many words who does it comes first.
_IN_SO_MANY_WORDS = re.compile("牵头|负责|组长|主任|担任")
_SENTENCE_FIRST = 0.8
_SOME_UNIT = re.compile("[\u4e00-\u9fff]{2}(局|委员会|卫健委|教委|公司|银行)")
_GROUP = re.compile("专项小组|组长单位")
# Which part of the topic's weight a task must cover, by its heading and its words.
_TASK_COVERS = 0.6
_SHORTEST_ALIAS = 3
Responsibility = tuple[Passage, Assignment]


def draft_from_assignments(
    question: Question,
    hits: Sequence[Hit],
    evidence: Sequence[Evidence],
    library: Library,
) -> Draft | None:
    """Return who leads and cooperates, or all tasks of a unit; ``None`` if no line says it."""
    assignments = library.assignments(question.plans)
    if not assignments:
        return None
    number = _NUMBER.search(question.text)
    if number:
        wanted = int(number.group(1) or number.group(2))
        chosen = [a for a in assignments if a[1].number == wanted]
        return Draft(statements=tuple(_who(*a) for a in chosen)) if chosen else None
    units = units_named(question.text, assignments)
    if units and (_COOPERATED.search(question.text) or _LED.search(question.text)):
        return _tasks_of(units[0], assignments, bool(_COOPERATED.search(question.text)))
    if _LED.search(question.text) and _SOME_UNIT.search(question.text):
        return None
    if any(
        e.score >= _SENTENCE_FIRST and _IN_SO_MANY_WORDS.search(e.excerpt.text)
        for e in evidence
        if e.passage.kind == "clause"
    ):
        return None
    chosen = _by_topic(question, hits, library, assignments)
    return Draft(statements=tuple(_who(*a) for a in chosen)) if chosen else None


def units_named(question: str, assignments: Sequence[Responsibility]) -> list[str]:
    """Return the units that a question names, in full or shortened (卫健委), longest first."""
    units = {unit.name for _, a in assignments for unit in (*a.lead, *a.cooperating)}
    text = folded(question)
    named = [unit for unit in units if unit in text or _shortened_in(unit, text)]
    return sorted(named, key=lambda unit: (unit not in text, -len(unit), unit))


def _shortened_in(unit: str, text: str) -> bool:
    """Whether a word of ``text`` ending like the unit is made of its characters, in order."""
    ending = "[局委办会]"
    for match in re.finditer(rf"[\u4e00-\u9fff]{{2,6}}?{ending}", text):
        for start in range(match.start(), match.end() - _SHORTEST_ALIAS + 1):
            alias = text[start : match.end()]
            if is_short_for(alias, unit):
                return True
    return False


def _tasks_of(unit: str, assignments: Sequence[Responsibility], cooperating: bool) -> Draft | None:
    chosen = [
        (passage, a)
        for passage, a in assignments
        if a.number is not None
        and unit in {other.name for other in (a.cooperating if cooperating else a.lead)}
    ]
    if not chosen:
        return None
    statements = []
    for passage, a in chosen:
        others = [other.said for other in a.lead if other.name != unit]
        beside = f"（与{'、'.join(others)}共同牵头）" if others else ""
        if cooperating:
            beside = f"（由{_joined_by_comma(a.lead)}牵头）"
        statements.append(_statement(passage, f"{_numbered(a)} {a.task}{beside}".strip()))
    what = "配合" if cooperating else "牵头"
    return Draft(opening=f"{unit}{what}{len(chosen)}项任务：", statements=tuple(statements))


def _by_topic(
    question: Question,
    hits: Sequence[Hit],
    library: Library,
    assignments: Sequence[Responsibility],
) -> list[Responsibility]:
    """The assignments whose task is closest to the topic, its heading counting before its words."""
    wants_group = bool(_GROUP.search(question.text))
    asked_for = term_set("专项小组组长单位") if wants_group else frozenset()
    terms = [term for term in topic_terms(question, library) if term not in asked_for]
    if not terms:
        return []
    words: dict[tuple[str, ...], str] = {}
    for hit in hits:
        path = hit.passage.path
        words[path] = words.get(path, "") + hit.passage.excerpt.text
    scored = []
    for passage, a in assignments:
        if a.number is None and not wants_group:
            continue
        heading = library.weights.coverage(terms, " ".join(passage.path[-2:]))
        body = library.weights.coverage(terms, words.get(passage.path, "") + " ".join(passage.path))
        exact = library.weights.coverage(terms, a.task)
        scored.append((0.6 * max(heading, exact) + 0.4 * body + 0.05 * exact, body, (passage, a)))
    scored.sort(key=lambda entry: -entry[0])
    best = scored[0] if scored else None
    if best is None or best[1] < _TASK_COVERS:
        return []
    if wants_group:
        action = best[2][0].path[0]
        return [
            entry for entry in assignments if entry[1].number is None and entry[0].path[0] == action
        ]
    same = [entry for entry in scored if entry[0] >= best[0] - 1e-9]
    return [entry[2] for entry in same[:3]]


def _who(passage: Passage, a: Assignment) -> Statement:
    if a.number is None:
        return _statement(passage, f"“{a.task}”的专项小组组长单位是{_joined_by_comma(a.lead)}")
    cooperating = [unit.said for unit in a.cooperating]
    verb = "牵头" if "牵头" in a.excerpt.text else "负责"
    together = f"；{_joined(cooperating)}配合" if cooperating else ""
    return _statement(
        passage, f"{_numbered(a)}“{a.task}”由{_joined_by_comma(a.lead)}{verb}{together}"
    )


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
