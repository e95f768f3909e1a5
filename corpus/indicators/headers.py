"""What the columns of an indicator table hold, learned from the words of its header."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.periods import FIVE_YEAR_PLAN, FIVE_YEARS, YEAR_ALONE, five_years

_YEAR = re.compile(YEAR_ALONE)
_FIVE_YEAR_PLAN = re.compile(FIVE_YEAR_PLAN)
_TARGET = re.compile("目标|规划值|预期值|规划数|计划值|指标值|标准值|(?:评价|考核|达标|监测)标准")
_BASELINE = re.compile("现状|基期|基数|基准|基线|实际|完成|实绩|现值")
# A column of growth rates or of someone's duties is none of an indicator's readings.
_NO_READING = re.compile("年均|增速|增长|累计|责任|牵头|部门|单位|来源|备注|说明|性质|属性")
_NAME = re.compile("指标|名称")
_NO_NAME = re.compile(
    "性质|属性|单位|来源|说明|解释|内涵|定义|类型|类别|分类|编号|代码|序号|值$|数据|年"
)
_WEAK_NAME = re.compile("^(项目|内容|主要内容|具体项目)$")
_GROUP = re.compile("领域|类别|分类|维度|板块|方面|一级指标")
_NATURE = re.compile("性质|属性|类型")
_UNIT = re.compile("^(计量|指标|统计)?单位$|^单位[（(]")
_NUMBER = re.compile("序号|编号|^NO[.]?$", re.IGNORECASE)
_SEARCHED_ROWS = 4
_HEADER_ROWS = 3


@dataclass(frozen=True)
class ReadingColumn:
    """A column of values: its year, if the header says one, and whether they are targets.

    ``is_target`` is ``None`` where the header's words do not say.
    """

    index: int
    year: int | None
    is_target: bool | None


@dataclass(frozen=True)
class Columns:
    """Which column holds what; ``width`` is how many the header has."""

    width: int
    name: int
    group: int | None
    number: int | None
    unit: int | None
    nature: int | None
    baseline: ReadingColumn | None
    target: ReadingColumn | None

    @property
    def readings(self) -> tuple[ReadingColumn, ...]:
        """The columns of values that are read."""
        return tuple(column for column in (self.baseline, self.target) if column)


@dataclass(frozen=True)
class Header:
    """A table's header: its columns, and which rows it takes."""

    columns: Columns
    rows: tuple[tuple[str, ...], ...]
    end: int

    def repeats_in(self, words: Sequence[str]) -> bool:
        """Whether a row says the header again, as at the top of a new page."""
        return tuple(_bare(word) for word in words) in self.rows


def header_from(rows: Sequence[Sequence[str]]) -> Header | None:
    """Return the header of a table, or ``None`` if this is no table of indicators.

    Args:
        rows: the words of the cells, row by row. The header may follow a title row and run
            over several rows: a merged cell says its words in its first place.

    >>> header = header_from([["指标", "单位", "2020年", "2025年目标"], ["寿命", "岁", "77", "78"]])
    >>> header.columns.name, header.columns.unit, header.columns.target.year
    (0, 1, 2025)
    """
    for start in range(min(_SEARCHED_ROWS, len(rows))):
        header = [_bare(cell) for cell in rows[start]]
        if not _looks_like_name_row(header):
            continue
        end = start + 1
        while end < len(rows) and end - start < _HEADER_ROWS and _continues(header, rows[end]):
            header = _merged(header, [_bare(cell) for cell in rows[end]])
            end += 1
        columns = columns_from(header)
        if columns:
            spelled = tuple(tuple(_bare(cell) for cell in row) for row in rows[start:end])
            return Header(columns, spelled, end)
    return None


def columns_from(header: Sequence[str]) -> Columns | None:
    """Return what the columns under these words hold; ``None`` without a name or any values."""
    name = _name_column(header)
    if name is None:
        return None
    unit, nature = _first(header, _UNIT), _first(header, _NATURE)
    if name in (unit, nature):
        return None
    readings = [
        column
        for index, cell in enumerate(header)
        if index not in {name, unit, nature} and (column := _reading_column(index, cell))
    ]
    baseline, target = _baseline_and_target(readings)
    if not baseline and not target:
        return None
    group = _first(header, _GROUP)
    return Columns(
        width=len(header),
        name=name,
        group=group if group != name else None,
        number=_first(header, _NUMBER),
        unit=unit,
        nature=nature,
        baseline=baseline,
        target=target,
    )


def _bare(cell: str) -> str:
    return re.sub(r"\s", "", cell)


def _first(header: Sequence[str], pattern: re.Pattern[str]) -> int | None:
    return next((i for i, cell in enumerate(header) if pattern.search(cell)), None)


def _name_column(header: Sequence[str]) -> int | None:
    """The finest of 一级指标, 二级指标 …; 项目 is a name only beside a unit or a nature."""
    named = [i for i, cell in enumerate(header) if _NAME.search(cell) and not _NO_NAME.search(cell)]
    if named:
        return named[-1]
    if _first(header, _UNIT) is None and _first(header, _NATURE) is None:
        return None
    return _first(header, _WEAK_NAME)


def _looks_like_name_row(header: Sequence[str]) -> bool:
    several = 2
    return sum(bool(cell) for cell in header) >= several and _name_column(header) is not None


def _continues(header: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row is the lower half of a header: nothing new under the name, words elsewhere."""
    words = [_bare(cell) for cell in row]
    name = _name_column(header)
    if name is None or len(words) != len(header):
        return False
    filled = [word for i, word in enumerate(words) if word and word != header[i]]
    return (
        words[name] in ("", header[name])
        and all(
            _YEAR.search(word)
            or _TARGET.search(word)
            or _BASELINE.search(word)
            or _UNIT.search(word)
            for word in filled
        )
        and (bool(filled) or list(words) == list(header))
    )


def _merged(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Put a header's lower row under its upper one; a merged word reaches over empty cells.

    Under 规划目标 may stand 2020年 beside 2025年: what a word says of several years it says of
    none of them.
    """
    merged: list[str] = []
    over = ""
    for index, (above, below) in enumerate(zip(upper, lower, strict=True)):
        over = above or (over if below else "")
        reaches = not above or (
            index + 1 < len(upper) and not upper[index + 1] and lower[index + 1]
        )
        if _YEAR.search(below) and (reaches or not over):
            merged.append(below)
        else:
            merged.append(over if below in ("", over) else over + below)
    return merged


def _reading_column(index: int, cell: str) -> ReadingColumn | None:
    is_target, is_baseline = bool(_TARGET.search(cell)), bool(_BASELINE.search(cell))
    year = _year(cell)
    if _NO_READING.search(cell) or not (year or is_target or is_baseline):
        return None
    return ReadingColumn(index, year, is_target if is_target or is_baseline else None)


def _year(cell: str) -> int | None:
    """The year that a header's cell names; a five-year plan stands for its last year.

    >>> _year("2025年目标值"), _year("“十三五”末"), _year("目标值")
    (2025, 2020, None)
    """
    years = _YEAR.findall(cell)
    if years:
        return int(years[-1])
    plan = _FIVE_YEAR_PLAN.search(cell)
    return five_years(plan.group())[1] if plan else None


def _baseline_and_target(
    readings: Sequence[ReadingColumn],
) -> tuple[ReadingColumn | None, ReadingColumn | None]:
    """The last target, and the latest value at least a five-year plan before it.

    Of unmarked columns the last is the target, also where it is the only one.
    """
    targets = [column for column in readings if column.is_target]
    unmarked = [column for column in readings if column.is_target is None]
    if not targets:
        targets, unmarked = unmarked[-1:], unmarked[:-1]
    target = max(targets, key=lambda column: column.year or 0, default=None)
    past = [column for column in readings if column.is_target is False] or unmarked
    limit = (target.year if target else None) or 0
    early = [c for c in past if c.year and c.year <= limit - FIVE_YEARS]
    latest = max(early, key=lambda column: column.year or 0, default=None)
    return latest or next(iter(past), None), target
