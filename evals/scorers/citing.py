"""Whether citations are what they claim: verbatim, at the right address, of the right words."""

from assistant.answers import Citation
from corpus.documents import Plan, Section
from evals.normalise import squeezed
from evals.outcome import Outcome
from evals.places import PlanText
from evals.scores import Score, unscored


def verbatim(outcome: Outcome) -> Score:
    """Return 1 if every quote is what its offsets delimit, white space and debris aside."""
    wrong = [c for c in _all_citations(outcome) if not is_verbatim(c, outcome.plans.get(c.plan_id))]
    return _all_or_nothing(outcome, wrong, "引文与原文不一致")


def address(outcome: Outcome) -> Score:
    """Return 1 if every citation's address is that of the innermost clause or row holding it."""
    wrong = [
        c for c in _all_citations(outcome) if not has_right_address(c, outcome.plans.get(c.plan_id))
    ]
    return _all_or_nothing(outcome, wrong, "条款位置不对")


def gold_cited(outcome: Outcome) -> Score:
    """Return 1 if a citation stands where the gold evidence does, else 0."""
    if not outcome.gold:
        return unscored("没有标准依据")
    if outcome.answer.refused:
        return Score(value=0, explanation="拒答，没有引文")
    places = [place for places in outcome.gold for place in places]
    reached = any(cited.reaches(place) for cited in outcome.cited_places for place in places)
    return Score(value=float(reached), explanation="" if reached else "没有引用标准依据")


def is_verbatim(citation: Citation, text: PlanText | None) -> bool:
    """Whether a quote is the words between its offsets, white space and debris dropped."""
    if text is None:
        return False
    words = text.plan.text[citation.start : citation.end]
    return bool(citation.quote) and squeezed(words) == squeezed(citation.quote)


def has_right_address(citation: Citation, text: PlanText | None) -> bool:
    """Whether a citation's path is the longest among the plan's parts that hold its words."""
    if text is None:
        return False
    holding = _paths_holding(citation.start, citation.end, text.plan)
    depth = max((len(path) for path in holding), default=-1)
    return any(path == citation.section_path and len(path) == depth for path in holding)


def _paths_holding(start: int, end: int, plan: Plan) -> list[tuple[str, ...]]:
    ranges = [(row.path, row.excerpt.start, row.excerpt.end) for row in plan.indicators]
    ranges += [(task.path, task.excerpt.start, task.excerpt.end) for task in plan.assignments]
    ranges += [(s.path, *_extent(s)) for s in plan.sections]
    return [path for path, low, high in ranges if low <= start and end <= high]


def _extent(section: Section) -> tuple[int, int]:
    """Return the offsets from a section's heading to its last paragraph."""
    heading = () if section.heading is None else (section.heading,)
    parts = (*heading, *section.paragraphs)
    return (parts[0].start, parts[-1].end) if parts else (0, 0)


def _all_citations(outcome: Outcome) -> tuple[Citation, ...]:
    """Return the citations of an answer, and the nearest clauses that a refusal shows."""
    return (*outcome.answer.citations, *outcome.answer.nearest)


def _all_or_nothing(outcome: Outcome, wrong: list[Citation], fault: str) -> Score:
    if not _all_citations(outcome):
        return unscored("没有引文")
    listing = "；".join(f"[{c.number}] {c.address}" for c in wrong)
    return Score(value=float(not wrong), explanation=f"{fault}：{listing}" if wrong else "")
