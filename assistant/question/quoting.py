"""The words that a question is about, as they were typed, to be quoted in a refusal."""

import re
from collections.abc import Collection
from itertools import accumulate

from assistant.language.terms import TermWeights, terms_of, topic_of
from index.words import segments

_PARTS = re.compile(r"[，。？！；,?!;\s　]+")
# What is asked for by 哪, 几 or 什么 in one character is asked with it: 哪天, 几号.
_SORT_ASKED = re.compile("(?:哪一?|几|多少|什么)[\u4e00-\u9fff]")
_QUOTES = '“”"《》：:、的'


def quoted(typed: str, names: Collection[str], weights: TermWeights) -> str:
    """Return the piece of a question that says most of what it is about, empty if none does.

    It is a piece as it was typed: between the ``names`` of plans and the marks, without the
    words that ask at its two ends, and no word is cut.
    """
    for name in sorted(names, key=len, reverse=True):
        typed = typed.replace(name, "，")
    pieces = [_trimmed(piece) for piece in _PARTS.split(typed)]
    return max(pieces, key=lambda piece: _weight(piece, weights), default="")


def _weight(piece: str, weights: TermWeights) -> float:
    topic = topic_of(piece)
    return weights.total(terms_of(topic)) if topic else 0.0


def _trimmed(piece: str) -> str:
    """A piece without the words that ask at its ends."""
    bounds = sorted({0, *accumulate(map(len, segments(piece)))})
    start, end = 0, len(piece)
    while begins := [b for b in bounds if start < b <= end and _only_asks(piece[start:b])]:
        start = begins[-1]
    while ends := [b for b in bounds if start <= b < end and _only_asks(piece[b:end])]:
        end = ends[0]
    return _whole(piece[start:end].strip("：:、的 "))


def _only_asks(text: str) -> bool:
    return not topic_of(text, as_typed=True).strip(_QUOTES) or bool(_SORT_ASKED.fullmatch(text))


def _whole(text: str) -> str:
    """A text without quotation marks around all of it."""
    inner = text[1:-1]
    is_quoted = text[:1] in '“"' and text[-1:] in '”"' and not set(inner) & set('“”"')
    return inner if is_quoted and inner else text
