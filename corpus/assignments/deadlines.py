"""When a task is to be finished: deadlines found in words, and read as dates to compare."""

import re
from typing import NamedTuple

_YEAR = "(?:20\\d\\d\\s*年|今年|本年|当年|明年|每年)"
_MONTH = "\\d{1,2}\\s*月"
_DAY = "(?:\\d{1,2}\\s*日|份|底|末|上旬|中旬|下旬)"
_PART = "(?:上半年|下半年|第?[一二三四1-4]季度|年?[底末]|年[初中]|全年)"
_TIME = f"(?:{_YEAR}\\s*(?:{_MONTH}{_DAY}?|{_PART})?|{_MONTH}{_DAY}?|年[底末]|[上下]半年)"
_BEFORE = "(?:之前|以前|前|内|底前|末前)"
# A time with what makes a deadline of it, if anything: 2025年6月底前, 年底.
TIME = re.compile(f"{_TIME}{_BEFORE}?")
# 2025年6月底前: a time before which something is to be done, in a sentence.
IN_SENTENCE = re.compile(f"{_TIME}{_BEFORE}(?!十|后|列|茅|三|五|，?比)")
_ONGOING = "(?:长期|持续|常年|常态化|贯穿|全年)(?:坚持|推进|实施|开展|进行|落实|执行)?"
# What stands by itself as a deadline: 2025年6月底前完成, 长期坚持, 2025年—2027年.
_ALONE = re.compile(
    f"(?:于|在|力争|确保|拟)?(?:{_ONGOING}|{_TIME}(?:[—–~至到\\-－]+{_TIME})?{_BEFORE}?)"
    "(?:基本|全面|全部|取得)?(?:完成|落实|办结|到位|启动|建成|见效|成效)?(?:到位)?"
)
_READ_YEAR = re.compile("(20\\d\\d)\\s*(?:年|[.\\-/])")
_READ_MONTH = re.compile("(?<!\\d)(\\d{1,2})\\s*月|20\\d\\d[.\\-/](\\d{1,2})(?!\\d)")
_READ_DAY = re.compile("(\\d{1,2})\\s*日")
_READ_QUARTER = re.compile("第?([一二三四1-4])季度")
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_HALF_YEAR = 6
_END_OF_YEAR = re.compile("年[底末]|下半年|全年|年内")
_LAST_MONTH, _LAST_DAY = 12, 31


class Due(NamedTuple):
    """When something is due; ``year`` is ``None`` where only a month is said."""

    year: int | None
    month: int
    day: int
    has_month: bool


def is_deadline(words: str) -> bool:
    """Whether words are a deadline and nothing else.

    >>> is_deadline("2025年6月底前完成"), is_deadline("长期坚持"), is_deadline("财政局")
    (True, True, False)
    """
    return _ALONE.fullmatch(words.strip()) is not None


def only_deadline_in(sentence: str) -> str:
    """Return the deadline that a sentence gives, nothing if it gives none or several.

    >>> only_deadline_in("6月底前全部挂牌。"), only_deadline_in("3月底前启动，9月底前完成。")
    ('6月底前', '')
    """
    found = {match.group() for match in IN_SENTENCE.finditer(sentence)}
    return found.pop() if len(found) == 1 else ""


def due_of(deadline: str) -> Due | None:
    """Return when a deadline ends; ``None`` for 长期 and what is no time.

    >>> due_of("2025年6月底前"), due_of("2024—2026年").year, due_of("长期")
    (Due(year=2025, month=6, day=31, has_month=True), 2026, None)
    """
    years = _READ_YEAR.findall(deadline)
    months = [int(a or b) for a, b in _READ_MONTH.findall(deadline)]
    days = _READ_DAY.findall(deadline)
    quarter = _READ_QUARTER.search(deadline)
    year = int(years[-1]) if years else None
    if months:
        day = int(days[-1]) if days else _LAST_DAY
        return Due(year, months[-1], day, has_month=True)
    if quarter:
        return Due(year, _QUARTERS[quarter.group(1)], _LAST_DAY, has_month=True)
    if "上半年" in deadline:
        return Due(year, _HALF_YEAR, _LAST_DAY, has_month=True)
    if year is not None or _END_OF_YEAR.search(deadline):
        return Due(year, _LAST_MONTH, _LAST_DAY, has_month=bool(_END_OF_YEAR.search(deadline)))
    return None
