"""Whether plans speak of something: how that is asked, and what the something is."""

import re
from collections.abc import Collection, Iterator
from itertools import accumulate

from assistant.language.rules import patterns_of
from corpus.documents import Value
from index.words import segments

_RULES = patterns_of(__file__, "mentioning")
_PLAN_WORD, _WHICH = _RULES["plan-word"], _RULES["which"]
_A_NOT_A, _WHETHER, _HAS = _RULES["a-not-a"], _RULES["whether"], _RULES["has"]
_VERB, _MORE, _AROUND = (_RULES[name] for name in ("verb", "asks-more", "around"))
_HAVE = re.compile(f"有|{_VERB.pattern}")
_OR = re.compile("或者|或是|或|、")
# What a further sentence adds, and does not ask for another thing.
_FURTHER = re.compile(
    "[？?。]|[，,](?=不管|不论|无论|包括|比如|逐|都|列|分别|请|[对是][吗么]|是不是|对不对)"
)
_BRACKETS = re.compile("[（(]([^（）()]*)[）)]")
_APART = re.compile('[“”"《》，,]')
# The name that stands in brackets behind another one has so many characters.
_OTHER_NAME = 4
_BLANK = "　"
_SHORTEST, _LONGEST_AROUND = 2, 8


class Mentioning(Value):
    """What plans are asked to speak of: any of the ``topics``, in the words of the question.

    ``typed`` are the words of the question that say it, ``of_which`` tells whether it is asked
    which of several plans do.
    """

    topics: tuple[str, ...]
    typed: str
    of_which: bool


def mentioning(text: str, names: Collection[str]) -> Mentioning | None:
    """Return what plans are asked to speak of, ``None`` if something else is asked.

    Args:
        text: the question.
        names: the titles and regions of the plans.

    >>> mentioning("常熟规划提没提三孩政策", ["常熟"]).topics
    ('三孩政策',)
    """
    rest, has_name, has_word, of_which = _without_plans(text, names)
    first = next(filter(_topic_in, _FURTHER.split(rest)), rest)
    if _MORE.search(first):
        return None
    asks = rest != _A_NOT_A.sub("", rest) or _WHETHER.search(rest) is not None
    asks = asks or (has_word and _HAS.search(first) is not None)
    asks = asks or (of_which and not has_name and _HAVE.search(first) is not None)
    if not asks or not (has_name or has_word or of_which):
        return None
    said = _A_NOT_A.sub(_BLANK, first)
    topics = tuple(dict.fromkeys(_topics_in(said)))
    typed = _topic_in(said)
    return Mentioning(topics=topics, typed=typed, of_which=of_which) if topics else None


def _topics_in(text: str) -> Iterator[str]:
    """Yield what is asked for: this or that, by its name before brackets or the one in them."""
    other = _BRACKETS.search(_topic_in(text))
    for part in _OR.split(_topic_in(_BRACKETS.sub("", text))):
        topic = " ".join(_APART.sub(" ", _trimmed(part)).split())
        if topic:
            yield topic
    if other and _topic_in(text).endswith(other.group()) and len(other.group(1)) >= _OTHER_NAME:
        yield other.group(1)


def _without_plans(text: str, names: Collection[str]) -> tuple[str, bool, bool, bool]:
    """A question with a blank for each plan, and whether it names one, says 规划, or asks which."""
    has_name = False
    for name in sorted(filter(None, names), key=len, reverse=True):
        if name in text:
            has_name = True
            text = re.sub(rf"{re.escape(name)}(?:市|区|县)?", _BLANK, text)
    said = re.compile(rf"{_BLANK}(?:{_PLAN_WORD.pattern})|^(?:{_PLAN_WORD.pattern})")
    blanked, words = said.subn(_BLANK, text)
    asked, which = _WHICH.subn(_BLANK, blanked)
    return asked, has_name, bool(words), bool(which)


def _topic_in(text: str) -> str:
    """The longest part of a question between blanks, without what asks on either side of it."""
    parts = (_trimmed(part) for part in text.split(_BLANK))
    return max(parts, key=len, default="")


def _trimmed(text: str) -> str:
    """A text without what asks at its ends, where that cuts no word in two."""
    bounds = sorted({0, *accumulate(map(len, segments(text)))})
    start, end = 0, len(text)
    while begins := [b for b in bounds if start < b <= end and _asks(text[start:b])]:
        start = begins[-1]
    while ends := [b for b in bounds if start <= b < end and _asks(text[b:end])]:
        end = ends[0]
    kept = text[start:end]
    return kept if len(kept) >= _SHORTEST else ""


def _asks(text: str) -> bool:
    return len(text) <= _LONGEST_AROUND and _AROUND.fullmatch(text) is not None
