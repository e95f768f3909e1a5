"""The year that a draft says of a figure."""

import re

from assistant.checking.stance import PLAN_WORD, last_marker, stance_behind
from assistant.language.years import TIME, YEAR
from corpus.indicators.figures import figures_in
from corpus.indicators.times import Period, time_at

_AHEAD = re.compile(rf"(?:^|[到至]|要求|提出|明确|目标)({YEAR.pattern})年(?!\d{{1,2}}月)")
_ALONE = re.compile(rf"\s*{YEAR.pattern}年(?:底|末)?")
_RIGHT_BEFORE = re.compile(rf"({YEAR.pattern})\s*年(?:底|末)?的?$")
_RIGHT_BEHIND = re.compile(rf"\s*[（(]\s*({YEAR.pattern})\s*年(?:底|末)?(?:目标)?[）)]")
_COMPARED = re.compile("[比较与]$")
_BASED = re.compile("的?基础上|相比")
# Where a sentence turns from what is to what a plan says of it.
_TURN = re.compile(f"，[^，]{{0,6}}?(?:{PLAN_WORD}|目标(?!人群))")


def year_at(text: str, start: int, end: int) -> int | None:
    """Return the year that a sentence says of the figure from ``start`` to ``end``.

    >>> text = "2020年为41%，规划要求到2025年达60%"
    >>> year_at(text, 6, 9), year_at(text, 21, 24)
    (2020, 2025)
    """
    beside = _RIGHT_BEHIND.match(text, end) or _RIGHT_BEFORE.search(text[:start])
    if beside:
        return int(beside.group(1))
    part = text[:start].rsplit("；", maxsplit=1)[-1]
    clause = part.rpartition("，")[2]
    own = last_marker(clause)
    is_apart = stance_behind(text, end) == "planned" or (own and own.stance == "actual")
    turns = [found.start() for found in _TURN.finditer(part)]
    turn = len(part) - len(clause) if is_apart else max(turns, default=0)
    if figures_in(part[:turn]):  # what was said before is of another figure
        return last_year(part[turn:])
    return last_year(part) or year_ahead(text[:start])


def last_year(text: str) -> int | None:
    """Return the year that is said last, but for one that something is compared with.

    >>> last_year("到2025年，在2020年基础上"), last_year("“十三五”末，比2015年")
    (2025, 2020)
    """
    year = None
    for found in TIME.finditer(text):
        if _COMPARED.search(text[: found.start()]) or _BASED.match(text, found.end()):
            continue
        time = time_at(text, found.start(), Period())
        year = time[0].year if time else year
    return year


def year_ahead(text: str) -> int | None:
    """Return the last year that a text says that something is to be reached by."""
    years = _AHEAD.findall(text)
    return int(years[-1]) if years else None


def begins_with_year(text: str) -> bool:
    """Whether a text begins with a year to which nothing leads up, as 到2025年 does.

    >>> begins_with_year("2023年为43.2%"), begins_with_year("到2025年达到")
    (True, False)
    """
    return bool(_ALONE.match(text))
