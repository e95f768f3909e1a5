"""A summary is of the section that is meant, its points in the plan's leading clauses."""

from collections.abc import Callable

from assistant import Assistant
from assistant.answers import Candidate
from assistant.composers.composer import Composer
from assistant.composers.summaries import Summaries

Proposals = Callable[[Composer, str], list[Candidate]]


def test_a_section_is_its_points_each_headed_by_its_heading(proposals: Proposals) -> None:
    [candidate] = proposals(Summaries(), "概括青禾县的重点任务")
    assert candidate.draft.opening == "青禾县“重点任务”分2个方面："
    heads = [s.text for s in candidate.draft.statements if not s.joins]
    assert [head.partition("：")[0] for head in heads] == ["建设健康环境", "提升医疗能力"]
    assert candidate.signals["fit"] > 1


def test_a_section_without_headings_is_its_sentences(proposals: Proposals) -> None:
    [candidate] = proposals(Summaries(), "概括青禾县提升医疗能力的内容")
    assert not any(s.joins for s in candidate.draft.statements)
    assert all(
        s.evidence[0].passage.path[-1] == "（二）提升医疗能力" for s in candidate.draft.statements
    )


def test_what_is_said_is_what_is_cited_after_the_heading(proposals: Proposals) -> None:
    [candidate] = proposals(Summaries(), "概括青禾县的重点任务")
    for statement in candidate.draft.statements:
        [cited] = statement.evidence
        assert statement.text.rpartition("：")[2] in cited.excerpt.text


def test_a_whole_plan_and_what_no_section_is_of_are_not_summarised(proposals: Proposals) -> None:
    assert proposals(Summaries(), "概括青禾县规划") == []
    assert proposals(Summaries(), "概括青禾县的核聚变") == []


def test_a_question_for_a_fact_is_not_summarised(proposals: Proposals) -> None:
    assert proposals(Summaries(), "青禾县重点任务由谁牵头") == []


def test_a_summary_is_of_the_section_however_it_is_asked_for(shipped: Assistant) -> None:
    answer = shipped.answer("埇桥医院信息化写了些啥，简单捋一遍")
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
