"""What a sentence computes: the working must be right, and of figures that are cited.

Rounding: a result may have fewer places than the exact value, and must then be the nearest.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal, DivisionByZero, InvalidOperation
from itertools import combinations
from typing import NamedTuple

from assistant.chat.figures import Figure, figures_in, plain
from assistant.language.numbers import number_of

_UNIT = r"(?:百分点|个百分点|万人次|万元|亿元|人次|[%‰]|[\u4e00-\u9fff]{1,2})?"
_OPERAND = rf"\(*\s*(?:[\u4e00-\u9fff]{{0,4}}?)\d[\d.]*{_UNIT}\s*\)*"
_OPERATOR = r"\s*[+\-−－–—×x*÷/]\s*"
_SUM = rf"{_OPERAND}(?:{_OPERATOR}{_OPERAND})+"
# 30%-25%=5个百分点; then a result with the sum behind it: 0.64岁(84-83.36).
_WORKING = re.compile(
    rf"(?P<sum>{_SUM})\s*(?P<is>=|≈|约为?|等于)\s*(?P<result>\d[\d.]*)(?P<unit>{_UNIT})"
)
_BEHIND = re.compile(
    rf"(?P<result>\d[\d.]*)(?P<unit>{_UNIT})\((?P<sum>{_SUM})(?:(?:=|≈)(?P<again>\d[\d.]*){_UNIT})?\)"
)
_TOKEN = re.compile(r"\d[\d.]*%?|[+\-×÷()]")
_SIGNS = str.maketrans({"−": "-", "－": "-", "–": "-", "—": "-", "x": "×", "*": "×", "/": "÷"})
_POWERS = frozenset({"10", "100", "1000", "10000"})
_MOST_YEARS = 30
# Words before a figure that follows from others; a unit as it is written behind a figure.
_IMPLIES = re.compile(
    "(?:多|少|高|低|增加|减少|提高|提升|降低|下降|增长|缩短|相差|差|合计|一共|总共|共|净增)"
    "(?:了|出|到|约|达|为)*$"
)
_WRITTEN_UNIT = re.compile("(?:个百分点|百分点|[%％‰]|万?[\u4e00-\u9fff])?")
# Braille, which no text of a plan has, and which is kept where text is made plain.
_PLACEHOLDERS, _MOST_SUMS = 0x2801, 64
_LONGEST_UNIT = 4
_IN_YEARS = re.compile("([0-9]{1,2}|[一二两三四五六七八九十]{1,2})年|每年|年均")


class Sum(NamedTuple):
    """A working: its operands as numbers, in their order, and its signs."""

    operands: tuple[str, ...]
    signs: str


class Worked(NamedTuple):
    """A sentence with a sign (`placeholder`) for each of its workings; or what is wrong with one.

    ``derived`` are the results, as numbers.
    """

    text: str
    sums: tuple[Sum, ...] = ()
    derived: tuple[str, ...] = ()
    fault: str = ""


def placeholder(position: int) -> str:
    """Return the character that stands for the working of this position, 0 for the first."""
    return chr(_PLACEHOLDERS + position)


def without_placeholders(text: str) -> str:
    """Return a text without the signs that stand for workings."""
    return "".join(c for c in text if not _PLACEHOLDERS <= ord(c) < _PLACEHOLDERS + _MOST_SUMS)


def worked(said: str, given: Iterable[Figure], asked: str = "") -> Worked:
    """Return a plain sentence with every working replaced by nothing but its result's place.

    Args:
        given: the figures that are cited.
        asked: the question, made plain: its own figures may be reckoned with.
    """
    units: dict[str, set[str]] = {}
    for figure in (*given, *figures_in(asked)):
        units.setdefault(figure.number, set()).add(figure.unit)
    derived: list[Figure] = []
    sums: list[Sum] = []
    while (match := _WORKING.search(said) or _BEHIND.search(said)) and len(sums) < _MOST_SUMS:
        total = match["sum"]
        result = figures_in(said[match.start("result") : match.end("result") + _LONGEST_UNIT])[0]
        fault = _fault_of(total, result, units, said + asked)
        if fault:
            return Worked(said, fault=f"{fault}：{match.group()}")
        units.setdefault(result.number, set()).add(result.unit)
        derived.append(result)
        signs = total.translate(_SIGNS)
        numbers = tuple(figure.number for figure in figures_in(signs))
        place = placeholder(len(sums))
        sums.append(Sum(numbers, re.sub(r"[^+\-×÷]", "", signs)))
        end = match.end() + (len(result.unit) if match["unit"] == "" else 0)
        said = f"{said[: match.start()]}{_words_of(total)}{place}{said[max(end, match.end()) :]}"
    numbers = tuple(figure.number for figure in derived)
    return Worked(_without_results(said, derived), tuple(sums), numbers)


def with_implied(said: str, given: Iterable[Figure]) -> str:
    """Return a sentence with the working behind a figure that follows from two before it.

    >>> with_implied("由1880个减到1862个，少了18个", figures_in("1862个 1880个"))
    '由1880个减到1862个，少了18个（1880−1862=18）'

    Args:
        said: the sentence as the model wrote it; full width and white space are kept.
        given: the figures that are cited; one of these is taken for what it is.
    """
    known = {(figure.number, figure.unit) for figure in given}
    figures = [figure for figure in figures_in(said) if not figure.is_year]
    for position, figure in reversed(list(enumerate(figures))):
        before = figures[:position]
        if (figure.number, figure.unit) in known or not _IMPLIES.search(said[: figure.start]):
            continue
        working = _difference(figure, before) or _total(figure, before)
        if working:
            unit = _WRITTEN_UNIT.match(said, figure.end)
            end = unit.end() if unit else figure.end
            said = f"{said[:end]}（{working}）{said[end:]}"
    return said


def _difference(figure: Figure, before: Sequence[Figure]) -> str:
    """The difference of the last two figures of one unit, if it is this figure."""
    units = {"%": "百分点"}
    same = [f for f in before if figure.unit in (f.unit, units.get(f.unit))]
    for one, other in combinations(reversed(same), 2):
        high, low = sorted((one, other), key=lambda f: Decimal(f.number), reverse=True)
        if Decimal(high.number) - Decimal(low.number) == Decimal(figure.number):
            return f"{high.number}−{low.number}={figure.number}"
    return ""


def _total(figure: Figure, before: Sequence[Figure]) -> str:
    """The sum of all figures of one unit before it, if it is this figure."""
    same = [f for f in before if f.unit == figure.unit]
    if len(same) > 1 and sum(Decimal(f.number) for f in same) == Decimal(figure.number):
        return f"{'+'.join(f.number for f in same)}={figure.number}"
    return ""


def _fault_of(total: str, result: Figure, units: dict[str, set[str]], context: str) -> str:
    signs = total.translate(_SIGNS)
    tokens = _TOKEN.findall(signs)
    operators = re.findall(r"[+\-×÷]", signs)
    in_sum: set[str] = set()
    for position, operand in enumerate(figures_in(signs)):
        number = operand.number
        if number in units and operand.unit in ("", *units[number]):
            in_sum |= {operand.unit} if operand.unit else units[number]
        elif not (
            number in _POWERS
            or (number == "1" and "%" in total)
            or (operators[position - 1 : position] == ["÷"] and _are_years(number, context))
        ):
            return f"算式里的数字不在所引原文中（{operand.number}{operand.unit}）"
    exact = _value(tokens, as_shares="%" in total and any(sign in signs for sign in "×÷"))
    if exact is None:
        return "算式看不明白"
    value = Decimal(result.number)
    if _rounds_to(exact, value):
        allowed = _units_of_result(signs, in_sum)
    elif _rounds_to(exact * 100, value):
        allowed = {"%"}
    else:
        return "算式算错了"
    return "" if result.unit in allowed else f"算式的单位不对（{result.unit}）"


def _units_of_result(signs: str, in_sum: set[str]) -> set[str]:
    """The units that a result may have: those of its operands, points of percentages, times."""
    allowed = set(in_sum) | {""}
    if "÷" in signs:
        return allowed | {"倍"}
    if "-" in signs and "%" in in_sum:
        return (allowed - {"%"}) | {"百分点"}
    return allowed


def _are_years(number: str, context: str) -> bool:
    """Whether a number is that of the years that are spoken of, which a mean is taken over."""
    years = sorted({int(f.number) for f in figures_in(plain(context)) if f.is_year})
    spans = {str(b - a) for a in years for b in years if 0 < b - a <= _MOST_YEARS}
    said = {m.group(1) for m in _IN_YEARS.finditer(context) if m.group(1)}
    spans |= {w if w.isdigit() else str(number_of(w)) for w in said}
    return number in spans


def _rounds_to(exact: Decimal, value: Decimal) -> bool:
    places = max(0, -int(value.as_tuple().exponent))
    return abs(exact - value) <= Decimal(1).scaleb(-places) / 2


def _value(tokens: Sequence[str], *, as_shares: bool) -> Decimal | None:
    """The value of a sum by the rules of arithmetic, nothing if it has none."""
    values: list[Decimal] = []
    signs: list[str] = []
    rank = {"+": 1, "-": 1, "×": 2, "÷": 2}

    def reduce() -> None:
        sign, right, left = signs.pop(), values.pop(), values.pop()
        values.append(
            left + right
            if sign == "+"
            else left - right
            if sign == "-"
            else left * right
            if sign == "×"
            else left / right
        )

    try:
        for token in tokens:
            if token[0].isdigit():
                number = Decimal(token.rstrip("%"))
                values.append(number / 100 if token.endswith("%") and as_shares else number)
            elif token == "(":
                signs.append(token)
            elif token == ")":
                while signs and signs[-1] != "(":
                    reduce()
                if signs:
                    signs.pop()
            else:
                while signs and signs[-1] != "(" and rank[signs[-1]] >= rank[token]:
                    reduce()
                signs.append(token)
        while signs:
            if signs[-1] == "(":
                signs.pop()
            else:
                reduce()
    except (IndexError, DivisionByZero, InvalidOperation):
        return None
    return values[0] if len(values) == 1 else None


def _words_of(total: str) -> str:
    """What names the operands of a sum, which must be supported like any words."""
    return "".join(re.findall(r"[\u4e00-\u9fff]{1,4}(?=\d)", total))


def _without_results(said: str, derived: Sequence[Figure]) -> str:
    """A sentence without the figures that were computed, repeated before or after the working."""
    for figure in reversed(figures_in(said)):
        position = next((k for k, r in enumerate(derived) if _is_result(figure, r)), None)
        if not figure.is_year and position is not None:
            end = figure.end + len(figure.unit)
            said = f"{said[: figure.start]}{placeholder(position)}{said[end:]}"
    return said


def _is_result(figure: Figure, result: Figure) -> bool:
    """Whether a figure is a result, or that rounded."""
    if figure.unit != result.unit and (result.unit or figure.unit != "倍"):
        return False
    return _rounds_to(Decimal(result.number), Decimal(figure.number))


def _canonical(number: str) -> str:
    found = figures_in(number)
    return found[0].number if found else number
