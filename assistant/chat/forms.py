"""A model's sentence as it may be shown, its clauses, and what is wrong with its form."""

import re
import unicodedata
from collections.abc import Sequence

from assistant.chat.figures import figures_in, plain
from assistant.chat.items import Item
from assistant.chat.joining import without_joining
from assistant.chat.markers import MARKERS, marked
from assistant.chat.words import is_han
from assistant.language.injection import is_live

_LONGEST_STATEMENT = 400
_MARKDOWN = re.compile(r"\*\*|__|`+|^#+\s*|^>\s*|\*(?=\S)|(?<=\S)\*")
_MARKUP = frozenset("[]{}|\\`*_#~^")
# Between two numbers it is no markup: 2~3个.
_SPAN = re.compile(r"(?<=\d)~(?=\d)")
_ADDRESS = re.compile(r"^（[^（）]*›[^（）]*(?:（[^（）]*）[^（）]*)*）\s*")
ENDING = "。！？!?；;，,：: \n"
_VERDICT = re.compile(r"^(不对|不是的?|错误|对的?|是的|正确|否|是)[。，,；;！!：:]\s*")
# A sentence that says what the plans do not say; and one that only opens what follows.
_SILENCE = re.compile(
    "依据不足|(没有|未|无法|不能|并未|尚未)(直接|明确|具体)?(被)?(提|列|说|给|写|规定|设|涉|载|见|收录|找到|回答|确定|得知|判断|提供|包含|足够)"
)
# A comma between digits groups them.
CLAUSES = re.compile(r"(?:[^，,；;。]|(?<=\d),(?=\d))+[，,；;。]*")
RAW_CLAUSES = re.compile(
    r"(?:[^，,；;。\[]|(?<=\d),(?=\d)|\[(?!\d)|(?:\[\d+\])+(?![，,；;。]))+(?:\[\d+\])*[，,；;。]*|(?:\[\d+\])+[，,；;。]*"
)
_WORD = 2  # characters


def shown(text: str) -> str:
    """Return a sentence as it may be shown.

    Without verdict, emphasis, unseen signs and final mark; without the address of an item, which
    small models copy from the prompt together with its words.

    >>> shown("（常熟市 › 第13行）**药师数**为0.5人。")
    '药师数为0.5人'
    """
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc", "Mn", "Me"))
    text = _ADDRESS.sub("", _MARKDOWN.sub("", text).strip())
    return _VERDICT.sub("", text.strip()).strip().rstrip(ENDING)


def is_silence(text: str) -> bool:
    """Whether a sentence says what the plans do not say, which no passage can support."""
    return _SILENCE.search(text) is not None


def is_empty(text: str) -> bool:
    """Whether a sentence has markers and signs only."""
    return not any(character.isalnum() for character in marked(text).text)


def segments_of(raw: str, items: Sequence[Item]) -> tuple[tuple[str, tuple[Item, ...]], ...]:
    """The parts of a sentence that end with markers, each with the items these name."""
    segments = []
    start = 0
    text = shown(raw)
    for found in MARKERS.finditer(text):
        numbers = marked(found.group()).numbers
        own = tuple(items[n - 1] for n in numbers if 1 <= n <= len(items))
        segments.append((text[start : found.start()], own))
        start = found.end()
    rest = text[start:].strip(ENDING)
    return (*segments, (rest, ())) if rest else tuple(segments)


def is_balanced(text: str) -> bool:
    """Whether all quotation marks and brackets that a text opens are closed in it."""
    return all(text.count(one) == text.count(other) for one, other in ("“”", "（）", "()", "《》"))


def fault_of_form(text: str) -> str:
    """Return what is wrong with a sentence whatever the plans say; nothing if it is in order."""
    if len(text) > _LONGEST_STATEMENT:
        return "过长"
    if is_live(text) or any(sign in _MARKUP for sign in _SPAN.sub("", text)):
        return "含有链接或标记"
    words = without_joining(plain(text))
    if sum(is_han(c) for c in words) < _WORD and not figures_in(words):
        return "没有内容"
    return ""
