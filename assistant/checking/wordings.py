"""A draft's figure, held against the sentence of a plan that says the same in nearly its words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answers import Evidence
from assistant.checking.context import Context
from assistant.checking.figure_context import FigureContext, figure_contexts_in, plain
from assistant.checking.findings import Judgement
from assistant.checking.quantities import likeness
from assistant.checking.years import last_year
from assistant.language.clauses import shown
from assistant.language.terms import TermWeights, term_set
from assistant.library import Library
from corpus.documents import Excerpt
from corpus.indicators.times import plan_period
from index.passages import Passage

_SUPPORTS = 0.6
# Which part of the plan's words for it must be among the draft's.
_NAMED = 0.5
# What words lose that stand in another clause of the sentence.
_FARTHER = 0.25
_SAME_THING = 0.85
_SAME_CLAUSE = 0.5
# Words that are long enough to mean one thing wherever they stand.
_SAME_WORDS, _LONG = 0.98, 6
_NEARLY_THE_CLAUSE = 0.75


@dataclass(frozen=True)
class _Match:
    """A figure of a plan that may be of the same thing: how much the words around both share."""

    passage: Passage
    sentence: Excerpt
    its: FigureContext
    year: int | None
    forth: float
    throughout: float
    back: float
    clause: float

    @property
    def evidence(self) -> Evidence:
        return Evidence(passage=self.passage, excerpt=self.sentence, score=self.forth)


def judged_by_words(
    mine: FigureContext,
    year: int | None,
    context: Context,
    passages: Sequence[Passage],
    library: Library,
) -> Judgement | None:
    """Return what sentences of one plan say to a draft's figure; ``None`` if they say nothing."""
    matches = [
        match
        for match in _matches(mine, passages, library.weights)
        if match.back >= _NAMED
        and max(match.forth, match.throughout - _FARTHER) >= _SUPPORTS
        and (year is None or match.year in (None, year))
    ]
    alike = [(m, likeness(mine.figure.quantity, m.its.figure.quantity)) for m in matches]
    same = sorted((m for m, how in alike if how == "same"), key=lambda m: -m.forth - m.clause)
    if same:
        return Judgement(
            verdict="supported",
            explanation=_worded(same[0]),
            evidence=(same[0].evidence,),
        )
    differing = [
        m
        for m, how in alike
        if how in ("amount", "unit", "comparator")
        and (year is None or year == (m.year or plan_period(m.passage.source).last))
        and (
            (min(m.forth, m.back) >= _SAME_THING and m.clause >= _SAME_CLAUSE)
            or (min(m.forth, m.back) >= _SAME_WORDS and len(mine.words) >= _LONG)
            or (m.clause >= _NEARLY_THE_CLAUSE and m.its.alone and mine.alone)
        )
    ]
    if differing and context.stance in ("planned", "aimed"):
        best = max(differing, key=lambda match: match.forth + match.back)
        return Judgement(
            verdict="contradicted", explanation=_worded(best), evidence=(best.evidence,)
        )
    return None


def _worded(match: _Match) -> str:
    return shown(match.sentence)


def _matches(
    mine: FigureContext, passages: Sequence[Passage], weights: TermWeights
) -> Iterator[_Match]:
    words, clause = term_set(mine.words), term_set(mine.clause)
    for passage in passages:
        if passage.kind == "row":
            continue
        heading = term_set(" ".join(passage.path[-2:]))
        for sentence in passage.sentences():
            text = plain(sentence.text)
            for other in figure_contexts_in(text):
                its_words, its_clause = term_set(other.words), term_set(other.clause)
                around = its_words | its_clause if other.alone else its_words
                yield _Match(
                    passage,
                    sentence,
                    other,
                    last_year(text[: other.figure.start]),
                    _share(words, around | heading, weights),
                    _share(words, term_set(text) | heading, weights),
                    _share(its_words, words | clause, weights),
                    _alike(clause, its_clause, weights),
                )


def _share(terms: frozenset[str], among: frozenset[str], weights: TermWeights) -> float:
    whole = weights.total(terms)
    return weights.total(terms & among) / whole if whole else 0.0


def _alike(first: frozenset[str], second: frozenset[str], weights: TermWeights) -> float:
    whole = weights.total(first) + weights.total(second)
    return 2 * weights.total(first & second) / whole if whole else 0.0
