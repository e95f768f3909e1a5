"""Whether a question names what it is about by itself, or only asks more of what was named."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from assistant.language.lexicon import words_of
from assistant.language.regions import plan_names, without_regions
from assistant.language.rules import patterns_of
from assistant.language.terms import topic_of
from corpus.documents import Source
from index.words import nouns_in, tagged

_RULES = patterns_of(__file__, "topics")
# What stands for something said before, and names nothing.
_POINTING = _RULES["pointing"]
_QUOTED = _RULES["quoted"]
# Parts that plans have: whoever asks for them names a topic.
_PLAN_PARTS = _RULES["plan-parts"]
_ASIDE = _RULES["aside"]
# What a name goes on with, though alone it only asks: 护士数, 占比.
_MEASURE = _RULES["measure"]
_SENTENCE_END = _RULES["sentence-end"]
_WANTS = patterns_of(__file__, "follow-ups")["wants"]
_YEAR = patterns_of(__file__, "follow-ups")["with-year"]
# Words that ask something of whatever was named: 性质, 目标, 院长, 完成.
_RELATIONAL = frozenset((*words_of("relational"), *words_of("attributes")))
# Tags of words that say how something is asked, and not what: adverbs, pronouns, numerals …
_EMPTY_TAGS = "drpcuyemqtfxwb"
_SHORTEST = 2  # characters
_MARKS = '，,。？?、：:；;！! “”"'
_HAN_OR_LATIN = re.compile(r"[\u4e00-\u9fffa-zA-Z]+")


def never(_: str) -> bool:
    """Tell of every word that no plan has it."""
    return False


def own_topic(
    text: str, sources: Sequence[Source], said: Callable[[str], bool] = never
) -> tuple[str, ...]:
    """Return the words by which a question names its topic, none if it names no topic.

    Plans, years, words that ask, that point back and that ask something of whatever was named
    before are no topic, nor is a verb that no plan has; ``said`` tells which words some plan has.

    >>> own_topic("人口素质由谁牵头", ()), own_topic("它由谁牵头，什么时候完成", ())
    (('人口素质',), ())
    """
    named = (*_QUOTED.findall(text), *_PLAN_PARTS.findall(text))
    topic = topic_of(_POINTING.sub(" ", text), plan_names(sources))
    runs = [run.strip(_MARKS) for run in topic.split()]
    found = (word for run in runs for word in _named_in(run, said))
    return tuple(dict.fromkeys((*named, *found)))


def _named_in(run: str, said: Callable[[str], bool]) -> tuple[str, ...]:
    """The words of a run that name something, or else the run as a whole if some plan has it."""
    words = tuple(filter(None, (_name_in(word, said) for word in _words_left(run))))
    is_whole = len(run) >= _SHORTEST and run not in _RELATIONAL and said(run)
    return words or ((run,) if is_whole else ())


def _name_in(words: str, said: Callable[[str], bool]) -> str:
    """A stretch if it names something, or its longest beginning that some plan has, or nothing."""
    if nouns_in(words) or said(words):
        return words
    beginnings = (words[:end] for end in range(len(words) - 1, _SHORTEST, -1))
    return next(filter(said, beginnings), "")


def _words_left(run: str) -> Iterator[str]:
    """The stretches of a run between words that name nothing."""
    words = tagged(run)
    for is_empty, stretch in groupby(words, key=lambda word: _is_empty(*word)):
        together = "".join(word for word, _ in stretch)
        if not is_empty and len(together) >= _SHORTEST and _HAN_OR_LATIN.search(together):
            yield together


def _is_empty(word: str, tag: str) -> bool:
    return word in _RELATIONAL or (tag[0] in _EMPTY_TAGS and not word.isascii())


def subject_of(question: str, sources: Sequence[Source]) -> str:
    """Return what a question is about, as it is worded there, without plans, years and asking.

    >>> subject_of("再看护士。每千人口护士数2025年要多少", ())
    '每千人口护士数'
    """
    asked = _asking_part(question)
    names = plan_names(sources)
    if quoted := _QUOTED.search(asked):
        following = topic_of(asked[quoted.end() :], names, as_typed=True).split()
        goes_on = following and asked[quoted.end() :].startswith(following[0])
        return quoted.group() + (following[0].strip(_MARKS) if goes_on else "")
    lead, _, rest = asked.partition("，")
    if rest and not _WANTS.search(lead) and own_topic(lead, sources):
        return without_regions(_YEAR.sub("", _POINTING.sub("", lead)), sources).rstrip("呢吧")
    topic = topic_of(_ASIDE.sub(" ", _POINTING.sub(" ", asked)), names, as_typed=True)
    runs = [run.strip(_MARKS) for run in topic.split()]
    named = [run for run in runs if any(_words_left(run))]
    part = _PLAN_PARTS.search(asked)
    return _joined(named, without_regions(asked, sources)) or (part.group() if part else "")


def _asking_part(question: str) -> str:
    """The sentence that asks, of several: the last with a topic that asks something."""
    parts = [part for part in _SENTENCE_END.split(question) if part]
    asking = [part for part in parts if _WANTS.search(part) and own_topic(part, ())]
    return asking[-1] if asking else question


def _joined(runs: Sequence[str], text: str) -> str:
    """Runs of a text with what joins them there, if that is a single character."""
    whole = ""
    at = 0
    for run in runs:
        start = text.find(run, at)
        between = text[at:start] if start >= 0 else ""
        end = start + len(run)
        measure = _MEASURE.match(text[end:]) if start >= 0 else None
        whole += (between if whole and len(between) == 1 else "") + run
        whole += measure.group() if measure else ""
        at = end + (measure.end() if measure else 0) if start >= 0 else at
    return whole
