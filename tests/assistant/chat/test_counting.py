"""A count of things is that of what is named beside it, or the source's own."""

import pytest

from assistant.chat.counting import without_counts, without_ordinals
from assistant.chat.figures import plain

SOURCE = "由甲局、乙局、丙局牵头，建成3家门诊，每年开展两次督导检查"
NUMBERED = "46.提升能力\n（二）建设门诊\n序号：3；项目：病房"


def uncounted(said: str, asked: str = "") -> str:
    return without_counts(plain(said), plain(SOURCE), plain(asked))


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("由甲局、乙局、丙局三家牵头", "由甲局、乙局、丙局牵头"),
        ("由甲局和乙局两个部门牵头", "由甲局和乙局牵头"),
        ("甲县、乙县两地都扩建病房", "甲县、乙县都扩建病房"),
        ("分三个方面：门诊、病房、药房", "分：门诊、病房、药房"),
        ("有两项任务：扩建病房和建设门诊", "有：扩建病房和建设门诊"),
        ("达到80%，即八成", "达到80%，即"),
        ("达到50%，即一半", "达到50%，即"),
    ],
)
def test_a_count_of_what_is_named_is_borne_out(said: str, left: str) -> None:
    assert uncounted(said) == left


@pytest.mark.parametrize(
    "said",
    [
        "由甲局、乙局、丙局两家牵头",
        "甲县、乙县三地都扩建病房",
        "分两个方面：门诊、病房、药房",
        "建成三家门诊",  # held to the source like any other figure
        "建成两家门诊",
        "达到60%，即八成",
        "达到八成",
        "近一半",
        "市三院达到三级医院标准",
        "开展两癌筛查",
        "有四大工程",
    ],
)
def test_any_other_stays_to_be_held_to_the_source(said: str) -> None:
    assert uncounted(said) == plain(said)


@pytest.mark.parametrize("said", ["每年开展一次督导检查", "建成一家门诊", "由一个部门牵头"])
def test_one_is_a_count_too(said: str) -> None:
    """The source has two inspections, three clinics and three departments."""
    assert "一" in uncounted(said)


def test_the_years_that_were_asked_for_are_no_count() -> None:
    assert uncounted("五年内建成3家门诊", "未来五年建几家") == "内建成3家门诊"
    assert uncounted("五年内建成3家门诊", "建几家") == "五年内建成3家门诊"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("第3位是病房", "是病房"),
        ("第47条由甲局牵头", "第47条由甲局牵头"),
        ("第4条由甲局牵头", "第4条由甲局牵头"),
        ("第6条由甲局牵头", "第6条由甲局牵头"),
        ("第三医院", "第三医院"),
    ],
)
def test_the_number_of_a_clause_or_row_is_its_own(said: str, left: str) -> None:
    assert without_ordinals(plain(said), plain(NUMBERED)) == left
