"""An honest no: what the plans do not say, and the nearest clauses, labelled as not the answer."""

from collections.abc import Sequence

from assistant.answers import (
    NEAREST_LABEL,
    Answer,
    Citation,
    Evidence,
    Question,
    citation_from,
)
from assistant.clauses import cut_to
from assistant.evidence import topic_terms
from assistant.indicators import rows_asked
from assistant.library import Library
from assistant.regions import plan_names
from assistant.terms import topic_of
from corpus.documents import Source

_MOST_NEAREST = 3
# A sentence under this score is too far from the question to be worth showing.
_NEAR = 0.3


def refusal(question: Question, evidence: Sequence[Evidence], library: Library) -> Answer:
    """Return the refusal of a question that the plans do not answer."""
    if question.places:
        text = _unknown_region(question, library.sources)
        return Answer(text=text, refused=True, citations=(), question=question)
    nearest = _nearest(question, evidence, library)
    text = _silent(question, library)
    if nearest:
        lines = "\n".join(f"- {c.quote}（{c.address}）" for c in nearest)
        text += f"\n\n{NEAREST_LABEL}\n{lines}"
    return Answer(text=text, refused=True, citations=(), question=question, nearest=nearest)


def _unknown_region(question: Question, sources: Sequence[Source]) -> str:
    regions = "、".join(source.region or source.title for source in sources)
    return f"没有收录{'、'.join(question.places)}的规划，无法回答。已收录：{regions}。"


def _silent(question: Question, library: Library) -> str:
    names = plan_names(library.sources)
    topic = topic_of(question.text, names, as_typed=True).strip("？?，,。！! ")
    what = f"“{topic}”" if topic else "这个问题"
    years = "、".join(f"{year}年" for year in question.years)
    whose = "已收录的规划"
    if question.names_plan:
        sources = [library.source(plan) for plan in question.plans]
        whose = "、".join(source.region or source.title for source in sources) + "的规划"
    when = f"{years}的" if years else ""
    return f"{whose}没有说明{when}{what}。"


def _nearest(
    question: Question, evidence: Sequence[Evidence], library: Library
) -> tuple[Citation, ...]:
    terms = topic_terms(question, library)
    citations: list[Citation] = []
    for match in rows_asked(question, library)[:_MOST_NEAREST]:
        passage = match.passage
        citations.append(citation_from(len(citations) + 1, passage, passage.excerpt))
    for candidate in evidence:
        if len(citations) >= _MOST_NEAREST or candidate.score < _NEAR:
            break
        if candidate.passage.kind != "clause":
            continue
        _, excerpt = cut_to(candidate.excerpt, terms, library.weights)
        citation = citation_from(len(citations) + 1, candidate.passage, excerpt)
        if all(citation.quote != other.quote for other in citations):
            citations.append(citation)
    return tuple(citations)
