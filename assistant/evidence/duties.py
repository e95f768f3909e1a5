"""Which units and which tasks of the plans' responsibilities a question means."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assistant.answers import Question
from assistant.language.terms import normalised, term_set
from assistant.library import Library
from assistant.question.query_terms import topic_terms
from assistant.question.responsibility import asks_for_group, without_parts
from corpus.assignments import is_short_for
from corpus.documents import Assignment, Unit
from index.passages import Hit, Passage

Responsibility = tuple[Passage, Assignment]

# Which part of the topic's weight a task must cover, by its heading and its words.
_TASK_COVERS = 0.6
_SHORTEST_ALIAS = 3
_LONGEST_ALIAS = 20
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
# Whose a unit is: 市, 各县（市、区）, 委 before its own sections.
_WHOSE = re.compile(
    "^(?:各级?|全[市县区省])?(?P<level>(?:[省市州县区旗]|乡镇|镇街)*)(?![场域级属]|政府)(?P<own>委(?=.{2,}[科处室]$))?"
)
_GOVERNMENT = re.compile("人民政府|街道办事处")
_MOST_SAME = 6


@dataclass(frozen=True)
class NamedUnit:
    """A unit that a question names: as it is called there, and its names in the plans."""

    said: str
    names: frozenset[str]

    @property
    def label(self) -> str:
        """What to call it: by its name in the plans, or as it was asked if it has several."""
        return next(iter(self.names)) if len(self.names) == 1 else self.said

    def is_among(self, units: Sequence[Unit]) -> bool:
        """Whether it is one of some units."""
        return any(unit.name in self.names for unit in units)


def units_named(question: str, assignments: Collection[Responsibility]) -> tuple[NamedUnit, ...]:
    """Return the units that a question names, in full or in short (卫健委), in its order."""
    names = {unit.name for _, a in assignments for unit in (*a.lead, *a.cooperating)}
    text = normalised(question)
    found: dict[tuple[int, int], dict[str, int]] = {}
    for name in names:
        for start, end, fit in _mentions(name, text):
            found.setdefault((start, end), {})[name] = fit
    widest = [
        (a, b)
        for a, b in found
        if not any((c <= a and b <= d) and (c, d) != (a, b) for c, d in found)
    ]
    return tuple(_named(text[a:b], found[a, b]) for a, b in sorted(widest))


def _named(said: str, fits: dict[str, int]) -> NamedUnit:
    best = max(fits.values())
    return NamedUnit(said, frozenset(name for name, fit in fits.items() if fit == best))


def _mentions(name: str, text: str) -> Iterator[tuple[int, int, int]]:
    """Yield where a text names a unit, and how closely: 3 word for word, 2 but for whose it is."""
    full = _plain(name)
    level, own = _whose(full)
    start = text.find(full)
    if start >= 0:
        yield start, start + len(full), 3
        return
    if len(own) < 2:  # noqa: PLR2004
        return
    ends = [
        i + 1 for i, character in enumerate(text) if character == own[-1] or character in "委办"
    ]
    for end in ends:
        for start in range(max(0, end - _LONGEST_ALIAS), end - 1):
            said_level, said = _whose(_plain(text[start:end]))
            if said_level and level and said_level != level:
                continue
            if said == own and (len(said) >= _SHORTEST_ALIAS or said_level or said[-1] in "联办"):
                yield start, end, 2
                break
            if len(said) >= _SHORTEST_ALIAS and (
                is_short_for(said, own) or is_short_for(own, said)
            ):
                yield start, end, 1
                break


def _plain(name: str) -> str:
    text = _BRACKETS.sub("", normalised(name))
    return _GOVERNMENT.sub(lambda m: "政府" if m.group() == "人民政府" else "街道", text)


def _whose(name: str) -> tuple[str, str]:
    """A unit's name in two: whose it is, if it says, and what it is.

    >>> _whose("县教育局"), _whose("委医政科"), _whose("市场监督管理局")
    (('县', '教育局'), ('', '医政科'), ('', '市场监督管理局'))
    """
    match = _WHOSE.match(name)
    if match is None or match.end() >= len(name) - 1:
        return "", name
    return match["level"] or "", name[match.end() :]


def without_units(units: Sequence[NamedUnit], question: Question) -> Question:
    """The question without the units it names and their parts: what a task is about is left."""
    text = normalised(question.text)
    for unit in units:
        text = text.replace(unit.said, "，")
    return question.model_copy(update={"text": without_parts(text)})


def by_topic(
    question: Question,
    hits: Sequence[Hit],
    library: Library,
    assignments: Sequence[Responsibility],
) -> tuple[float, float, list[Responsibility]]:
    """Return how close the closest tasks are to the topic, how much closer than the next, and they.

    Both are from 0 to 1; a task's heading counts before its words.
    """
    wants_group = asks_for_group(question)
    asked_for = term_set("专项小组组长单位") if wants_group else frozenset()
    about = without_units(units_named(question.text, assignments), question)
    terms = [term for term in topic_terms(about, library) if term not in asked_for]
    if not terms:
        return 0.0, 0.0, []
    words: dict[tuple[str, ...], str] = {}
    for hit in hits:
        path = hit.passage.path
        words[path] = words.get(path, "") + hit.passage.excerpt.text
    scored = []
    coverage = library.weights.coverage
    for passage, a in assignments:
        if a.of_group and not wants_group:
            continue
        own = " ".join((a.task, a.measure, a.clause.text if a.clause else ""))
        exact = coverage(terms, f"{a.task} {a.measure}")
        heading = coverage(terms, " ".join(passage.path[-2:])) if a.kind == "line" else exact
        around = words.get(passage.path, "") if a.kind == "line" else a.excerpt.text
        body = coverage(terms, " ".join((around, *passage.path, own)))
        named = coverage(terms, a.task)
        score = 0.6 * max(heading, exact) + 0.4 * body + 0.05 * named
        scored.append((score, body, (passage, a)))
    scored.sort(key=lambda entry: -entry[0])
    best = scored[0] if scored else None
    if best is None or best[1] < _TASK_COVERS:
        return 0.0, 0.0, []
    if wants_group:
        action = best[2][0].path[0]
        of_action = [e for e in assignments if e[1].of_group and e[0].path[0] == action]
        return best[1], 0.0, of_action
    same = [entry for entry in scored if entry[0] >= best[0] - 1e-9]
    next_best = scored[len(same)][0] if len(same) < len(scored) else 0.0
    return best[1], best[0] - next_best, [entry[2] for entry in same[:_MOST_SAME]]
