"""What rises is not said to fall, nor what is more to be less."""

from collections.abc import Callable

import pytest

from assistant.chat.attribution import mentions_in
from assistant.chat.directions import wrong_direction
from assistant.chat.figures import plain
from assistant.chat.items import Item

Fault = Callable[[str, str], str]
SMOKING = "到2030年，15岁以上人群吸烟率降低到20%。"
BOTH = "提高接种率，降低发病率。"
BURDEN = "城乡居民医疗保障水平稳步提高，就医负担持续降低。"
BEDS = "2020年床位300张，2025年床位600张。"


@pytest.fixture
def fault(of: Callable[[str], Item]) -> Fault:
    """What is wrong with a sentence of these words, or of the row of the plan that has them."""

    def found(said: str, source: str) -> str:
        row = source in ("人均预期寿命", "孕产妇死亡率")
        item = of(source) if row else Item(source, of("督导检查").evidence)
        return wrong_direction(plain(said), item, mentions_in(plain(said)))

    return found


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("吸烟率降低到20%", SMOKING),
        ("吸烟率下降到20%", SMOKING),
        ("吸烟率减少到20%", SMOKING),
        ("吸烟率为20%", SMOKING),
        ("降低发病率", BOTH),
        ("接种率提升", BOTH),
        ("减少就医负担", BURDEN),
        ("医疗保障水平提升", BURDEN),
        ("床位由300张增加到600张", BEDS),
        ("费用不高于77元", "费用不高于77元。"),
        ("建设多学科门诊", "建设门诊，降低发病率。"),
        ("管理高血压", "管理高血压，降低发病率。"),
        ("至少建成3家", "至少建成3家，降低发病率。"),
        ("老年人较多", "老年人较多，降低发病率。"),
        # two readings of a row go the way of their figures
        ("人均预期寿命提高到79.5岁", "人均预期寿命"),
        ("孕产妇死亡率下降到≤6/10万", "孕产妇死亡率"),
    ],
)
def test_the_same_way_as_the_source_is_right(fault: Fault, said: str, source: str) -> None:
    assert fault(said, source) == ""


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("吸烟率提高到20%", SMOKING),
        ("吸烟率升到20%", SMOKING),
        ("吸烟率上升", SMOKING),
        ("床位由300张减少到600张", BEDS),
        ("床位减少到600张", "床位达到600张。"),
        ("床位下降20%", "床位比2020年增长20%。"),
        ("高于全省平均水平", "低于全省平均水平。"),
        ("占比最低", "占比最高。"),
        ("人均预期寿命降到79.5岁", "人均预期寿命"),
        ("孕产妇死亡率上升到≤6/10万", "孕产妇死亡率"),
    ],
)
def test_the_other_way_is_wrong(fault: Fault, said: str, source: str) -> None:
    assert fault(said, source).startswith("增减、高低与原文相反")
