"""What the columns of a table hold, by their heads and by what their cells are."""

import re
from collections.abc import Sequence

from corpus.assignments.told import are_named
from corpus.assignments.units import units_from
from corpus.indicators.units import UNIT, name_and_unit
from corpus.periods import FIVE_YEAR_PLAN, YEAR_ALONE, five_years
from corpus.tables.cells import is_blank
from corpus.tables.rows import Column, ColumnKind

_NUMBERED = re.compile(r"(?:顺?序|编|行|项)[号次]|位次|名次|排名|NO\.?|#", re.IGNORECASE)
_UNITS = re.compile(r"(?:计量|指标|统计|计价)?单位|量纲")
_UNIT = re.compile(rf"(?:[十百千万亿]{{0,2}}(?:{UNIT})|1?/10?万|[十百千万亿]?元(?:/\S{{1,4}})?)")
_FIGURE = re.compile(
    r"(?:[<>≤≥＜＞±约]|不[低高少多]于|不超过|控制在|达到?|超过)?\s*[-−–]?\d[\d.,]*\s*"
    r"(?:[%％‰]|个?百分点|[^\d，。；、\s]{0,6})(?:以上|以下|以内|左右|及以上)?"
    r"|\d+(?:\.\d+)?\s*[:：∶/~～—–-]\s*\d+(?:\.\d+)?[^\d，。；、]{0,4}"
)
_TIME = re.compile(
    r"(?=.{0,24}[年月日期态即全])(?:20\d\d年?)?\s*(?:[—–\-－~～至到./]\s*)*(?:20\d\d年?)?"
    r"(?:\d{1,2}月?)?(?:\d{1,2}日?)?(?:[上下]半年|年?[底末初]|[一二三四]季度|第[一二三四]季度)?[前底末内]?"
    r"|长期|持续推进|常态化|全年|每年|按年度推进|即时|立即"
)
_NUMBERS = re.compile(r"[\d.,]+")
_TIME_HEAD = re.compile("(?:时限|时间|期限|年限|日期|年份|年度|月份)$")
_YEAR = re.compile(rf"(?:截?至)?({YEAR_ALONE})\s*年?[末底]?")
# 人数 without a unit in brackets counts 人.
_COUNTS = re.compile("([人天次户例家个所张件项])数$")
_PLAN = re.compile(FIVE_YEAR_PLAN)
_TIME_LABEL = re.compile("年份|年度|月份|日期|时间")
_FLOOR = 0.6
_FEW = 2


def columns_of(
    heads: Sequence[Sequence[str]], cells: Sequence[Sequence[str]]
) -> tuple[Column, ...]:
    """Return the columns of a table.

    Args:
        heads: for each column its heads, the outermost first.
        cells: for each column the words of its cells, blank ones too.
    """
    columns = []
    for index, (path, words) in enumerate(zip(heads, cells, strict=True)):
        levels, unit = _levels_and_unit(path)
        columns.append(
            Column(
                index=index,
                path=tuple(path),
                levels=levels,
                unit=unit,
                year=year_in("".join(path)),
                kind=_kind(path, words),
            )
        )
    return tuple(columns)


def year_in(words: str) -> int | None:
    """Return the year that a head names, the last of several; a five-year plan's is its last.

    >>> year_in("2025年目标值"), year_in("“十三五”末"), year_in("目标值")
    (2025, 2020, None)
    """
    years = _YEAR.findall(words)
    if years:
        return int(years[-1])
    plan = _PLAN.search(words)
    return five_years(plan.group())[1] if plan else None


def _levels_and_unit(path: Sequence[str]) -> tuple[tuple[str, ...], str]:
    named = [name_and_unit(head) for head in path]
    levels = tuple(filter(None, (_YEAR.sub("", name) for name, _ in named)))
    counted = _COUNTS.search(levels[-1]) if levels else None
    said = next((unit for _, unit in reversed(named) if unit), "")
    return levels, said or (counted.group(1) if counted else "")


def _kind(path: Sequence[str], cells: Sequence[str]) -> ColumnKind:
    """What most cells of a column are; its head decides where they could be several things."""
    head = "".join(path)
    said = [cell for cell in cells if not is_blank(cell)]
    if not said:
        return "text"

    def most(pattern: re.Pattern[str]) -> bool:
        return sum(bool(pattern.fullmatch(cell)) for cell in said) >= _FLOOR * len(said)

    are_times = _TIME_HEAD.search(head) or most(_TIME)
    are_numbers = most(_NUMBERS) and not _TIME_LABEL.fullmatch(head)
    kinds: tuple[tuple[ColumnKind, object], ...] = (
        ("ordinal", _NUMBERED.fullmatch(head) or (not head and _counts_up(said))),
        ("unit", _UNITS.fullmatch(head) and most(_UNIT)),
        ("figure", are_numbers),
        ("time", are_times),
        ("figure", most(_FIGURE)),
        ("institution", sum(are_named(units_from(cell)) for cell in said) >= _FLOOR * len(said)),
    )
    return next((kind for kind, fits in kinds if fits), "text")


def _counts_up(cells: Sequence[str]) -> bool:
    return len(cells) >= _FEW and list(cells) == [str(n) for n in range(1, len(cells) + 1)]
