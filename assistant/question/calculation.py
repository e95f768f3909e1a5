"""What a question wants computed: a difference, a ratio, a growth, a sum, a former figure."""

import re
from decimal import Decimal
from typing import Literal, get_args

from assistant.answers import Question
from assistant.language.rules import patterns_of
from assistant.language.years import period_span

Operation = Literal["ratio", "difference", "growth", "per year"]

_RULES = patterns_of(__file__, "calculation")
_BY_NAME = patterns_of(__file__, "calculation.operations")
_OPERATIONS: dict[Operation, re.Pattern[str]] = {
    name: _BY_NAME[name] for name in get_args(Operation)
}
_SUM, _BACK, _EACH, _SINCE = (_RULES[name] for name in ("sum", "back", "each", "since"))
_ALL_OF_KIND, _PEOPLE, _MEASURE = (_RULES[name] for name in ("all-of-kind", "people", "measure"))
_END_OF_PERIOD = _RULES["end-of-period"]
# How it is to be computed, and over which time: not what with.
_HOW = re.compile(
    "|".join(
        f"(?:{asked.pattern})"
        for asked in (*_OPERATIONS.values(), _SUM, _BACK, _RULES["over-which-time"])
    )
)


def operations_in(question: Question) -> tuple[Operation, ...]:
    """Return how two figures are to be compared, in so far as the question says."""
    return tuple(name for name, asked in _OPERATIONS.items() if asked.search(question.text))


def wants_sum(question: Question) -> bool:
    """Whether figures are to be added up."""
    return _SUM.search(question.text) is not None


def wants_all_of_kind(question: Question) -> bool:
    """Whether whatever is of the kind that is named is to be added, too."""
    return _ALL_OF_KIND.search(question.text) is not None


def people_supposed(text: str) -> tuple[Decimal, str] | None:
    """Return for how many people something is to be reckoned, and in which scale (万, 千).

    >>> people_supposed("150万人口该配几辆")
    (Decimal('150'), '万')
    """
    people = _PEOPLE.search(text)
    return (Decimal(people["amount"]), people["scale"] or "") if people else None


def measure_wanted(text: str) -> str:
    """Return the measure word of what is to be reckoned, or nothing.

    >>> measure_wanted("150万人口该配几辆")
    '辆'
    """
    measure = _MEASURE.search(text)
    return measure["unit"] if measure else ""


def works_back(question: Question) -> bool:
    """Whether a figure before a change is wanted."""
    return _BACK.search(question.text) is not None


def wants_each(question: Question) -> bool:
    """Whether the same is to be computed for several things."""
    return _EACH.search(question.text) is not None


def wants_change_since(question: Question) -> bool:
    """Whether the change over the last years is asked for, which a plan may tell itself."""
    return _SINCE.search(question.text) is not None


def ends_of_periods(question: Question) -> set[int]:
    """Return the last years of the five-year plans that a question names so: “十三五”末 is 2020."""
    named = (match.group() for match in _END_OF_PERIOD.finditer(question.text))
    return {span[1] for span in map(period_span, named) if span}


def without_calculation(question: Question) -> Question:
    """Return the question without how it is to be computed: what is left is what with."""
    text = _HOW.sub(" ", question.text)
    return question if text == question.text else question.model_copy(update={"text": text})
