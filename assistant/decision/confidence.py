"""How sure it is that the plans answer a question, from what speaks for its best sentence."""

import math
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from assistant.answers import Evidence, Question
from assistant.composers.indicators import row_surely_meant
from assistant.evidence.sentences import IN_HEADING, is_of_other_year, lacks_what_is_asked
from assistant.language.indicator_names import is_spoken_of
from assistant.language.regions import plan_names
from assistant.language.terms import content_words, normalised, terms_of, topic_of
from assistant.library import Library
from assistant.question.answer_types import of_answer_type
from corpus.documents import Value
from corpus.text import readable
from index.passages import Hit

_WEIGHTS = Path(__file__).with_name("confidence.toml")


class Signals(Value):
    """What speaks for and against the best sentence that has the form of an answer.

    ``coverage`` is its score as evidence; ``known`` is which part of the question's words that
    some plan uses it has, ``unknown`` which part of them no plan uses: plain speech has such
    words, and the plans cover less of it. ``distance`` is ln(rank) of its passage by meaning;
    ``other_year`` is 1 if it speaks of other years than the question, ``lacks`` 1 if it has not
    the institution, the attribute or the indicator that is asked for, else 0.
    """

    coverage: float
    known: float
    unknown: float
    distance: float
    other_year: float
    lacks: float


def confidence(signals: Signals | None) -> float:
    """Return how sure it is that the sentence answers, 0 to 1; 0 where there is none."""
    if signals is None:
        return 0.0
    intercept, weights = _model()
    said = signals.model_dump()
    return 1 / (1 + math.exp(-intercept - sum(weights[name] * said[name] for name in weights)))


def signals_of(
    question: Question, hits: Sequence[Hit], evidence: Sequence[Evidence], library: Library
) -> Signals | None:
    """Return what speaks for the best sentence, ``None`` if none has the form of an answer."""
    candidates = of_answer_type(question, evidence)
    if not candidates:
        return None
    best = candidates[0]
    words = content_words(topic_of(question.text, plan_names(library.sources)))
    everywhere = [library.words_said(source.id) for source in library.sources]
    said = [word for word in words if any(word in text for text in everywhere)]
    text = normalised(readable(best.excerpt.text))
    heading = normalised(" ".join(best.passage.path))
    weight = {word: _weight(word, library) for word in words}
    whole = sum(weight.values()) or 1.0
    of_said = sum(weight[word] for word in said) or 1.0
    held = sum(weight[word] for word in said if word in text)
    held += sum(IN_HEADING * weight[word] for word in said if word in heading and word not in text)
    return Signals(
        coverage=best.score,
        known=held / of_said,
        unknown=sum(weight[word] for word in words if word not in said) / whole,
        distance=math.log(_rank_by_meaning(best, hits)),
        lacks=float(
            lacks_what_is_asked(question, best.passage, best.excerpt, library)
            or _is_of_other_indicator(question, best.excerpt.text, library)
        ),
        other_year=float(is_of_other_year(question, best.passage, text)),
    )


def _is_of_other_indicator(question: Question, sentence: str, library: Library) -> bool:
    """Whether a question surely means an indicator that a plan lists, and a sentence does not."""
    everywhere = tuple(source.id for source in library.sources)
    row = row_surely_meant(question.model_copy(update={"plans": everywhere}), library)
    return row is not None and not is_spoken_of(row, sentence, library.weights)


def _weight(word: str, library: Library) -> float:
    terms = terms_of(word)
    return library.weights.total(terms) / len(terms) if terms else 0.0


def _rank_by_meaning(found: Evidence, hits: Sequence[Hit]) -> int:
    """The rank of a sentence's passage among the hits by their cosines, from 1."""
    cosines = {hit.passage.id: hit.cosine or 0.0 for hit in hits}
    own = cosines.get(found.passage.id, 0.0)
    return 1 + sum(cosine > own for cosine in cosines.values())


@cache
def _model() -> tuple[float, dict[str, float]]:
    fitted = tomllib.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return fitted["intercept"], fitted["weights"]
