from assistant.assistant import Assistant


def test_a_part_named_by_its_number_is_summed_up(shipped: Assistant) -> None:
    answer = shipped.answer("埇桥第七章讲什么")
    assert answer.text.startswith("埇桥区“推进智慧化医疗健康服务”分5个方面：")
    assert "\n- 加强医院信息化建设：二级以上医院普遍提供分时段预约诊疗" in answer.text


def test_a_point_of_a_summary_is_a_heading_with_the_clause_after_it(shipped: Assistant) -> None:
    answer = shipped.answer("总结一下常熟怎样推进数字卫生健康建设")
    assert "统一医疗健康大数据管理：推进公共卫生、临床诊疗、健康管理等数据汇聚[1]" in answer.text


def test_a_summary_of_what_no_heading_names_in_full_is_of_the_section_found(
    shipped: Assistant,
) -> None:
    answer = shipped.answer("概括一下临江的中医药工作安排")
    assert all("发展中医药特色优势" in c.address for c in answer.citations)
