"""Where a plan has its basis, its problems, its safeguards …, whatever it calls them.

What these are called in headings and in sentences is data: ``plan-parts`` in ``rules.toml``.
"""

import re
from collections.abc import Iterator

from assistant.evidence.outlines import Point, points_under
from assistant.language.clauses import clauses_of, shown
from assistant.language.rules import patterns_of
from assistant.question.plan_parts import PlanPart
from corpus.assignments import without_number
from corpus.documents import Excerpt, Plan, Section, Value
from corpus.lists import items_within
from corpus.text import readable, sentences_of

_RULES = patterns_of(__file__, "plan-parts")
Path = tuple[str, ...]
_MOST_POINTS = 16
_COUNTED = re.compile("[一二三四五六七八九十]是")
# Of headings deeper than this none is a part of a whole plan.
_DEEPEST = 3
_SEVERAL = 2
# Of these parts a paragraph goes on telling without saying so again.
_TOLD_ON = ("problems", "achievements")


class PartFound(Value):
    """A part of a plan: the ``name`` of its section, empty if no heading is of it, and its points.

    ``path`` is the address of the section where its heading is of this part alone.
    """

    name: str
    points: tuple[Point, ...]
    path: Path = ()


def part_of_plan(plan: Plan, part: PlanPart) -> PartFound | None:
    """Return all that a plan says as a part of its: from the section that is it, or its sentences.

    ``None`` if no heading and no sentence is of the part.
    """
    if part.id == "works":
        return _named("", list(_works(plan, part.verbs)))
    path = _section_of(plan, part)
    if path:
        points = points_under(plan, path)
        if _is_running_text(plan, path) and _rule(part, "lead"):
            points = _said(plan, part, path) or points
        return PartFound(name=without_number(path[-1]), points=tuple(points), path=path)
    if part.id == "tasks":
        return _named("", _chapters_of_tasks(plan))
    for beside in _paths(plan):
        if _finds(part, "within", _label(beside)) and (points := _said(plan, part, beside)):
            return _named(without_number(beside[-1]), points)
    return _named("", _said(plan, part, ()))


def _named(name: str, points: list[Point]) -> PartFound | None:
    return PartFound(name=name, points=tuple(points[:_MOST_POINTS])) if points else None


def _rule(part: PlanPart, name: str) -> re.Pattern[str] | None:
    return _RULES.get(f"{part.id}.{name}")


def _finds(part: PlanPart, name: str, text: str) -> bool:
    rule = _rule(part, name)
    return rule is not None and rule.search(text) is not None


def _label(path: Path) -> str:
    return readable(without_number(path[-1])).rstrip("：:。 ")


def _paths(plan: Plan) -> list[Path]:
    """The headings of a plan, those of chapters first."""
    paths = dict.fromkeys(
        section.path[:depth]
        for section in plan.sections
        if not section.note
        for depth in range(1, min(len(section.path), _DEEPEST) + 1)
    )
    return sorted(paths, key=len)


def _section_of(plan: Plan, part: PlanPart) -> Path | None:
    """The section whose heading is of the part alone: the one nearest to a chapter, or the last."""
    for rule in ("heading", "wider"):
        headed = [path for path in _paths(plan) if _finds(part, rule, _label(path))]
        nearest = min(map(len, headed), default=0)
        if headed:
            return [path for path in headed if len(path) == nearest][-1]
    return None


def _is_running_text(plan: Plan, path: Path) -> bool:
    """Whether no headings stand under a heading."""
    return all(s.path[: len(path)] != path or s.path == path for s in plan.sections)


def _said(plan: Plan, part: PlanPart, path: Path) -> list[Point]:
    """The sentences under an address that are of a part; a list within one is told item by item.

    A paragraph that begins with such a sentence is of it, too, up to the last that says so. Where
    the plan counts them off (一是 … 二是 …), what leads up to them is none.
    """
    lead = _rule(part, "lead")
    said = _rule(part, "said") or lead
    if lead is None or said is None:
        return []
    points: list[Point] = []
    for section in plan.sections:
        if section.path[: len(path)] != path or section.note:
            continue
        for paragraph in section.paragraphs:
            sentences = sentences_of(paragraph)
            telling = [bool(said.search(readable(s.text))) for s in sentences]
            if not any(telling) or not (path or any(lead.search(s.text) for s in sentences)):
                continue
            last = max(i for i, tells in enumerate(telling) if tells)
            begins = bool(path) and telling[0] and part.id in _TOLD_ON
            last = len(sentences) - 1 if begins and part.id == "achievements" else last
            for index, sentence in enumerate(sentences[: last + 1]):
                if telling[index] or begins:
                    points += _in_points(section, sentence)
    counted = [point for point in points if _COUNTED.match(point[2])]
    return counted if len(counted) >= _SEVERAL else points


def _in_points(section: Section, sentence: Excerpt) -> Iterator[Point]:
    """A sentence, or what it counts off; not one that its heading says already."""
    if section.path and readable(sentence.text).strip("。 ") in readable(section.path[-1]):
        return
    items = items_within(sentence.text)
    if len(items) < _SEVERAL:
        yield section, sentence, shown(sentence)
        return
    for start, end in items:
        item = sentence.cut(start, end)
        yield section, item, shown(item)


def _chapters_of_tasks(plan: Plan) -> list[Point]:
    """The chapters of a plan that has none of tasks: those that are nothing else."""
    no_task = _RULES["tasks.not"]
    others = {
        path[0] for path in _paths(plan) if len(path) < _DEEPEST and no_task.search(_label(path))
    }
    chapters = points_under(plan, ())
    is_all_tasks = _RULES["tasks.title"].search(plan.source.title) is not None
    if not (others or is_all_tasks) or len(chapters) < _SEVERAL:
        return []
    return [point for point in chapters if point[0].path and point[0].path[0] not in others]


def _works(plan: Plan, verbs: tuple[str, ...]) -> Iterator[Point]:
    """The clauses that name what is to be built, in the way that is asked for: 新建, 迁建."""
    noun = _RULES["works.noun"].pattern
    verb = "|".join(verbs)
    built = re.compile(rf"(?:^|[，；：])[^，；：]{{0,6}}?(?:{verb})[^，；：]*(?:{noun})$")
    for section in plan.sections:
        for paragraph in section.paragraphs:
            for sentence in sentences_of(paragraph):
                for clause in clauses_of(sentence.text):
                    excerpt = sentence.cut(clause.start, clause.end)
                    if built.search(excerpt.text.rstrip("。")):
                        yield section, excerpt, shown(excerpt)
