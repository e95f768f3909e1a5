"""Whether the words of a sentence, its figures and its negations stand in what it cites."""

import re
import unicodedata

from assistant.chat.figures import NATURE, figures_in, is_given, without_bounds
from assistant.chat.items import Item
from assistant.chat.joining import CONTAINERS, JOINING, LIGHT_VERBS, LONGEST, blanked
from assistant.language.numbers import IN_HAN
from index.words import function_words, tagged

_HAN_RUN = re.compile(r"[\u3400-\u9fff〇]+")
_LATIN = re.compile(r"[a-z]+")
# Signs that a sentence may have of its own; any other must stand in what it cites.
_SIGNS = frozenset("，。、；：？！“”‘’（）()《》〈〉,.;:?!\"'-—~·… 0123456789%‰<>≤≥=+−×÷/")
_ENDING = "。！？!?；;，,：: \n"
# What a clause may begin after and end before; a comma within a number is gone from plain text.
_MARKS = "，,。；;：:！？!?\n "
_NATURE = re.compile(f"[(（](?:{NATURE})[)）]")
_WORD = 2  # characters
# What a line of a list is about, in the model's own words: 速度：……
_LABEL = re.compile(r"(?:^|(?<=[：；]))[\u3400-\u9fff]{2,6}：")
# Tags of ICTCLAS: words that join (adverbs, pronouns, numerals, measure words …).
_FUNCTION_TAGS = "drpcuyeofmqzk"
# What a short form leaves out of the words it is short for: 医保 of 医疗保障, 老人 of 老年人.
_LEFT_OUT = 2
# So many light verbs may be the model's own, or this part of all words.
_FEWEST_OWN = 2
_OWN_SHARE = 0.25
# Two characters say what is not: 不得, 未经, 没有, 取消.
_NEGATION = re.compile(
    "[不未没无非勿莫禁否]|取消|停止|停办|停用|叫停|撤销|撤并|暂停|废止|拒绝|除外|免除|放弃|阻止|阻碍|限制|抑制|反对"
    "|放慢|放缓|放松|放宽|撤减|减弱|推迟|延后|削减|缩减|压缩|杜绝|避免|淡化|弱化|削弱"
)
_EXCLUDES = re.compile("不(?:算|计|含|包括|包含|在内|列入|纳入)|除外")
_QUOTED = re.compile('[“"]([^“”"]{2,})[”"]')
# Directions, comparisons, roles and negations, which are held to the source by themselves.
_HELD_ELSEWHERE = re.compile(
    "提高|提升|增加|增长|上升|升|升[至到]|涨|涨到|增|新增|扩大|高|高出|多|更多|更高|最高|最多|快|下降|降低|降|降[至到]|减少|减"
    "|缩短|缩小|压|压到|压减|低|少|更少|更低|最低|最少|牵头|负责|主管|主办|配合|协助|参与|不[算计含]|不包括|无|没|没有|未"
)
_BOUND = re.compile("以上|以下|以内|以外|之上|之下(?!$)|之内|及以上|及以下")


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


def foreign_bounds(said: str, source: str, asked: str = "") -> str:
    """A bound of something that is no figure, which the source does not have: 二级以下医院."""
    for match in _BOUND.finditer(said):
        piece = said[max(0, match.start() - _WORD) : match.end()]
        of_figure = re.search(r"[\d%‰]\S{0,2}$", said[: match.start()])
        if not of_figure and piece not in source and piece not in asked:
            return f"范围与原文不同：{piece}"
    return ""


def stands_in(said: str, source: str) -> bool:
    """Whether a plain text says nothing but words of the source, and what joins them."""
    return not foreign_words(said, source)


def foreign_words(said: str, source: str) -> str:
    """A word that neither stands in the source nor joins what does.

    Function words say how something is said, by jieba's dictionary. A few verbs may be the
    model's own that say no more than that something is done, and nouns that any text has (方面,
    期限): a thing that the source does not name, or another act, is another.
    """
    for word in _LATIN.findall(said):
        if not re.search(rf"(?<![a-z]){word}(?![a-z])", source):
            return f"词语不在所引原文中：{word}"
    own, words, last = 0, 0, ""
    for run in _HAN_RUN.findall(_without_figures(said)):
        foreign = _foreign_positions(run, source)
        start = 0
        for word, tag in tagged(run):
            end = start + len(word)
            words += 1
            is_new = foreign & set(range(start, end)) and not _joins(word, tag)
            is_held = _HELD_ELSEWHERE.fullmatch(word) is not None
            if is_new and not is_held and not _is_short_for(word, source):
                if word not in LIGHT_VERBS:
                    return f"词语不在所引原文中：{word}"
                own += 1
                last = word
            start = end
    if own > max(_FEWEST_OWN, _OWN_SHARE * words):
        return f"词语多半不在所引原文中：{last}"
    return ""


def _is_short_for(word: str, source: str) -> bool:
    """Whether the characters of a word stand in the source in this order, few between them."""
    if len(word) < _WORD:
        return False
    gaps = f"[\u3400-\u9fff]{{0,{_LEFT_OUT}}}"
    pattern = gaps.join(map(re.escape, word))
    return any(
        len(match.group()) <= len(word) + _LEFT_OUT for match in re.finditer(pattern, source)
    )


def foreign_quotes(said: str, source: str, asked: str = "") -> str:
    """What is said in quotation marks, and neither source nor question says so."""
    for match in _QUOTED.finditer(said):
        if match.group(1) not in source and match.group(1) not in asked:
            return f"引号里的话不在所引原文中：{match.group(1)}"
    return ""


def _without_figures(said: str) -> str:
    """A plain text without its figures and their units, which are held to the source as such."""
    text = without_bounds(said)
    for figure in reversed(figures_in(text)):
        unit = "" if figure.unit.startswith("第") else figure.unit
        end = figure.end + len(unit) if text.startswith(unit, figure.end) else figure.end
        text = f"{text[: figure.start]} {text[end:]}"
    return _LABEL.sub("", text)


def _joins(word: str, tag: str) -> bool:
    return (
        word in JOINING
        or word in CONTAINERS
        or tag[0] in _FUNCTION_TAGS
        or word in function_words()
    )


def _foreign_positions(run: str, source: str) -> set[int]:
    """Which characters of a run are in no stretch of the source nor in a joining word.

    Of all ways to divide the run the one that leaves the fewest.
    """
    least: list[tuple[int, int]] = [(0, 0)] + [(len(run) + 1, 0)] * len(run)
    for start in range(len(run)):
        before = least[start][0]
        for end in range(start + 1, len(run) + 1):
            piece = run[start:end]
            joins = len(piece) <= LONGEST and piece in JOINING
            stands = len(piece) > 1 and piece in source
            stands = stands or (len(run) == 1 and piece in source)
            if not stands and len(piece) > LONGEST:
                break
            cost = 0 if joins or stands else 1 if len(piece) == 1 else None
            if cost is not None and before + cost < least[end][0]:
                least[end] = (before + cost, start)
    foreign, end = set(), len(run)
    while end:
        cost, start = least[end]
        if cost > least[start][0]:
            foreign.add(start)
        end = start
    return foreign


def foreign_figures(said: str, source: str, item: Item) -> str:
    """A figure that an item does not give: number, unit and bound; one in Han characters too."""
    years = {str(r.year) for k in item.records for r in (k.baseline, k.target) if r}
    for figure in figures_in(said):
        given = any(is_given(figure, found, item.units) for found in item.figures) or any(
            is_given(figure, found, "") and figure.is_year == found.is_year
            for found in item.figures_of_address
        )
        if not given and not (figure.is_year and figure.number in years):
            return f"数字不在所引原文中：{said[figure.start : figure.end]}{figure.unit}"
    without = _without_words(blanked(said), source)
    for match in IN_HAN.finditer(without):
        before = without[max(0, match.start() - 1) : match.start()]
        piece = (before if before == "第" else "") + without[match.start() : match.end() + 1]
        if not _stands_whole(piece.rstrip(_ENDING + " "), source):
            return f"数字不在所引原文中：{piece}"
    return ""


def _without_words(said: str, source: str) -> str:
    """A text without the words of the source that but have a numeral in them: 队伍, 统一."""
    return "".join(
        " " * len(word) if len(word) > 1 and tag[0] != "m" and word in source else word
        for word, tag in tagged(said)
    )


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
        if piece.rstrip(_ENDING) not in source and not _leaves_out(said, match, source):
            return f"否定不在所引原文中：{piece}"
    for match in _NEGATION.finditer(source):
        denied = source[match.end() : match.end() + _WORD]
        if len(denied.strip(_ENDING)) == _WORD and denied in said:
            pieces = (said[m.start() : m.end() + _WORD] for m in _NEGATION.finditer(said))
            positive = source.replace(match.group() + denied, "")
            if not any(piece.endswith(denied) for piece in pieces) and denied not in positive:
                return f"原文是否定的：{match.group()}{denied}"
    return ""


def _leaves_out(said: str, match: re.Match[str], source: str) -> bool:
    """Whether a negation and the source both leave something out: 不算, 不包括, 不计."""
    return _EXCLUDES.match(said, match.start()) is not None and bool(_EXCLUDES.search(source))


def is_han(character: str) -> bool:
    """Whether a character is a Han character."""
    return _HAN_RUN.fullmatch(character) is not None
