"""What all ways of answering have in common: from what is known of a question to a proposal."""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from assistant.answers import Candidate, Draft, Evidence
from assistant.evidence.absence import absence_of
from assistant.evidence.asked import Asked
from assistant.evidence.sentences import is_of_other_year
from assistant.language.indicator_names import is_spoken_of
from assistant.language.regions import plan_names
from assistant.language.terms import IN_HEADING, content_words, normalised, terms_of, topic_of
from assistant.language.years import years_in
from assistant.library import Library
from corpus.text import readable

# Who has less of the topic than this speaks of something else.
_UNRELATED = 0.1
# Who has so much of it speaks of it.
_COVERS = 0.6


class Composer(Protocol):
    """A way of answering.

    It knows no other way, and judges nothing: it proposes what it can make of what is known,
    and says what speaks for it.
    """

    @property
    def name(self) -> str:
        """What it is called where a decision is explained, and in the judge's weights."""

    def propose(self, asked: Asked) -> Iterable[Candidate]:
        """Yield the answers that it can make, none if the question is not of its kind."""


def proposed(name: str, asked: Asked, draft: Draft, **own: float) -> Candidate:
    """Return a draft as a candidate, with the signals of all composers and this one's ``own``."""
    signals = {**common_signals(asked, draft), **own}
    return Candidate(composer=name, question=asked.question, draft=draft, signals=signals)


def common_signals(asked: Asked, draft: Draft) -> dict[str, float]:
    """Return what speaks for and against any draft.

    ``covered``, 0 to 1, is which part of the topic's weight the draft and the words it cites
    have, a heading's counting for less, and ``unrelated`` 1 if that is next to nothing;
    ``known`` is the same by words, of those that some plan uses, and ``unknown`` which part of
    the words no plan uses: plain speech has such words. ``absent``, ``absent known`` and
    ``absent unknown`` are what of the question the sentences cited do not hold (`Absence`).
    ``typed`` is 1 if the draft has what an answer must have by its form. ``lacks`` and
    ``other year`` are which part of the sentences cited have not the institution, the attribute
    or the indicator that is asked for, and speak of other years. ``distance`` is ln(rank) of
    the first passage cited, by meaning. ``sentence`` is the score of the best sentence that has
    the form of an answer, whoever proposes it. ``years`` is which part of the years that are
    asked stands in the draft or what it cites, ``computes`` 1 where something is to be computed,
    ``row meant`` where a row of the plans that are asked is meant beyond doubt.
    ``reworded`` is 1 for a question in the plans' words, and the kind of the question is a
    signal by its name.
    """
    library, question = asked.library, asked.question
    cited = draft.evidence
    said = f"{draft.opening} {' '.join(statement.text for statement in draft.statements)}"
    text = normalised(" ".join((said, *(readable(e.excerpt.text) for e in cited))))
    heading = normalised(
        " ".join(" ".join((e.passage.source.title, *e.passage.path)) for e in cited)
    )
    words = content_words(topic_of(question.text, plan_names(library.sources)))
    weight = {word: _weight(word, library) for word in words}
    everywhere = [library.words_said(source.id) for source in library.sources]
    known = [word for word in words if any(word in plan for plan in everywhere)]
    of_known = sum(weight[word] for word in known)
    held = sum(weight[word] for word in known if word in text)
    held += IN_HEADING * sum(weight[word] for word in known if word in heading and word not in text)
    weights = library.weights
    absent = absence_of(question, said, cited, library)
    in_text = weights.coverage(asked.terms, text)
    in_either = weights.coverage(asked.terms, f"{text} {heading}")
    covered = in_text + IN_HEADING * (in_either - in_text)
    return {
        "covered": covered,
        "unrelated": float(covered < _UNRELATED),
        "known": held / of_known if of_known else 0.0,
        "absent": absent.share,
        "absent known": absent.known,
        "absent unknown": absent.unknown,
        "unknown": sum(weight[w] for w in words if w not in known) / (sum(weight.values()) or 1),
        "typed": float(has_form(asked.form, draft)),
        "lacks": _share(cited, lambda e: _lacks(asked, e)),
        "other year": _share(cited, lambda e: _is_of_other_year(asked, e)),
        "distance": math.log(_rank_by_meaning(asked, cited[0])) if cited else 0.0,
        "sentence": asked.clauses[0].score if asked.clauses else 0.0,
        "years": _share_of_years(asked, f"{said} {text}"),
        "computes": float(asked.wants_computing),
        "row meant": float(asked.row_meant is not None),
        "reworded": float(asked.is_reworded),
        question.kind: 1.0,
    }


def has_form(form: re.Pattern[str] | None, draft: Draft) -> bool:
    """Whether a draft has what an answer must have; the year in a plan's title answers nothing."""
    said = f"{draft.opening} {' '.join(statement.text for statement in draft.statements)}"
    for title in {e.passage.source.title for e in draft.evidence}:
        said = said.replace(title, "")
    return form is None or form.search(normalised(said)) is not None


def covers(draft: Draft, asked: Asked) -> bool:
    """Whether a draft speaks of what is asked, and has what an answer must have by its form."""
    words = (s.text for s in draft.statements), (e.excerpt.text for e in draft.evidence)
    text = normalised(" ".join(readable(word) for each in words for word in each))
    held = asked.library.weights.coverage(asked.terms, text)
    return held >= _COVERS and has_form(asked.form, draft)


def _lacks(asked: Asked, found: Evidence) -> bool:
    """Whether a sentence has not what is asked for, or not the indicator that is meant."""
    if asked.wanted.is_lacking(found.passage, found.excerpt, asked.library.weights):
        return True
    row = asked.row_meant_anywhere
    text = found.excerpt.text
    return row is not None and not is_spoken_of(row, text, asked.library.weights)


def _is_of_other_year(asked: Asked, found: Evidence) -> bool:
    return is_of_other_year(asked.question, found.passage, normalised(readable(found.excerpt.text)))


def _share_of_years(asked: Asked, text: str) -> float:
    """Which part of the years that are asked stands in a text; 1 where none is asked."""
    wanted = set(asked.question.years)
    return len(wanted & set(years_in(text))) / len(wanted) if wanted else 1.0


def _share(cited: Sequence[Evidence], has: Callable[[Evidence], bool]) -> float:
    return sum(map(has, cited)) / len(cited) if cited else 0.0


def _weight(word: str, library: Library) -> float:
    """How telling a word is: the mean weight of its terms."""
    terms = terms_of(word)
    return library.weights.total(terms) / len(terms) if terms else 0.0


def _rank_by_meaning(asked: Asked, found: Evidence) -> int:
    """The rank of a passage among the hits by their cosines, from 1."""
    cosines = {hit.passage.id: hit.cosine or 0.0 for hit in asked.hits}
    own = cosines.get(found.passage.id, 0.0)
    return 1 + sum(cosine > own for cosine in cosines.values())
