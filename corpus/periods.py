"""Dates and the years that a plan is for, from the ways in which documents word them."""

import re
import unicodedata

# Of patterns: a year, and a five-year plan by its number.
YEAR = r"(?:19|20)\d{2}"
FIVE_YEARS = 5
FIVE_YEAR_PLAN = "十([一二三四五六七八九])五"
# When the tenth five-year plan ended.
_TENTH_ENDED = 2005

_DATE = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})(?:\s*[月./-]\s*(?:(\d{1,2})\s*日?)?)?")
_HAN_DATE = re.compile(
    "([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})日)?"
)
_HAN_DIGITS = {"〇": 0, "○": 0, "零": 0} | {h: d for d, h in enumerate("一二三四五六七八九", 1)}
_YEARS = re.compile(r"(20\d\d)\s*年?\s*[—–\-－~～至到]+\s*(20\d\d)\s*年?")
_FIVE_YEAR_PLAN = re.compile(f"“?{FIVE_YEAR_PLAN}”?")
_SAID_PERIOD = re.compile(r"规划期(?:限)?[为是：:]?\s*(20\d\d)\s*年?\s*[—–\-－~～至到]+\s*(20\d\d)")
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
        plain = "{}年{}月".format("".join(str(_HAN_DIGITS[h]) for h in year), _below_100(month))
        plain += f"{_below_100(day)}日" if day else ""
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
    if years := _YEARS.search(title):
        return f"{years.group(1)}—{years.group(2)}年"
    if five := _FIVE_YEAR_PLAN.search(title):
        last = end_of_five_years(five.group(1))
        return f"{last - FIVE_YEARS + 1}—{last}年"
    if year := re.search(r"(?<!\d)20\d\d(?!\d)", title):
        return f"{year.group()}年"
    said = _SAID_PERIOD.search(text)
    return f"{said.group(1)}—{said.group(2)}年" if said else ""


def end_of_five_years(numeral: str) -> int:
    """Return the last year of a five-year plan, of whose number 十N五 this is the middle.

    >>> end_of_five_years("三"), end_of_five_years("四")
    (2020, 2025)
    """
    return _TENTH_ENDED + FIVE_YEARS * _HAN_DIGITS[numeral]


def _below_100(han: str) -> int:
    tens, ten, units = han.rpartition("十")
    return (_HAN_DIGITS.get(tens, 1) * 10 if ten else 0) + _HAN_DIGITS.get(units, 0)
