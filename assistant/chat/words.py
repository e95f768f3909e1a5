"""Whether the words of a sentence, its figures and its negations stand in what it cites."""

import re
import unicodedata

from assistant.chat.figures import NATURE, figures_in, is_same, without_bounds
from assistant.chat.items import Item
from assistant.chat.joining import JOINING, LONGEST, blanked
from assistant.language.numbers import IN_HAN

_HAN_RUN = re.compile(r"[\u3400-\u9fff〇]+")
_LATIN = re.compile(r"[a-z]+")
# Signs that a sentence may have of its own; any other must stand in what it cites.
_SIGNS = frozenset("，。、；：？！“”‘’（）()《》〈〉,.;:?!\"'-—~·… 0123456789%‰<>≤≥=+−×÷/")
_ENDING = "。！？!?；;，,：: \n"
# What a clause may begin after and end before; a comma within a number is gone from plain text.
_MARKS = "，,。；;：:！？!?\n "
_NATURE = re.compile(f"[(（](?:{NATURE})[)）]")
_WORD = 2  # characters
# Two characters say what is not: 不得, 未经, 没有, 取消.
_NEGATION = re.compile("[不未没无非勿莫禁否]|取消|停止|撤销|撤并|暂停|废止|拒绝|除外|免除|放弃")


def is_verbatim(said: str, item: Item) -> bool:
    """Whether a sentence is a run of whole clauses of an item, word for word.

    The name of its region may stand before them, and the nature of an indicator be left off.
    """
    words = said.rstrip(_ENDING)
    regions = sorted(item.regions, key=len, reverse=True)
    region = next((name for name in regions if words.startswith(name)), "")
    bare = words.removeprefix(region).lstrip("的，：")
    return any(
        _is_run_of_clauses(run, source)
        for run in {words, bare}
        for source in (item.said, _NATURE.sub("", item.said))
    )


def _is_run_of_clauses(words: str, source: str) -> bool:
    start = source.find(words)
    while start >= 0:
        before, after = source[:start], source[start + len(words) :]
        if (not before or before[-1] in _MARKS) and (not after or after[0] in _MARKS):
            return bool(words)
        start = source.find(words, start + 1)
    return False


def foreign_signs(text: str, item: Item) -> str:
    """A character that is neither Han nor of everyday writing, and not in what is cited."""
    for sign in unicodedata.normalize("NFKC", text):
        is_ordinary = is_han(sign) or sign in _SIGNS or (sign.isascii() and sign.isalpha())
        if not is_ordinary and sign not in item.said:
            return f"字符不在所引原文中：{sign}"
    return ""


def stands_in(said: str, source: str) -> bool:
    """Whether a plain text says nothing but words of the source, and what joins them."""
    return not foreign_words(said, source)


def foreign_words(said: str, source: str) -> str:
    """A stretch of words that neither stands in the source nor joins what does."""
    for word in _LATIN.findall(said):
        if not re.search(rf"(?<![a-z]){word}(?![a-z])", source):
            return f"词语不在所引原文中：{word}"
    for run in _HAN_RUN.findall(without_bounds(said)):
        reached = _reached(run, source)
        if reached < len(run):
            return f"词语不在所引原文中：{run[max(0, reached - 1) : reached + 4]}"
    return ""


def _reached(run: str, source: str) -> int:
    """How far a run of Han characters is made of joining words and stretches of the source."""
    reachable = [True] + [False] * len(run)
    furthest = 0
    for start in range(len(run)):
        if not reachable[start]:
            continue
        for end in range(start + 1, len(run) + 1):
            piece = run[start:end]
            joins = len(piece) <= LONGEST and piece in JOINING
            stands = piece in source and (len(piece) > 1 or len(run) == 1)
            if not stands and len(piece) > LONGEST:
                break
            if joins or stands:
                reachable[end] = True
                furthest = max(furthest, end)
    return furthest


def foreign_figures(said: str, source: str, item: Item) -> str:
    """A figure that an item does not give: number, unit and bound; one in Han characters too."""
    years = {str(r.year) for k in item.records for r in (k.baseline, k.target) if r}
    for figure in figures_in(said):
        given = any(is_same(figure, found, item.units) for found in item.figures) or any(
            is_same(figure, found, "") and figure.is_year == found.is_year
            for found in item.figures_of_address
        )
        if not given and not (figure.is_year and figure.number in years):
            return f"数字不在所引原文中：{said[figure.start : figure.end]}{figure.unit}"
    without = blanked(said)
    for match in IN_HAN.finditer(without):
        before = without[max(0, match.start() - 1) : match.start()]
        piece = (before if before == "第" else "") + without[match.start() : match.end() + 1]
        if not _stands_whole(piece.rstrip(_ENDING + " "), source):
            return f"数字不在所引原文中：{piece}"
    return ""


def _stands_whole(piece: str, source: str) -> bool:
    """Whether a number in Han characters stands in the source and is no part of a longer one."""
    start = source.find(piece)
    while start >= 0:
        longer = start and IN_HAN.match(source[start - 1]) and IN_HAN.match(piece[0])
        follows = source[start + len(piece) : start + len(piece) + 1]
        if not longer and not (IN_HAN.match(piece[-1]) and IN_HAN.match(follows)):
            return True
        start = source.find(piece, start + 1)
    return False


def foreign_negations(said: str, source: str) -> str:
    """A negation that the source does not have there, or one of the source that is left off."""
    for match in _NEGATION.finditer(said):
        piece = said[match.start() : match.end() + 1]
        if piece.rstrip(_ENDING) not in source:
            return f"否定不在所引原文中：{piece}"
    for match in _NEGATION.finditer(source):
        denied = source[match.end() : match.end() + _WORD]
        if len(denied.strip(_ENDING)) == _WORD and denied in said:
            pieces = (said[m.start() : m.end() + _WORD] for m in _NEGATION.finditer(said))
            positive = source.replace(match.group() + denied, "")
            if not any(piece.endswith(denied) for piece in pieces) and denied not in positive:
                return f"原文是否定的：{match.group()}{denied}"
    return ""


def is_han(character: str) -> bool:
    """Whether a character is a Han character."""
    return _HAN_RUN.fullmatch(character) is not None
