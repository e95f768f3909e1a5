"""A question in the spelling of the plans: simplified characters, whole years, names put right."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache, partial, reduce
from itertools import accumulate
from typing import Any

from assistant.language.numbers import with_numbers
from assistant.language.terms import PLAIN, plain_words
from assistant.language.years import with_years
from corpus import characters
from corpus.numerals import NUMERAL
from index.words import general_tokenizer, segments

_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
_SHORTEST, _LONGEST = 2, 12
_SHORTEST_FORM = 3
# What may stand between two characters of a short form where it is written out.
_ANY_HAN = "[\u4e00-\u9fff]{0,2}"
_FUNCTION_WORDS = frozenset("的了在是为有要会能吗呢吧和与及或由被把将从向对让用不没各该这那")
_NEVER_MISTYPED = _FUNCTION_WORDS | frozenset(NUMERAL)
# Runs of so many characters that stand so often in the plans are terms of theirs.
_TERM_LENGTHS = (3, 4)
_RECURS = 5
_VARIED = 3
# A name of two characters has many homophones, which must then agree in tone too.
_SHORT_NAME = 2
# Sounds that are often typed for one another.
_ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"))


class Spelling:
    """Puts questions into the spelling of the plans.

    Args:
        names: the names that are put right where a question has a homophone in their place.
        said: all that the plans say; what stands in it is never taken for a slip.
    """

    def __init__(self, names: Iterable[str], said: str) -> None:
        plain = map(characters.simplified, names)
        self._names = frozenset(n for n in plain if _HAN_RUN.fullmatch(n))
        self._said = said

    def corrected(self, question: str) -> str:
        """Return a question with traditional characters, short years and slips put right.

        >>> Spelling(["古里镇", "医共体"], "古里镇建成医共体").corrected("古理镇的醫供體25年")
        '古里镇的医共体2025年'
        """
        question = self._with_names(with_numbers(with_years(simplified(question))))
        return self._in_full(self._as_plans_say(question))

    def _as_plans_say(self, question: str) -> str:
        """Put the wording of the plans for plain speech that no plan uses."""
        for plain in plain_words(question):
            if plain not in self._said:
                said = (wording for wording in PLAIN[plain] if wording in self._said)
                question = question.replace(plain, next(said, plain))
        return question

    def _in_full(self, question: str) -> str:
        """Write short forms out (长护险) that no dictionary and no plan has, as some plan does."""
        for short in _short_forms(question):
            if short not in self._said:
                full = Counter(re.findall(_ANY_HAN.join(short), self._said))
                if full:
                    question = question.replace(short, full.most_common(1)[0][0])
        return question

    def _with_names(self, question: str) -> str:
        position = 0
        pieces = []
        while position < len(question):
            name = next(self._meant_at(question, position), None)
            pieces.append(name or question[position])
            position += len(name) if name else 1
        return "".join(pieces)

    def _meant_at(self, question: str, start: int) -> Iterator[str]:
        """Yield the names whose homophones stand in a question from ``start`` on, longest first."""
        run = _HAN_RUN.match(question, start)
        for length in range(min(_LONGEST, len(run.group()) if run else 0), _SHORTEST - 1, -1):
            window = question[start : start + length]
            name = self._by_sound.get(tuple(map(_sound_of, window)))
            if name is None or (length == _SHORT_NAME and not _same_tones(window, name)):
                continue
            if any(c in _NEVER_MISTYPED and c != n for c, n in zip(window, name, strict=True)):
                continue  # 江阴是 is not 江阴市 mistyped, nor 第四人民医院 第市人民医院
            if window not in self._said and _is_no_word(question, start, start + length):
                yield name

    @cached_property
    def _by_sound(self) -> Mapping[tuple[str, ...], str]:
        found: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for name in sorted(self._names):
            if _SHORTEST <= len(name) <= _LONGEST:
                found[tuple(map(_sound_of, name))].append(name)
        return {sounds: names[0] for sounds, names in found.items() if len(names) == 1}


def _is_no_word(question: str, start: int, end: int) -> bool:
    """Whether a part of a question is no word, nor cuts one off: 常熟实 in 常熟实际."""
    if general_tokenizer().FREQ.get(question[start:end]):
        return False
    run = _HAN_RUN.match(question, start)
    words = segments(run.group() if run else "")
    ends = accumulate((len(word) for word in words), initial=start)
    return end in ends


def recurring(said: str) -> frozenset[str]:
    """Return the terms of three and four characters that recur in a text and are in no dictionary.

    What is a part of a longer term only stands beside the same characters again and again.

    >>> sorted(recurring("医共体建设。推进医共体，做实医共体试点，县域医共体；紧密型医共体内部"))
    ['医共体']
    """
    counts: Counter[str] = Counter()
    beside: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for match in _HAN_RUN.finditer(said):
        run = match.group()
        for length in _TERM_LENGTHS:
            for i in range(len(run) - length + 1):
                term = run[i : i + length]
                counts[term] += 1
                before, after = beside[term]
                before.add(run[i - 1 : i])
                after.add(run[i + length : i + length + 1])
    return frozenset(
        term
        for term, count in counts.items()
        if count >= _RECURS
        and min(map(len, beside[term])) >= _VARIED
        and _FUNCTION_WORDS.isdisjoint(term)
        and len(segments(term)) == len(term)
    )


def _short_forms(question: str) -> Iterator[str]:
    """Yield the runs of characters that are no words: what a short form is cut into."""
    run = ""
    for word in (*segments(question), "。"):
        if _HAN_RUN.fullmatch(word) and len(word) == 1 and word not in _FUNCTION_WORDS:
            run += word
            continue
        if len(run) >= _SHORTEST_FORM:
            yield run
        run = ""


def simplified(text: str) -> str:
    """Return a text in simplified characters.

    >>> simplified("江陰健康促進學校"), simplified("健康著作")
    ('江阴健康促进学校', '健康著作')
    """
    return str(_converter().convert(text))


@lru_cache(maxsize=10_000)
def _sound_of(character: str) -> str:
    """Return the commonest reading of a character, those often mistaken for one another alike."""
    sound = str(_pinyin().lazy_pinyin(character)[0])
    return reduce(lambda typed, alike: typed.replace(*alike), _ALIKE, sound)


def _same_tones(first: str, second: str) -> bool:
    style = _pinyin().Style.TONE3
    read = partial(_pinyin().lazy_pinyin, style=style)
    return all(read(a) == read(b) for a, b in zip(first, second, strict=True))


@cache
def _pinyin() -> Any:
    """Import pypinyin, whose dictionary takes a quarter of a second to load."""
    import pypinyin  # noqa: PLC0415 - slow

    return pypinyin


@cache
def _converter() -> Any:
    import opencc  # noqa: PLC0415 - loads its dictionaries at the first use

    return opencc.OpenCC("t2s")
