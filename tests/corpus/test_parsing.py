import re

import pytest

from corpus.catalogue import shipped_plans
from corpus.documents import Excerpt, Plan, Source, SourceText
from corpus.parsing import plan_from

DEBRIS = re.compile(r"\[bookmark:[^\]\n]*\]|\s")


def read(text: str) -> Plan:
    return plan_from(Source(id="test", title="测试"), SourceText(text=text))


def excerpts(plan: Plan) -> list[Excerpt]:
    found = [p for section in plan.sections for p in section.paragraphs]
    found += [section.heading for section in plan.sections if section.heading]
    found += [row.excerpt for row in plan.indicators]
    return found + [a.excerpt for a in plan.duty_lines]


@pytest.mark.parametrize("plan", shipped_plans(), ids=lambda plan: plan.source.id)
def test_every_excerpt_is_the_words_at_its_offsets(plan: Plan) -> None:
    for excerpt in excerpts(plan):
        assert "".join(plan.text[a:b] for a, b in excerpt.spans) == excerpt.text
        assert "[bookmark" not in excerpt.text


def test_clauses_stand_under_their_headings() -> None:
    plan = read("第一章 总则\n一、目标\n（一）健康。到2025年，建成三家医院。\n二、保障\n加强领导。")
    assert [section.path for section in plan.sections] == [
        ("第一章 总则",),
        ("第一章 总则", "一、目标"),
        ("第一章 总则", "一、目标", "（一）健康"),
        ("第一章 总则", "二、保障"),
    ]


def test_a_paragraph_cut_by_the_end_of_a_page_is_joined() -> None:
    plan = read(
        "一、任务\n1. 强化联防联控。加大与公安等部门联动配合力度，强化\n\n督查指导，发布信息。"
    )
    assert plan.sections[-1].paragraphs[0].text.endswith("强化督查指导，发布信息。")


def test_a_box_stands_beside_the_clauses_of_its_chapter() -> None:
    plan = read(
        "一、服务网\n（一）应急\n完善体系。\n\t专栏1：项目\n1.实验室：建设实验室。\n\n\n（二）职业健康\n加强保护。"
    )
    assert ("一、服务网", "专栏1：项目", "1.实验室") in [s.path for s in plan.sections]
    assert plan.sections[-1].path == ("一、服务网", "（二）职业健康")


def test_an_arabic_number_that_continues_chinese_ones_is_of_their_level() -> None:
    plan = read(
        "一、组织\n（一）领导。\n加强领导。\n（2） 动员。\n各方参与。\n（三）宣传。\n加强引导。"
    )
    assert [s.path[-1] for s in plan.sections][1:] == ["（一）领导", "（2） 动员", "（三）宣传"]


def test_a_table_stands_under_the_heading_that_announces_targets() -> None:
    table = "主要指标\n\t指标\n\t2020年\n\t2025年\n\t属性\n\n\t寿命（岁）\n\t77\n\t78\n\t预期性\n\n"
    plan = read(
        f"一、目标\n到2025年完成。\n（一）水平提高。人民健康水平得到明显提高，寿命延长。\n{table}"
    )
    assert plan.indicators[0].path == ("一、目标", "主要指标", "第1行")


def test_text_without_any_heading_is_one_section() -> None:
    plan = read("这是一段没有标题的文字。")
    assert [(s.path, s.heading) for s in plan.sections] == [((), None)]


@pytest.mark.parametrize("text", ["", "\n\n", "\t\n", "。", "[bookmark: x]", "（", "专栏"])
def test_next_to_nothing_is_read_without_complaint(text: str) -> None:
    assert read(text).text == text


def test_a_short_numbered_sentence_is_a_clause_and_no_heading() -> None:
    plan = read(
        "一、信息化\n36. 深入推进医疗健康建设，加大推进互联网医院建设力度，配合市里开展工作。"
    )
    assert plan.sections[-1].path == ("一、信息化", "第36条")
    assert plan.sections[-1].paragraphs[0].text.startswith("深入推进")


def test_two_blank_lines_end_a_table() -> None:
    plan = read("\t甲\n\t乙\n\n\t1\n\t2\n\n\n\t丙\n\t丁\n\n\t3\n\t4\n")
    assert [[[c.text for c in row] for row in table.rows] for table in plan.tables] == [
        [["甲", "乙"], ["1", "2"]],
        [["丙", "丁"], ["3", "4"]],
    ]


def test_lines_that_are_whole_paragraphs_are_not_joined() -> None:
    text = "开展爱国卫生运动，改善城乡环境卫生状况和面貌\n加强病媒生物防制，建设健康村镇和健康社区"
    cut = plan_from(Source(id="test", title="测试"), SourceText(text=text))
    whole = plan_from(Source(id="test", title="测试"), SourceText(text=text, whole_paragraphs=True))
    assert [len(p.sections[0].paragraphs) for p in (cut, whole)] == [1, 2]
