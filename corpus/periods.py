"""Dates and the years that a plan is for, from the ways in which documents word them."""

import re
import unicodedata

from corpus.numerals import DIGITS, NUMERAL, ZEROS, in_digits, number_from

# Of patterns: a year, one that is no part of a longer number, the first and the last year of a
# period, and a five-year plan by its number.
YEAR = r"(?:19|20)\d\d"
YEAR_ALONE = rf"(?<!\d){YEAR}(?!\d)"
TO = r"\s*年?\s*[—–\-－~～至到]+\s*"
SPAN = rf"(20\d\d){TO}(20\d\d)"
FIVE_YEARS = 5
FIVE_YEAR_PLAN = f"十[{DIGITS}]五"
# When the tenth five-year plan ended.
_TENTH_ENDED = 2005

_DATE = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})(?:\s*[月./-]\s*(?:(\d{1,2})\s*日?)?)?")
_HAN_DATE = re.compile(
    f"([{ZEROS}{DIGITS}]{{4}})年([{NUMERAL}]{{1,2}})月(?:([{NUMERAL}]{{1,3}})日)?"
)
_SPAN = re.compile(SPAN)
_FIVE_YEAR_PLAN = re.compile(FIVE_YEAR_PLAN)
SAID_PERIOD = re.compile(rf"规划期(?:限)?[为是：:]?\s*{SPAN}")
_LAST_MONTH, _LAST_DAY = 12, 31


def date_from(words: str) -> str:
    """Return a date as official documents write it, or nothing for what is no date.

    >>> date_from("2021-06-29"), date_from("二〇二一年六月二十九日"), date_from("2021 年 6 月")
    ('2021年6月29日', '2021年6月29日', '2021年6月')
    >>> date_from("2021-13-01")
    ''
    """
    plain = unicodedata.normalize("NFKC", words).strip(" ()（）印发")
    if han := _HAN_DATE.fullmatch(plain.replace(" ", "")):
        year, month, day = han.groups()
        plain = f"{in_digits(year)}年{number_from(month) or 0}月"
        plain += f"{number_from(day) or 0}日" if day else ""
    found = _DATE.match(plain)
    if found is None:
        return ""
    year, month, day = found.groups()
    if not 1 <= int(month) <= _LAST_MONTH or not 1 <= int(day or 1) <= _LAST_DAY:
        return ""
    return f"{year}年{int(month)}月" + (f"{int(day)}日" if day else "")


def period_from(title: str, text: str = "") -> str:
    """Return the years that a plan is for: as its title says, or a sentence on its 规划期.

    >>> period_from("临江市卫生健康“十四五”规划"), period_from("2021年吴中区卫生健康工作要点")
    ('2021—2025年', '2021年')
    >>> period_from("“健康江阴2030”规划纲要"), period_from("行动方案（2023-2025年）")
    ('2030年', '2023—2025年')
    """
    if years := _SPAN.search(title):
        return f"{years.group(1)}—{years.group(2)}年"
    if five := _FIVE_YEAR_PLAN.search(title):
        first, last = five_years(five.group())
        return f"{first}—{last}年"
    if year := re.search(r"(?<!\d)20\d\d(?!\d)", title):
        return f"{year.group()}年"
    said = SAID_PERIOD.search(text)
    return f"{said.group(1)}—{said.group(2)}年" if said else ""


def five_years(plan: str) -> tuple[int, int]:
    """Return the first and the last year of a five-year plan, which its number 十N五 names.

    >>> five_years("十三五"), five_years("十四五")
    ((2016, 2020), (2021, 2025))
    """
    last = _TENTH_ENDED + FIVE_YEARS * (number_from(plan[1]) or 0)
    return last - FIVE_YEARS + 1, last
