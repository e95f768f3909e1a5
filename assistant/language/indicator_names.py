"""The names of an indicator, and how much of one stands in a question."""

from collections.abc import Collection

from assistant.language.rules import patterns_of
from assistant.language.terms import TermWeights, term_set, terms_of
from corpus.documents import Indicator

_RULES = patterns_of(__file__, "indicator-names")
# The base of a name: who asks for 人口 alone does not mean 每万人口全科医师数.
PER_HEAD = _RULES["base"]
_MEASURE = _RULES["measure"]
_BRACKETED = _RULES["bracketed"]
_MOST_OF_NAME = 0.6


def without_brackets(text: str) -> str:
    """Return a text without what stands in brackets, and without them.

    >>> without_brackets("执业（助理）医师")
    '执业医师'
    """
    return _BRACKETED.sub("", text)


def all_names(record: Indicator) -> str:
    """Return the name of an indicator with its other wordings."""
    return f"{record.name} {without_brackets(record.name)} {record.concept}"


def share_named(record: Indicator, said: Collection[str], weights: TermWeights) -> float:
    """Return which part of a name's weight is among the terms ``said``, 0 to 1.

    Its base (每千人口) and its measure (数, 率) do not count.
    """
    plain = without_brackets(record.name)
    own = terms_of(_MEASURE.sub("", PER_HEAD.sub("", plain))) or terms_of(plain)
    whole = weights.total(own)
    return weights.total(term for term in own if term in said) / whole if whole else 0.0


def is_spoken_of(record: Indicator, sentence: str, weights: TermWeights) -> bool:
    """Whether a sentence speaks of what an indicator measures: it has most of its name."""
    return share_named(record, term_set(sentence), weights) >= _MOST_OF_NAME
