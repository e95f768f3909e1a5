"""Each sentence of a model held to the plans: let through with its evidence, or withheld."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from assistant.answers import Evidence, Statement
from assistant.chat.attribution import misattributed
from assistant.chat.figures import HAN_NUMBER, figures_in, is_same, plain, without_bounds
from assistant.chat.items import Item
from assistant.chat.joining import JOINING, LONGEST, blanked, ends_with_joining, without_joining
from assistant.chat.markers import marked
from assistant.injection import is_live
from assistant.terms import folded

_LONGEST_STATEMENT = 400
_HAN_RUN = re.compile(r"[\u3400-\u9fff〇]+")
_LATIN = re.compile(r"[a-z]+")
# Signs that a sentence may have of its own; any other must stand in what it cites.
_SIGNS = frozenset("，。、；：？！“”‘’（）()《》〈〉,.;:?!\"'-—~·… 0123456789%‰<>≤≥=+−×÷/")
_MARKDOWN = re.compile(r"\*\*|__|`+|^#+\s*|^>\s*|\*(?=\S)|(?<=\S)\*")
_MARKUP = frozenset("[]{}|\\`*_#~^")
_ADDRESS = re.compile(r"^（[^（）]*›[^（）]*(?:（[^（）]*）[^（）]*)*）\s*")
_ENDING = "。！？!?；;，,：: \n"
# What a clause may begin after and end before; a comma within a number is gone from plain text.
_MARKS = "，,。；;：:！？!?\n "
_VERDICT = re.compile(r"^(不对|不是的?|错误|对的?|是的|正确|否|是)[。，,；;！!：:]\s*")
# A sentence that says what the plans do not say; and one that only opens what follows.
_SILENCE = re.compile(
    "依据不足|(没有|未|无法|不能|并未|尚未)(直接|明确|具体)?(被)?(提|列|说|给|写|规定|设|涉|载|见|收录|找到|回答|确定|得知|判断|提供|包含|足够)"
)
_CLAUSE = re.compile("[，,；;。]")
_INSTITUTION = re.compile(
    "医院|卫生院|保健院|分院|中心|研究[所院]|监督所|门诊部|血站|服务站|大学|学院|局|委员会|卫健委|办公室|公司|协会"
    "|基金会|集团|街道"
)
_SHORTEST_NAME = 3
_WORD = 2  # characters
# Two characters say what is not: 不得, 未经, 没有, 取消.
_NEGATION = re.compile("[不未没无非勿莫禁否]|取消|停止|撤销|撤并|暂停|废止|拒绝|除外|免除|放弃")


@dataclass(frozen=True)
class Held:
    """What became of a sentence: the ``statement`` that may go out, or why it may not."""

    text: str
    statement: Statement | None = None
    items: tuple[Item, ...] = ()
    reason: str = ""
    moved: bool = False
    unknown: tuple[int, ...] = ()


class Leash:
    """Holds sentences to the items that the model was shown.

    ``names`` are those of institutions, places and the like in all plans: one that does not
    stand in the words cited is another's.
    """

    def __init__(self, items: Sequence[Item], names: Collection[str] = ()) -> None:
        self._items = tuple(items)
        self._names = sorted({folded(n) for n in names if len(n) >= _SHORTEST_NAME})

    def hold(self, raw: str) -> Held:
        """Return a sentence with the evidence that bears it out, or the reason to withhold it.

        The passages that its markers name come first; where they do not bear it out and
        others do, its markers are moved to those.
        """
        text, numbers = marked(raw)
        unknown = tuple(n for n in numbers if not 1 <= n <= len(self._items))
        text = shown(text)
        fault = _fault_of_form(text)
        if fault:
            return Held(text, reason=fault, unknown=unknown)
        named = [self._items[n - 1] for n in numbers if n not in unknown]
        first_reason = ""
        for items in self._choices(named):
            reason = self._unborne(text, items)
            if not reason:
                evidence = _evidence_of(items)
                statement = Statement(text=text, evidence=evidence)
                moved = bool(named) and not set(items) <= set(named)
                return Held(text, statement, items, moved=moved, unknown=unknown)
            first_reason = first_reason or reason
        return Held(text, reason=first_reason or "没有依据", unknown=unknown)

    def _choices(self, named: Sequence[Item]) -> Iterator[tuple[Item, ...]]:
        """Yield which items may bear a sentence out, those that it names before all others."""
        seen: set[tuple[Item, ...]] = set()
        choices = [
            *((item,) for item in named),
            *combinations(named, 2),
            *([tuple(named)] if named else []),
            *((item,) for item in self._items),
        ]
        for choice in choices:
            if choice not in seen:
                seen.add(choice)
                yield choice

    def _unborne(self, text: str, items: Sequence[Item]) -> str:
        """What of a sentence these items do not bear out; of several each bears whole clauses."""
        if len(items) == 1:
            return self._unsupported(text, items)
        used: set[Item] = set()
        for clause in _CLAUSE.split(text):
            if not clause.strip():
                continue
            reasons = {item: self._unsupported(clause, (item,)) for item in items}
            bearing = [item for item in items if not reasons[item]]
            if not bearing:
                return next(iter(reasons.values()))
            used.update(bearing)
        return "" if used == set(items) else "所引原文有多余"

    def _unsupported(self, text: str, items: Sequence[Item]) -> str:
        """Return what of a sentence does not stand in these items; nothing if all of it does."""
        said = plain(text)
        source = "\n".join(part for item in items for part in (item.said, item.where))
        if any(_is_verbatim(said, item.said) for item in items):
            return ""
        said = said.replace(" ", "")  # 8 4岁 reads as 84岁
        return (
            _foreign_signs(text, items)
            or _foreign_silence(said, items)
            or _foreign_words(said, source)
            or _foreign_figures(said, source, items)
            or self._foreign_names(said, source)
            or _foreign_negations(said, items)
            or misattributed(said, items)
        )

    def _foreign_names(self, said: str, source: str) -> str:
        for name in self._names:
            if name in said and name not in source:
                return f"名称不在所引原文中：{name}"
        for suffix in _INSTITUTION.finditer(said):
            start = suffix.start()
            while start and _is_han(said[start - 1]) and said[start - 1 : suffix.end()] in source:
                start -= 1
            if start and _is_han(said[start - 1]) and not ends_with_joining(said[:start]):
                return f"名称不在所引原文中：{said[max(0, start - 4) : suffix.end()]}"
        return ""


def shown(text: str) -> str:
    """Return a sentence as it may be shown.

    Without verdict, emphasis, unseen signs and final mark; without the address of an item, which
    small models copy from the prompt together with its words.

    >>> shown("（常熟市 › 第13行）**药师数**为0.5人。")
    '药师数为0.5人'
    """
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc", "Mn", "Me"))
    text = _ADDRESS.sub("", _MARKDOWN.sub("", text).strip())
    return _VERDICT.sub("", text.strip()).strip().rstrip(_ENDING)


def is_silence(text: str) -> bool:
    """Whether a sentence says what the plans do not say, which no passage can bear out."""
    return _SILENCE.search(text) is not None


def _fault_of_form(text: str) -> str:
    if len(text) > _LONGEST_STATEMENT:
        return "过长"
    if is_live(text) or any(sign in _MARKUP for sign in text):
        return "含有链接或标记"
    if sum(_is_han(c) for c in without_joining(plain(text))) < _WORD:
        return "没有内容"
    return ""


def _evidence_of(items: Sequence[Item]) -> tuple[Evidence, ...]:
    found = {e.passage.id + str(e.excerpt.spans): e for item in items for e in item.evidence}
    return tuple(found.values())


def _is_verbatim(said: str, source: str) -> bool:
    """Whether a sentence is a run of whole clauses of the source, word for word."""
    words = said.rstrip(_ENDING)
    start = source.find(words)
    while start >= 0:
        before, after = source[:start], source[start + len(words) :]
        if (not before or before[-1] in _MARKS) and (not after or after[0] in _MARKS):
            return bool(words)
        start = source.find(words, start + 1)
    return False


def _foreign_signs(text: str, items: Sequence[Item]) -> str:
    """A character that is neither Han nor of everyday writing, and not in what is cited."""
    own = "".join(item.said for item in items)
    for sign in unicodedata.normalize("NFKC", text):
        is_ordinary = _is_han(sign) or sign in _SIGNS or (sign.isascii() and sign.isalpha())
        if not is_ordinary and sign not in own:
            return f"字符不在所引原文中：{sign}"
    return ""


def _foreign_silence(said: str, items: Sequence[Item]) -> str:
    """A clause that says what a plan does not say, which only a composed statement can know."""
    for clause in _CLAUSE.split(said):
        if is_silence(clause) and not any(i.composed and clause in i.said for i in items):
            return "说的是规划没有什么"
    return ""


def stands_in(said: str, source: str) -> bool:
    """Whether a plain text says nothing but words of the source, and what joins them."""
    return not _foreign_words(said, source)


def _foreign_words(said: str, source: str) -> str:
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


def _foreign_figures(said: str, source: str, items: Sequence[Item]) -> str:
    """A figure that no item gives: number, unit and bound; a number in Han characters too."""
    for figure in figures_in(said):
        given = any(
            any(is_same(figure, found, item.units) for found in item.figures)
            or any(is_same(figure, found, "") for found in item.figures_of_address)
            for item in items
        )
        years = {str(r.year) for i in items for k in i.records for r in (k.baseline, k.target) if r}
        if not given and not (figure.is_year and figure.number in years):
            return f"数字不在所引原文中：{said[figure.start : figure.end]}{figure.unit}"
    without = blanked(said)
    for match in HAN_NUMBER.finditer(without):
        before = without[max(0, match.start() - 1) : match.start()]
        piece = (before if before == "第" else "") + without[match.start() : match.end() + 1]
        if not _stands_whole(piece.rstrip(_ENDING + " "), source):
            return f"数字不在所引原文中：{piece}"
    return ""


def _stands_whole(piece: str, source: str) -> bool:
    """Whether a number in Han characters stands in the source and is no part of a longer one."""
    start = source.find(piece)
    while start >= 0:
        longer = start and HAN_NUMBER.match(source[start - 1]) and HAN_NUMBER.match(piece[0])
        follows = source[start + len(piece) : start + len(piece) + 1]
        if not longer and not (HAN_NUMBER.match(piece[-1]) and HAN_NUMBER.match(follows)):
            return True
        start = source.find(piece, start + 1)
    return False


def _foreign_negations(said: str, items: Sequence[Item]) -> str:
    """A negation that the source does not have there, or one of the source that is left off."""
    source = "\n".join(item.said for item in items)
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


def _is_han(character: str) -> bool:
    return _HAN_RUN.fullmatch(character) is not None
