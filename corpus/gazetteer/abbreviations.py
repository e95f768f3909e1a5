"""Abbreviations that a text defines: 医疗联合体（医联体）, 自动体外除颤器（AED）."""

import re
from collections.abc import Iterator

from corpus.gazetteer.boundaries import wordings

_LATIN = re.compile("([\u4e00-\u9fff]{3,20})[（(]([A-Za-z][A-Za-z0-9+-]{1,9})[）)]")
_LATIN_FIRST = re.compile(
    "(?<![A-Za-z0-9])([A-Z][A-Za-z0-9]{1,8})[（(]([\u4e00-\u9fff]{4,20})[）)]"
)
_SAID = re.compile(
    '([\u4e00-\u9fff]{3,30})[（(](?:以下)?(?:统一)?简称[为：:]?[“"]?([\u4e00-\u9fffA-Za-z0-9+]{2,12})[”"]?[）)]'
)
_HAN = re.compile("([\u4e00-\u9fff]{4,20})[（(]([\u4e00-\u9fff]{2,5})[）)]")
_ANY = re.compile("[\u4e00-\u9fff]$")
_SHARED = 2


def abbreviations_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield each abbreviation that a text defines, with what it stands for.

    >>> list(abbreviations_in("配备自动体外除颤器（AED）。推进医疗联合体（医共体）建设"))
    [('AED', '自动体外除颤器'), ('医共体', '医疗联合体')]
    >>> list(abbreviations_in("乡镇（街道）卫生院（社区卫生服务中心）设立精神（心理）科"))
    []
    """
    for match in _LATIN.finditer(text):
        yield match.group(2), _begun(match.group(1))
    for match in _LATIN_FIRST.finditer(text):
        yield match.group(1), match.group(2)
    for match in _SAID.finditer(text):
        yield match.group(2), _begun(match.group(1))
    for match in _HAN.finditer(text):
        full = _shortened(_begun(match.group(1)), match.group(2))
        if full:
            yield match.group(2), full


def _begun(words: str) -> str:
    """The words from where a name may begin: after 配备, 推进, 的."""
    ending = next(wordings(words, _ANY), (words,))
    return ending[0] if len(ending[0]) > 1 else words


def _shortened(full: str, short: str) -> str:
    """The part of ``full`` that ``short`` abbreviates: it begins and ends alike.

    Nearly all of its characters stand in the full name, in order (医共体 for 医疗联合体).
    """
    begin = full.rfind(short[0], 0, len(full) - len(short))
    if begin < 0 or full[-1] != short[-1] or short in full:
        return ""
    position, shared = begin, 0
    for character in short:
        found = full.find(character, position)
        if found >= 0:
            shared += 1
            position = found + 1
    return full[begin:] if shared >= max(_SHARED, len(short) - 1) else ""
