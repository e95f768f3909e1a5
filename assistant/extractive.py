"""An answer composed from the plans' own words, with no language model."""

import re
from collections.abc import Sequence

from assistant.answers import Draft, Evidence, Question, Statement
from assistant.clauses import cut_to
from assistant.evidence import topic_terms
from assistant.indicators import draft_from_rows, rows_listed
from assistant.library import Library
from assistant.mentions import draft_from_mentions
from assistant.outlines import draft_from_outline
from assistant.responsibilities import draft_from_assignments
from assistant.terms import term_set
from index.passages import Hit

# Further sentences are added while they score at least this part of the best one.
_NEXT_TO_BEST = 0.92
_MOST_STATEMENTS = 3
# Two sentences say the same if they share this part of the shorter one's terms.
_SAME = 0.6
_FIGURES = re.compile(r"\d+(?:\.\d+)?")


def draft_from(
    question: Question,
    hits: Sequence[Hit],
    evidence: Sequence[Evidence],
    library: Library,
    threshold: float,
) -> Draft | None:
    """Return the draft that suits the kind of question, or ``None`` if the plans do not say.

    ``evidence`` that scores under ``threshold`` is not used.
    """
    if question.places and not _places_stand(question, evidence):
        return None
    draft: Draft | None = None
    if question.kind == "across":
        return draft_from_mentions(question, library)
    if question.kind in ("value", "fact"):
        draft = draft_from_rows(question, library)
    if question.kind == "who":
        draft = draft_from_assignments(question, hits, library)
    if question.kind in ("list", "value"):
        draft = draft or rows_listed(question, library)
    if question.kind in ("list", "summary"):
        draft = draft or draft_from_outline(question, library)
    return draft or _draft_from_sentences(question, evidence, library, threshold)


def _places_stand(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether each region that no plan is of is at least spoken of in the best evidence."""
    words = "".join(e.excerpt.text + "".join(e.passage.path) for e in evidence[:1])
    return all(place in words for place in question.places)


def _draft_from_sentences(
    question: Question, evidence: Sequence[Evidence], library: Library, threshold: float
) -> Draft | None:
    strong = [e for e in evidence if e.score >= threshold]
    if not strong:
        return None
    terms = topic_terms(question, library)
    chosen: list[tuple[str, list[Evidence]]] = []
    for candidate in strong:
        if candidate.score < _NEXT_TO_BEST * strong[0].score:
            break
        text, excerpt = cut_to(candidate.excerpt, terms, library.weights)
        cited = Evidence(passage=candidate.passage, excerpt=excerpt, score=candidate.score)
        same = next((entry for entry in chosen if _says_the_same(text, entry[0])), None)
        if same:
            same[1].append(cited)
        elif len(chosen) < _MOST_STATEMENTS:
            chosen.append((text, [cited]))
    several_plans = len({e.passage.source.id for _, cited in chosen for e in cited}) > 1
    statements = []
    for text, cited in chosen:
        region = cited[0].passage.source.region
        lead_in = f"{region}：" if several_plans and region else ""
        statements.append(Statement(text=lead_in + text, evidence=tuple(cited)))
    return Draft(statements=tuple(statements))


def _says_the_same(text: str, other: str) -> bool:
    """Whether two texts share most of their terms and all figures of the first."""
    first, second = term_set(text), term_set(other)
    if not first or not second:
        return False
    figures_agree = set(_FIGURES.findall(text)) <= set(_FIGURES.findall(other))
    return figures_agree and len(first & second) / min(len(first), len(second)) >= _SAME
