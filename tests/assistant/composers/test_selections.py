"""Rows picked out of a table by their figures and values, and counted."""

from collections.abc import Callable

import pytest

from assistant.answers import Draft
from assistant.composers.selections import Selections
from assistant.evidence.asked import Asked

Ask = Callable[[str], Asked]


def first(asked: Asked) -> Draft:
    return next(candidate.draft for candidate in Selections().propose(asked))


@pytest.mark.parametrize(
    ("question", "opening", "answer"),
    [
        ("哪个项目的总投资最高", "", ["总投资最高的是县中医院病房楼，为8600万元"]),
        ("床位最少的是哪个项目", "", ["床位最低的是柳溪镇卫生院门诊楼，为40张"]),
        (
            "2022年床位使用率最高的是哪家，平均住院日多少天",
            "",
            ["2022年床位使用率最高的是县人民医院，为85.4%，平均住院日为7.9天"],
        ),
        (
            "总投资超过3000万元的项目有哪些",
            "表中总投资超过3000万元的有2个：",
            ["县中医院病房楼总投资为8600万元", "县疾控中心实验楼总投资为3400万元"],
        ),
        (
            "床位使用率不到六成的医院有哪几家",
            "表中床位使用率不到六成的有1个：",
            ["县妇幼保健院床位使用率2022年为58.3%"],
        ),
        (
            "完成时限为2024年6月的有哪几项",
            "完成时限为2024年6月的有2项：",
            ["县中医院病房楼", "石桥镇卫生院病房楼"],
        ),
    ],
    ids="most least most-with-another-cell over under by-value".split(),
)
def test_rows_are_picked_by_what_their_cells_give(
    ask_tables: Ask, question: str, opening: str, answer: list[str]
) -> None:
    draft = first(ask_tables(question))
    assert (draft.opening, [s.text for s in draft.statements]) == (opening, answer)


def test_rows_are_counted_without_the_total(ask_tables: Ask) -> None:
    [statement] = first(ask_tables("一共安排了几个建设项目")).statements
    assert statement.text.startswith("表中共列4个：县中医院病房楼、")


def test_none_that_meets_a_condition_is_an_answer(ask_tables: Ask) -> None:
    [statement] = first(ask_tables("总投资超过9000万元的项目有哪些")).statements
    assert statement.text == "表中4项里没有总投资超过9000万元的"


def test_rows_are_picked_by_which_way_their_figure_went(ask_tables: Ask) -> None:
    draft = first(ask_tables("床位使用率比上年上升的有哪几家"))
    assert draft.opening == "2022年床位使用率比2021年增加的有2项："
    assert [s.text for s in draft.statements] == [
        "县人民医院床位使用率2021年为81.2%，2022年为85.4%",
        "县妇幼保健院床位使用率2021年为55.1%，2022年为58.3%",
    ]


def test_a_place_in_an_order_is_found(ask_tables: Ask) -> None:
    [statement] = first(ask_tables("总投资第二高的是哪个项目")).statements
    assert statement.text == "总投资从高到低第2的是县疾控中心实验楼，为3400万元"
