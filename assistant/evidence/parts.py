"""The parts of a plan that have a number or a name of their own: articles and attachments."""

import re
from collections.abc import Iterator

from assistant.answers import Question
from assistant.evidence.outlines import Point, is_part
from assistant.language.clauses import shown
from assistant.library import Library
from assistant.question.document_parts import (
    Attachment,
    Clause,
    attachment_named,
    clause_named,
    part_named,
    without_attachment,
    without_clause,
    without_overview,
    without_part,
)
from assistant.question.query_terms import names_only_plans
from corpus.articles import ARTICLE
from corpus.attachments import LIST_LABEL, attachments_listed
from corpus.documents import Excerpt, Plan, Section, Value
from corpus.numerals import number_from

_NUMERAL = re.compile(r"[一二三四五六七八九十百零〇]+|\d+")
_ATTACHMENT = re.compile(
    r"(附[件表录图])([一二三四五六七八九十]{1,3}|\d{1,2})?(?:[-—－]\d+)?(?:\s+(.+))?$"
)
_MOST_POINTS = 24
Path = tuple[str, ...]


class Named(Value):
    """An attachment with its name, and where that stands."""

    kind: str
    number: int | None
    name: str
    section: Section
    excerpt: Excerpt


def clause_path(plan: Plan, clause: Clause) -> Path | None:
    """Return the address of an article, or else of the task, of a number, if the plan has it.

    An article goes before a numbered task: 第3条 of a 办法 is its 第三条.
    """
    task = re.compile(rf"第{clause.number}条$|{clause.number}\s*[.．、]")
    tasks: list[Path] = []
    for section in plan.sections:
        if not section.path:
            continue
        heading = section.heading
        article = ARTICLE.match(heading.text) if heading is not None else None
        if article and number_of(article.group()) == clause.number:
            return section.path
        if task.match(section.path[-1]):
            tasks.append(section.path)
    return tasks[0] if tasks else None


def number_of(label: str) -> int | None:
    """Return the number in a label.

    >>> number_of("第十四条"), number_of("第（二）项")
    (14, 2)
    """
    numeral = _NUMERAL.search(label)
    return number_from(numeral.group()) if numeral else None


def clause_points(plan: Plan, path: Path, clause: Clause) -> list[Point]:
    """Return all that stands under an article, or in one of its paragraphs or items, in order."""
    points: list[Point] = []
    for section in plan.sections:
        if section.path[: len(path)] != path or not _is_meant(section.path[len(path) :], clause):
            continue
        points += [(section, excerpt, shown(excerpt)) for excerpt in section.paragraphs]
    return points[:_MOST_POINTS]


def _is_meant(below: Path, clause: Clause) -> bool:
    if clause.item is None and clause.paragraph is None:
        return True
    items = [number_of(label) for label in below if label.endswith("项")]
    paragraphs = [number_of(label) for label in below if label.endswith("款")]
    if clause.item is not None and items[:1] != [clause.item]:
        return False
    return clause.paragraph in (None, *(paragraphs or [1]))


def attachments_of(plan: Plan) -> list[Named]:
    """Return the attachments of a plan, as its covering letter lists them, or by their headings."""
    listed = [
        Named(kind=LIST_LABEL, number=number, name=name, section=section, excerpt=excerpt)
        for section in plan.sections
        if section.path == (LIST_LABEL,)
        for number, name, excerpt in attachments_listed(section.paragraphs)
    ]
    headed = list(_headed(plan))
    kinds = {(named.kind, named.number) for named in listed}
    return [*listed, *(named for named in headed if (named.kind, named.number) not in kinds)]


def _headed(plan: Plan) -> Iterator[Named]:
    for section in plan.sections:
        label = section.path[0] if len(section.path) == 1 else ""
        found = _ATTACHMENT.match(label)
        if found is None or section.heading is None or label == LIST_LABEL:
            continue
        number = number_from(found[2]) if found[2] else None
        yield Named(
            kind=found[1],
            number=number,
            name=found[3] or label,
            section=section,
            excerpt=section.heading,
        )


def attachment_path(plan: Plan, attachment: Attachment) -> Path | None:
    """Return the address under which an attachment stands, if the plan has its words."""
    for section in plan.sections:
        found = _ATTACHMENT.match(section.path[0]) if section.path else None
        if found is None or found[1] != attachment.kind:
            continue
        if number_from(found[2] or "") == attachment.number:
            return section.path[:1]
    return None


def asks_for_words_of_clause(question: Question, library: Library) -> bool:
    """Whether a question asks for the words of a clause that some plan asked has, and no more."""
    clause = clause_named(question.text)
    if clause is None or not names_only_plans(without_clause(question.text), question, library):
        return False
    return any(clause_path(library.plan(plan), clause) for plan in question.plans)


def part_missing(question: Question, library: Library) -> str:
    """Return the part that a question asks for by its number where no plan asked has it.

    It is empty where the question asks for something else too.
    """
    clause, part = clause_named(question.text), part_named(question.text)
    attachment = attachment_named(question.text)
    plans = [library.plan(plan_id) for plan_id in question.plans]
    if clause is not None:
        rest, said = without_clause(question.text), clause.said
        has = any(
            (path := clause_path(plan, clause)) and clause_points(plan, path, clause)
            for plan in plans
        )
    elif attachment is not None:
        rest, said = without_attachment(question.text), f"{attachment.kind}{attachment.number}"
        has = any(
            (named.kind, named.number) == (attachment.kind, attachment.number)
            for plan in plans
            for named in attachments_of(plan)
        )
    elif part is not None:
        rest, said = without_part(question.text), f"第{part.number}{part.kind}"
        has = any(
            is_part(path[-1], part) for plan in plans for path in library.paths(plan.source.id)
        )
    else:
        return ""
    return said if not has and names_only_plans(rest, question, library) else ""


def asks_for_whole_plan(question: Question, library: Library) -> bool:
    """Whether a plan is to be summed up or introduced as a whole, and no part or matter of it."""
    if question.kind != "summary" or part_named(question.text):
        return False
    return names_only_plans(without_overview(question.text), question, library)


def names_no_plan_of_several(question: Question, library: Library) -> bool:
    """Whether a plan is asked for as a whole, and which one is not said."""
    is_open = not question.names_plan and len(question.plans) > 1
    return is_open and asks_for_whole_plan(question, library)
