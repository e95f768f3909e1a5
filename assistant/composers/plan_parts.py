"""A part that any plan has, asked for as such: all that the plan says as that part."""

from assistant.answers import Draft, Evidence, Question, Statement
from assistant.evidence.outlines import Point
from assistant.evidence.plan_parts import PartFound, part_of_plan
from assistant.library import Library
from assistant.question.plan_parts import PlanPart, plan_part_asked
from assistant.question.query_terms import names_only_plans
from corpus.documents import Plan, Source
from index.passages import passage_of

# How a part is called that no heading is of.
_NAMES = {
    "basis": "制定依据",
    "problems": "面临的问题",
    "achievements": "已有的成效",
    "opportunities": "面临的机遇",
    "tasks": "重点任务",
    "works": "项目",
}


def draft_of_plan_part(question: Question, library: Library) -> Draft | None:
    """Return the part of the one plan asked that a question is for: its basis, its problems …

    ``None`` if the question asks for something else too, or the plan has no such part.
    """
    part = plan_part_asked(question.text)
    if part is None or len(question.plans) != 1:
        return None
    if not names_only_plans(part.rest, question, library):
        return None
    plan = library.plan(question.plans[0])
    found = part_of_plan(plan, part)
    if found is None or not found.points:
        return None
    statements = tuple(_statement(plan, point) for point in found.points)
    return Draft(opening=_opening(plan.source, part, found), statements=statements)


def _opening(source: Source, part: PlanPart, found: PartFound) -> str:
    whose = source.region or f"《{source.title}》"
    if found.path:
        parts = f"分{len(found.points)}个方面：" if len(found.points) > 1 else "："
        return f"{whose}{_quoted(found.name)}{parts}"
    what = f"{'、'.join(part.verbs)}{_NAMES.get(part.id, '内容')}"
    where = f"（见{_quoted(found.name)}）" if found.name else ""
    return f"{whose}规划写明的{what}{where}："


def _quoted(name: str) -> str:
    return name if name.startswith("“") else f"“{name}”"


def _statement(plan: Plan, point: Point) -> Statement:
    section, excerpt, text = point
    passage = passage_of(plan, section.path, "heading", excerpt)
    return Statement(text=text, evidence=(Evidence(passage=passage, excerpt=excerpt, score=1.0),))
