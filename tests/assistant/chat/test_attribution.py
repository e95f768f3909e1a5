"""A figure is given to the thing, the year, the kind and the unit that its source gives it to."""

from collections.abc import Callable

import pytest

from assistant.chat.attribution import misattributed
from assistant.chat.figures import plain
from assistant.chat.items import Item

Fault = Callable[..., str]
LIFE, LITERACY = "人均预期寿命", "居民健康素养水平"
COSTS = "次均门诊和住院费用分别为77元、1727元。"
LIST = "建成门诊3家、病房13间、药房3家。"
ROW = "项目：病房楼；床位：600张；总投资：76000万元；面积：600平方米"
GRADE = "市三院创建二级医院。"


@pytest.fixture
def fault(of: Callable[[str], Item]) -> Fault:
    """What a sentence gives to the wrong thing of these words, or of those the plan has."""

    def found(source: str, said: str, asked: str = "") -> str:
        evidence = of("督导检查").evidence
        known = source in (LIFE, LITERACY, "执业医师")
        item = of(source) if known else Item(source, evidence, is_row=source == ROW)
        return misattributed(plain(said), item, plain(asked))

    return found


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (LIFE, "人均预期寿命2020年为78.2岁，2025年目标为79.5岁"),
        (LIFE, "人均预期寿命现状78.2岁、目标79.5岁"),
        (LIFE, "人均预期寿命从78.2岁提高到79.5岁"),
        (LIFE, "人均预期寿命79.5岁"),  # without year or kind it is the target
        (LIFE, "人均预期寿命2025年目标为79.5岁（预期性）"),
        ("执业医师", "2020年有执业医师1200人"),
        (LITERACY, "居民健康素养水平达到25%以上，每千常住人口床位数达到6.5张"),
        (LITERACY, "素养水平要达到25%以上"),
        (COSTS, "次均门诊和住院费用分别为77元、1727元"),
        (COSTS, "次均门诊费用77元，住院费用1727元"),
        (LIST, "建成门诊3家、药房3家"),
        (LIST, "病房13间"),
        (ROW, "病房楼床位600张，总投资76000万元"),
        (GRADE, "创建二级医院"),
    ],
)
def test_what_the_source_gives_passes(fault: Fault, source: str, said: str) -> None:
    assert fault(source, said) == ""


@pytest.mark.parametrize(
    ("source", "said", "reason"),
    [
        (LIFE, "人均预期寿命2020年为79.5岁", "数字与所说的事项、年份对不上"),
        (LIFE, "人均预期寿命目标为78.2岁", "数字与所说的事项、年份对不上"),
        (LIFE, "人均预期寿命78.2岁", "数字与所说的事项、年份对不上"),
        (LIFE, "人均预期寿命从79.5岁提高到78.2岁", "数字"),
        (LIFE, "人均预期寿命2025年目标为79.5岁（约束性）", "指标性质与原文不同"),
        (LITERACY, "每千常住人口床位数达到25%以上", "数字与所说的事项、年份对不上"),
        (LITERACY, "居民健康素养水平达到6.5张", "数字与所说的事项、年份对不上"),
        (LITERACY, "到2030年，每千常住人口床位数达到6.5张", "数字与所说的事项、年份对不上"),
        (LITERACY, "床位数达到6.5张", "没有说是每多少人"),
        (LITERACY, "每万常住人口床位数达到6.5张", "原文不是每万"),
        (COSTS, "次均门诊和住院费用分别为1727元、77元", "数字"),
        (COSTS, "次均门诊费用1727元，住院费用77元", "数字"),
        (LIST, "建成药房13间", "数字与所说的事项、年份对不上"),
        (LIST, "门诊3家、病房3间", "数字与所说的事项、年份对不上"),
        (LIST, "门诊3家、病房13间、药房3家、急诊3家", "数字"),
        (ROW, "病房楼投资600万元", "数字与所说的事项、年份对不上"),
        (ROW, "病房楼面积76000平方米", "数字与所说的事项、年份对不上"),
        (GRADE, "创建三级医院", "数字与所说的事项对不上"),
        (GRADE, "市二院创建医院", "数字与所说的事项对不上"),
    ],
)
def test_what_it_gives_to_another_does_not(
    fault: Fault, source: str, said: str, reason: str
) -> None:
    assert fault(source, said).startswith(reason)


@pytest.mark.parametrize(
    ("source", "said", "asked"),
    [
        (LIFE, "79.5岁", "人均预期寿命2025年目标"),
        (LIFE, "78.2岁", "人均预期寿命2020年是多少"),
        (LITERACY, "6.5张", "每千常住人口床位数达到多少"),
    ],
)
def test_a_bare_answer_is_of_what_was_asked(
    fault: Fault, source: str, said: str, asked: str
) -> None:
    assert fault(source, said, asked) == ""


@pytest.mark.parametrize(
    ("source", "said", "asked"),
    [
        (LIFE, "78.2岁", "人均预期寿命2025年目标"),
        (LIFE, "79.5岁", "人均预期寿命2020年是多少"),
        (LITERACY, "25%以上", "每千常住人口床位数达到多少"),
        (LITERACY, "6.5张", "床位数达到多少"),
    ],
)
def test_and_of_nothing_else(fault: Fault, source: str, said: str, asked: str) -> None:
    assert fault(source, said, asked)
