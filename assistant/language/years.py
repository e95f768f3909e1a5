"""Years in a text: in four digits, in Han digits, in short, and the years of a five-year plan."""

from assistant.language.rules import patterns_of
from corpus.numerals import in_digits
from corpus.periods import five_years
from index.words import normalised

_RULES = patterns_of(__file__, "years")
YEAR = _RULES["year"]
PERIOD = _RULES["period"]
# A year as a sentence says when something is; a year by the words around it, in plain text.
DATED = _RULES["dated"]
WORDED = _RULES["worded"]
AIMED_AT = _RULES["aimed-at"]
# A five-year plan that is under way or yet to come; a year or such a plan as a time.
COMING_PERIOD = _RULES["coming-period"]
TIME = _RULES["time"]
_YEAR_ALONE = _RULES["alone"]
_SPAN = _RULES["span"]
FIVE_YEAR_PLAN = _RULES["five-year-plan"]
_LAST_FIVE_YEARS = _RULES["last-five-years"]
_COMPARED = _RULES["compared"]
_WITH_WORD = _RULES["with-word"]
_LOOKS_BACK = _RULES["looks-back"]
_IN_HAN = _RULES["in-han"]
_IN_SHORT = _RULES["in-short"]


def years_in(text: str) -> tuple[int, ...]:
    """Return the years in four digits in a text, each once, in order.

    >>> years_in("２０２５年比2020年多，2025年")
    (2025, 2020)
    """
    found = _YEAR_ALONE.findall(normalised(text))
    return tuple(dict.fromkeys(int(year) for year in found))


def without_years(text: str) -> str:
    """Return a text without its years, so that other figures are left.

    >>> without_years("2025年84岁")
    '84岁'
    """
    return _WITH_WORD.sub("", text)


def year_compared_with(text: str) -> int | None:
    """Return the year that a text compares with first, or ``None``.

    >>> year_compared_with("比2015年增长53%"), year_compared_with("2015年")
    (2015, None)
    """
    compared = _COMPARED.search(text)
    return int(compared.group(1)) if compared else None


def with_years(text: str) -> str:
    """Return a text with its years in four digits.

    >>> with_years("二零三零年要到多少，25年呢"), with_years("近25年来，20年以上")
    ('2030年要到多少，2025年呢', '近25年来，20年以上')
    """
    text = _IN_HAN.sub(lambda match: in_digits(match.group().replace("Ｏ", "〇")), text)
    return _IN_SHORT.sub(lambda match: f"20{normalised(match.group(1))}年", text)


def period_span(text: str) -> tuple[int, int] | None:
    """Return the first and the last year of the period that a text names, or ``None``.

    A five-year plan is named by its number; otherwise two years or one are given.

    >>> period_span("“十四五”规划"), period_span("2021—2025年"), period_span("十六五末")
    ((2021, 2025), (2021, 2025), (2031, 2035))
    >>> period_span("2030年"), period_span("本规划")
    ((2030, 2030), None)
    """
    if plan := FIVE_YEAR_PLAN.search(text):
        return five_years(plan.group())
    if span := _SPAN.search(normalised(text)):
        return int(span.group(1)), int(span.group(2))
    years = years_in(text)
    return (years[0], years[0]) if years else None


def last_period_end(period: str) -> int | None:
    """Return the last year before the period that a plan is for, `Source.period` or its title.

    >>> last_period_end("2021—2025年"), last_period_end("健康吴中“十五五”规划")
    (2020, 2025)
    """
    span = period_span(period)
    return span[0] - 1 if span else None


def is_of_last_period(text: str, period: str) -> bool:
    """Whether a text speaks of the five years before a plan: by name, or as the last ones.

    >>> is_of_last_period("“十三五”末", "2021—2025年"), is_of_last_period("十四五末", "2021—2025年")
    (True, False)
    """
    if _LAST_FIVE_YEARS.search(text):
        return True
    plan, end = FIVE_YEAR_PLAN.search(text), last_period_end(period)
    named = period_span(plan.group()) if plan else None
    return named is not None and named[1] == end


def looks_back(text: str) -> bool:
    """Whether a text speaks of what has been reached: 现状, 以来, 已建成."""
    return _LOOKS_BACK.search(text) is not None
