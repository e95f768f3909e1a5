"""Which words of a question its evidence does not hold: what tells a near miss from an answer."""

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.answers import Evidence, Question
from assistant.language.regions import plan_names
from assistant.language.rules import patterns_of
from assistant.language.terms import (
    IN_HEADING,
    PLAIN,
    TermWeights,
    content_words,
    normalised,
    term_set,
    terms_in,
    topic_of,
)
from assistant.library import Library
from corpus.documents import Value
from corpus.text import readable
from index.words import tagged

# The sort of thing that is asked for, 疾病 in “哪些疾病”: answers seldom name it.
_SORT = patterns_of(__file__, "absence")["sort"]
# What a word counts that only the rest of a cited passage holds.
_IN_PASSAGE = 0.5
# The idf of a word that is telling beyond doubt.
_TELLING = 4.0
_NOUNS = "nlij"
_SHORT, _LONG = 2, 4
# Four characters are mostly two words, 退休职工; three that begin with a verb are its object.
_WITH_VERB = patterns_of(__file__, "absence")["with-verb"]
# What is counted or measured of a thing: the form of the answer tells that.
_MEASURED = patterns_of(__file__, "absence")["measured"]
_PLAIN = patterns_of(__file__, "absence")["plain-speech"]
_ABBREVIATION = re.compile("[\u4e00-\u9fff]{2,3}")


class Absence(Value):
    """How much of what a question is about some evidence does not hold, each 0 to 1.

    ``share`` is which part of the weight of its words is missing; ``known`` how telling the most
    telling missing noun is that the plans use elsewhere, and ``unknown`` that of those that no
    plan uses: another group of people, another institution, another thing. Both are 0 for a
    question in plain speech: a noun that no plan uses is then how people call what plans have.
    """

    share: float
    known: float
    unknown: float


def absence_of(
    question: Question, said: str, cited: Sequence[Evidence], library: Library
) -> Absence:
    """Return what of a question neither what is said nor the sentences cited for it hold."""
    topic = _topic(question, library)
    words = content_words(topic)
    if not words or not cited:
        return Absence(share=0.0, known=0.0, unknown=0.0)
    nouns = frozenset(() if is_plain_speech(question.asked) else nouns_asked(topic))
    text = normalised(" ".join((said, *(readable(e.excerpt.text) for e in cited))))
    heading = normalised(
        " ".join(" ".join((e.passage.source.title, *e.passage.path)) for e in cited)
    )
    around = normalised(" ".join(readable(e.passage.excerpt.text) for e in cited))
    everywhere = [library.words_said(source.id) for source in library.sources]
    share = whole = known = unknown = 0.0
    for word in dict.fromkeys((*words, *nouns)):
        weight = min(weight_of(word, library.weights), _TELLING) / _TELLING
        held = max(
            holds(text, word), IN_HEADING * holds(heading, word), _IN_PASSAGE * holds(around, word)
        )
        missing = weight * (1 - held)
        whole += weight
        share += missing
        if word not in nouns:
            continue
        if any(holds(plan, word) >= 1 for plan in everywhere):
            known = max(known, missing)
        else:
            unknown = max(unknown, missing)
    return Absence(share=share / (whole or 1), known=known, unknown=unknown)


def is_plain_speech(question: str) -> bool:
    """Whether a question is put as people talk, by its particles.

    >>> is_plain_speech("村里咋看病"), is_plain_speech("村卫生室药品配备标准")
    (True, False)
    """
    return _PLAIN.search(question) is not None


def nouns_asked(topic: str) -> tuple[str, ...]:
    """Return the nouns of a topic, the parts of the longer ones each for itself.

    >>> nouns_asked("退休职工 缴费"), nouns_asked("残疾人坐火车"), nouns_asked("职工人数")
    (('退休', '职工'), ('残疾人', '火车'), ('职工',))
    """
    nouns = (part for word, tag in tagged(topic) if tag[0] in _NOUNS for part in _parts(word))
    return tuple(dict.fromkeys(noun for noun in nouns if not _MEASURED.fullmatch(noun)))


def holds(text: str, word: str) -> float:
    """Return how much of a word a text holds: as it is, written out, or in a plan's wording.

    >>> holds("城乡居民医疗保险", "医保"), holds("在职职工", "职工食堂"), holds("公共汽车", "公园")
    (1.0, 0.3333333333333333, 0.0)
    """
    if word in text or any(wording in text for wording in PLAIN.get(word, ())):
        return 1.0
    if _ABBREVIATION.fullmatch(word) and _written_out(word).search(text):
        return 1.0
    pairs = terms_in(word)
    present = term_set(text)
    return sum(pair in present for pair in pairs) / len(pairs) if len(word) > _SHORT else 0.0


def weight_of(word: str, weights: TermWeights) -> float:
    """Return how telling a word is: the mean weight of its terms."""
    terms = terms_in(word)
    return weights.total(terms) / len(terms)


def _topic(question: Question, library: Library) -> str:
    """What a question is about, without the sort of thing that it asks for."""
    text = _SORT.sub("，", question.text)
    return topic_of(text, (*plan_names(library.sources), *question.places))


def _parts(word: str) -> tuple[str, ...]:
    """The two words that four characters are made of, the object of a verb of one, or the word."""
    if len(word) == _LONG:
        return word[:_SHORT], word[_SHORT:]
    return (word[1:],) if _WITH_VERB.match(word) else (word,)


@lru_cache(maxsize=2_000)
def _written_out(word: str) -> re.Pattern[str]:
    """What a short form stands for, each of its characters in a longer word: 医疗保险, 新住院楼."""
    return re.compile("[\u4e00-\u9fff]{1,2}".join(map(re.escape, word)))
