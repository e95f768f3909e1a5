"""What is said of the cells that a question names."""

from collections.abc import Callable

import pytest

from assistant.answers import Candidate
from assistant.composers.cells import Cells
from assistant.evidence.asked import Asked

Ask = Callable[[str], Asked]


def proposed(asked: Asked) -> list[Candidate]:
    return list(Cells().propose(asked))


def said(asked: Asked) -> list[str]:
    """What the first proposal says."""
    return [s.text for c in proposed(asked)[:1] for s in c.draft.statements]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("县中医院病房楼总投资多少", ["县中医院病房楼总投资为8600万元"]),
        ("柳溪镇卫生院门诊楼要花多少钱", ["柳溪镇卫生院门诊楼总投资为950万元"]),
        ("石桥镇卫生院病房楼有多少张床", ["石桥镇卫生院病房楼床位为60张"]),
        ("县疾控中心实验楼什么时候建好", ["县疾控中心实验楼完成时限为2025年3月"]),
        ("县疾控中心实验楼由谁负责", ["县疾控中心实验楼责任单位为县疾控中心"]),
        (
            "石桥镇卫生院病房楼的床位和总投资分别是多少",
            ["石桥镇卫生院病房楼床位为60张，总投资为1200万元"],
        ),
        ("第2项的总投资是多少", ["柳溪镇卫生院门诊楼总投资为950万元"]),
        ("县人民医院2021年床位使用率", ["县人民医院床位使用率2021年为81.2%"]),
        ("县人民医院床位使用率是多少", ["县人民医院床位使用率2022年为85.4%"]),
        (
            "县人民医院2022年床位使用率是多少，上年呢",
            ["县人民医院床位使用率2021年为81.2%，2022年为85.4%"],
        ),
        ("哪个项目要配齐煎药设备", ["县中医院病房楼的建设内容：新建病房楼和制剂室，配齐煎药设备"]),
    ],
    ids=(
        "by-head by-kind by-measure when who several by-number of-a-year latest year-before "
        "by-what-a-text-tells"
    ).split(),
)
def test_a_cell_is_told_with_its_row_its_head_its_year_and_its_unit(
    ask_tables: Ask, question: str, answer: list[str]
) -> None:
    assert said(ask_tables(question)) == answer


def test_a_cell_is_cited_by_its_row(ask_tables: Ask) -> None:
    [first, *_] = proposed(ask_tables("县中医院病房楼总投资多少"))
    [cited] = first.draft.evidence
    assert cited.passage.path == ("一、项目安排", "表1 建设项目", "第1行")
    assert "8600" in cited.excerpt.text


def test_a_row_whose_column_is_not_told_is_given_with_the_heads_of_its_columns(
    ask_tables: Ask,
) -> None:
    [text] = said(ask_tables("介绍一下石桥镇卫生院病房楼这个项目"))
    assert text.startswith("石桥镇卫生院病房楼：建设内容：扩建病房楼；床位：60张；总投资：1200万元")


def test_a_blank_cell_is_told_as_the_table_prints_it(ask_tables: Ask) -> None:
    [first, *_] = proposed(ask_tables("县中医院2022年床位使用率是多少"))
    assert [s.text for s in first.draft.statements] == [
        "县中医院床位使用率2022年在表中为“略”，没有给出"
    ]
    assert first.signals["blank"] == 1.0


def test_a_year_that_a_table_does_not_have_is_no_question_for_it(ask_tables: Ask) -> None:
    assert said(ask_tables("县人民医院2019年床位使用率是多少")) == []


def test_a_name_within_a_longer_one_names_no_row_of_its_own(ask_tables: Ask) -> None:
    [text] = said(ask_tables("县妇幼保健院平均住院日几天"))
    assert text == "县妇幼保健院平均住院日为5.2天"


def test_how_much_of_the_question_the_table_does_not_know_is_a_signal(ask_tables: Ask) -> None:
    [known, *_] = proposed(ask_tables("县中医院病房楼总投资多少"))
    [unknown, *_] = proposed(ask_tables("县中医院病房楼停车场收费标准多少"))
    assert known.signals["left"] < unknown.signals["left"]
