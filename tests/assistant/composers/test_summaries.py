"""A summary is of the section that is meant, its points in the plan's leading clauses."""

import pytest

from assistant.assistant import Assistant


@pytest.mark.parametrize(
    "question",
    [
        "概括埇桥规划里医院信息化建设的内容",
        "请综述埇桥区医院信息化建设的要求（医院信息化那一节）。",
        "埇桥医院信息化写了些啥，简单捋一遍",
    ],
)
def test_however_it_is_asked_for_it_is_of_the_section(shipped: Assistant, question: str) -> None:
    answer = shipped.answer(question)
    assert answer.text.startswith("埇桥区“加强医院信息化建设”分3个方面：\n- 二级以上医院")
    assert all("加强医院信息化建设" in citation.address for citation in answer.citations)


def test_each_clause_of_a_point_has_its_own_citation(shipped: Assistant) -> None:
    point = shipped.answer("埇桥第七章讲什么").text.splitlines()[2]
    assert point.startswith("- 开展信息化便民惠民：推进“互联网+医疗”")
    assert point.count("；") == point.count("[") - 1 > 0


def test_a_summary_keeps_to_what_a_reader_has_time_for(shipped: Assistant) -> None:
    for question in ("总结江阴人才保障那条", "概括一下临江的中医药工作安排", "概括吴中的党建"):
        text = shipped.answer(question).text
        assert text.count("\n- ") <= 8 and len(text) < 700, question


def test_what_stands_in_several_places_is_gathered(shipped: Assistant) -> None:
    answer = shipped.answer("请用一段话总结江阴的禁毒和戒毒相关任务")
    assert "戒毒医疗服务" in answer.text and "三大平台" in answer.text
