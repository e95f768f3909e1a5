"""The figures of a text: each number with its unit, its bound and the year it is of."""

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Literal

from assistant.language.numbers import NUMBER, RUN, without_thousands
from assistant.language.terms import normalised, term_set
from assistant.language.units import unit_at_head
from assistant.language.years import DATED, WORDED, YEAR

Bound = Literal["", "≥", "≤", ">", "<", "≈", "+", "-"]

# How an indicator's target binds.
NATURE = "预期性|约束性"

# Seen or not, none of these is a word: control and format characters, combining marks.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me", "Sk"})
_SIGNS = str.maketrans({"⩾": "≥", "⩽": "≤", "≧": "≥", "≦": "≤", "﹥": ">", "﹤": "<", "−": "-"})
_GAP = re.compile(r"(?P<kept>(?<=[\d.])\s+(?=[\d.]))|\s+")
_RATIOS = ("%", "‰", "百分点", "倍")
_BEFORE: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("≥", re.compile(r"(?:≥|>=|不(?:低|少|小)于|不下于?|至少|最低|最少)$")),
    (
        "≤",
        re.compile(r"(?:≤|<=|不(?:高|多|大)于|不(?:得|能|应)?超过|不突破|至多|最多|最高|控制在)$"),
    ),
    (">", re.compile(r"(?:>|(?:高|大|多)于|超过|超出|突破|超)$")),
    ("<", re.compile(r"(?:<|(?:低|小|少)于|不足|不满|不到)$")),
    ("≈", re.compile(r"(?:≈|大?约|接近)$")),
    ("+", re.compile(r"(?:提高|提升|增加|增长|上升|延长|扩大|新增|(?<!不)多出?|高出)了?$")),
    ("-", re.compile(r"(?:降低|下降|减少|缩短|压减|下调|减|(?<!不)少)了?$")),
)
_AFTER: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("≥", re.compile(r"[^，。；、\d]{0,4}?(?:及|或|\(含\))?以上")),
    ("≤", re.compile(r"[^，。；、\d]{0,4}?(?:及|或|\(含\))?(?:以下|以内|之内)")),
    ("≈", re.compile(r"[^，。；、\d]{0,4}?(?:左右|上下)")),
)
# Measure words that count the same.
_SAME_UNITS = ("人名位",)
_LISTS = ("、", "和")
_LONGEST_BOUND = 6
_WORDED_BOUND = re.compile(
    r"(?:不(?:低|少|小|高|多|大)于|(?:高|大|多|低|小|少)于|不?超过|至少|至多|控制在)(?=\d)"
    r"|(?<=[\d%‰])(?:以上|以下|以内|左右)"
)
_NO_TOPIC = re.compile(
    rf"[到至]?{DATED.pattern}|{NUMBER.pattern}|目标值?|现状值?|牵头|负责|配合|{NATURE}|数值|指标"
    r"|(?:达|提高|提升|降低?|下降|增加|控制|保持|稳定)[到至在为]|达到|以上|以下|以内|左右|超过|由(?!于)"
)
# Those that a reader need not tell apart: 60%以上 is ≥60%, 超过60% very nearly so.
_ALIKE: dict[Bound, Bound] = {">": "≥", "<": "≤"}


@dataclass(frozen=True)
class Figure:
    """A number as a text gives it; ``year`` is the last one named before it, if any is."""

    number: str
    unit: str
    bound: Bound
    year: str
    start: int
    end: int

    @property
    def is_year(self) -> bool:
        """Whether the number is a year itself."""
        return self.unit == "年" and YEAR.fullmatch(self.number) is not None


def plain(text: str) -> str:
    """Return a text in one writing, so that the same words and numbers are the same string.

    Full-width forms are normalised and wordings of the same thing made one; what cannot be seen
    is dropped, as are thousands separators and white space, but not between two numbers.

    >>> plain("达到 ６０\\u200b％，1,234 人；6.86 6.9")
    '达到60%，1234人；6.86 6.9'
    """
    # The comma that ends a clause must not become one that groups digits.
    text = text.replace("，", "\ue000").replace("；", "\ue001").replace("：", "\ue002")
    text = unicodedata.normalize("NFKC", text)
    text = text.replace("\ue000", "，").replace("\ue001", "；").replace("\ue002", "：")
    seen = "".join(" " if c.isspace() else c for c in text if c.isspace() or not _is_unseen(c))
    joined = _GAP.sub(lambda match: " " if match["kept"] else "", seen.translate(_SIGNS))
    return _kept_marks(without_thousands(joined))


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in _UNSEEN


def _kept_marks(text: str) -> str:
    """Return the text normalised, its full-width marks kept."""
    pieces = re.split("([，；：])", text)
    return "".join(piece if piece in "，；：" else normalised(piece) for piece in pieces)


def figures_in(text: str) -> tuple[Figure, ...]:
    """Return the figures of a text that is already `plain`, in order.

    >>> [(f.number, f.unit, f.bound, f.year) for f in figures_in("2025年降到5.20‰以下，共3万人")]
    [('2025', '年', '', ''), ('5.2', '‰', '≤', '2025'), ('3', '万人', '', '2025')]
    """
    found: list[Figure] = []
    year = ""
    for match in RUN.finditer(text):
        number, before, after = (
            _canonical(match.group()),
            text[: match.start()],
            text[match.end() :],
        )
        unit = ("第" if before.endswith("第") else "") + unit_at_head(after)
        figure = Figure(number, unit, _bound(before, after), year, match.start(), match.end())
        if WORDED.match(text, match.start()):
            figure = Figure(number, "年", "", "", match.start(), match.end())
            year = number
        elif (
            found
            and not figure.bound
            and text[found[-1].end + len(found[-1].unit) : figure.start] in _LISTS
        ):
            # 不低于90%、80%: the bound is that of all in the list.
            bound = found[-1].bound if found[-1].bound in ("≥", "≤") else figure.bound
            figure = replace(figure, bound=bound)
        found.append(figure)
    return tuple(found)


def _canonical(number: str) -> str:
    whole, dot, part = number.partition(".")
    if "." in part:
        return number
    part = part.rstrip("0")
    return f"{whole.lstrip('0') or '0'}.{part}" if dot and part else whole.lstrip("0") or "0"


def _bound(before: str, after: str) -> Bound:
    for bound, pattern in _AFTER:
        if pattern.match(after):
            return bound
    for bound, pattern in _BEFORE:
        if pattern.search(before[-_LONGEST_BOUND:]):
            return _ALIKE.get(bound, bound)
    return ""


def without_bounds(text: str) -> str:
    """Return a plain text without the words that bound its figures, which have many wordings.

    >>> without_bounds("大于78.2岁，达到60%以上，不低于省平均")
    ' 78.2岁，达到60% ，不低于省平均'
    """
    return _WORDED_BOUND.sub(" ", text)


def terms_beside(text: str) -> frozenset[str]:
    """Return the terms of a plain text but its figures and the words that only tell their kind.

    >>> sorted(terms_beside("到2025年，建成率目标为60%以上"))
    ['建成', '成率']
    """
    without = _NO_TOPIC.sub(" ", without_bounds(text))
    return frozenset(term for term in term_set(without) if len(term) > 1 and not term[0].isdigit())


def is_same(said: Figure, found: Figure, units: str) -> bool:
    """Whether a figure is the one that a source gives: number, unit and bound.

    A unit that the source gives must be said too, and so must that of a table's ratios.

    Args:
        units: the units that the source's table gives to its bare numbers.
    """
    if said.number != found.number or said.bound != found.bound:
        return False
    if said.unit == found.unit or any({said.unit, found.unit} <= set(u) for u in _SAME_UNITS):
        return bool(said.unit) or not any(ratio in units for ratio in _RATIOS)
    return not found.unit and (said.is_year or said.unit in units)


def is_given(said: Figure, found: Figure, units: str) -> bool:
    """Whether a figure is one that a source gives, whichever way the sentence says it goes.

    Which way is the head of its column (增减), or follows from two others, and held to those.
    """
    if said.bound in ("+", "-") and not found.bound:
        said = replace(said, bound="")
    return is_same(said, found, units)
