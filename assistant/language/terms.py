"""What a question is about, as weighted terms, and how much of it a text covers."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from assistant.language.institutions import with_short_numbers
from assistant.language.lexicon import words_of
from assistant.language.rules import patterns_of
from assistant.language.years import PERIOD, YEAR
from index.words import bigrams, commonness, function_words, segments
from index.words import normalised as half_width

_PHRASES = re.compile("|".join(map(re.escape, words_of("phrases"))))
_WORDS = frozenset(words_of("words"))
# What only asks by its shape: how the answer is to be worded, 几家, 捋一捋, 降到 …
_ASKING = tuple(patterns_of(__file__, "asking").values())
# Words that ask, and that words of two characters end with: 卒中, 评分.
_ENDINGS = frozenset("中分会能高低")
_LONGER_NAME = 3
_BEFORE_A_TIME = patterns_of(__file__, "terms")["before-a-time"]
_CONTENT = frozenset(words_of("content"))
_SAME = {wording: canonical for wording, (canonical,) in words_of("same").items()}
# What plain speech says, the longest wording first, and how plans may word it.
PLAIN = words_of("plain")
# What a term counts that a sentence has not itself, but its heading.
IN_HEADING = 0.75
# Passages of general Chinese that are counted beside those at hand, and the words of each.
_IN_GENERAL = 100
_WORDS_EACH = 60
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
_NUMBER_OR_LATIN = re.compile(r"\d+(?:\.\d+)?%?|[a-z]+(?:\d+)?")
_WORD = re.compile(r"[\u4e00-\u9fff]+|[a-z][a-z\d]*")
_YEAR_WITH_SUFFIX = re.compile(rf"{YEAR.pattern}\s*年?")


@lru_cache(maxsize=20_000)
def normalised(text: str) -> str:
    """Return a text in half width, lower case and one wording for the same thing.

    >>> normalised("２０２５年期望寿命")
    '2025年预期寿命'
    """
    text = with_short_numbers(half_width(text))
    for wording, canonical in _SAME.items():
        text = text.replace(wording, canonical)
    return text


def terms_in(text: str) -> list[str]:
    """Return the character pairs of a text's Han runs, and its numbers and Latin words whole.

    >>> terms_in("每万人口5.4名AED")
    ['每万', '万人', '人口', '名', '5.4', 'aed']
    """
    text = normalised(text)
    pairs = [pair for run in _HAN_RUN.findall(text) for pair in bigrams(run)]
    return pairs + _NUMBER_OR_LATIN.findall(text)


def topic_of(question: str, without: Iterable[str] = (), *, as_typed: bool = False) -> str:
    """Return a question with the words that only ask, the time and ``without`` blanked out.

    The topic is normalised, unless it is to be shown ``as_typed``.

    >>> topic_of("常熟2025年健康镇建成率的目标是多少", ["常熟"]).split()
    ['健康镇建成率']
    """
    text = question if as_typed else normalised(question)
    for words in sorted(without, key=len, reverse=True):
        text = text.replace(words if as_typed else normalised(words), " ")
    for aside in (_YEAR_WITH_SUFFIX, PERIOD, *_ASKING, _PHRASES):
        text = aside.sub(" ", text)
    return " ".join("".join(_kept(segments(text))).split())


def _kept(found: Sequence[str]) -> Iterator[str]:
    """Blank out the words that ask, but no character after another: 医共体, 卒中中心 are words."""
    for position, word in enumerate(found):
        before = found[position - 1] if position else ""
        after = found[position + 1] if position + 1 < len(found) else ""
        singles = (before, word) if word in _ENDINGS else (before, word, after)
        is_part = all(len(w) == 1 and _HAN_RUN.match(w) for w in singles)
        if word == "前" and not _BEFORE_A_TIME.search(before):
            yield word  # 产前筛查
            continue
        asks = word in _WORDS and not (is_part and before not in _WORDS and after not in _WORDS)
        yield " " if asks or _is_function_word(word) else word


def _is_function_word(word: str) -> bool:
    return len(word) > 1 and word in function_words() and word not in _CONTENT


def content_words(topic: str) -> tuple[str, ...]:
    """Return the words of a topic that can be looked for by themselves: two characters or Latin.

    >>> content_words("公共场所配aed")
    ('公共场所', 'aed')
    """
    found = (word for run in topic.split() for word in segments(run))
    return tuple(dict.fromkeys(w for w in found if len(w) > 1 and _WORD.fullmatch(w)))


def coined_pairs(topic: str) -> tuple[str, ...]:
    """Return the pairs of characters of a topic that are no words but next to each other.

    A coined name is cut into them, for no dictionary has it.

    >>> coined_pairs("智医助理"), coined_pairs("互联网医院")
    (('智医',), ())
    """
    found = (pairwise(segments(run)) for run in topic.split())
    pairs = (a + b for run in found for a, b in run if len(a) == len(b) == 1)
    return tuple(dict.fromkeys(pair for pair in pairs if _HAN_RUN.fullmatch(pair)))


def terms_of(topic: str) -> tuple[str, ...]:
    """Return the distinct terms of a topic, in order; a single character only if alone.

    >>> terms_of("健康镇 建成率")
    ('健康', '康镇', '建成', '成率')
    """
    terms = dict.fromkeys(terms_in(topic))
    longer = [term for term in terms if len(term) > 1]
    return tuple(longer or terms)


def plain_words(question: str) -> tuple[str, ...]:
    """Return the wordings of plain speech in a question, none within another, longest first.

    It cuts no word in two: 得了 is none in 获得了. A single character is one only as a word of
    its own, or in a longer name for the same, 娃 in 学生娃.

    >>> plain_words("老人家看病谁管"), plain_words("管理")
    (('老人家', '看病', '管'), ())
    """
    found = []
    words = segments(question)
    spans = list(pairwise((0, *accumulate(map(len, words)))))
    for word, (start, end) in zip(words, spans, strict=True):
        if word in _WORDS and len(word) > 1:  # 怎么办 asks, and has no 办 in it
            question = f"{question[:start]}{'，' * len(word)}{question[end:]}"
    for plain in PLAIN:
        at = question.find(plain)
        if at >= 0 and not any(_cuts(at, at + len(plain), *span) for span in spans):
            found.append(plain)
            question = question.replace(plain, "，" * len(plain))
    return tuple(found)


def _cuts(start: int, end: int, word_start: int, word_end: int) -> bool:
    """Whether a stretch of text holds a part of a word and something beside it, or is too short."""
    is_part = start >= word_start and end <= word_end
    if is_part:
        return end - start == 1 < word_end - word_start < _LONGER_NAME
    return start < word_start < end < word_end or word_start < start < word_end < end


def terms_within_words(topic: str) -> frozenset[str]:
    """Return the terms of a topic that lie within a word, and reach over no end of one.

    >>> sorted(terms_within_words("孩子戴眼镜"))
    ['孩子', '戴眼', '眼镜']
    """
    words = (word for run in topic.split() for word in segments(run))
    return frozenset(term for word in words for term in terms_in(word) if len(word) > 1)


class TermWeights:
    """How telling each term is: its inverse document frequency among all passages.

    The formula is the smoothed idf of BM25 (Robertson and Spärck Jones):
    ``ln(1 + (N - n + 0.5) / (n + 0.5))``, with N passages of which n hold the term. To the
    passages at hand some of general Chinese are added, as many as `_IN_GENERAL`: of a document
    of two passages alone every word is in half of them, and those it has not would outweigh
    all others.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        counts = Counter(term for text in texts for term in set(terms_in(text)))
        self._count = len(texts) + _IN_GENERAL
        self._weights = {term: self._idf(term, n) for term, n in counts.items()}

    def _idf(self, term: str, passages_with_term: int) -> float:
        in_general = _IN_GENERAL * (1 - math.exp(-_WORDS_EACH * commonness(term) / 1000))
        found = passages_with_term + in_general
        return math.log(1 + (self._count - found + 0.5) / (found + 0.5))

    def __contains__(self, term: object) -> bool:
        """Whether some passage has the term."""
        return term in self._weights

    def __getitem__(self, term: str) -> float:
        known = self._weights.get(term)
        return self._idf(term, 0) if known is None else known

    def total(self, terms: Iterable[str]) -> float:
        """Return the sum of the weights of ``terms``."""
        return sum(self[term] for term in terms)

    def coverage(self, terms: Collection[str], text: str) -> float:
        """Return which part of the weight of ``terms`` stands in ``text``, 0 to 1."""
        whole = self.total(terms)
        if not whole:
            return 0.0
        present = term_set(text)
        return self.total(term for term in terms if term in present) / whole


@lru_cache(maxsize=20_000)
def term_set(text: str) -> frozenset[str]:
    """Return the terms that stand in a text."""
    return frozenset(terms_in(text))
