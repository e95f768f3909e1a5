"""The lists of a plan: the words that announce each, and its items, however they are laid out."""

import re
from collections.abc import Iterator, Sequence

from corpus.documents import Excerpt, Plan, Section, Value
from corpus.headings import ORDINAL
from corpus.lead_ins import is_lead_in
from corpus.numerals import CIRCLED, NUMERAL, number_from

_BULLET = re.compile(r"(?:[—–-]{1,2}|[•·●◆■□▪])\s*")
# （一）…；（二）… and 1.…；2.… within one paragraph: only after a mark, where an item can begin.
_INLINE = re.compile(
    rf"(?:(?<=[。；;：:，,])|^)\s*(?:[（(]\s*(?P<bracketed>[{NUMERAL}]+|\d{{1,2}})\s*[）)]"
    r"|(?P<plain>\d{1,2})\s*(?:[．、]|\.(?!\d)))"
)
_ORDER = ("首先", "其次", "再次", "最后")
_NUMERAL = re.compile(rf"[{NUMERAL}]+|[{CIRCLED}]")
# An ordinal in the middle of a sentence counts only after one of these.
_BEFORE_ORDINAL = "。；;：:，,！？"
_ENDS_ITEM = re.compile(r"[；;]$")
_SEVERAL = 2
# A heading up to so long is but a number.
_SHORTEST = 6


class Item(Value):
    """An item with the address it stands at; several excerpts where it has paragraphs."""

    path: tuple[str, ...]
    excerpts: tuple[Excerpt, ...]

    @property
    def start(self) -> int:
        """Offset in the source of its first character."""
        return self.excerpts[0].start

    @property
    def end(self) -> int:
        """Offset in the source just after its last character."""
        return self.excerpts[-1].end


class ItemList(Value):
    """A list: ``lead`` are the words that announce it, ``None`` where only a heading does."""

    path: tuple[str, ...]
    lead: Excerpt | None
    items: tuple[Item, ...]


def lists_in(plan: Plan) -> tuple[ItemList, ...]:
    """Return the lists of a plan in their order."""
    sections = plan.sections
    found: list[ItemList] = []
    for index, section in enumerate(sections):
        found.extend(_within(section))
        found.extend(_over_paragraphs(section))
        led = _of_sections(sections, index)
        if led:
            found.append(led)
    return tuple(found)


def items_within(text: str) -> list[tuple[int, int]]:
    """Return where the items of a paragraph that counts them begin and end, none if it does not.

    >>> text = "主要做法：一是清洁。清扫道路。二是修复。"
    >>> [text[a:b] for a, b in items_within(text)]
    ['一是清洁。清扫道路。', '二是修复。']
    """
    for starts in (_ordinals(text), _inline(text)):
        if len(starts) >= _SEVERAL:
            return list(zip(starts, [*starts[1:], len(text)], strict=True))
    return []


def ordinal_of(text: str) -> int | None:
    """Return which of several a text says it is: 2 for 二是, 其二, 第二，, ② and 其次."""
    found = ORDINAL.match(text)
    if not found:
        return None
    for number, word in enumerate(_ORDER, start=1):
        if found.group().startswith(word[:1] if word == "再次" else word):
            return number
    numeral = _NUMERAL.search(found.group())
    return number_from(numeral.group()) if numeral else None


def _ordinals(text: str) -> list[int]:
    """Where 一是, 二是 … stand one after another; 最后 ends whatever row there is."""
    starts: list[int] = []
    for found in ORDINAL.finditer(text):
        at = found.start()
        if at and text[at - 1] not in _BEFORE_ORDINAL:
            continue
        number = ordinal_of(found.group())
        is_last = found.group().startswith("最后") and starts
        if number == len(starts) + 1 or is_last:
            starts.append(at)
    return starts


def _inline(text: str) -> list[int]:
    for kind in ("bracketed", "plain"):
        starts: list[int] = []
        for found in _INLINE.finditer(text):
            numeral = found[kind]
            if numeral and number_from(numeral) == len(starts) + 1:
                starts.append(found.start() + len(found.group()) - len(found.group().lstrip()))
        if len(starts) >= _SEVERAL:
            return starts
    return []


def _within(section: Section) -> Iterator[ItemList]:
    for paragraph in section.paragraphs:
        spans = items_within(paragraph.text)
        if spans:
            lead = paragraph.cut(0, spans[0][0])
            items = tuple(
                Item(path=section.path, excerpts=(paragraph.cut(a, b),)) for a, b in spans
            )
            yield ItemList(path=section.path, lead=lead if lead.text else None, items=items)


def _over_paragraphs(section: Section) -> Iterator[ItemList]:
    """Yield the lists whose items are paragraphs of one section: bullets, ordinals, or clauses."""
    index = 0
    paragraphs = section.paragraphs
    while index < len(paragraphs):
        last = index
        while last + 1 < len(paragraphs) and _is_next(paragraphs, index, last + 1):
            last += 1
        before = paragraphs[index - 1] if index else None
        lead = before if before is not None and is_lead_in(before.text) else None
        if last > index or (lead is not None and _BULLET.match(paragraphs[index].text)):
            items = tuple(
                Item(path=section.path, excerpts=(paragraph,))
                for paragraph in paragraphs[index : last + 1]
            )
            yield ItemList(path=section.path, lead=lead, items=items)
        index = last + 1


def _is_next(paragraphs: Sequence[Excerpt], first: int, index: int) -> bool:
    """Whether a paragraph is an item after those from ``first`` on."""
    text, before = paragraphs[index].text, paragraphs[index - 1].text
    if is_lead_in(before):
        return False
    if _BULLET.match(paragraphs[first].text):
        return _BULLET.match(text) is not None
    if ordinal_of(paragraphs[first].text) == 1:
        is_last = text.startswith("最后")
        return is_last or ordinal_of(text) == index - first + 1
    led = first > 0 and is_lead_in(paragraphs[first - 1].text)
    return led and _ENDS_ITEM.search(before) is not None


def _of_sections(sections: Sequence[Section], index: int) -> ItemList | None:
    """The list that the last paragraph of a section, or its heading, announces."""
    section = sections[index]
    words = section.paragraphs[-1] if section.paragraphs else section.heading
    if words is None or not is_lead_in(words.text):
        return None
    depth = len(section.path)
    if not depth and any(len(following.path) > 1 for following in sections[index:]):
        return None  # what follows the covering letter is the document
    groups: dict[str, list[Section]] = {}
    for following in sections[index + 1 :]:
        if following.path[:depth] != section.path or len(following.path) == depth:
            break
        groups.setdefault(following.path[depth], []).append(following)
    items = tuple(
        Item(path=group[0].path, excerpts=excerpts)
        for group in groups.values()
        if (excerpts := _excerpts_of(group))
    )
    return ItemList(path=section.path, lead=words, items=items) if items else None


def _excerpts_of(group: Sequence[Section]) -> tuple[Excerpt, ...]:
    """The words under one heading, the heading among them where it says more than a number."""
    found: list[Excerpt] = []
    for section in group:
        heading = section.heading
        if heading is not None and (not section.paragraphs or len(heading.text) > _SHORTEST):
            found.append(heading)
        found.extend(section.paragraphs)
    return tuple(found)
