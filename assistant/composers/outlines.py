"""Questions for a list, a numbered clause or a heading, answered from a section as it stands."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.answers import Candidate, Draft, Evidence, Question, Statement
from assistant.composers.composer import proposed
from assistant.evidence.asked import Asked
from assistant.evidence.outlines import heading_of, is_part, points_under
from assistant.language.terms import TermWeights, normalised, terms_of
from assistant.library import Library
from assistant.question.document_parts import (
    asks_for_parts,
    clause_named,
    part_named,
    without_clause,
    without_part,
)
from assistant.question.query_terms import names_only_plans, spoken_topic
from corpus.assignments import without_number
from corpus.documents import Excerpt, Plan, Section
from index.passages import Hit, passage_of

# Which part of the topic's weight a heading must cover to be the one that is meant.
_HEADING_COVERS = 0.8
# What a section gains that holds all of so many first hits.
_HITS_THAT_COUNT = 10
_SHARE_WEIGHS = 0.3
_SHORTEST_HEADING = 4


class Outlines:
    """What stands under a heading: its points, or the clause of a number, as they stand."""

    name = "outlines"

    def propose(self, asked: Asked) -> Iterator[Candidate]:
        """Yield what a number, a heading that is the whole question, or the topic leads to."""
        question, library = asked.question, asked.library
        if question.kind == "across":
            return
        # What stands under a heading is what is to be done, not who does it or whether it holds.
        by_number = by_heading = None
        if question.kind not in ("who", "claim"):
            by_number = _from_number(question, library)
            by_heading = _from_heading(question, library)
        if by_number:
            yield proposed(self.name, asked, by_number, by_number=1.0)
        if by_heading:
            yield proposed(self.name, asked, by_heading, by_heading=1.0)
        if question.kind == "summary" and not part_named(question.text):
            is_of_whole = names_only_plans(question.text, question, library)
            whole = _whole_plan(question, library) if is_of_whole else None
            if whole:
                yield proposed(self.name, asked, whole, whole=1.0)
        if question.kind == "list":
            fit, by_topic = _from_topic(question, asked.hits, library)
            if by_topic:
                yield proposed(self.name, asked, by_topic, fit=fit)


def _from_topic(
    question: Question, hits: Sequence[Hit], library: Library
) -> tuple[float, Draft | None]:
    """The points of the section that a list is asked of, and how well its heading fits."""
    part = part_named(question.text)
    asked = without_part(question.text)
    terms = terms_of(spoken_topic(question.model_copy(update={"text": asked}), library))
    if not part and (not terms or names_only_plans(question.text, question, library)):
        return 1.0, _whole_plan(question, library)
    found = Counter(
        (hit.passage.source.id, hit.passage.path[:depth])
        for hit in hits[:_HITS_THAT_COUNT]
        for depth in range(1, len(hit.passage.path) + 1)
    )
    best: tuple[float, str, tuple[str, ...]] | None = None
    for plan_id in question.plans:
        for path in library.paths(plan_id):
            if part and not is_part(path[-1], part):
                continue
            share = found[plan_id, path] / _HITS_THAT_COUNT
            fit = 1.0 if part else _score(terms, path, library.weights)
            score = fit + _SHARE_WEIGHS * share - 0.01 * len(path)
            if fit and (best is None or score > best[0]):
                best = (score, plan_id, path)
    if best is None:
        return 0.0, None
    fit, plan_id, path = best
    plan = library.plan(plan_id)
    points = points_under(plan, path)
    if not points:
        return 0.0, None
    statements = tuple(_statement(plan, *point) for point in points)
    name = without_number(path[-1])
    opening = f"{plan.source.region}“{name}”分{len(points)}个方面："
    return fit, Draft(opening=opening, statements=statements)


def _from_number(question: Question, library: Library) -> Draft | None:
    """What a numbered clause says: “江阴第20条”, “吴中要点第5条讲什么”.

    ``None`` if the question asks for something else too, or several plans are asked.
    """
    number, rest = clause_named(question.text), without_clause(question.text)
    if number is None or len(question.plans) != 1:
        return None
    if not names_only_plans(rest, question, library):
        return None
    label = re.compile(rf"第{number}条$|{number}\s*[.．、]")
    path = next((p for p in library.paths(question.plans[0]) if label.match(p[-1])), None)
    if path is None:
        return None
    plan = library.plan(question.plans[0])
    points = [*heading_of(plan, path), *points_under(plan, path)]
    statements = tuple(_statement(plan, *point) for point in points)
    opening = f"{plan.source.region}第{number}条："
    return Draft(opening=opening, statements=statements) if points else None


def _from_heading(question: Question, library: Library) -> Draft | None:
    """What stands under a heading that the question consists of: “临江规划的指导思想”.

    ``None`` if the question asks for something else too, or several plans are asked.
    """
    if len(question.plans) != 1:
        return None
    if asks_for_parts(question.text):
        return _whole_plan(question, library)
    asked = normalised(question.text)
    paths = library.paths(question.plans[0])
    named = (path for path in paths if normalised(without_number(path[-1])) in asked)
    path = max(named, key=lambda path: (len(without_number(path[-1])), -len(path)), default=None)
    name = without_number(path[-1]) if path else ""
    if path is None or len(name) < _SHORTEST_HEADING:
        return None
    if not names_only_plans(asked.replace(normalised(name), " "), question, library):
        return None
    plan = library.plan(question.plans[0])
    points = points_under(plan, path)
    statements = tuple(_statement(plan, *point) for point in points)
    parts = f"分{len(points)}个方面：" if len(points) > 1 else "："
    opening = f"{plan.source.region}“{name}”{parts}"
    return Draft(opening=opening, statements=statements) if points else None


def _whole_plan(question: Question, library: Library) -> Draft | None:
    """The chapters of the one plan that is asked about as a whole."""
    if len(question.plans) != 1:
        return None
    plan = library.plan(question.plans[0])
    points = points_under(plan, ())
    statements = tuple(_statement(plan, *point) for point in points)
    opening = f"《{plan.source.title}》分{len(points)}个部分："
    return Draft(opening=opening, statements=statements) if points else None


def _score(terms: Sequence[str], path: tuple[str, ...], weights: TermWeights) -> float:
    """How well a heading fits the topic, 0 if it covers too little; its ancestors help a little."""
    own = weights.coverage(terms, path[-1])
    with_ancestors = weights.coverage(terms, " ".join(path))
    if max(own, with_ancestors) < _HEADING_COVERS or own < _HEADING_COVERS / 2:
        return 0.0
    named = weights.coverage(terms_of(without_number(path[-1])), " ".join(terms))
    return own + 0.5 * with_ancestors + 0.3 * named


def _statement(plan: Plan, section: Section, excerpt: Excerpt, text: str) -> Statement:
    passage = passage_of(plan, section.path, "heading", excerpt)
    return Statement(text=text, evidence=(Evidence(passage=passage, excerpt=excerpt, score=1.0),))
