"""Where a text names a thing, by any of its names, written out or short, and cuts no word."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from assistant.language.terms import normalised
from assistant.language.thesaurus import names_of
from index.words import general_tokenizer, segments

_HAN = re.compile("[\u4e00-\u9fff]+")
# What may stand within a name, as a text is written, and is none of it.
_MARKS = str.maketrans("", "", "“”\"'《》〈〉 \t\n")
# Between two characters of a short form where it is written out; a word may be passed over.
_BETWEEN = "[\u4e00-\u9fff]{0,3}"
_SHORTEST, _LONGEST = 2, 4
# So many characters at most are passed over where a short form is written out: 疾控 for
# 疾病预防控制.
_LONGER = 3
# A name of so many characters is found by chance where it is cut out of two words.
_SHORT_NAME = 2
# A short form of so many characters is found by chance in no text.
_COINED = 3


@lru_cache(maxsize=50_000)
def bare(text: str) -> str:
    """Return a text normalised, without quotes and white space, which may stand within a name."""
    return normalised(text).translate(_MARKS)


def spans_of(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where a bare text has a name, and cuts no word for it.

    >>> list(spans_of("人参", "鼓励个人参加")), list(spans_of("人参", "发展人参产业"))
    ([], [(2, 4)])
    """
    if not _HAN.search(name):
        latin = re.compile(rf"(?<![a-z0-9]){re.escape(name)}(?:s?(?![a-z0-9]))")
        yield from (found.span() for found in latin.finditer(text))
        return
    start = text.find(name)
    while start >= 0:
        if not _is_torn(start, start + len(name), text):
            yield start, start + len(name)
        start = text.find(name, start + 1)


def variant_spans(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where a bare text has a name, another one for the same thing, or its short form.

    >>> next(variant_spans("临终关怀", "开展安宁疗护服务"))
    (2, 6)
    >>> next(variant_spans("院感", "控制医院感染"))
    (2, 6)
    """
    for each in names_of(name):
        yield from spans_of(each, text)
    yield from _written_out_spans(name, text)
    for short in short_forms(name):
        yield from spans_of(short, text)


def has_variant(name: str, text: str) -> bool:
    """Whether a bare text has a name, another one for the same thing, or its short form."""
    return next(variant_spans(name, text), None) is not None


@lru_cache(maxsize=5_000)
def short_forms(name: str) -> tuple[str, ...]:
    """Return what a name of several words may be called for short: by how its words begin.

    The last one may give its last character. Two characters are none if the dictionary has
    them: they are a word of their own, 扫除 and not 扫黑除恶.

    >>> short_forms("医疗共同体"), short_forms("公共场所")
    (('医共体',), ())
    """
    words = segments(name)
    if len(words) < _SHORTEST or not _HAN.fullmatch(name) or len(words) > _LONGEST:
        return ()
    begins = [word[0] for word in words]
    # A last word of three characters is made of two: 共同体.
    last = words[-1]
    if len(last) > _SHORT_NAME:
        found = {"".join([*begins, last[-1]])}
    else:
        found = {"".join(begins), "".join([*begins[:-1], last[-1]])}
    known = general_tokenizer().FREQ
    return tuple(
        sorted(
            short
            for short in found
            if short not in name and (len(short) >= _COINED or not known.get(short))
        )
    )


def _written_out_spans(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where a short form is written out, each of its characters an end of a word."""
    if not _HAN.fullmatch(name) or not _SHORTEST <= len(name) <= _LONGEST:
        return
    if general_tokenizer().FREQ.get(name):
        return  # a word of its own, and none made of others
    bounds = None
    for found in _written_out(name).finditer(text):
        start, end = found.span()
        if end - start <= len(name):
            continue
        bounds = bounds or _bounds(text)
        at = [start, *(found.start(group) for group in range(1, len(name)))]
        if start in bounds and end in bounds and all(_is_end(p, bounds) for p in at):
            yield start, end


def _is_end(position: int, bounds: frozenset[int]) -> bool:
    """Whether a character begins a word or ends one."""
    return position in bounds or position + 1 in bounds


@lru_cache(maxsize=5_000)
def _written_out(name: str) -> re.Pattern[str]:
    first, *others = map(re.escape, name)
    rest = "".join(f"{_BETWEEN}({character})" for character in others)
    # The last character may be followed by the rest of its word: 透 of 血透 in 血液透析.
    return re.compile(f"{first}{rest}[\u4e00-\u9fff]?")


def _is_torn(start: int, end: int, text: str) -> bool:
    """Whether a stretch is cut out of words that have nothing to do with it.

    It is if it cuts words on both sides; a short one if it cuts one on either and reaches into
    another, or if its end makes a word with what stands beside it: 性病 of 慢性病 is none.
    """
    bounds = _bounds(text)
    cut_before, cut_after = start not in bounds, end not in bounds
    if not (cut_before or cut_after):
        return False
    is_short = end - start <= _SHORT_NAME
    if not bounds.isdisjoint(range(start + 1, end)):
        return (cut_before and cut_after) or is_short
    known = general_tokenizer().FREQ
    joins_before = cut_before and bool(known.get(text[start - 1 : start + 1]))
    joins_after = cut_after and bool(known.get(text[end - 1 : end + 1]))
    return is_short and (joins_before or joins_after)


@lru_cache(maxsize=20_000)
def _bounds(text: str) -> frozenset[int]:
    """Where the words of a text begin and end."""
    return frozenset((0, *accumulate(map(len, segments(text)))))


def units_of(topic: str, names: Sequence[str]) -> list[list[str]]:
    """Return the runs of a topic, each divided into what may be looked for by itself.

    Known ``names`` (the longest first) are kept whole; single characters join what follows or
    stands before them.

    >>> units_of("残疾人签约服务", ["签约服务"])
    [['残疾人', '签约服务']]
    """
    return [units for run in topic.split() if (units := list(_units_of_run(run, names)))]


def _units_of_run(run: str, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        start = run.find(name)
        if start >= 0 and not _is_torn(start, start + len(name), run):
            yield from _units_of_run(run[:start], names)
            yield name
            yield from _units_of_run(run[start + len(name) :], names)
            return
    yield from _joined(segments(run)) if run else ()


def _joined(words: Sequence[str]) -> Iterator[str]:
    """Yield words, single characters joined to each other, else to the word before or after."""
    found: list[str] = []
    single = ""
    for word in words:
        if len(word) == 1 and _HAN.fullmatch(word):
            single += word
            continue
        joins_next = len(single) == 1 and not found
        if len(single) == 1 and found:
            found[-1] += single
        elif len(single) > 1:
            found.append(single)
        found.append(single + word if joins_next else word)
        single = ""
    if len(single) == 1 and found:
        found[-1] += single
    elif single:
        found.append(single)
    yield from (unit for unit in found if re.search(r"\w", unit))
