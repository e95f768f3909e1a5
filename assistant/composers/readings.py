"""How the readings of an indicator's row are said: year, value with unit, nature."""

import re

from assistant.answers import Question
from assistant.evidence.rows import readings_of
from assistant.language.units import with_unit
from assistant.question.calculation import ends_of_periods
from corpus.documents import Indicator, Reading

_BASELINE = re.compile("现状|基期|基线|基准|基数|现有|目前|现在")
_TARGET = re.compile("目标|要|达到|[高升降加减少]到|到20|规划值|控制在")


def wording(question: Question, row: Indicator) -> str:
    """Return the row's readings that are asked for, or nothing if it has none of them.

    Where the plan prints —— for one of several readings that are asked, that is said; where
    it prints it for the only one, the row does not answer.
    """
    asked = readings_asked(question, row)
    if not any(reading.value for reading, _ in asked):
        return ""
    parts = []
    for reading, is_target in asked:
        year = f"{reading.year}年" if reading.year else ""
        what = f"{year}目标" if is_target else year
        if reading.value is None:
            parts.append(f"{year}的数值规划没有列出")
        else:
            nature = f"（{row.nature}）" if is_target and row.nature else ""
            parts.append(f"{what}为{with_unit(reading.value, row.unit)}{nature}")
    return f"{row.name}{'，'.join(parts)}"


def readings_asked(question: Question, row: Indicator) -> list[tuple[Reading, bool]]:
    """Return the readings that are asked for, each with whether it is the target."""
    readings = [(reading, reading is row.target) for reading in readings_of(row)]
    wants_target = bool(_TARGET.search(question.text))
    wants_baseline = bool(_BASELINE.search(question.text))
    years = set(question.years) | ends_of_periods(question)
    if years:
        is_known = any(reading.year in years for reading, _ in readings)
        return [
            (reading, is_target)
            for reading, is_target in readings
            if reading.year in years
            or (is_target and "目标" in question.text and (is_known or wants_baseline))
            or (not is_target and wants_baseline)
        ]
    if wants_target == wants_baseline:
        return readings
    return [(reading, is_target) for reading, is_target in readings if is_target == wants_target]


def leaves_blank(question: Question, row: Indicator | None) -> bool:
    """Whether the row that is surely meant, if any, prints —— for all that is asked of it."""
    if row is None or len(question.plans) > 1 or question.kind != "value":
        return False
    asked = readings_asked(question, row)
    return bool(asked) and all(reading.value is None for reading, _ in asked)
