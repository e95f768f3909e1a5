"""Numerals as Chinese documents write them: their characters, and what they stand for."""

import re

# Of patterns: the characters of a numeral up to 99, and those of a year or a number by digits.
DIGITS = "一二三四五六七八九"
NUMERAL = f"{DIGITS}十"
HUNDREDS = "百零〇"
ZEROS = "〇○零"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

_VALUES = {zero: 0 for zero in ZEROS} | {han: value for value, han in enumerate(DIGITS, 1)}
_VALUES["两"] = 2
_BELOW_1000 = re.compile(
    f"[{DIGITS}]百(?:[零〇][{DIGITS}]|[{DIGITS}]十[{DIGITS}]?)?|[{DIGITS}]?十[{DIGITS}]?|[{DIGITS}]"
)


def circled(number: int) -> str:
    """Return a number in a circle, as marks of notes are printed; in brackets beyond 20.

    >>> circled(2), circled(21)
    ('②', '[21]')
    """
    return CIRCLED[number - 1] if 1 <= number <= len(CIRCLED) else f"[{number}]"


def number_from(numeral: str) -> int | None:
    """Return the value of an Arabic numeral, or a Chinese one up to 999.

    >>> number_from("二十三"), number_from("１２"), number_from("一百零三"), number_from("③")
    (23, 12, 103, 3)
    >>> number_from("几"), number_from("")
    (None, None)
    """
    if numeral in tuple(CIRCLED):
        return CIRCLED.index(numeral) + 1
    if numeral.isdecimal():
        return int(numeral)
    return quantity_from(numeral) if _BELOW_1000.fullmatch(numeral) else None


def quantity_from(numeral: str) -> int:
    """Return the value of a numeral up to 999, in which 百 and 十 may stand alone.

    >>> quantity_from("八十五"), quantity_from("百"), quantity_from("一百零二")
    (85, 100, 102)
    """
    hundreds, hundred, rest = numeral.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    value = _VALUES.get(hundreds[-1:], 1) * 100 if hundred else 0
    value += _VALUES.get(tens[-1:], 1) * 10 if ten else 0
    return value + _VALUES.get(ones[-1:], 0)


def in_digits(numerals: str) -> str:
    """Return digits that are written in Han, one by one, as Arabic ones.

    >>> in_digits("二〇二五")
    '2025'
    """
    return "".join(str(_VALUES[han]) for han in numerals)
