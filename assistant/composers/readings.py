"""How the readings of an indicator's row are said: year, value with unit, nature."""

from assistant.answers import Question
from assistant.evidence.rows import readings_of
from assistant.question.calculation import ends_of_periods
from assistant.question.readings import wants_baseline, wants_target
from corpus.documents import Indicator, Reading
from corpus.indicators.units import with_unit


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
    target, baseline = wants_target(question), wants_baseline(question)
    years = set(question.years) | ends_of_periods(question)
    if years:
        is_known = any(reading.year in years for reading, _ in readings)
        return [
            (reading, is_target)
            for reading, is_target in readings
            if reading.year in years
            or (is_target and "目标" in question.text and (is_known or baseline))
            or (not is_target and baseline)
        ]
    if target == baseline:
        return readings
    return [(reading, is_target) for reading, is_target in readings if is_target == target]


def leaves_blank(question: Question, row: Indicator | None) -> bool:
    """Whether the row that is surely meant, if any, prints —— for all that is asked of it."""
    if row is None or len(question.plans) > 1 or question.kind != "value":
        return False
    asked = readings_asked(question, row)
    return bool(asked) and all(reading.value is None for reading, _ in asked)
