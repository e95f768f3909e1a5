"""Figures: the numbers of a text with their units, where they stand, and workings."""

import ast
import operator
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import Literal

from evals.normalise import comparable

_UNITS = (
    "% ‰ 个百分点 百分点 倍 年 月 日 天 小时 分钟 岁 周岁 元 人次 户次 人份 平方米 公里 千米 米 "
    "个 名 人 张 家 所 条 项 次 例 辆 台 支 级 床 份 镇 村 件 户 批 种 类 门 位 届 期 层 座 处 套 "
    "部 章 节 行 款 度 ℃"
).split()
_SCALES = {"": Decimal(1), "万": Decimal(10**4), "亿": Decimal(10**8)}
_UNIT = "(?:" + "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True)) + ")"
_FIGURE = re.compile(rf"(?<![\d.])(?P<number>\d+(?:\.\d+)?)(?P<scale>[万亿]?)(?P<unit>{_UNIT})?")
# What makes a figure a lower or an upper bound, right before and right after it.
_AT_LEAST = (
    re.compile("(≥|>|(?<!不)(大于|超过|高于)|不低于|不少于|不小于|至少)(或?等于)?$"),
    re.compile("(及|或)?以上"),
)
_AT_MOST = (
    re.compile("(≤|<|(?<!不)(小于|低于|少于)|不超过|不高于|不大于|至多)(或?等于)?$"),
    re.compile("(及|或)?(以下|以内|之内)"),
)
_LONGEST_BOUND = 6
Bound = Literal["", "at least", "at most"]
# Units that change what the number means: 60 is not 60%.
_RATIO_UNITS = frozenset({"%", "‰", "百分点", "个百分点", "倍"})

# A ratio sign that follows no number is the unit of a table's row.
_COLUMN_OF_RATIOS = re.compile(r"(?<!\d)[%‰]")

_TERM = rf"\(*\d+(?:\.\d+)?{_UNIT}?\)*"
_IN_MYRIADS = re.compile(r"(\d+(?:\.\d+)?)万(?=[-+*/÷×=−)])")
_WORKING = re.compile(
    rf"(?P<left>{_TERM}(?:[+\-×÷*/]{_TERM})+)[=≈](?P<number>-?\d+(?:\.\d+)?)(?P<unit>%|‰)?"
)
_OPERATOR_SIGNS = str.maketrans("×÷", "*/")
_OPERATORS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


@dataclass(frozen=True)
class Figure:
    """A number as a text gives it: ``value`` counts 万 and 亿, ``unit`` may be empty."""

    value: Decimal
    unit: str
    text: str
    bound: Bound = ""


@dataclass(frozen=True)
class Working:
    """A calculation that an answer shows: its ``operands``, and the ``result`` it claims."""

    text: str
    operands: tuple[Figure, ...]
    result: Decimal
    is_right: bool


def figures_in(text: str) -> tuple[Figure, ...]:
    """Return the figures of a text, in order.

    >>> [(str(f.value), f.unit) for f in figures_in("3万人，60％，5.40名，第2")]
    [('30000', '人'), ('60', '%'), ('5.4', '名'), ('2', '')]
    """
    return tuple(_figures_of(comparable(text)))


def without_figures(text: str) -> str:
    """Return a text, made `comparable`, with its figures and their units blanked out.

    >>> without_figures("多5.23个百分点，到2025年")
    '多 ,到 '
    """
    return _FIGURE.sub(" ", comparable(text))


def _figures_of(text: str) -> Iterator[Figure]:
    for match in _FIGURE.finditer(text):
        value = Decimal(match["number"]) * _SCALES[match["scale"]]
        yield Figure(value, match["unit"] or "", match.group(), _bound(text, *match.span()))


def _bound(text: str, start: int, end: int) -> Bound:
    """Return whether the figure ``text[start:end]`` is a bound: ≥60, 60以上, 不低于60."""
    before, after = text[max(0, start - _LONGEST_BOUND) : start], text[end:]
    if _AT_LEAST[0].search(before) or _AT_LEAST[1].match(after):
        return "at least"
    return "at most" if _AT_MOST[0].search(before) or _AT_MOST[1].match(after) else ""


def stands_in(figure: Figure, text: str) -> bool:
    """Whether a text gives this figure: the same value, no other unit, no opposite bound.

    A number that the text leaves bare (a table's cell) takes a unit that the text names
    elsewhere (its unit column); a ratio (60%) never matches a plain number (60) nor the
    other way round, unless the text names the ratio elsewhere in the same way.

    >>> row = "每千人口药师（士）数 人 0.5 预期性"
    >>> [stands_in(figures_in(said)[0], row) for said in ("0.50人", "0.5%", "5人")]
    [True, False, False]
    """
    text = comparable(text)
    return any(_same(figure, other, text) for other in _figures_of(text))


def _same(said: Figure, found: Figure, text: str) -> bool:
    if said.value != found.value or {said.bound, found.bound} == {"at least", "at most"}:
        return False
    if said.unit == found.unit:
        return True
    if not found.unit:
        is_after_slash = f"{found.text}/{said.unit}" in text
        is_of_column = said.unit in text and bool(_COLUMN_OF_RATIOS.search(text)) == (
            said.unit in _RATIO_UNITS
        )
        return is_after_slash or is_of_column
    return not said.unit and found.unit not in _RATIO_UNITS


def workings_in(text: str) -> tuple[Working, ...]:
    """Return the calculations that a text shows, such as ``3.2 − 2.79 = 0.41``.

    The result may be rounded to the digits it is given with, and may be a share in per
    cent of what the left side comes to.

    >>> [(w.text, w.is_right) for w in workings_in("多0.41人：3.2 − 2.79 = 0.41；1+3+13=18")]
    [('3.2-2.79=0.41', True), ('1+3+13=18', False)]
    >>> [w.is_right for w in workings_in("6.86 ÷ (1 + 53%) = 4.48，100% − 85% = 15%")]
    [True, True]
    >>> [w.is_right for w in workings_in("150万 ÷ 3万 = 50")]
    [True]
    """
    # Unlike words, the terms of a calculation may stand apart: "3.2 - 2.79", "100% - 85%".
    shown = _IN_MYRIADS.sub(_written_out, comparable(text).replace(" ", ""))
    return tuple(_working_from(match) for match in _WORKING.finditer(shown))


def _written_out(match: re.Match[str]) -> str:
    return f"{Decimal(match.group(1)) * 10_000:f}"


def _working_from(match: re.Match[str]) -> Working:
    result = Decimal(match["number"])
    left = match["left"].translate(_OPERATOR_SIGNS)
    # A share may be meant as it is written (38.5% − 33.27%) or as a factor (1 + 53%).
    as_factor = re.sub(r"(\d+(?:\.\d+)?)%", r"(\1/100)", left)
    exact = [_value_of(re.sub(r"[^\d.()+\-*/]", "", way)) for way in (left, as_factor)]
    rounding = Decimal(1).scaleb(int(result.as_tuple().exponent)) / 2
    scales = (Decimal(1), Decimal(100)) if match["unit"] == "%" else (Decimal(1),)
    is_right = any(
        abs(value * s - result) <= rounding for value in exact if value is not None for s in scales
    )
    return Working(match.group(), tuple(_figures_of(left)), result, is_right)


def _value_of(expression: str) -> Decimal | None:
    """Return what an expression of numbers and + - * / ( ) comes to; ``None`` if it is none."""
    try:
        return _evaluated(ast.parse(expression, mode="eval").body, expression)
    except (SyntaxError, InvalidOperation, DivisionByZero, KeyError):
        return None


def _evaluated(node: ast.expr, source: str) -> Decimal:
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            return _OPERATORS[type(op)](_evaluated(left, source), _evaluated(right, source))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_evaluated(operand, source)
        case ast.Constant():
            return Decimal(ast.get_source_segment(source, node) or "")
    raise KeyError(type(node))


def missing_from(figures: Iterable[Figure], texts: Iterable[str]) -> tuple[Figure, ...]:
    """Return the figures that none of the texts gives."""
    texts = tuple(texts)
    return tuple(f for f in figures if not any(stands_in(f, text) for text in texts))
