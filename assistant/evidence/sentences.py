"""The sentences that bear on a question, each with how much of the question it covers."""

import re
from collections.abc import Sequence

from pydantic import ConfigDict

from assistant.answers import Evidence, Question
from assistant.evidence.lists import Around, around_of
from assistant.language.ages import age_asked, is_of_other_age
from assistant.language.clauses import asks
from assistant.language.institutions import NAMED, gives_care, hospital_numbers
from assistant.language.numbers import FIGURE
from assistant.language.regions import plan_names
from assistant.language.terms import (
    IN_HEADING,
    TermWeights,
    content_words,
    normalised,
    term_set,
    topic_of,
)
from assistant.language.years import YEAR, is_of_last_period, looks_back, years_in
from assistant.library import Library
from assistant.question.answer_types import answer_type_of, asked_of, noun_asked
from assistant.question.query_terms import attributes_asked, focus_terms, topic_terms
from corpus.assignments import without_number
from corpus.documents import Excerpt, Source, Value
from corpus.footnotes import is_note
from corpus.headings import label_from
from corpus.lead_ins import is_lead_in
from corpus.paragraphs import ENDS_TITLE
from corpus.text import readable
from index.passages import Hit, Passage

# A sentence of such a score bears on a question.
BEARS_ON = 0.5
# What a term counts where only the rest of a sentence's passage says it.
_IN_PASSAGE = 0.4
# The share of retrieval's own ranking in a sentence's score; the rest is coverage.
_RETRIEVAL_SHARE = 0.2
# What a sentence loses that cannot be the answer by its form.
_WRONG_FORM = 0.3
_WITHOUT_FOCUS = 0.3
# What a sentence loses that does not name the institution that is asked about.
_WITHOUT_NAME = 0.3
_WRONG_YEAR = 0.6
_WRONG_AGE = 0.6
_WRONG_YEAR_OF_TITLE = 0.2
_HEADING_ONLY = 0.15
# What a note loses where a value is asked for: it says how it is counted.
_OF_NOTE = 0.1
# What a plan's sentences lose for each word of the question that the plan never uses.
_SILENT = 0.2
_PER_ITEM = 0.03
# What an answer gains whose own question is the one that is asked.
_BY_QUESTION = 0.6
_OF_OTHER_QUESTION = 0.5
# What the words that announce a list gain whose things are those that are asked for, named in
# so many characters at their end.
_BY_NOUN = 0.2
_END_OF_LEAD = 12


def evidence_from(
    question: Question, hits: Sequence[Hit], library: Library
) -> tuple[Evidence, ...]:
    """Return the sentences of the hits, the most telling first.

    ``score`` is 0.8 · coverage + 0.2 · retrieval, less a deduction where the form is wrong:
    a question for a figure is not answered by a sentence without one.
    """
    terms = topic_terms(question, library)
    if not hits or not terms:
        return ()
    wanted = wanted_of(question, library)
    terms += wanted.focus
    ranges = _score_ranges(hits, apart=question.names_plan)
    silent = _silence(question, library)
    found = []
    for hit in hits:
        worst, best = ranges[hit.passage.source.id]
        retrieval = (hit.score - worst) / (best - worst) if best > worst else 1.0
        for sentence in hit.passage.sentences():
            if asks(sentence.text) or is_title(sentence, hit.passage):
                continue  # they answer nothing
            around = around_of(hit.passage, sentence, library)
            covered = coverage(terms, sentence.text, hit.passage, library.weights, around)
            score = (1 - _RETRIEVAL_SHARE) * covered + _RETRIEVAL_SHARE * retrieval
            score += _enumeration(question, sentence.text)
            score += _same_question(question, hit.passage)
            score += _announces_asked(question, sentence.text)
            heading = _with_heading(hit.passage, sentence)
            if wanted.focus and not library.weights.coverage(wanted.focus, heading):
                score -= _WITHOUT_FOCUS
            score -= _deduction(question, sentence.text, hit.passage)
            score -= _SILENT * silent[hit.passage.source.id]
            score -= 0.0 if wanted.is_named(hit.passage, sentence) else _WITHOUT_NAME
            score -= _WRONG_AGE * is_of_other_age(wanted.age, sentence.text)
            found.append((score, hit.passage, sentence))
    found.sort(key=lambda entry: -entry[0])
    return tuple(
        Evidence(passage=passage, excerpt=sentence, score=max(0.0, min(1.0, score)))
        for score, passage, sentence in found
    )


class Wanted(Value):
    """What a sentence must name to answer, whatever else it says.

    ``institutions`` are the hospitals and the like that the question names, ``numbered`` the
    numbers of hospitals in it (二 of 第二人民医院, 市二院), ``focus`` the terms of what is asked
    of a thing (院长 in “卫生院的院长是谁”), ``attributes`` what nothing else answers (总投资),
    ``age`` that of whom it asks for, ``form`` what an answer has in it.
    """

    institutions: tuple[str, ...]
    numbered: frozenset[str]
    focus: tuple[str, ...]
    attributes: tuple[str, ...]
    age: int | None = None
    form: re.Pattern[str] | None = None

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    def is_named(self, passage: Passage, sentence: Excerpt) -> bool:
        """Whether a sentence or its heading names an institution that is asked about, if any is."""
        text = normalised(_with_heading(passage, sentence))
        if self.institutions and not any(name in text for name in self.institutions):
            return False
        return not self.numbered or not self.numbered.isdisjoint(hospital_numbers(text))

    def is_lacking(self, passage: Passage, sentence: Excerpt, weights: TermWeights) -> bool:
        """Whether a sentence has not the institution, or not what is asked of it."""
        if not self.is_named(passage, sentence) or is_of_other_age(self.age, sentence.text):
            return True
        if self._is_of_another(normalised(sentence.text)):
            return True
        text = normalised(_with_heading(passage, sentence))
        if self.focus and not weights.coverage(self.focus, text):
            return True
        return bool(self.attributes) and not any(word in text for word in self.attributes)

    def _is_of_another(self, text: str) -> bool:
        """Whether an institution is named, but what has the form of the answer is of another."""
        if self.form is None or not any(name in text for name in self.institutions):
            return False
        is_of_one = False
        for part in re.split("[；;]", text):
            if any(name in part for name in self.institutions):
                is_of_one = True
            elif NAMED.search(part):
                is_of_one = False
            if is_of_one and self.form.search(part):
                return False
        return True


def wanted_of(question: Question, library: Library) -> Wanted:
    """Return what a sentence must name to answer a question."""
    return Wanted(
        institutions=institutions_in(question.text, library),
        numbered=hospital_numbers(question.text),
        focus=focus_terms(question),
        attributes=attributes_asked(question.text),
        age=age_asked(question.text),
        form=answer_type_of(question),
    )


def institutions_in(question: str, library: Library) -> tuple[str, ...]:
    """Return the hospitals and the like that a question names, none within another, normalised."""
    text = normalised(question)
    found = []
    for name in sorted(map(normalised, library.names), key=len, reverse=True):
        if name in text and gives_care(name):
            found.append(name)
            text = text.replace(name, "，")
    return tuple(found)


def _with_heading(passage: Passage, sentence: Excerpt) -> str:
    return " ".join((*passage.path, sentence.text))


def _score_ranges(hits: Sequence[Hit], apart: bool) -> dict[str, tuple[float, float]]:
    """The lowest and highest retrieval score, of each plan apart if several were searched so."""
    scores: dict[str, list[float]] = {}
    for hit in hits:
        scores.setdefault(hit.passage.source.id, []).append(hit.score)
    if not apart:
        everywhere = [hit.score for hit in hits]
        return dict.fromkeys(scores, (min(everywhere), max(everywhere)))
    return {plan: (min(of_plan), max(of_plan)) for plan, of_plan in scores.items()}


def coverage(
    terms: Sequence[str],
    sentence: str,
    passage: Passage,
    weights: TermWeights,
    around: Around | None = None,
) -> float:
    """Return which part of ``terms`` a sentence covers, its heading and passage helping, 0 to 1.

    ``around`` says what else heads it, and what is its passage where it is one of a list.
    """
    whole = weights.total(terms)
    if not whole:
        return 0.0
    in_sentence = term_set(sentence)
    heads, within = (around.heads, around.within) if around else ("", passage.excerpt.text)
    in_heading = term_set(" ".join((passage.source.title, *passage.path, heads)))
    in_passage = term_set(within)
    covered = 0.0
    for term in terms:
        if term in in_sentence:
            covered += weights[term]
        elif term in in_heading:
            covered += IN_HEADING * weights[term]
        elif term in in_passage:
            covered += _IN_PASSAGE * weights[term]
    return covered / whole


def _silence(question: Question, library: Library) -> dict[str, int]:
    """How many words of the question each plan never uses, though another plan does."""
    words = content_words(topic_of(question.text, plan_names(library.sources)))
    said = {plan: library.words_said(plan) for plan in (s.id for s in library.sources)}
    return {
        plan: sum(
            word not in text and any(word in other for other in said.values()) for word in words
        )
        for plan, text in said.items()
    }


def is_title(sentence: Excerpt, passage: Passage) -> bool:
    """Whether a sentence is but the title of its document, or of the letter that covers it."""
    if passage.path:
        return False
    text = label_from(sentence.text)
    return text == passage.source.title or ENDS_TITLE.search(text) is not None


def _same_question(question: Question, passage: Passage) -> float:
    """What a passage gains that answers a question of its own, by how near that is to this one.

    It loses where the two ask for different things of the same matter: how long, how much.
    """
    if not passage.path or not asks(passage.path[-1]):
        return 0.0
    heading = without_number(passage.path[-1])
    ours, theirs = asked_of(question.text), asked_of(heading)
    if ours and theirs and ours.isdisjoint(theirs):
        return -_OF_OTHER_QUESTION
    # By characters, not by words: people say 失业金 for 失业保险金 and 申请 for 申领.
    own = set(re.sub(r"\W", "", topic_of(heading)))
    near = len(own & set(question.text)) / len(own) if own else 0.0
    return _BY_QUESTION * near * (1.0 if ours & theirs else 0.5)


def _announces_asked(question: Question, sentence: str) -> float:
    """What the words gain that announce a list of what is asked for: 哪些材料, 下列材料."""
    noun = noun_asked(question.text)
    if not noun or not is_lead_in(sentence):
        return 0.0
    return _BY_NOUN if noun in sentence[-_END_OF_LEAD:] else 0.0


def _enumeration(question: Question, sentence: str) -> float:
    """What a sentence gains that enumerates, where a list is asked for."""
    return _PER_ITEM * min(sentence.count("、"), 5) if question.kind == "list" else 0.0


def _deduction(question: Question, sentence: str, passage: Passage) -> float:
    text = normalised(readable(sentence))
    deduction = 0.0
    form = answer_type_of(question)
    if form and not form.search(text):
        deduction += _WRONG_FORM
    if question.kind == "value" and passage.path and is_note(passage.path[-1]):
        deduction += _OF_NOTE
    of_title = set(years_in(passage.source.title))
    if is_of_other_year(question, passage, text):
        deduction += _WRONG_YEAR
    elif question.years and not YEAR.search(text) and of_title.isdisjoint(question.years):
        deduction += _WRONG_YEAR_OF_TITLE if of_title else 0.0
    if passage.path and label_from(sentence) in passage.path[-1] and not FIGURE.search(text):
        deduction += _HEADING_ONLY
    return deduction


def is_of_other_year(question: Question, passage: Passage, text: str) -> bool:
    """Whether a sentence speaks of other years than the question.

    One without a year may speak of any year of its plan's, and of the year before only where
    the plan looks back: a target is none of that year.
    """
    years = set(years_in(text))
    if not question.years or not years.isdisjoint(question.years):
        return False
    if years:
        return True
    first, last = _span(passage.source)
    said = " ".join(passage.path) + text
    of_past = looks_back(said) or is_of_last_period(said, passage.source.period)
    earliest = first - 1 if of_past else first
    return not any(earliest <= year <= last for year in question.years)


def _span(source: Source) -> tuple[int, int]:
    """The first and the last year that a plan says of itself."""
    said = f"{source.title} {source.period} {source.issued_on}"
    years = years_in(said)
    return (min(years), max(years)) if years else (0, 9999)
