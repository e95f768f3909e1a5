"""The parts of a plan are found whatever the plan calls them, and told whole."""

import pytest

from assistant.evidence.plan_parts import part_of_plan
from assistant.question.plan_parts import plan_part_asked
from corpus.documents import Source, SourceText
from corpus.parsing import plan_from

OUTLINED = """柳川县卫生健康“十四五”规划

为推进健康柳川建设，依据《省“十四五”卫生规划》和《柳川县发展纲要》，结合实际，编制本规划。

一、规划背景

“十三五”时期，全县建成三家县级医院，取得显著成绩。村卫生室全部达标。

同时，卫生健康事业仍存在一些薄弱环节。基层人才总量不足。县域内病人外流较多。

“十四五”时期，国家战略带来重大机遇。

二、总体要求

（一）指导思想

坚持人民至上。把健康摆在优先位置。

（二）工作原则

1.政府主导

落实投入。

2.共建共享

人人参与。

三、提升医疗能力

新建柳川县中医院，迁建县疾控中心，扩建白沙镇卫生院。支持新建小区配套用房。

四、守护重点人群

关爱老人。

五、强化组织保障

（一）压实责任

各镇落实。

（二）严格考核

每年考核。
"""
REPORT = """柳川县2021年工作总结

一、主要成效

（一）疫情防控有力

接种五万人。

（二）服务改善

看病方便。

二、存在的主要问题和不足

（一）床位偏少

缺床位。

（二）人才外流

缺医生。
"""


def told(text: str, question: str) -> list[str]:
    plan = plan_from(Source(id="a", title=text.splitlines()[0]), SourceText(text=text))
    part = plan_part_asked(question)
    assert part is not None
    found = part_of_plan(plan, part)
    return [shown for _, _, shown in found.points] if found else []


@pytest.mark.parametrize(
    ("question", "points"),
    [
        (
            "编制依据是什么",
            [
                "为推进健康柳川建设，依据《省“十四五”卫生规划》和《柳川县发展纲要》，"
                "结合实际，编制本规划"
            ],
        ),
        (
            "面临哪些问题",
            [
                "卫生健康事业仍存在一些薄弱环节",
                "基层人才总量不足",
            ],
        ),
        (
            "“十三五”取得了哪些成绩",
            ["“十三五”时期，全县建成三家县级医院，取得显著成绩", "村卫生室全部达标"],
        ),
        ("有哪些机遇", ["“十四五”时期，国家战略带来重大机遇"]),
        ("指导思想是什么", ["坚持人民至上", "把健康摆在优先位置"]),
        ("坚持哪些原则", ["政府主导", "共建共享"]),
        ("重点任务有哪些", ["提升医疗能力", "守护重点人群"]),
        ("靠什么保障规划落实", ["压实责任", "严格考核"]),
        ("新建、迁建项目有哪些", ["新建柳川县中医院", "迁建县疾控中心"]),
    ],
)
def test_a_part_is_told_from_the_section_or_the_sentences_that_are_it(
    question: str, points: list[str]
) -> None:
    assert told(OUTLINED, question) == points


def test_a_section_of_a_part_is_its_headings() -> None:
    assert told(REPORT, "存在什么困难") == ["床位偏少", "人才外流"]
    assert told(REPORT, "取得了哪些成绩") == ["疫情防控有力", "服务改善"]


def test_what_a_plan_has_not_is_not_found() -> None:
    assert told(REPORT, "编制依据是什么") == []
    assert told(REPORT, "保障措施有哪些") == []
    assert told(REPORT, "新建项目有哪些") == []


def test_a_document_that_is_all_tasks_has_them_in_its_chapters() -> None:
    text = "柳川县2022年工作要点\n\n一、抓好防控\n\n常态防控。\n\n二、强化基层\n\n建好卫生室。\n"
    assert told(text, "重点任务有哪些") == ["抓好防控", "强化基层"]
