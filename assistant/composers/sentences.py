"""An answer composed from the plans' own words, with no language model."""

import re
from collections.abc import Sequence

from assistant.answers import Draft, Evidence, Question, Statement
from assistant.composers.arithmetic import draft_from_arithmetic
from assistant.composers.comparison import draft_of_each, own_parts, wants_extreme, wants_figures
from assistant.composers.indicators import (
    draft_from_rows,
    leaves_blank,
    row_surely_meant,
    rows_listed,
)
from assistant.composers.mentions import draft_from_mentions
from assistant.composers.outlines import draft_from_heading, draft_from_number, draft_from_outline
from assistant.composers.plan_metadata import draft_from_particulars
from assistant.composers.rates import draft_from_rate
from assistant.composers.responsibilities import draft_from_assignments, is_about_units
from assistant.composers.summaries import draft_from_summary
from assistant.decision.confidence import confidence, signals_of
from assistant.evidence.sentences import BEARS_ON, evidence_from
from assistant.language.clauses import cut_to, shown
from assistant.language.numbers import figures_in
from assistant.language.terms import normalised, term_set
from assistant.library import Library
from assistant.question.answer_types import answer_type_of, of_answer_type
from assistant.question.query_terms import topic_terms
from index.passages import Hit

# Further sentences are added while they score at least this part of the best one.
_NEXT_TO_BEST = 0.92
_MOST_STATEMENTS = 3
# Two sentences say the same if they share this part of the shorter one's terms.
_SAME = 0.6
_YEAR = re.compile(r"(?:19|20)\d\d\s*年")
_YEARS = re.compile(r"(?:19|20)\d\d")
_FIGURES = re.compile(r"\d+(?:\.\d+)?")
_SEVERAL = 2
# A sentence of such a score has all that is asked.
_SAYS_ALL = 0.95
_ENUMERATION = re.compile("、[^、，；]+[、和及以]")
# A plan that is asked beside others may answer with a sentence that scores a little less.
_OF_EACH = 0.9
# The reason stands in the clauses around: a sentence up to so long is not cut.
_WHY = re.compile("为什么|为何|为啥|什么原因|怎么会")
_WITH_REASON = 180


def draft_from(
    question: Question,
    hits: Sequence[Hit],
    evidence: Sequence[Evidence],
    library: Library,
    threshold: float,
) -> Draft | None:
    """Return the draft that suits the kind of question, or ``None`` if the plans do not say.

    A sentence answers that is sure to with ``threshold``, from 0 to 1. Where the question names
    several plans, each is asked by itself.
    """
    if question.places and not _places_stand(question, evidence):
        return None
    if question.kind == "across" and wants_figures(question, library):
        question = question.model_copy(update={"kind": "value", "names_plan": True})
    elif question.kind == "across":
        return draft_from_mentions(question, evidence, library)
    draft = draft_from_particulars(question, library) or draft_from_rate(question, evidence)
    draft = draft or draft_from_arithmetic(question, library)
    is_one = len(question.plans) == 1
    is_compared = question.names_plan or (question.kind != "list" and wants_extreme(question))
    if question.kind == "who" and wants_extreme(question):
        question = question.model_copy(update={"kind": "value"})
    if draft or is_one or not is_compared:
        return draft or _draft_of_all(question, hits, evidence, library, threshold)

    own = own_parts(question, library)

    def of_one(plan: str) -> Draft | None:
        asked = question.model_copy(update={"plans": (plan,)})
        of_plan = [hit for hit in hits if hit.passage.source.id == plan]
        found = [e for e in evidence if e.passage.source.id == plan]
        if plan in own:
            asked = asked.model_copy(update={"text": own[plan]})
            found = list(evidence_from(asked, of_plan, library))
        return _draft_of_all(asked, of_plan, found, library, _OF_EACH * threshold)

    return draft_of_each(question, of_one, library)


def _draft_of_all(
    question: Question,
    hits: Sequence[Hit],
    evidence: Sequence[Evidence],
    library: Library,
    threshold: float,
) -> Draft | None:
    """The draft from all plans together, or from the one that is asked."""
    draft: Draft | None = None
    if question.kind == "who" or is_about_units(question, library):
        draft = draft_from_assignments(question, hits, evidence, library)
    if question.kind in ("list", "value"):
        draft = draft or rows_listed(question, library)
    draft = draft or draft_from_number(question, library)
    if question.kind == "summary":
        draft = draft or draft_from_summary(question, evidence, library)
    draft = draft or draft_from_heading(question, library)
    if question.kind == "list":
        draft = draft or draft_from_outline(question, hits, library)
    if question.kind in ("value", "claim", "fact") and not draft:
        draft = _of_all_years(question, hits, evidence, library, threshold)
        if question.kind != "fact" or not answer_type_of(question):
            draft = draft or _draft_from_rows(question, evidence, library)
    if not draft and question.kind == "value" and leaves_blank(question, library):
        return None
    draft = draft or _draft_from_sentences(question, hits, evidence, library, threshold)
    return _with_verdict(question, draft) if question.kind == "claim" and draft else draft


def _draft_from_rows(
    question: Question, evidence: Sequence[Evidence], library: Library
) -> Draft | None:
    """The rows that are asked, unless a sentence has all that is asked and no row surely does."""
    sentences = of_answer_type(question, evidence)
    says_all = bool(sentences) and sentences[0].score >= _SAYS_ALL
    if says_all and len(question.years) < _SEVERAL and not row_surely_meant(question, library):
        return None
    return draft_from_rows(question, library)


def _of_all_years(
    question: Question,
    hits: Sequence[Hit],
    evidence: Sequence[Evidence],
    library: Library,
    threshold: float,
) -> Draft | None:
    """The sentences that give each of several years that are asked, where there are some."""
    if len(question.years) < _SEVERAL:
        return None
    wanted = set(map(str, question.years))
    complete = [e for e in evidence if wanted <= set(_YEARS.findall(normalised(e.excerpt.text)))]
    return _draft_from_sentences(question, hits, complete, library, threshold)


def _with_verdict(question: Question, draft: Draft) -> Draft:
    """Say whether the plan bears a claim out: its figures are all in the answer, or none is."""
    claimed = figures_in(_YEAR.sub("", question.text))
    said = set().union(*(figures_in(_YEAR.sub("", s.text)) for s in draft.statements))
    if not claimed:
        claimed = set(map(str, question.years))
        said = set().union(*(_YEARS.findall(normalised(s.text)) for s in draft.statements))
    if not claimed or not said:
        return draft
    first, *others = draft.statements
    verdict = "对。" if claimed <= said else "不对。"
    stated = Statement(text=verdict + first.text, evidence=first.evidence)
    return draft.model_copy(update={"statements": (stated, *others)})


def _places_stand(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether each region that no plan is of is at least spoken of in the best clause."""
    clauses = [e for e in evidence if e.passage.kind == "clause"]
    words = "".join(e.excerpt.text + "".join(e.passage.path) for e in clauses[:1])
    return all(place in words for place in question.places)


def _draft_from_sentences(
    question: Question,
    hits: Sequence[Hit],
    evidence: Sequence[Evidence],
    library: Library,
    threshold: float,
) -> Draft | None:
    sure = confidence(signals_of(question, hits, evidence, library))
    if sure < threshold:
        return None
    strong = of_answer_type(question, evidence)
    terms = topic_terms(question, library)
    form = answer_type_of(question)
    chosen: list[tuple[str, list[Evidence]]] = []
    for candidate in strong:
        if chosen and candidate.score < max(_NEXT_TO_BEST * strong[0].score, BEARS_ON):
            break
        wanted = form or (_ENUMERATION if question.kind == "list" else None)
        text, excerpt = cut_to(candidate.excerpt, terms, library.weights, wanted)
        if _WHY.search(question.text) and len(candidate.excerpt.text) <= _WITH_REASON:
            text, excerpt = shown(candidate.excerpt), candidate.excerpt
        cited = Evidence(passage=candidate.passage, excerpt=excerpt, score=candidate.score)
        same = next((entry for entry in chosen if _says_the_same(text, entry[0])), None)
        if same:
            same[1].append(cited)
        elif len(chosen) < _MOST_STATEMENTS:
            chosen.append((text, [cited]))
    several_plans = len({e.passage.source.id for _, cited in chosen for e in cited}) > 1
    statements = []
    for text, supporting in chosen:
        subject = supporting[0].passage.source.region if several_plans else ""
        statements.append(Statement(text=text, evidence=tuple(supporting), subject=subject))
    return Draft(statements=tuple(statements), confidence=sure)


def _says_the_same(text: str, other: str) -> bool:
    """Whether two texts share most of their terms and all figures of the first."""
    first, second = term_set(text), term_set(other)
    if not first or not second:
        return False
    figures_agree = set(_FIGURES.findall(text)) <= set(_FIGURES.findall(other))
    return figures_agree and len(first & second) / min(len(first), len(second)) >= _SAME
