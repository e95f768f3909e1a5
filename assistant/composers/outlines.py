"""Questions for a list, a numbered clause or a heading, answered from a section as it stands."""

from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.answers import Candidate, Draft, Evidence, Question, Statement
from assistant.composers.composer import proposed
from assistant.composers.plan_parts import draft_of_plan_part
from assistant.evidence.asked import Asked
from assistant.evidence.outlines import heading_of, is_part, points_under
from assistant.evidence.parts import (
    Named,
    Path,
    asks_for_whole_plan,
    attachment_path,
    attachments_of,
    clause_path,
    clause_points,
)
from assistant.language.terms import TermWeights, normalised, terms_of, topic_of
from assistant.library import Library
from assistant.question.answer_types import noun_asked
from assistant.question.document_parts import (
    asks_for_content,
    asks_for_parts,
    attachment_named,
    attachments_asked,
    clause_named,
    part_named,
    without_attachment,
    without_attachments,
    without_clause,
    without_part,
)
from assistant.question.query_terms import names_only_plans, spoken_topic
from corpus.articles import ARTICLE
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
            by_number = _from_number(question, library) or _from_attachments(question, library)
            by_heading = draft_of_plan_part(question, library) or _from_heading(question, library)
        if by_number:
            yield proposed(self.name, asked, by_number, by_number=1.0)
        if by_heading:
            yield proposed(self.name, asked, by_heading, by_heading=1.0)
        if asks_for_whole_plan(question, library):
            whole = _whole_plan(question, library)
            if whole:
                yield proposed(self.name, asked, whole, whole=1.0)
        # A question that asks for no more than 成效 is not for the whole plan where one heading is.
        is_of_noun = by_heading is not None and not terms_of(topic_of(question.text))
        if question.kind == "list" and not is_of_noun:
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
    clause, rest = clause_named(question.text), without_clause(question.text)
    if clause is None or not names_only_plans(rest, question, library):
        return None
    plans = map(library.plan, question.plans)
    having = [(plan, path) for plan in plans if (path := clause_path(plan, clause))]
    if len(having) != 1:
        return None
    [(plan, path)] = having
    if ARTICLE.match(path[-1]) and not path[-1][1].isdigit():
        points = clause_points(plan, path, clause)
        name = path[-1] if clause.item is None and clause.paragraph is None else clause.said
    else:
        points = [*heading_of(plan, path), *points_under(plan, path)]
        name = f"第{clause.number}条"
    statements = tuple(_statement(plan, *point) for point in points)
    opening = f"{plan.source.region}{name}："
    return Draft(opening=opening, statements=statements) if points else None


def _from_attachments(question: Question, library: Library) -> Draft | None:
    """What the attachments are called, or what stands in the one that the question names."""
    attachment, kind = attachment_named(question.text), attachments_asked(question.text)
    if len(question.plans) != 1 or not (attachment or kind):
        return None
    rest = without_attachment(question.text) if attachment else without_attachments(question.text)
    if not names_only_plans(rest, question, library):
        return None
    plan = library.plan(question.plans[0])
    named = attachments_of(plan)
    if attachment is None:
        statements = [_of_attachment(plan, each) for each in named if each.kind == kind]
        opening = f"{plan.source.region}共有{len(statements)}个{kind}："
        return Draft(opening=opening, statements=tuple(statements)) if statements else None
    own = [e for e in named if (e.kind, e.number) == (attachment.kind, attachment.number)][:1]
    statements = [_of_attachment(plan, each) for each in own]
    path = attachment_path(plan, attachment)
    if path is None or not asks_for_content(question.text):
        return Draft(statements=tuple(statements)) if statements else None
    statements += [_statement(plan, *point) for point in points_under(plan, path)]
    opening = f"{plan.source.region}{attachment.kind}{attachment.number}："
    return Draft(opening=opening, statements=tuple(statements))


def _of_attachment(plan: Plan, named: Named) -> Statement:
    """The name of an attachment; its number stands before the words that are cited."""
    text = f"{named.kind}{named.number or ''}：{named.name}"
    derived = (str(named.number),) if named.number else ()
    return _statement(plan, named.section, named.excerpt, text).model_copy(
        update={"derived": derived}
    )


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
    path = _heading_of_noun(question, paths) or max(
        named, key=lambda path: (len(without_number(path[-1])), -len(path)), default=None
    )
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


def _heading_of_noun(question: Question, paths: Sequence[Path]) -> Path | None:
    """The one heading that ends in what is asked for, of a question that asks for nothing else."""
    noun = noun_asked(question.text)
    if not noun or terms_of(topic_of(question.text)):
        return None
    ending = [path for path in paths if path[-1].rstrip("：:").endswith(noun)]
    return ending[0] if len(ending) == 1 else None


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
