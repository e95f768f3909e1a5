import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.catalogue import shipped_plans
from corpus.coverage import coverage_of
from corpus.documents import MarkedHeading, Plan, Source, SourceText
from corpus.parsing import plan_from

LINES = (
    "第一章 总体要求",
    "第二节  发展目标",
    "一、健全体系",
    "（一）以人为本、健康至上。始终坚持以人民健康为中心，推进健康城市建设。",
    "1. 强化联防联控。加大与公安等部门联动配合力度，强化",
    "2．完善制度（牵头单位：市卫健委；配合单位：财政局，教育局），按时完成。",
    "三、素养提升行动（专项小组组长单位：卫生健康委、民政局）",
    "责任单位：市发展改革委、市财政局。",
    "——预防为主，医防融合。坚持预防为主，推动以疾病治疗为中心向健康转变。",
    "引导合理膳食。推进营养健康科普常态化，建立健全监测评价制度，开展干预。",
    "\t专栏1：重点项目",
    "1\t.加强慢性病综合防控。",
    "主要指标",
    "\t指标",
    "\t2020年",
    "\t2025年",
    "\t属性",
    "\t人均预期寿命（岁）",
    "\t77",
    "\t",
    "续在下一行",
    "",
    "[bookmark: _Toc1]",
    "到2025年[bookmark: OLE_LINK2]，人均预期寿命提高[image: ]岁。",
    "\u200b\u202e抄送：市人大\x00",
    "附件：",
)


def read(text: str, headings: tuple[MarkedHeading, ...] = ()) -> Plan:
    return plan_from(Source(id="test", title="测试"), SourceText(text=text, headings=headings))


def assert_nothing_is_lost(plan: Plan) -> None:
    found = coverage_of(plan)
    assert "".join(plan.text[offset] for offset in found.lost) == ""
    assert "".join(plan.text[offset] for offset in found.doubled) == ""
    assert found.share == 1
    assert sum(part.characters for part in found.parts) == len(plan.text)


@pytest.mark.parametrize("plan", shipped_plans(), ids=lambda plan: plan.source.id)
def test_each_character_of_a_plan_is_in_exactly_one_part(plan: Plan) -> None:
    assert_nothing_is_lost(plan)


@given(st.lists(st.sampled_from(LINES), max_size=30))
def test_each_character_of_any_sequence_of_such_lines_is_in_exactly_one_part(
    lines: list[str],
) -> None:
    assert_nothing_is_lost(read("\n".join(lines)))


@given(st.lists(st.sampled_from(LINES), max_size=12), st.data())
def test_marked_headings_lose_nothing_either(lines: list[str], data: st.DataObject) -> None:
    starts = [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines))]
    levels = st.one_of(st.none(), st.integers(min_value=1, max_value=12))
    marked = [(start, data.draw(levels)) for start in starts]
    headings = tuple(
        MarkedHeading(start=start, level=level) for start, level in marked if level is not None
    )
    assert_nothing_is_lost(read("\n".join(lines), headings))


@given(
    st.text(
        alphabet="一二三、（）1.．。：；，\t\n \u3000专栏第章节[]bokmar:年牵头单位局\x0b\u2028\x00"
    )
)
def test_each_character_of_any_text_is_in_exactly_one_part(text: str) -> None:
    assert_nothing_is_lost(read(text))


def test_what_was_left_out_is_recorded_by_kind() -> None:
    plan = read("[bookmark: a]一、目标：建成体系。\u200b\n")
    assert [(piece.kind, piece.start) for piece in plan.debris] == [
        ("书签", 0),
        ("标点", 17),
        ("控制字符", 23),
        ("空白", 24),
    ]
