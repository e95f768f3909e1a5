"""Questions about a plan itself: who issued it, when, under which number, in which state."""

from collections.abc import Iterator

from assistant.answers import Candidate, Draft, Evidence, Question, Statement
from assistant.composers.composer import proposed
from assistant.evidence.asked import Asked
from assistant.library import Library
from assistant.question.metadata import PARTICULARS, is_about_plan, without_metadata
from assistant.question.query_terms import names_only_plans
from corpus.documents import Source
from index.passages import Passage

_WORDING = {
    "issuer": "由{value}印发",
    "issued_on": "印发日期为{value}",
    "number": "文号为{value}",
    "status": "是{value}",
}


class PlanMetadata:
    """What the letterhead of a plan says."""

    name = "plan_metadata"

    def propose(self, asked: Asked) -> Iterator[Candidate]:
        """Yield it if the question is about the plan and nothing in it."""
        draft = _draft_from(asked.question, asked.library)
        if draft:
            wanted = sum(bool(p.search(asked.question.text)) for _, p in PARTICULARS)
            told = len(draft.evidence) / (wanted * len(asked.question.plans))
            yield proposed(self.name, asked, draft, told=told)


def _draft_from(question: Question, library: Library) -> Draft | None:
    if question.kind == "across":
        return None
    if not is_about_plan(question.text) or not question.names_plan:
        return None
    if not names_only_plans(without_metadata(question.text), question, library):
        return None
    statements = []
    for plan_id in question.plans:
        source = library.source(plan_id)
        evidence = {}
        for field, pattern in PARTICULARS:
            value = getattr(source, field)
            found = _stands_in(value, source, library) if pattern.search(question.text) else None
            if found:
                evidence[_WORDING[field].format(value=value)] = found
        if evidence:
            text = f"《{source.title}》{'，'.join(evidence)}"
            statements.append(Statement(text=text, evidence=tuple(evidence.values())))
    return Draft(statements=tuple(statements)) if statements else None


def _stands_in(value: str, source: Source, library: Library) -> Evidence | None:
    """The words of the front matter that say so; the last place, where the signature stands."""
    found: tuple[Passage, int] | None = None
    for passage in library.passages:
        if value and passage.source.id == source.id and not passage.path:
            position = passage.excerpt.text.rfind(value)
            found = (passage, position) if position >= 0 else found
    if found is None:
        return None
    passage, position = found
    excerpt = passage.excerpt.cut(position, position + len(value))
    return Evidence(passage=passage, excerpt=excerpt, score=1.0)
