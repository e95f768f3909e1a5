"""An answer in the plans' own words: the sentences that bear most on the question."""

from collections.abc import Iterator, Sequence

from assistant.answers import Candidate, Draft, Evidence, Statement
from assistant.composers.claims import with_verdict
from assistant.composers.composer import proposed
from assistant.composers.enumerations import (
    answer_to_same_question,
    draft_of,
    list_meant,
    under_lead,
)
from assistant.evidence.asked import Asked
from assistant.evidence.parts import asks_for_words_of_clause
from assistant.evidence.sentences import BEARS_ON
from assistant.language.ages import age_asked
from assistant.language.clauses import Meant, cut_to, shown
from assistant.language.numbers import figures_in
from assistant.language.terms import term_set
from assistant.language.years import years_in
from assistant.question.answer_types import ENUMERATION, asks_whether, asks_why
from corpus.text import readable

# Further sentences are added while they score at least this part of the best one.
_NEXT_TO_BEST = 0.92
_MOST_STATEMENTS = 3
# So little of the topic may be in any sentence.
_LITTLE = 0.31
# So telling is a noun by which one thing is told from another.
_TELLING = 0.9
# Two sentences say the same if they share this part of the shorter one's terms.
_SAME = 0.6
_SEVERAL = 2
# With what a question ends, and a lead-in to what follows.
_LEADS_ON = ("？", "?", "：", ":")
# The reason stands in the clauses around: a sentence up to so long is not cut.
_WITH_REASON = 180


class Sentences:
    """The best sentences, cut to what answers."""

    name = "sentences"

    def propose(self, asked: Asked) -> Iterator[Candidate]:
        """Yield the best sentences; where several years are asked, also those with all of them."""
        question = asked.question
        # Whose number is asked for has no words in common with the question but by chance.
        if question.kind == "across" or asks_for_words_of_clause(question, asked.library):
            return
        if len(question.years) >= _SEVERAL:
            wanted = set(question.years)
            complete = [e for e in asked.clauses if wanted <= set(years_in(e.excerpt.text))]
            yield from self._from(asked, complete, all_years=1.0)
        yield from self._from(asked, asked.clauses, all_years=0.0)

    def _from(
        self, asked: Asked, clauses: Sequence[Evidence], *, all_years: float
    ) -> Iterator[Candidate]:
        clauses = [found for found in clauses if _states(found)]
        if not clauses:
            return
        scores = [found.score for found in clauses[:_SEVERAL]]
        listed = list_meant(asked, clauses[0]) if len(asked.question.plans) == 1 else None
        draft = answer_to_same_question(clauses[0])
        if listed is not None:
            draft = draft_of(asked, clauses[0], listed)
        elif draft is None:
            draft = _draft_from(asked, clauses)
        draft = with_verdict(asked.question, draft)
        candidate = proposed(
            self.name,
            asked,
            draft,
            score=scores[0],
            lead=scores[0] - scores[-1],
            all_years=all_years,
        )
        if not (_is_of_other_years(asked, draft.evidence) or _is_about_something_else(candidate)):
            yield candidate


def _states(found: Evidence) -> bool:
    """Whether a sentence states something: no question, no lead-in, no title alone."""
    text = readable(found.excerpt.text).strip()
    return not text.endswith(_LEADS_ON) and text != found.passage.source.title


def _is_of_other_years(asked: Asked, clauses: Sequence[Evidence]) -> bool:
    """Whether a figure of a year is asked and each sentence says outright that it is of others."""
    years = set(asked.question.years)
    if not years or asked.question.kind != "value":
        return False
    each = [set(years_in(found.excerpt.text)) for found in clauses]
    return all(said and said.isdisjoint(years) for said in each)


def _is_about_something_else(candidate: Candidate) -> bool:
    """Whether it has nothing of the topic, or little and no word that plans use.

    A yes is of something else, too, where all fits but the thing that it is asked of, which no
    plan speaks of.
    """
    signals = candidate.signals
    if (
        asks_whether(candidate.question)
        and signals["covered"] >= _LITTLE
        and signals["absent unknown"] >= _TELLING
    ):
        return True
    has_none = signals["known"] == 0 and signals["unknown"] < 1
    return not signals["covered"] or (has_none and signals["covered"] < _LITTLE)


def _draft_from(asked: Asked, clauses: Sequence[Evidence]) -> Draft:
    weights = asked.library.weights
    wanted = asked.form or (ENUMERATION if asked.question.kind == "list" else None)
    meant = Meant(years=asked.question.years, age=age_asked(asked.question.text))
    chosen: list[tuple[str, list[Evidence]]] = []
    for candidate in clauses:
        if chosen and candidate.score < max(_NEXT_TO_BEST * clauses[0].score, BEARS_ON):
            break
        text, excerpt = cut_to(candidate.excerpt, asked.terms, weights, wanted, meant)
        if asks_why(asked.question) and len(candidate.excerpt.text) <= _WITH_REASON:
            text, excerpt = shown(candidate.excerpt), candidate.excerpt
        cited = [Evidence(passage=candidate.passage, excerpt=excerpt, score=candidate.score)]
        same = next((entry for entry in chosen if says_the_same(text, entry[0])), None)
        if same:
            same[1].extend(cited)
        elif len(chosen) < _MOST_STATEMENTS:
            lead = under_lead(asked, candidate)
            if lead is not None:
                text, cited = f"{shown(lead.excerpt)}：{text}", [*cited, lead]
            chosen.append((text, cited))
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


def says_the_same(text: str, other: str) -> bool:
    """Return whether two texts share most of their terms and all figures of the first."""
    first, second = term_set(text), term_set(other)
    if not first or not second:
        return False
    return (
        figures_in(text) <= figures_in(other)
        and len(first & second) / min(len(first), len(second)) >= _SAME
    )
