"""Each sentence of a model held to the plans: let through with its evidence, or withheld."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.answers import Statement
from assistant.chat.attribution import misattributed
from assistant.chat.figures import figures_in, plain
from assistant.chat.items import CLAUSE_END, Item
from assistant.chat.joining import ends_with_joining, without_joining
from assistant.chat.markers import marked
from assistant.chat.roles import wrong_roles
from assistant.chat.subjects import Names, begins_anew, has_content, wrong_subject
from assistant.chat.times import wrong_times
from assistant.chat.words import (
    foreign_figures,
    foreign_negations,
    foreign_signs,
    foreign_words,
    is_han,
    is_verbatim,
)
from assistant.language.injection import is_live
from assistant.language.institutions import SUFFIX
from assistant.language.terms import normalised

_LONGEST_STATEMENT = 400
_MARKDOWN = re.compile(r"\*\*|__|`+|^#+\s*|^>\s*|\*(?=\S)|(?<=\S)\*")
_MARKUP = frozenset("[]{}|\\`*_#~^")
# Between two numbers it is no markup: 2~3个.
_SPAN = re.compile(r"(?<=\d)~(?=\d)")
_ADDRESS = re.compile(r"^（[^（）]*›[^（）]*(?:（[^（）]*）[^（）]*)*）\s*")
_ENDING = "。！？!?；;，,：: \n"
_VERDICT = re.compile(r"^(不对|不是的?|错误|对的?|是的|正确|否|是)[。，,；;！!：:]\s*")
# A sentence that says what the plans do not say; and one that only opens what follows.
_SILENCE = re.compile(
    "依据不足|(没有|未|无法|不能|并未|尚未)(直接|明确|具体)?(被)?(提|列|说|给|写|规定|设|涉|载|见|收录|找到|回答|确定|得知|判断|提供|包含|足够)"
)
# A comma between digits groups them.
_CLAUSES = re.compile(r"(?:[^，,；;。]|(?<=\d),(?=\d))+[，,；;。]*")
_SHORTEST_NAME = 3
_WORD = 2  # characters


@dataclass(frozen=True)
class Verification:
    """What became of a sentence: the ``statement`` that may go out, or why it may not."""

    text: str
    statement: Statement | None = None
    items: tuple[Item, ...] = ()
    reason: str = ""
    moved: bool = False
    unknown: tuple[int, ...] = ()


class Verifier:
    """Holds sentences to the items that the model was shown.

    ``names`` are those of institutions, places and the like in all plans: one that does not
    stand in the words cited is another's.
    """

    def __init__(self, items: Sequence[Item], names: Collection[str] = ()) -> None:
        self._items = tuple(items)
        known = {normalised(name) for name in names if len(name) >= _SHORTEST_NAME}
        self._regions = {plain(region) for item in items for region in item.regions}
        self._names = Names(known | self._regions)

    def verify(self, raw: str) -> Verification:
        """Return a sentence with the evidence that supports it, or the reason to withhold it.

        The passages that its markers name come first; where they do not support it and
        others do, its markers are moved to those.
        """
        text, numbers = marked(raw)
        unknown = tuple(n for n in numbers if not 1 <= n <= len(self._items))
        text = shown(text)
        fault = _fault_of_form(text)
        if fault:
            return Verification(text, reason=fault, unknown=unknown)
        named = [self._items[n - 1] for n in numbers if n not in unknown]
        others = [item for item in self._items if item not in named]
        items = self._supporting(text, named) or self._supporting(text, [*named, *others])
        if not items:
            first = (*named, *others)[:1]
            reason = self._unsupported(text, first[0]) if first else "没有依据"
            return Verification(text, reason=reason, unknown=unknown)
        evidence = {e.passage.id + str(e.excerpt.spans): e for i in items for e in i.evidence}
        statement = Statement(text=text, evidence=tuple(evidence.values()))
        moved = bool(named) and not set(items) <= set(named)
        return Verification(text, statement, items, moved=moved, unknown=unknown)

    def _supporting(self, text: str, items: Sequence[Item]) -> tuple[Item, ...]:
        """The item that supports a sentence, else those that support a part of it each."""
        for item in items:
            if not self._unsupported(text, item):
                return (item,)
        return self._in_parts(text, items) if len(items) > 1 else ()

    def _in_parts(self, text: str, items: Sequence[Item]) -> tuple[Item, ...]:
        """The items of the parts of a sentence, nothing if some part has none.

        Each part is as many clauses as one item supports. What a clause takes from the parts
        before it, the year and whom it is of, is held to its own item too; parts that rest on
        several plans name them.
        """
        clauses = _CLAUSES.findall(text)
        used: dict[Item, None] = {}
        parts = []
        start = 0
        while start < len(clauses):
            said = plain("".join(clauses[:start]))
            reach = {item: self._reach(said, clauses[start:], item) for item in items}
            item = max(items, key=lambda each: reach[each])
            if not reach[item]:
                return ()
            used[item] = None
            parts.append((plain("".join(clauses[start : start + reach[item]])), item))
            start += reach[item]
        return tuple(used) if _name_their_plans(parts) else ()

    def _reach(self, said: str, clauses: Sequence[str], item: Item) -> int:
        """How many clauses after what was said an item supports, as one part."""
        if said and not begins_anew(plain(clauses[0]), item):
            return 0
        context = self._context(said, plain(clauses[0]))
        reached = 0
        for end in range(1, len(clauses) + 1):
            part = "".join(clauses[:end]).rstrip(_ENDING)
            if self._unsupported(context + part, item):
                break
            if has_content(plain(part), item):
                reached = end
        return reached

    def _context(self, said: str, clause: str) -> str:
        """The year and the names that a clause takes from what was said before it."""
        years = [figure.number for figure in figures_in(said) if figure.is_year]
        has_own = any(figure.is_year for figure in figures_in(clause))
        year = f"{years[-1]}年" if years and not has_own else ""
        subject = self._names.subject_of(said)
        if any(name.group() in self._regions for name in self._names.within(clause)):
            subject -= self._regions
        if self._names.begins(clause):
            subject &= self._regions
        return year + "、".join(sorted(subject))

    def _unsupported(self, text: str, item: Item) -> str:
        """Return what of a sentence does not stand in an item; nothing if all of it does."""
        said = plain(text)
        source = f"{item.said}\n{item.where}"
        if is_verbatim(said, item):
            return ""
        said = said.replace(" ", "")  # 8 4岁 reads as 84岁
        return (
            foreign_signs(text, item)
            or _foreign_silence(said, item)
            or foreign_words(said, source)
            or foreign_figures(said, source, item)
            or self._foreign_names(said, source, item)
            or foreign_negations(said, item.said)
            or misattributed(said, item)
            or wrong_times(said, item)
            or wrong_roles(said, item)
            or wrong_subject(said, item, self._names)
        )

    def _foreign_names(self, said: str, source: str, item: Item) -> str:
        """A name that does not stand in the source, that of its region before it aside."""
        known = self._names.within(said)
        for found in known:
            name = found.group()
            parts = (name.removeprefix(region) for region in item.regions)
            if name not in source and not any(part and part in source for part in parts):
                return f"名称不在所引原文中：{name}"
        for suffix in SUFFIX.finditer(said):
            start = suffix.start()
            while start and is_han(said[start - 1]) and said[start - 1 : suffix.end()] in source:
                start -= 1
            before = said[:start]
            follows = ends_with_joining(before) or before.endswith(tuple(item.regions))
            of_known = any(name.start() < start <= name.end() for name in known)
            if before and is_han(before[-1]) and not (follows or of_known):
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
    """Whether a sentence says what the plans do not say, which no passage can support."""
    return _SILENCE.search(text) is not None


def is_empty(text: str) -> bool:
    """Whether a sentence has markers and signs only."""
    return not any(character.isalnum() for character in marked(text).text)


def _fault_of_form(text: str) -> str:
    if len(text) > _LONGEST_STATEMENT:
        return "过长"
    if is_live(text) or any(sign in _MARKUP for sign in _SPAN.sub("", text)):
        return "含有链接或标记"
    if sum(is_han(c) for c in without_joining(plain(text))) < _WORD:
        return "没有内容"
    return ""


def _name_their_plans(parts: Sequence[tuple[str, Item]]) -> bool:
    """Whether parts that rest on several plans each say which."""
    plans = {evidence.passage.source.id for _, item in parts for evidence in item.evidence}
    return len(plans) == 1 or all(any(r in part for r in item.regions) for part, item in parts)


def _foreign_silence(said: str, item: Item) -> str:
    """A clause that says what a plan does not say, which only a composed statement can know."""
    for clause in CLAUSE_END.split(said):
        if is_silence(clause) and not (item.composed and clause in item.said):
            return "说的是规划没有什么"
    return ""
