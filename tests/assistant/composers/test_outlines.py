"""A section as it stands: its points, its parts, the clause of a number."""

from collections.abc import Callable

from assistant import Assistant
from assistant.answers import Candidate
from assistant.composers.composer import Composer
from assistant.composers.outlines import Outlines

Proposals = Callable[[Composer, str], list[Candidate]]


def points(candidate: Candidate) -> list[str]:
    return [statement.text for statement in candidate.draft.statements]


def test_a_heading_that_is_the_whole_question_is_answered_with_what_stands_under_it(
    proposals: Proposals,
) -> None:
    [candidate] = proposals(Outlines(), "青禾县规划的发展目标")
    assert candidate.signals["by_heading"] == 1.0
    assert candidate.draft.opening == "青禾县“发展目标”分2个方面："
    assert points(candidate)[0] == "到2025年，全县建成健康村60个"


def test_a_list_is_of_the_section_whose_heading_covers_the_topic(proposals: Proposals) -> None:
    *_, by_topic = proposals(Outlines(), "青禾县重点任务有哪些")
    assert points(by_topic) == ["建设健康环境", "提升医疗能力"]
    assert by_topic.signals["fit"] > 1
    assert [e.passage.kind for e in by_topic.draft.evidence] == ["heading", "heading"]


def test_a_plan_as_a_whole_is_its_chapters(proposals: Proposals) -> None:
    [parts] = proposals(Outlines(), "青禾县规划分几个部分")
    [whole] = proposals(Outlines(), "概括青禾县规划")
    [introduced] = proposals(Outlines(), "写一份青禾县规划的总体介绍")
    assert points(introduced) == points(whole)
    assert points(parts) == points(whole) == ["发展目标", "重点任务"]
    assert whole.signals["whole"] == 1.0


def test_the_headings_of_several_plans_are_not_mixed(proposals: Proposals) -> None:
    assert proposals(Outlines(), "青禾和白石规划的发展目标") == []


def test_a_topic_that_no_heading_covers_is_not_outlined(proposals: Proposals) -> None:
    assert proposals(Outlines(), "青禾县互联网医院有哪些") == []


def test_a_part_named_by_its_number_is_summed_up(shipped: Assistant) -> None:
    answer = shipped.answer("埇桥第七章讲什么")
    assert answer.text.startswith("埇桥区“推进智慧化医疗健康服务”分5个方面：")
    assert "\n- 加强医院信息化建设：二级以上医院普遍提供分时段预约诊疗" in answer.text


def test_a_point_of_a_summary_is_a_heading_with_the_clause_after_it(shipped: Assistant) -> None:
    proposals = shipped.proposals("总结一下常熟怎样推进数字卫生健康建设")
    said = [s.text for c in proposals for s in c.draft.statements]
    assert "统一医疗健康大数据管理：推进公共卫生、临床诊疗、健康管理等数据汇聚" in said


def test_a_summary_of_what_no_heading_names_in_full_is_of_the_section_found(
    shipped: Assistant,
) -> None:
    answer = shipped.answer("概括一下临江的中医药工作安排")
    assert all("发展中医药特色优势" in c.address for c in answer.citations)
