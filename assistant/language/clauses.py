"""A long sentence cut to the clauses that answer, fit to be read on their own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.language.ages import age_spans, is_of_other_age
from assistant.language.dated_clauses import of_years
from assistant.language.rules import patterns_of
from assistant.language.terms import TermWeights, term_set
from corpus.documents import Excerpt
from corpus.text import readable

# A sentence up to this many characters is short enough as it stands.
SHORT = 60
# What is kept covers this part of what the whole sentence covers of the question.
_COVERED_SHARE = 0.85
# What is kept holds at least so many terms that the question does not have.
_NEWS = 6
_RULES = patterns_of(__file__, "clauses")
_TIME = _RULES["time"]
# Beginnings by which a clause goes on with the subject of the one before.
_CONTINUES = _RULES["goes-on"]
# Beginnings that nobody understands without the clause before, and endings without the one after.
_HANGS = _RULES["hangs"]
_ANNOUNCES = _RULES["announces"]
_DANGLING = _RULES["conjunction"]
_LABEL = _RULES["label"]
_BULLET, _ANSWER = _RULES["bullet"], _RULES["answer"]
_QUESTION = _RULES["question"]


@dataclass(frozen=True)
class Clause:
    """A part of a sentence, its mark left out; a semicolon or the end ends it strongly."""

    start: int
    end: int
    ends_strongly: bool


@dataclass(frozen=True)
class Meant:
    """What part of a sentence is meant: the years and the age asked for, if any are."""

    years: tuple[int, ...] = ()
    age: int | None = None


def cut_to(
    excerpt: Excerpt,
    terms: Sequence[str],
    weights: TermWeights,
    answer_type: re.Pattern[str] | None = None,
    meant: Meant = Meant(),
) -> tuple[str, Excerpt]:
    """Return the part of a sentence that bears on ``terms``: as shown, and as it stands.

    The excerpt runs from the first to the last clause that is kept; the text is the same
    without a label before a colon, a conjunction at its start and a mark at its end. At
    least one clause is of the ``answer_type``, has a figure say, if the sentence has any. Of
    several years or ages only those that are ``meant`` are shown, with the subject they share.
    """
    label = _LABEL.match(excerpt.text)
    sentence = excerpt.cut(label.end(), len(excerpt.text)) if label else excerpt
    sentence = _of_age(sentence, meant.age)
    dated = of_years(sentence.text, meant.years)
    if dated:
        said, (start, end) = dated
        within = sentence.cut(start, end)
        if said != sentence.text[start:end]:
            return shown_text(said), within
        sentence = within
    parts = _strong_parts(sentence.text)
    if len(sentence.text) > SHORT:
        sentence = _kept(sentence, terms, weights, answer_type)
    elif answer_type and len(parts) > 1:
        sentence = _best_part(sentence, parts, terms, weights, answer_type)
    return shown(sentence), sentence


def _of_age(sentence: Excerpt, age: int | None) -> Excerpt:
    """The one part of a sentence that is for this age, if the others are for other ages."""
    if age is None:
        return sentence
    parts = _strong_parts(sentence.text)
    fitting = [p for p in parts if any(a <= age <= b for a, b in age_spans(_text(sentence, p)))]
    others = [p for p in parts if is_of_other_age(age, _text(sentence, p))]
    return (
        sentence.cut(fitting[0].start, fitting[0].end) if len(fitting) == 1 and others else sentence
    )


def _best_part(
    sentence: Excerpt,
    parts: Sequence[Clause],
    terms: Sequence[str],
    weights: TermWeights,
    answer_type: re.Pattern[str],
) -> Excerpt:
    """The one part between semicolons that covers what the sentence does and has the answer."""
    wanted = _COVERED_SHARE * weights.coverage(terms, sentence.text)
    fitting = [
        part
        for part in parts
        if answer_type.search(_text(sentence, part))
        and not _CONTINUES.match(_text(sentence, part))
        and weights.coverage(terms, _text(sentence, part)) >= wanted
    ]
    return sentence.cut(fitting[0].start, fitting[0].end) if len(fitting) == 1 else sentence


def _text(sentence: Excerpt, part: Clause) -> str:
    return sentence.text[part.start : part.end]


def _strong_parts(text: str) -> list[Clause]:
    """Divide a sentence at its semicolons alone."""
    parts: list[Clause] = []
    start = 0
    for clause in clauses_of(text):
        if clause.ends_strongly:
            parts.append(Clause(start, clause.end, True))
            start = clause.end + 1
    return parts


def shown(excerpt: Excerpt) -> str:
    """Return an excerpt as a statement: no mark at its end, no conjunction at its start."""
    return shown_text(_ANSWER.sub("", _BULLET.sub("", readable(excerpt.text))))


def shown_text(text: str) -> str:
    """Return words as a statement: no mark at their end, no conjunction at their start."""
    return _DANGLING.sub("", text).rstrip("，,；;。：:、 ")


def asks(sentence: str) -> bool:
    """Whether a sentence of a document is a question.

    >>> asks("失业保险金能领多久？"), asks("最长为二十四个月。")
    (True, False)
    """
    return _QUESTION.search(sentence) is not None


def _kept(
    sentence: Excerpt,
    terms: Sequence[str],
    weights: TermWeights,
    answer_type: re.Pattern[str] | None,
) -> Excerpt:
    text = sentence.text
    clauses = clauses_of(text)
    first, last = _shortest_run(clauses, terms, weights, text)
    if answer_type:
        first, last = _with_answer_type(text, clauses, first, last, answer_type)
    first, last = _with_news(text, clauses, first, last, terms)
    while first and _TIME.match(text[clauses[first - 1].start : clauses[first - 1].end]):
        first -= 1
    while first and _HANGS.match(text[clauses[first].start : clauses[first].end]):
        first -= 1
    while last + 1 < len(clauses):
        following, ending = clauses[last + 1], text[clauses[last].start : clauses[last].end]
        goes_on = _CONTINUES.match(text[following.start : following.end])
        if not _ANNOUNCES.search(ending) and (clauses[last].ends_strongly or not goes_on):
            break
        last += 1
    return sentence.cut(clauses[first].start, clauses[last].end)


def _shortest_run(
    clauses: list[Clause], terms: Sequence[str], weights: TermWeights, text: str
) -> tuple[int, int]:
    """The shortest run of clauses that covers nearly all of what the sentence covers."""
    wanted = _COVERED_SHARE * weights.coverage(terms, text)
    best = (0, len(clauses) - 1)
    shortest = len(text) + 1
    for first, start in enumerate(clauses):
        for last in range(first, len(clauses)):
            length = clauses[last].end - start.start
            if length >= shortest:
                break
            if weights.coverage(terms, text[start.start : clauses[last].end]) >= wanted:
                best, shortest = (first, last), length
                break
    return best


def _with_news(
    text: str, clauses: list[Clause], first: int, last: int, terms: Sequence[str]
) -> tuple[int, int]:
    """Widen a run that only repeats the question: what is asked stands in the clause beside it."""
    asked = frozenset(terms)
    while len(term_set(text[clauses[first].start : clauses[last].end]) - asked) < _NEWS:
        if last + 1 < len(clauses) and (not clauses[last].ends_strongly or not first):
            last += 1
        elif first:
            first -= 1
        else:
            break
    return first, last


def _with_answer_type(
    text: str, clauses: list[Clause], first: int, last: int, answer_type: re.Pattern[str]
) -> tuple[int, int]:
    """Widen a run of clauses to the nearest one of the answer type."""
    fitting = [i for i, c in enumerate(clauses) if answer_type.search(text[c.start : c.end])]
    if not fitting or any(first <= i <= last for i in fitting):
        return first, last
    nearest = min(fitting, key=lambda i: min(abs(i - first), abs(i - last)))
    return min(first, nearest), max(last, nearest)


def clauses_of(text: str) -> list[Clause]:
    """Divide a sentence at its commas and semicolons, but not within brackets.

    >>> [(c.start, c.end, c.ends_strongly) for c in clauses_of("健全体系（含，镇），加强；")]
    [(0, 9, False), (10, 12, True)]
    """
    clauses = []
    start = depth = 0
    for position, character in enumerate(text):
        depth += (character in "（(") - (character in "）)")
        is_thousands = text[position - 1 : position + 2].replace(",", "").isdigit()
        if depth <= 0 and character in "，,；;" and not (character == "," and is_thousands):
            clauses.append(Clause(start, position, character in "；;"))
            start = position + 1
    clauses.append(Clause(start, len(text), True))
    return [clause for clause in clauses if clause.start < clause.end]
