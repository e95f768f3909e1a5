"""What a model is shown under a number, and all that may be repeated of it."""

from collections.abc import Callable

import pytest

from assistant.chat.items import Item, clauses_of
from tests.assistant.chat.shown_items import together

Of = Callable[[str], Item]


def test_a_row_is_shown_with_the_heads_of_its_columns_and_its_unit(of: Of) -> None:
    item = of("人均预期寿命")
    assert (
        item.text == "序号：1；指标名称：人均预期寿命；2020年：78.2岁；2025年：79.5岁；属性：预期性"
    )
    assert [record.name for record in item.records] == ["人均预期寿命"]
    assert item.units == ""


def test_a_line_has_region_and_nearest_headings_before_the_words(of: Of) -> None:
    assert of("督导检查").line == (
        "（青河县 › 二、重点任务 › 2.健全督导评估制度）每年开展一次督导检查，公布结果。"
    )


def test_a_line_has_the_years_of_its_plan_if_they_are_known(of: Of) -> None:
    item = of("督导检查")
    [evidence] = item.evidence
    dated = evidence.passage.source.model_copy(update={"period": "2021—2025年"})
    passage = evidence.passage.model_copy(update={"source": dated})
    of_period = Item(item.text, (evidence.model_copy(update={"passage": passage}),))
    assert of_period.line.startswith("（青河县2021—2025年 › ")


def test_the_line_of_a_plan_of_no_region_has_its_title(of: Of) -> None:
    item = of("督导检查")
    [evidence] = item.evidence
    nowhere = evidence.passage.source.model_copy(update={"region": "", "title": "会议纪要"})
    passage = evidence.passage.model_copy(update={"source": nowhere})
    untitled = Item(item.text, (evidence.model_copy(update={"passage": passage}),))
    assert untitled.line.startswith("（会议纪要 › 二、重点任务 › ")


def test_a_short_row_is_shown_as_it_stands_too(of: Of) -> None:
    row = of("人均预期寿命")
    both = Item(row.text, row.evidence, is_row=True, original="1 人均预期寿命 岁 78.2 79.5 预期性")
    assert both.line.endswith("预期性（原文：1 人均预期寿命 岁 78.2 79.5 预期性）")
    assert "原文" not in both.said


def test_a_sentence_gives_the_records_that_stand_in_it(of: Of) -> None:
    assert [record.name for record in of("执业医师").records] == ["执业医师"]
    assert of("执业医师").regions == {"青河县", "青河"}


def test_a_responsibility_has_its_units(of: Of) -> None:
    [assignment] = of("牵头单位").assignments
    assert [unit.said for unit in assignment.lead] == ["县卫生健康局"]


def test_the_sentences_of_a_passage_are_parts_of_it(of: Of) -> None:
    hospital, clinic = of("三级甲等"), of("扩建病房")
    both = together(hospital, clinic)
    assert [part.text for part in both.parts] == [hospital.text, clinic.text]
    assert [part.evidence for part in both.parts] == [hospital.evidence, clinic.evidence]
    assert hospital.parts == (hospital,)


def test_of_a_working_the_words_of_its_evidence_may_be_repeated_too(of: Of) -> None:
    row = of("人均预期寿命")
    working = Item("提高79.5−78.2=1.3岁", row.evidence, composed=True)
    assert working.parts == (working,)
    assert "1.3岁" in working.said and "人均预期寿命" in working.said
    assert {"1.3", "79.5", "78.2"} <= {figure.number for figure in working.figures}
    assert working.units == "岁"


@pytest.mark.parametrize(("dated", "numbers"), [("", {"1"})])
def test_figures_of_the_address_are_those_of_headings_and_the_plan_s_year(
    of: Of, dated: str, numbers: set[str]
) -> None:
    item = Item(of("三级甲等").text, of("三级甲等").evidence, dated=dated)
    assert {figure.number for figure in item.figures_of_address} == numbers


def test_a_clause_has_the_figures_that_stand_in_it() -> None:
    clauses = clauses_of("到2025年，床位数达到6.5张，建成1家门诊以及13家病房。")
    assert [(c.text, [f.number for f in c.figures]) for c in clauses] == [
        ("到2025年", ["2025"]),
        ("床位数达到6.5张", ["6.5"]),
        ("建成1家门诊", ["1"]),
        ("13家病房", ["13"]),
    ]
