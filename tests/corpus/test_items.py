"""Numbered lines: what is a heading, what is a clause, and what is an item of a list."""

from corpus.documents import Plan, Source, SourceText
from corpus.parsing import plan_from


def read(text: str) -> Plan:
    return plan_from(Source(id="a", title="甲"), SourceText(text=text))


def addresses(plan: Plan) -> list[str]:
    return [" › ".join(section.path) for section in plan.sections]


def test_a_numbered_line_that_states_something_is_a_clause_and_no_heading() -> None:
    plan = read("一、补助标准\n（一）村医补助为每人每月300元。\n（二）护士补助为每人每月500元。\n")
    assert addresses(plan) == ["一、补助标准", "一、补助标准 › （一）", "一、补助标准 › （二）"]
    assert plan.sections[1].paragraphs[0].text == "村医补助为每人每月300元。"


def test_a_first_sentence_with_a_figure_heads_nothing() -> None:
    plan = read("一、收费\n五公里以内三十元。超过五公里的部分每公里加收六元，往返减半。\n")
    assert addresses(plan) == ["一、收费"]


def test_a_title_that_names_a_figure_is_still_a_heading() -> None:
    plan = read("一、任务\n（一）打造15分钟医疗圈\n合理布局社区卫生服务机构。\n")
    assert addresses(plan)[-1] == "一、任务 › （一）打造15分钟医疗圈"


def test_lines_after_a_lead_in_are_items_though_they_end_without_a_mark() -> None:
    plan = read(
        "一、材料\n首次办理需提供：\n1、申请书\n2、照片\n代办的，还需提供：\n1、委托书\n2、证件\n"
    )
    words = [section.paragraphs[0].text for section in plan.sections if section.paragraphs]
    assert words == ["首次办理需提供：", "申请书", "照片", "代办的，还需提供：", "委托书", "证件"]


def test_chapters_after_a_covering_sentence_stay_headings() -> None:
    plan = read(
        "现将有关事项通知如下：\n一、总体要求\n（一）基本原则\n坚持预防为主。\n二、组织实施\n抓好落实。\n"
    )
    assert "一、总体要求 › （一）基本原则" in addresses(plan)
    assert "二、组织实施" in addresses(plan)


def test_the_last_item_is_one_though_it_ends_in_a_full_stop() -> None:
    plan = read(
        "一、禁止行为\n禁止下列行为：\n（一）占用急救车位；\n（二）谎报急救信息。\n违者依法处理。\n"
    )
    assert addresses(plan)[1:3] == ["一、禁止行为 › （一）", "一、禁止行为 › （二）"]
    assert plan.sections[-1].path == ("一、禁止行为",)
    assert plan.sections[-1].paragraphs[0].text == "违者依法处理。"


def test_an_ordinal_never_heads_its_paragraph() -> None:
    plan = read("一、做法\n一是改造门诊。投入资金180万元用于改造门诊楼和急诊楼。二是培训人员。\n")
    assert addresses(plan) == ["一、做法"]
