"""What a question wants computed: a difference, a ratio, a growth, a sum, a former figure."""

import re
from typing import Literal

from assistant.answers import Question

Operation = Literal["ratio", "difference", "growth", "per year"]

_OPERATIONS: dict[Operation, re.Pattern[str]] = {
    "ratio": re.compile("几倍|多少倍|抵得上|相当于[^，。？]{0,6}(几|多少)"),
    "difference": re.compile(
        "[多少高低长短]出?(多少|几)|相差|差[了着]?(多少|几|距)|净增|增量|[多少]建(多少|几)|变化了?(多少|几)|"
        "(增加|减少|提高|提升|下降|降低|增长|涨|上升|下滑|[升降])了?(多少|几)|"
        "[提拉升降涨压加增减落缩多少差低高余][^，。？]{0,3}(多少|几)个?([百千万]分)?点|"
        "是?增[是还]?减|增减|幅度(多少|多大|几)|[尚还]余(多少|几)|超[过了出]*(多少|几)|"
        "距离?[^，。？]{2,24}(多少|几)"
    ),
    "growth": re.compile(
        "增幅|涨幅|降幅|增长率|"
        "(增长|增加|提高|提升|上升|涨|下降|降低|减少|降)[^，。？]{0,6}百分[之比](?!点)"
    ),
    "per year": re.compile("平均每年|每年平均|年均|平均一年|一年平均"),
}
_SUM = re.compile(
    "加起来|合起来|合计|[加合]在?一[起块]|总计|加总|总共|一共|共计|总计|总和|之和|[都全]算上"
)
_BACK = re.compile("倒推|反推|推算|倒算|折算|[算推]一?算|[算推]出|[推倒]回")
_EACH = re.compile("各|分别|呢")
_SINCE = re.compile('[“"]?十[二三四五六七]五[”"]?(期间|时期|以来)|五年来|以来')
_END_OF_PERIOD = re.compile('[“"]?十([一二三四五六七八九])五[”"]?(?:时期|期间)?(?:末|年末|期末)')
_HAN_DIGITS = "一二三四五六七八九"
# The eleventh five-year plan ended in 2010, and each later one five years after the one before.
_END_OF_ELEVENTH = 2010
_YEARS_OF_PLAN = 5
# How it is to be computed, and over which time: not what with.
_HOW = re.compile(
    "|".join((*(asked.pattern for asked in _OPERATIONS.values()), _SUM.pattern, _BACK.pattern))
    + r"|[一二三四五六七八九十两几\d]+年[之期]?间|从|年到"
    r"|到(?=(?:19|20)\d\d)|→|往[上下]|大[概约]|差不多"
)


def operations_in(question: Question) -> tuple[Operation, ...]:
    """Return how two figures are to be compared, in so far as the question says."""
    return tuple(name for name, asked in _OPERATIONS.items() if asked.search(question.text))


def wants_sum(question: Question) -> bool:
    """Whether figures are to be added up."""
    return _SUM.search(question.text) is not None


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
    numbers = map(_HAN_DIGITS.index, _END_OF_PERIOD.findall(question.text))
    return {_END_OF_ELEVENTH + _YEARS_OF_PLAN * number for number in numbers}


def without_calculation(question: Question) -> Question:
    """Return the question without how it is to be computed: what is left is what with."""
    text = _HOW.sub(" ", question.text)
    return question if text == question.text else question.model_copy(update={"text": text})
