"""The numbers that Word puts before paragraphs, which a file holds as rules and not as words."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from corpus.numerals import DIGITS, NUMERAL

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_DIGITS = f"〇{DIGITS}"
_HEAVENLY_STEMS = "甲乙丙丁戊己庚辛壬癸"
_EARTHLY_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
# Word keeps numbers below this; a file can hold any.
_HIGHEST = 32_767
_LEVELS = 9
# What lists use for a bullet that says something in Chinese: it opens a clause.
_DASHES = frozenset("—–―－-")


def counted(value: int) -> str:
    """Return a number in Chinese as it is counted.

    >>> [counted(value) for value in (0, 7, 10, 14, 20, 105, 320, 2008)]
    ['〇', '七', '十', '十四', '二十', '一百零五', '三百二十', '二千零八']
    """
    if value <= 0:
        return _DIGITS[0]
    if value >= 10_000:  # noqa: PLR2004 - 万 parts the digits by fours
        return str(value)
    words = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            words += _DIGITS[digit] + name
        elif words and value and not words.endswith("零"):
            words += "零"
    return words.removeprefix("一") if words.startswith("一十") else words


def _by_digit(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _legal(value: int) -> str:
    words = counted(value)
    words = f"一{words}" if words.startswith("十") else words
    return words.translate(str.maketrans(f"{NUMERAL}百千〇", "壹贰叁肆伍陆柒捌玖拾佰仟零"))


def _letter(value: int) -> str:
    """A … Z, AA, BB …, as Word goes on after Z."""
    times, position = divmod(max(value, 1) - 1, 26)
    return chr(ord("A") + position) * (min(times, 30) + 1)


def _roman(value: int) -> str:
    words = ""
    for unit, letters in _ROMAN:
        times, value = divmod(value, unit)
        words += letters * times
    return words


def _one_of(signs: str) -> Callable[[int], str]:
    """Number by these signs, and in figures after the last of them."""
    return lambda value: signs[value - 1] if 0 < value <= len(signs) else str(value)


def _signs(first: str, count: int) -> str:
    return "".join(chr(ord(first) + step) for step in range(count))


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda value: f"{value:02}",
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda value: _letter(value).lower(),
    "decimalFullWidth": lambda value: str(value).translate({48 + d: 65296 + d for d in range(10)}),
    "decimalEnclosedCircle": _one_of(_signs("①", 20)),
    "decimalEnclosedParen": _one_of(_signs("⑴", 20)),
    "decimalEnclosedFullstop": _one_of(_signs("⒈", 20)),
    "ideographEnclosedCircle": _one_of(_signs("㊀", 10)),
    "ideographParenthesized": _one_of(_signs("㈠", 10)),
    "ideographTraditional": _one_of(_HEAVENLY_STEMS),
    "ideographZodiac": _one_of(_EARTHLY_BRANCHES),
    "chineseCounting": counted,
    "chineseCountingThousand": counted,
    "taiwaneseCounting": counted,
    "taiwaneseCountingThousand": counted,
    "japaneseCounting": counted,
    "koreanCounting": counted,
    "ideographDigital": _by_digit,
    "japaneseDigitalTenThousand": _by_digit,
    "koreanDigital2": _by_digit,
    "taiwaneseDigital": _by_digit,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "japaneseLegal": _legal,
    "numberInDash": lambda value: f"- {value} -",
    "none": lambda value: "",
}
_FORMATS["decimalFullWidth2"] = _FORMATS["decimalFullWidth"]
_FORMATS["decimalEnclosedCircleChinese"] = _FORMATS["decimalEnclosedCircle"]


def formatted(value: int, number_format: str) -> str:
    """Return a number in one of Word's formats; in figures where the format is not known.

    >>> formatted(3, "chineseCounting"), formatted(12, "decimalEnclosedCircle")
    ('三', '⑫')
    """
    return _FORMATS.get(number_format, str)(min(max(value, 0), _HIGHEST))


@dataclass(frozen=True)
class _Level:
    """The rule for one level of a list; ``style`` is the paragraph style that stands for it."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


class Numbering:
    """The lists of a document; asked for each paragraph in turn, it counts along.

    Lists that share one definition (``w:abstractNum``) share its counts, as in Word, until
    one of them says where to start.
    """

    def __init__(self, root: _Element | None, list_styles: dict[str, str]) -> None:
        """``list_styles`` gives for the id of a list style its ``w:numId``."""
        abstract: dict[str, _Element] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._definition: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._begun: set[tuple[str, int]] = set()
        self._counts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        for element in root.iterchildren(f"{W}abstractNum"):
            abstract[element.get(f"{W}abstractNumId", "")] = element
        numbers = {n.get(f"{W}numId", ""): n for n in root.iterchildren(f"{W}num")}
        for number_id, number in numbers.items():
            definition = _value(number, "abstractNumId") or ""
            element = abstract.get(definition)
            link = "" if element is None else _value(element, "numStyleLink") or ""
            if link in list_styles and list_styles[link] in numbers:
                definition = _value(numbers[list_styles[link]], "abstractNumId") or definition
                element = abstract.get(definition)
            levels = {} if element is None else dict(_levels_of(element))
            for override in number.iterchildren(f"{W}lvlOverride"):
                level = _integer(override.get(f"{W}ilvl"), 0)
                levels.update(_levels_of(override))
                start = _value(override, "startOverride")
                if start is not None:
                    self._starts[number_id, level] = _integer(start, 1)
            self._levels[number_id] = levels
            self._definition[number_id] = definition

    def level_of_style(self, number_id: str, style: str) -> int:
        """Return the level of a list that a paragraph style stands for; 0 if none."""
        levels = self._levels.get(number_id, {})
        return next((level for level, rule in levels.items() if style and rule.style == style), 0)

    def next_number(self, number_id: str, level: int) -> str:
        """Count one paragraph of a list, and return its number as Word shows it."""
        levels = self._levels.get(number_id)
        if levels is None or level not in levels:
            return ""
        counts = self._counts.setdefault(self._definition[number_id], {})
        rule = levels[level]
        if (number_id, level) in self._starts and (number_id, level) not in self._begun:
            counts[level] = self._starts[number_id, level]
        else:
            counts[level] = counts[level] + 1 if level in counts else rule.start
        self._begun.add((number_id, level))
        for deeper in range(level + 1, _LEVELS):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart > 0 and level < restart):
                counts.pop(deeper, None)
        return self._shown(levels, counts, level)

    def _shown(self, levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
        rule = levels[level]
        if rule.number_format == "bullet":
            return "——" if rule.text and set(rule.text) <= _DASHES else ""

        def number(match: re.Match[str]) -> str:
            position = int(match.group(1)) - 1
            of = levels.get(position, _Level())
            return formatted(
                counts.get(position, of.start), "decimal" if rule.legal else of.number_format
            )

        shown = re.sub(r"%([1-9])", number, rule.text)
        # Word leaves a gap after every number. It shows in “第一章 总则”; after 、 and ） it is
        # the mark's own width.
        return f"{shown} " if shown[-1:].isalpha() or shown[-1:].isdecimal() else shown


def _levels_of(parent: _Element) -> Iterator[tuple[int, _Level]]:
    for element in parent.iterchildren(f"{W}lvl"):
        restart = _value(element, "lvlRestart")
        yield (
            _integer(element.get(f"{W}ilvl"), 0),
            _Level(
                start=_integer(_value(element, "start"), 0),
                number_format=_value(element, "numFmt") or "decimal",
                text=_value(element, "lvlText") or "",
                restart=None if restart is None else _integer(restart, 0),
                legal=_value(element, "isLgl") not in (None, "0", "false"),
                style=_value(element, "pStyle") or "",
            ),
        )


def _value(parent: _Element, child: str) -> str | None:
    """The ``w:val`` of a child; ``""`` where the child has none, ``None`` where there is none."""
    found = parent.find(f"{W}{child}")
    return None if found is None else found.get(f"{W}val", "")


def _integer(words: str | None, otherwise: int) -> int:
    return int(words) if words and re.fullmatch(r"\d{1,9}", words) else otherwise
