"""Questions for a list, a numbered clause or a heading, answered from a section as it stands."""

import re
from collections import Counter
from collections.abc import Sequence

from assistant.answers import Draft, Evidence, Question, Statement
from assistant.language.clauses import shown
from assistant.language.terms import TermWeights, normalised, terms_of
from assistant.library import Library
from assistant.question.query_terms import names_only_plans, spoken_topic
from corpus.assignments import without_number
from corpus.documents import Excerpt, Plan, Section
from corpus.headings import NumberStyle, heading_from, number_from
from corpus.text import sentences_of
from index.passages import Hit, passage_of

# Which part of the topic's weight a heading must cover to be the one that is meant.
_HEADING_COVERS = 0.8
# What a section gains that holds all of so many first hits.
_HITS_THAT_COUNT = 10
_SHARE_WEIGHS = 0.3
PART = re.compile("第([一二三四五六七八九十0-9]{1,3})(部分|章|节|篇)")
_STYLES_OF_PART: dict[str, tuple[NumberStyle, ...]] = {
    "部分": ("部分", "一、", "章"),
    "章": ("章",),
    "节": ("节",),
    "篇": ("部分",),
}
_MOST_POINTS = 12
_MOST_SENTENCES = 8
_CLAUSE_NUMBER = re.compile(r"第\s*(\d{1,3})\s*条")
_PARTS = re.compile("[分有共](成|为)?(哪?几|多少|哪些)个?(大?部分|章节?|篇章?)")
_SHORTEST_HEADING = 4
NO_HEADING = re.compile(r"第\d+条")


def draft_from_outline(question: Question, hits: Sequence[Hit], library: Library) -> Draft | None:
    """Return the points of the section that is asked about; ``None`` if no heading names it."""
    part = PART.search(question.text)
    asked = PART.sub(" ", question.text)
    terms = terms_of(spoken_topic(question.model_copy(update={"text": asked}), library))
    if not part and (not terms or names_only_plans(question.text, question, library)):
        return whole_plan(question, library)
    found = Counter(
        (hit.passage.source.id, hit.passage.path[:depth])
        for hit in hits[:_HITS_THAT_COUNT]
        for depth in range(1, len(hit.passage.path) + 1)
    )
    best: tuple[float, Plan, tuple[str, ...]] | None = None
    for plan_id in question.plans:
        plan = library.plan(plan_id)
        for path in paths_of(plan):
            if part and not is_part(path[-1], part):
                continue
            share = found[plan_id, path] / _HITS_THAT_COUNT
            fit = 1.0 if part else _score(terms, path, library.weights)
            score = fit + _SHARE_WEIGHS * share - 0.01 * len(path)
            if fit and (best is None or score > best[0]):
                best = (score, plan, path)
    if best is None:
        return None
    _, plan, path = best
    points = _points(plan, path)
    if not points:
        return None
    statements = tuple(_statement(plan, *point) for point in points)
    name = without_number(path[-1])
    return Draft(
        opening=f"{plan.source.region}“{name}”分{len(points)}个方面：", statements=statements
    )


def is_part(label: str, part: re.Match[str]) -> bool:
    """Whether a heading is the part that a question names by its number: 第八部分, 第三章."""
    number = number_from(part.group(1))
    heading = heading_from(label)
    if heading is None or heading.number != number:
        return False
    return heading.style in _STYLES_OF_PART[part.group(2)]


def draft_from_number(question: Question, library: Library) -> Draft | None:
    """Return what a numbered clause says: “江阴第20条”, “吴中要点第5条讲什么”.

    ``None`` if the question asks for something else too, or several plans are asked.
    """
    number = _CLAUSE_NUMBER.search(question.text)
    rest = _CLAUSE_NUMBER.sub(" ", question.text)
    if number is None or len(question.plans) != 1:
        return None
    if not names_only_plans(rest, question, library):
        return None
    plan = library.plan(question.plans[0])
    label = re.compile(rf"第{number.group(1)}条$|{number.group(1)}\s*[.．、]")
    path = next((p for p in paths_of(plan) if label.match(p[-1])), None)
    points = _points(plan, path) if path else []
    statements = tuple(_statement(plan, *point) for point in points)
    opening = f"{plan.source.region}第{number.group(1)}条："
    return Draft(opening=opening, statements=statements) if points else None


def draft_from_heading(question: Question, library: Library) -> Draft | None:
    """Return what stands under a heading that the question consists of: “临江规划的指导思想”.

    ``None`` if the question asks for something else too, or several plans are asked.
    """
    if len(question.plans) != 1:
        return None
    plan = library.plan(question.plans[0])
    if _PARTS.search(question.text):
        return whole_plan(question, library)
    asked = normalised(question.text)
    named = (path for path in paths_of(plan) if normalised(without_number(path[-1])) in asked)
    path = max(named, key=lambda path: (len(without_number(path[-1])), -len(path)), default=None)
    name = without_number(path[-1]) if path else ""
    if path is None or len(name) < _SHORTEST_HEADING:
        return None
    rest = asked.replace(normalised(name), " ")
    points = _points(plan, path) if names_only_plans(rest, question, library) else []
    statements = tuple(_statement(plan, *point) for point in points)
    parts = f"分{len(points)}个方面：" if len(points) > 1 else "："
    opening = f"{plan.source.region}“{name}”{parts}"
    return Draft(opening=opening, statements=statements) if points else None


def whole_plan(question: Question, library: Library) -> Draft | None:
    """The chapters of the one plan that is asked about as a whole."""
    if len(question.plans) != 1:
        return None
    plan = library.plan(question.plans[0])
    points = _points(plan, ())
    statements = tuple(_statement(plan, *point) for point in points)
    opening = f"《{plan.source.title}》分{len(points)}个部分："
    return Draft(opening=opening, statements=statements) if points else None


def paths_of(plan: Plan) -> list[tuple[str, ...]]:
    """Return every address in a plan, in its order."""
    return list(dict.fromkeys(section.path for section in plan.sections if section.path))


def _score(terms: Sequence[str], path: tuple[str, ...], weights: TermWeights) -> float:
    """How well a heading fits the topic, 0 if it covers too little; its ancestors help a little."""
    own = weights.coverage(terms, path[-1])
    with_ancestors = weights.coverage(terms, " ".join(path))
    if max(own, with_ancestors) < _HEADING_COVERS or own < _HEADING_COVERS / 2:
        return 0.0
    named = weights.coverage(terms_of(without_number(path[-1])), " ".join(terms))
    return own + 0.5 * with_ancestors + 0.3 * named


def _points(plan: Plan, path: tuple[str, ...]) -> list[tuple[Section, Excerpt, str]]:
    """The headings directly under ``path``, or its sentences where it has none."""
    depth = len(path)
    below = [s for s in plan.sections if s.path[:depth] == path]
    children: dict[str, Section] = {}
    for section in below:
        if len(section.path) > depth:
            children.setdefault(section.path[depth], section)
    own = [s for s in below if len(s.path) == depth]
    if len(children) > 1:
        return [_point(label, section) for label, section in children.items()][:_MOST_POINTS]
    sentences = [
        (section, sentence, shown(sentence))
        for section in own or below
        for paragraph in section.paragraphs
        for sentence in sentences_of(paragraph)
        if not path or shown(sentence) not in path[-1]
    ]
    return sentences[:_MOST_SENTENCES]


def _point(label: str, section: Section) -> tuple[Section, Excerpt, str]:
    """A heading as a point; where its words begin its paragraph, their sentence is cited."""
    heading = section.heading
    if heading is not None and (without_number(heading.text) or not section.paragraphs):
        return section, heading, without_number(label)
    first = sentences_of(section.paragraphs[0])[0]
    return section, first, shown(first) if NO_HEADING.fullmatch(label) else without_number(label)


def _statement(plan: Plan, section: Section, excerpt: Excerpt, text: str) -> Statement:
    passage = passage_of(plan, section.path, "heading", excerpt)
    return Statement(text=text, evidence=(Evidence(passage=passage, excerpt=excerpt, score=1.0),))
