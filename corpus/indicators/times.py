"""The years that a sentence speaks of, and whether it looks back or ahead."""

import re
from dataclasses import dataclass

from corpus.documents import Source
from corpus.periods import FIVE_YEAR_PLAN, TO, YEAR, YEAR_ALONE, five_years

_UNTIL = "力争到?|争取到?|确保到?|截至|截止到?|到|至|在"
_YEARS = re.compile(YEAR_ALONE)
_TIME = re.compile(
    rf"(?P<until>{_UNTIL})?\s*(?:"
    rf"(?:{YEAR}{TO})?(?P<year>{YEAR})\s*年"
    r"(?:年?底|年?末|\d{1,2}月(?:底|末|份)?)?(?:以?前|时|起|以来|期间)?"
    rf"|“?(?P<plan>{FIVE_YEAR_PLAN})[”\"]?(?:规划)?(?P<phase>期末|末期?|期间|时期|期内|以来)"
    r")\s*[，,：:]?\s*"
)
_LONGEST_TIME = 14
_GOALS = re.compile("目标|指标|愿景|展望")
_PAST = re.compile("基础|现状|成就|成效|成绩|回顾|环境|背景|形势|进展|总结")
_SAID_PAST = re.compile("目前|现有|已(?!有.{0,6}基础)|截至|截止")


@dataclass(frozen=True)
class Time:
    """When what a sentence says is, was or is to be.

    ``first`` is the year before a period that is said as a whole (“十三五”时期: 2015).
    """

    year: int | None = None
    first: int | None = None
    is_target: bool = True


@dataclass(frozen=True)
class Period:
    """The years of a plan; a year before the first is past."""

    first: int | None = None
    last: int | None = None

    def holds(self, year: int) -> bool:
        """Whether a year is in the plan's period or after it."""
        return self.first is None or year >= self.first


def plan_period(source: Source) -> Period:
    """Return the years of a plan; a plan for one year far ahead begins when it was issued.

    >>> plan_period(Source(id="a", title="", period="2021—2025年"))
    Period(first=2021, last=2025)
    >>> plan_period(Source(id="a", title="", period="2030年", issued_on="2019年5月14日"))
    Period(first=2019, last=2030)
    """
    years = [int(year) for year in _YEARS.findall(source.period)]
    issued = [int(year) for year in _YEARS.findall(source.issued_on)]
    first = min([*years, *issued], default=None)
    return Period(first, max(years, default=first))


def time_of_section(path: tuple[str, ...], period: Period) -> Time:
    """Return the time of what is said under these headings, where no sentence says one."""
    for heading in reversed(path):
        if _GOALS.search(heading):
            return Time(year=period.last)
        if _PAST.search(heading):
            return Time(is_target=False)
    return Time(year=period.last if period.first == period.last else None)


def time_at(text: str, start: int, period: Period) -> tuple[Time, int] | None:
    """Return the time that is said at ``start``, and where its words end.

    >>> time_at("到2025年，建成三家", 0, Period(2021, 2025))
    (Time(year=2025, first=None, is_target=True), 7)
    >>> time_at("“十三五”末，城乡居民", 0, Period(2021, 2025))[0]
    Time(year=2020, first=None, is_target=False)
    """
    match = _TIME.match(text, start)
    if match is None:
        return None
    first = None
    if match["year"]:
        year = int(match["year"])
    else:
        begins, year = five_years(match["plan"])
        if "末" not in match["phase"]:
            first = begins - 1
    return Time(year, first, period.holds(year)), match.end()


def time_ending(text: str, start: int, end: int, period: Period) -> Time | None:
    """Return the time that a clause ends with: “补齐短板，争取到2023年底，建成三家”."""
    for match in _TIME.finditer(text, max(start, end - _LONGEST_TIME), end):
        said = time_at(text, match.start(), period) if match.end() == end else None
        if said:
            return said[0]
    return None


def time_worded(text: str, time: Time) -> Time:
    """Return the time of a sentence without a year: the section's, unless its words look back."""
    if time.year is None and _SAID_PAST.search(text):
        return Time(is_target=False)
    return time
