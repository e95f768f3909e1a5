"""An answer in the plans' own words: the sentences that bear most on the question."""

from collections.abc import Iterator, Sequence

from assistant.answers import Candidate, Draft, Evidence, Statement
from assistant.composers.claims import with_verdict
from assistant.composers.composer import proposed
from assistant.evidence.asked import Asked
from assistant.evidence.sentences import BEARS_ON
from assistant.language.clauses import cut_to, shown
from assistant.language.numbers import figures_in
from assistant.language.terms import term_set
from assistant.language.years import years_in
from assistant.question.answer_types import ENUMERATION, asks_why

# Further sentences are added while they score at least this part of the best one.
_NEXT_TO_BEST = 0.92
_MOST_STATEMENTS = 3
# So little of the topic may be in any sentence.
_LITTLE = 0.31
# Two sentences say the same if they share this part of the shorter one's terms.
_SAME = 0.6
_SEVERAL = 2
# The reason stands in the clauses around: a sentence up to so long is not cut.
_WITH_REASON = 180


class Sentences:
    """The best sentences, cut to what answers."""

    name = "sentences"

    def propose(self, asked: Asked) -> Iterator[Candidate]:
        """Yield the best sentences; where several years are asked, also those with all of them."""
        question = asked.question
        if question.kind == "across":
            return
        if len(question.years) >= _SEVERAL:
            wanted = set(question.years)
            complete = [e for e in asked.clauses if wanted <= set(years_in(e.excerpt.text))]
            yield from self._from(asked, complete, all_years=1.0)
        yield from self._from(asked, asked.clauses, all_years=0.0)

    def _from(
        self, asked: Asked, clauses: Sequence[Evidence], *, all_years: float
    ) -> Iterator[Candidate]:
        if not clauses:
            return
        scores = [found.score for found in clauses[:_SEVERAL]]
        draft = with_verdict(asked.question, _draft_from(asked, clauses))
        candidate = proposed(
            self.name,
            asked,
            draft,
            score=scores[0],
            lead=scores[0] - scores[-1],
            all_years=all_years,
        )
        if not _is_about_something_else(candidate):
            yield candidate


def _is_about_something_else(candidate: Candidate) -> bool:
    """Whether it has nothing of the topic, or little and no word that plans use."""
    signals = candidate.signals
    has_none = signals["known"] == 0 and signals["unknown"] < 1
    return not signals["covered"] or (has_none and signals["covered"] < _LITTLE)


def _draft_from(asked: Asked, clauses: Sequence[Evidence]) -> Draft:
    weights = asked.library.weights
    wanted = asked.form or (ENUMERATION if asked.question.kind == "list" else None)
    chosen: list[tuple[str, list[Evidence]]] = []
    for candidate in clauses:
        if chosen and candidate.score < max(_NEXT_TO_BEST * clauses[0].score, BEARS_ON):
            break
        text, excerpt = cut_to(candidate.excerpt, asked.terms, weights, wanted)
        if asks_why(asked.question) and len(candidate.excerpt.text) <= _WITH_REASON:
            text, excerpt = shown(candidate.excerpt), candidate.excerpt
        cited = Evidence(passage=candidate.passage, excerpt=excerpt, score=candidate.score)
        same = next((entry for entry in chosen if _says_the_same(text, entry[0])), None)
        if same:
            same[1].append(cited)
        elif len(chosen) < _MOST_STATEMENTS:
            chosen.append((text, [cited]))
    several_plans = len({e.passage.source.id for _, cited in chosen for e in cited}) > 1
    return Draft(
        statements=tuple(
            Statement(
                text=text,
                evidence=tuple(cited),
                subject=cited[0].passage.source.region if several_plans else "",
            )
            for text, cited in chosen
        )
    )


def _says_the_same(text: str, other: str) -> bool:
    """Whether two texts share most of their terms and all figures of the first."""
    first, second = term_set(text), term_set(other)
    if not first or not second:
        return False
    return (
        figures_in(text) <= figures_in(other)
        and len(first & second) / min(len(first), len(second)) >= _SAME
    )
