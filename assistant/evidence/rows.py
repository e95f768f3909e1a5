"""The rows of indicator tables that a question may mean, and how well their names fit it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answers import Question
from assistant.language.indicator_names import PER_HEAD, all_names, share_named
from assistant.language.regions import plan_names
from assistant.language.terms import TermWeights, normalised, term_set, terms_of, topic_of
from assistant.library import Library
from assistant.question.query_terms import attributes_asked, topic_terms
from corpus.assignments import is_short_for
from corpus.documents import Indicator, Reading, Value
from corpus.indicators.concepts import normalised as normalised_name
from index.passages import Passage
from index.words import nouns_in, segments

# A row answers if its name covers this part of what is asked, by weight.
_ROW_COVERS = 0.72
# A short form of a row's name fits at least so well, the longer the better.
_SHORT_NAME = 0.8
_SHORTEST_NAME = 4
# What the words of a name count in another order than the name has them.
_IN_OTHER_ORDER = 0.9
_SURELY_MEANT = 0.9
# Who asks for a number of people does not ask for one per thousand.
_NUMBER_OF = re.compile("有(多少|几)[名位人]|(一共|总共|共有?)(多少|几)|总数|总量")
# A name that stands in the question (nearly) in full is meant, if it is this part of what is asked.
_IN_FULL = 0.95
_COVERS_NAMED = 0.3


class Match(Value):
    """A row that a question may mean; ``score`` is 0 to 1."""

    passage: Passage
    row: Indicator
    score: float


def rows_asked(question: Question, library: Library) -> tuple[Match, ...]:
    """Return the rows whose names cover what is asked, the closest first."""
    return matches(question, library, library.rows(question.plans))


def surely_meant(rows: Sequence[Match]) -> Indicator | None:
    """Return the closest of these rows, if its name leaves no doubt that it is the one meant."""
    return rows[0].row if rows and rows[0].score >= _SURELY_MEANT else None


def likewise(question: Question, rows: Sequence[Match], library: Library) -> tuple[Match, ...]:
    """Return what measures the same as the best of these rows: rows first, then sentences.

    Where no row fits, the best fitting sentence that states a figure takes its place. One that
    tells a change (“比2015年提高0.96岁”) is left out: it gives no level.
    """
    stated = [
        (passage, indicator)
        for passage, indicator in library.stated(question.plans)
        if not any(q.direction for r in readings_of(indicator) for q in r.quantities)
    ]
    best = next(iter(rows or matches(question, library, stated)), None)
    if best is None or not best.row.concept:
        return ()
    return tuple(
        Match(passage=passage, row=row, score=1.0)
        for passage, row in (*library.rows(question.plans), *stated)
        if row.concept == best.row.concept
    )


def readings_of(row: Indicator) -> list[Reading]:
    """Return the target and the baseline of a row, as far as it has them."""
    return [reading for reading in (row.target, row.baseline) if reading is not None]


def matches(
    question: Question, library: Library, candidates: Iterable[tuple[Passage, Indicator]]
) -> tuple[Match, ...]:
    """Return those of the candidates whose names cover what is asked, the closest first."""
    terms = topic_terms(question, library)
    if not terms:
        return ()
    topic = topic_of(question.text, plan_names(library.sources))
    topic_asked = _Topic(
        terms=terms,
        words=tuple(word for run in topic.split() for word in segments(run)),
        said=term_set(question.text),
        short="".join(topic.split()),
        nouns=tuple(noun for noun in nouns_in(topic) if noun in library.weights)
        if len(question.plans) == 1
        else (),
    )
    wants_number = _NUMBER_OF.search(question.text) and "每" not in question.text
    found = []
    attributes = attributes_asked(question.text)
    for passage, row in candidates:
        if attributes and not any(word in row.name for word in attributes):
            continue
        if wants_number and PER_HEAD.match(row.name):
            continue
        score = max(
            _score(topic_asked, row, library.weights), _score_of_short(topic_asked.short, row)
        )
        if score >= _ROW_COVERS:
            found.append(Match(passage=passage, row=row, score=score))
    return tuple(sorted(found, key=lambda match: (-match.score, match.row.excerpt.start)))


@dataclass(frozen=True)
class _Topic:
    """What is asked for: the terms of the topic, its words, the terms of the whole question."""

    terms: tuple[str, ...]
    words: tuple[str, ...]
    said: frozenset[str]
    short: str
    nouns: tuple[str, ...]

    def nouns_beyond(self, name: str) -> bool:
        """Whether something else is asked for that plans speak of: 薪酬 beside 注册护士."""
        text = normalised(name)
        return any(noun not in text for noun in self.nouns)


def _score(asked: _Topic, row: Indicator, weights: TermWeights) -> float:
    """How well a row's name fits: mostly how much of the question it covers."""
    name = all_names(row)
    covered = weights.coverage(asked.terms, name)
    covered = max(covered, _IN_OTHER_ORDER * _covered_by_words(asked.words, name, weights))
    named = share_named(row, asked.said, weights)
    if named >= _IN_FULL and covered >= _COVERS_NAMED and not asked.nouns_beyond(name):
        covered = max(covered, _ROW_COVERS)
    if covered < _ROW_COVERS or not named:
        return covered * _ROW_COVERS / 2
    return 0.85 * covered + 0.15 * named


def _covered_by_words(words: Sequence[str], name: str, weights: TermWeights) -> float:
    """Which part of the words' weight a name has, in any order, 0 to 1."""
    text = normalised(name)
    weight = {word: weights.total(terms_of(word)) for word in words}
    whole = sum(weight.values())
    return sum(weight[word] for word in words if word in text) / whole if whole else 0.0


def _score_of_short(topic: str, row: Indicator) -> float:
    """How well a row's name fits that the topic is short for: 千人医师数 for 每千人口执业医师数."""
    short, name = normalised_name(topic), normalised_name(row.name)
    if len(short) < _SHORTEST_NAME or not is_short_for(short, name):
        return 0.0
    return _SHORT_NAME + (1 - _SHORT_NAME) * len(short) / len(name)
