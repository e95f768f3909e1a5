"""The figures in a text: where each stands, its unit, and how it is meant (不低于, 左右, 提高)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from corpus.documents import Quantity, Relation
from corpus.indicators.units import UNIT
from corpus.numerals import NUMERAL, quantity_from
from corpus.periods import YEAR

Direction = Literal["", "提高", "降低"]

# Full-width digits and signs; not the comma, which in Chinese ends a clause.
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if code != ord("，")}
_LATEX = re.compile(r"\\geq?(?![a-z])|\\leq?(?![a-z])|\\%|\$|\\sim(?![a-z])")
_LATEX_SIGNS = {r"\geq": "≥", r"\ge": "≥", r"\leq": "≤", r"\le": "≤", r"\%": "%", r"\sim": "~"}

_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?:\.[0-9]{1,15})?"
_SCALE = {"千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
_SCALES = "万亿|千万|百万|[千万亿]"
# 百分之八十 is 80 %; 三分之二 has no unit and is 0.666….
_PARTS = {"百": "%", "千": "‰"}
_HAN = f"[零两百{NUMERAL}]{{1,6}}"
_RANGE = r"\s*(?:-+|[—–―−~]+|至|到)\s*"
_FIGURE = re.compile(
    rf"""
    (?<![0-9A-Za-z.,+第])(?P<minus>(?<![0-9%‰\w)])[-−–](?=[0-9]))?
    (?:
      (?P<ratio_from>[0-9]{{1,6}}(?:\.[0-9]{{1,6}})?)\s*[:：]\s*(?P<ratio_to>{_DIGITS})
    | (?P<top>[1-9])/(?P<bottom>[1-9]|10)(?![0-9.万千百十亿])
    | (?P<whole>{_HAN}|千)分之(?P<part>{_HAN})
    | (?P<han>[两{NUMERAL}]{{1,3}})(?=个百分点)
    | (?P<number>{_DIGITS})(?![A-Za-z])(?:\s*(?P<scale>{_SCALES}))?
    )
    (?:(?P<more>[余多])|(?=[^余多]|$))
    (?:\s*(?P<unit>{UNIT}))?
    (?:{_RANGE}(?P<upper>{_DIGITS})(?![0-9A-Za-z])(?:\s*(?P<upper_scale>{_SCALES}))?
       (?:\s*(?P<upper_unit>{UNIT}))?)?
    (?:\s*(?:\(含\)|\(含本数\)|及|或)?\s*(?P<after>以上|以下|以内|之内|以里|左右|上下))?
    (?![0-9A-Za-z]*\+)
    """,
    re.VERBOSE,
)
_YEAR = re.compile(rf"(?<!\d){YEAR}(?:\s*[-—–―−~至到]+\s*{YEAR})?\s*年")
# 以上, 以下 and 以内 include the figure itself; 超过 and 不满 do not (民法典 article 1259).
_AFTER: dict[str, Relation] = {
    "以上": "≥",
    "以下": "≤",
    "以内": "≤",
    "之内": "≤",
    "以里": "≤",
    "左右": "≈",
    "上下": "≈",
}
_BEFORE: tuple[tuple[Relation, str], ...] = (
    ("≥", r"≥|≧|⩾|>=|不(?:低|少|小)于|不下|至少|最低|最少"),
    ("≤", r"≤|≦|⩽|<=|不(?:高|多|大)于|不(?:得|能|应)?超过|不突破|至多|最多|最高|控制在"),
    (">", r">|(?:高|大|多)于|超过|超出|突破|超"),
    ("<", r"<|(?:低|小|少)于|不足|不满|不到"),
    ("≈", r"≈|大?约|(?<!最)(?<!附)近|接近"),
)
_BEFORE_FIGURE = tuple(
    (relation, re.compile(rf"(?:{words})(?:到|至)?\s*$")) for relation, words in _BEFORE
)
_RISE = "提高|提升|增加|增长|上升|延长|扩大|新增|增设|增至"
_FALL = "降低|下降|减少|缩短|减低|压减|下调|回落"
# 提高到 leads to a level, 提高 to a change; 不降低 and 零增长 say neither.
_CHANGE = re.compile(rf"(?<![不零负未])(?:(?P<rise>{_RISE})|(?P<fall>{_FALL}))(?!到|至|为|目标)")
_STILL_CHANGE = re.compile(r"[了约近超不低少高多大小于过至少最仅达幅度的\s≥≤<>]{0,6}$")
_EACH_YEAR = re.compile("每年|年均|逐年|年平均|按年")
_JOIN = re.compile(r"\s*[/、和与及]\s*")


@dataclass(frozen=True)
class Figure:
    """A figure in a text: where its wording stands, with 不低于 and 以上, and what it says.

    ``number_start`` is where the number itself begins, after the words before it;
    ``change_start`` where the word for a change does (提高, 降低), if one is before it.
    """

    start: int
    number_start: int
    end: int
    quantity: Quantity
    change_start: int | None = None


def figures_in(text: str, unit: str = "") -> tuple[Figure, ...]:
    """Return the figures of a text in order; years (“2025年”) and ordinals (“第3”) are none.

    >>> text = "到2025年达到60%以上，不少于3家"
    >>> [text[figure.start : figure.end] for figure in figures_in(text)]
    ['60%以上', '不少于3家']
    """
    normalised = _normalised(text)
    plain = _YEAR.sub(lambda match: "□" * len(match.group()), normalised)
    figures: list[Figure] = []
    end = 0
    for match in _FIGURE.finditer(plain):
        figures.append(_figure(match, plain[end : match.start()], normalised_unit(unit)))
        end = match.end()
    return _shared(figures, plain)


def change_in(text: str) -> tuple[Direction, bool]:
    """Return which way a text without a figure says that things go, and whether year by year.

    >>> change_in("同比例提高"), change_in("逐年下降"), change_in("持续改善")
    (('提高', False), ('降低', True), ('', False))
    """
    changes = list(_CHANGE.finditer(_normalised(text)))
    return _direction(changes[-1] if changes else None), bool(_EACH_YEAR.search(text))


def normalised_unit(unit: str) -> str:
    """Return a unit as quantities carry it.

    >>> normalised_unit("1/10万"), normalised_unit("％"), normalised_unit("个百分点")
    ('/10万', '%', '百分点')
    """
    normalised = re.sub(r"\s+|^[-—–―/]+$", "", _normalised(unit)).strip("()")
    normalised = re.sub(r"^1(?=/[0-9]*[十百千万])", "", normalised)
    return normalised.removeprefix("个") if normalised == "个百分点" else normalised


def worded(value: str) -> str:
    r"""Return a value's wording as staff should see it, LaTeX as plain signs.

    >>> worded(r"\geq 60\%"), worded("4.5 左右")
    ('≥60%', '4.5 左右')
    """
    if "\\" not in value and "$" not in value:
        return value
    return re.sub(r"\s", "", _LATEX.sub(lambda sign: _LATEX_SIGNS.get(sign.group(), ""), value))


def _normalised(text: str) -> str:
    """Return ``text`` in plain signs, character for character, so that offsets stay true."""

    def sign(match: re.Match[str]) -> str:
        plain, width = _LATEX_SIGNS.get(match.group(), ""), len(match.group())
        return plain.rjust(width) if plain == "%" else plain.ljust(width)

    return _LATEX.sub(sign, text.translate(_FULL_WIDTH))


def _figure(match: re.Match[str], before: str, unit: str) -> Figure:
    amount, upper = _amounts(match)
    own_unit = match["upper_unit"] or match["unit"] or ""
    if match["ratio_to"]:
        own_unit = "1:"
    own_unit = own_unit or _PARTS.get(match["whole"] or "", "")
    relation, prefix = _relation(match, before)
    start = match.start() - prefix
    before = before[: len(before) - prefix][-16:]
    change = _change(before)
    scaled, base = _base_unit(unit) if not own_unit else (1, normalised_unit(own_unit))
    quantity = Quantity(
        amount=_plain(amount * scaled),
        upper=None if upper is None else _plain(upper * scaled),
        unit=base,
        relation=relation,
        direction=_direction(change),
        per_year=bool(change and _EACH_YEAR.search(before)),
    )
    change_start = start - len(before) + change.start() if change else None
    return Figure(start, match.start(), match.end(), quantity, change_start)


def _amounts(match: re.Match[str]) -> tuple[Decimal, Decimal | None]:
    if match["ratio_to"]:
        first, second = _number(match["ratio_from"]), _number(match["ratio_to"])
        return (second / first if first else second), None
    if match["top"]:
        return Decimal(match["top"]) / Decimal(match["bottom"]), None
    if match["whole"]:
        part = Decimal(quantity_from(match["part"]))
        whole = 1 if match["whole"] in _PARTS else quantity_from(match["whole"]) or 1
        return part / whole, None
    if match["han"]:
        return Decimal(quantity_from(match["han"])), None
    scale = match["scale"] or ""
    upper_scale = match["upper_scale"] or ""
    amount, upper = _number(match["number"]), match["upper"]
    if upper and not scale and not match["unit"]:
        scale = upper_scale
    amount *= _SCALE.get(scale, 1) * (-1 if match["minus"] else 1)
    return amount, _number(upper) * _SCALE.get(upper_scale, 1) if upper else None


def _plain(amount: Decimal) -> Decimal:
    """A whole number of 万 without the zeros after its point: 15000, not 15000.0."""
    whole = amount.to_integral_value()
    return whole if amount == whole and abs(whole) >= _SCALE["千"] else amount


def _number(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _base_unit(unit: str) -> tuple[int, str]:
    """Take 万 and 亿 out of a column's unit: its figures count in 万人.

    >>> _base_unit("万人次"), _base_unit("/10万")
    ((10000, '人次'), (1, '/10万'))
    """
    match = re.match("([万亿])(?=[人元张个次例])", unit)
    return (_SCALE[match.group()], unit[1:]) if match else (1, unit)


def _relation(match: re.Match[str], before: str) -> tuple[Relation, int]:
    """Return the relation, and how many characters before the figure say so."""
    nearest = before[-8:]
    said: tuple[Relation, int] = ("=", 0)
    for relation, words in _BEFORE_FIGURE:
        word = words.search(nearest)
        if word:
            said = (relation, len(word.group()))
            break
    if match["after"]:
        return _AFTER[match["after"]], said[1]
    if match["more"]:
        return ">", said[1]
    return said


def _change(before: str) -> re.Match[str] | None:
    """The word for a change right before a figure, but for 了, 约 and the like."""
    last = None
    for change in _CHANGE.finditer(before):
        last = change
    if last and _STILL_CHANGE.fullmatch(before, last.end()):
        return last
    return None


def _direction(change: re.Match[str] | None) -> Direction:
    if change is None:
        return ""
    return "提高" if change["rise"] else "降低"


def _shared(figures: Sequence[Figure], text: str) -> tuple[Figure, ...]:
    """In “≥90/85”, “60、50%以上” and “增加5%、3%” what is said once is said of both."""
    result = list(figures)
    joined = [i for i in range(len(result) - 1) if _are_joined(result[i], result[i + 1], text)]
    for i in joined:
        result[i + 1] = _with(result[i + 1], result[i].quantity)
    for i in reversed(joined):
        result[i] = _with(result[i], result[i + 1].quantity)
    return tuple(result)


def _are_joined(first: Figure, second: Figure, text: str) -> bool:
    units = {first.quantity.unit, second.quantity.unit} - {""}
    return len(units) <= 1 and bool(_JOIN.fullmatch(text, first.end, second.start))


def _with(figure: Figure, neighbour: Quantity) -> Figure:
    """The figure, what it does not say itself taken from its neighbour."""
    quantity = figure.quantity
    relation = neighbour.relation if quantity.relation == "=" else quantity.relation
    update = {
        "relation": relation,
        "unit": quantity.unit or neighbour.unit,
        "direction": quantity.direction or neighbour.direction,
        "per_year": quantity.per_year or neighbour.per_year,
    }
    return replace(figure, quantity=quantity.model_copy(update=update))
