from collections import Counter

import pytest

from corpus.assignments import assignments_in
from corpus.assignments.tables import columns_from
from corpus.catalogue import shipped_plans
from corpus.coverage import coverage_of
from corpus.documents import Assignment, Source, SourceText
from corpus.parsing import plan_from
from corpus.text import excerpt_from


@pytest.fixture(scope="module")
def assignments() -> tuple[Assignment, ...]:
    return next(p.assignments for p in shipped_plans() if p.source.id == "jiangyin")


def test_all_69_tasks_have_a_lead(assignments: tuple[Assignment, ...]) -> None:
    tasks = [a for a in assignments if a.number is not None]
    assert [a.number for a in tasks] == list(range(1, 70))
    assert all(a.lead for a in tasks)


def test_every_action_names_the_lead_of_its_group(assignments: tuple[Assignment, ...]) -> None:
    groups = [a for a in assignments if a.number is None]
    assert len(groups) == 11
    assert tuple(u.name for u in groups[6].lead) == ("市场监督管理局", "公安局", "应急管理局")


def test_units_are_divided_at_every_mark_in_use(assignments: tuple[Assignment, ...]) -> None:
    by_number = {a.number: a for a in assignments}
    assert tuple(u.name for u in by_number[47].lead) == ("商务局", "海关")
    assert tuple(u.name for u in by_number[18].cooperating[:2]) == ("编办", "发展和改革委员会")


def test_a_task_without_a_heading_is_called_by_its_clause(
    assignments: tuple[Assignment, ...],
) -> None:
    by_number = {a.number: a for a in assignments}
    assert by_number[34].task == "强化中药资源保护利用"
    assert by_number[42].task == "加强安全生产监管"


def test_the_health_commission_leads_most(assignments: tuple[Assignment, ...]) -> None:
    leads = Counter(unit.name for a in assignments if a.number for unit in a.lead)
    assert leads.most_common(1)[0][0] == "卫生健康委员会"
    assert leads["市场监督管理局"] == 3


def test_wordings_of_one_unit_are_one_name_and_keep_their_words(
    assignments: tuple[Assignment, ...],
) -> None:
    groups = [a for a in assignments if a.number is None]
    assert [(u.said, u.name) for u in (*groups[1].lead, *groups[2].lead)] == [
        ("市文体广电和旅游局", "文体广电和旅游局"),
        ("卫生健康委", "卫生健康委员会"),
    ]
    said = {u.said: u.name for a in assignments for u in a.cooperating}
    assert said["住建局"] == said["住房和城乡建设局"]


def test_a_task_knows_its_action(assignments: tuple[Assignment, ...]) -> None:
    by_number = {a.number: a for a in assignments}
    assert by_number[30].action == "重点人群健康保护行动"


def stated_in(paragraph: str) -> list[tuple[list[str], list[str]]]:
    excerpt = excerpt_from(paragraph, 0, len(paragraph))
    return [
        ([u.said for u in a.lead], [u.said for u in a.cooperating])
        for a in assignments_in(excerpt, ("一、任务",), 1)
    ]


@pytest.mark.parametrize(
    ("paragraph", "lead", "cooperating"),
    [
        ("加强监管。（责任单位：市卫健委、市财政局）", ["市卫健委", "市财政局"], []),
        ("责任单位：市发展改革委，市财政局。", ["市发展改革委", "市财政局"], []),
        ("牵头部门：教育局；配合部门：体育局", ["教育局"], ["体育局"]),
        (
            "推进改革。（市卫生健康委牵头，市医保局、市财政局配合）",
            ["市卫生健康委"],
            ["市医保局", "市财政局"],
        ),
        (
            "推进改革。（市发展改革委、市卫生健康委按职责分工负责）",
            ["市发展改革委", "市卫生健康委"],
            [],
        ),
    ],
)
def test_the_usual_wordings_of_responsibility_are_read(
    paragraph: str, lead: list[str], cooperating: list[str]
) -> None:
    assert stated_in(paragraph) == [(lead, cooperating)]


@pytest.mark.parametrize(
    "paragraph",
    [
        "由主要领导负责。",
        "（党委领导、政府负责）",
        "落实牵头单位责任。",
        "（见附件）",
        "负责人：张三",
    ],
)
def test_other_words_of_responsibility_are_left_alone(paragraph: str) -> None:
    assert stated_in(paragraph) == []


def test_words_after_a_responsibility_are_kept() -> None:
    text = "一、任务\n1. 完善制度（牵头单位：财政局），按时完成。\n"
    plan = plan_from(Source(id="a", title="甲"), SourceText(text=text))
    assert [p.text for p in plan.sections[-1].paragraphs] == ["完善制度", "，按时完成。"]


PLAN = """示范方案
一、重点任务
（一）清洁水源。完成水源地整治，逐村检测水质。牵头单位：县水利局；配合单位：县疾控中心；完成时限：2026年5月。
（二）改造厕所。改厕800户（县农业农村局牵头，各村委会配合）；新建公厕6座（县住建局负责，2026年9月底前完成）。
（三）关爱儿童。由县妇联牵头，会同县教育局开展走访。
"""


def read(text: str) -> tuple[Assignment, ...]:
    return plan_from(Source(id="a", title="甲"), SourceText(text=text)).assignments


def said(a: Assignment) -> tuple[str, str, str, str]:
    lead, others = ("、".join(u.said for u in units) for units in (a.lead, a.cooperating))
    return a.task, lead, others, a.deadline


def test_statements_without_brackets_and_several_in_a_paragraph_belong_to_their_clause() -> None:
    assert [said(a) for a in read(PLAN)] == [
        ("清洁水源", "县水利局", "县疾控中心", "2026年5月"),
        ("改厕800户", "县农业农村局", "各村委会", ""),
        ("新建公厕6座", "县住建局", "", "2026年9月底前完成"),
        ("开展走访", "县妇联", "县教育局", ""),
    ]


def test_every_character_is_in_one_place_though_a_sentence_assigns_something() -> None:
    coverage = coverage_of(plan_from(Source(id="a", title="甲"), SourceText(text=PLAN)))
    assert (coverage.lost, coverage.doubled) == ((), ())


@pytest.mark.parametrize(
    ("paragraph", "lead", "cooperating"),
    [
        ("完成采购。配合单位：审计局；主办部门：卫健局。", ["卫健局"], ["审计局"]),
        ("整治。责任单位：水利局、农业局（列第一位的为牵头单位）", ["水利局"], ["农业局"]),
        ("推进改革。牵头单位：医保局；责任单位：财政局、审计局", ["医保局"], ["财政局", "审计局"]),
        (
            "开展检测。（疾控科、各县（市、区）卫生健康局）",
            ["疾控科", "各县（市、区）卫生健康局"],
            [],
        ),
        ("完成改造（县住建局会同县财政局负责，长期坚持）。", ["县住建局"], ["县财政局"]),
        ("县公安局：负责查处违法行为。", ["县公安局"], []),
        ("经费由市财政局负责保障。", ["市财政局"], []),
        ("市妇联配合做好宣传。", [], ["市妇联"]),
    ],
)
def test_other_orders_and_wordings_are_read(
    paragraph: str, lead: list[str], cooperating: list[str]
) -> None:
    assert stated_in(paragraph) == [(lead, cooperating)]


@pytest.mark.parametrize(
    "paragraph",
    [
        "新建市第二人民医院（市妇幼保健院）。",
        "增设临床科室（急诊科、麻醉科）。",
        "完善商业保险公司承办机制。",
        "各有关部门负责抓好落实。",
    ],
)
def test_other_names_and_nobody_by_name_are_no_responsibility(paragraph: str) -> None:
    assert stated_in(paragraph) == []


def test_statements_on_lines_below_each_other_are_one() -> None:
    text = "一、改善环境\n设置窗口。\n牵头单位：区卫健委\n配合单位：区残联\n完成时限：2025年10月\n"
    assert [said(a) for a in read(text)] == [("改善环境", "区卫健委", "区残联", "2025年10月")]


TABLE = (
    "分工表\n\n\t序号\n\t任务\n\t举措\n\t责任单位\n\t牵头单位\n\t办结时限\n"
    "\n\t4\n\t便民停车\n\t增设车位\n\t县城管局、县公安局\n\t县住建局\n\t2026年3月\n"
    "\n\t5\n\t\n\t拓宽入口\n\t/\n\t县交通局\n\t长期\n"
)


def test_the_rows_of_a_table_assign_by_what_its_heads_say() -> None:
    rows = read(TABLE)
    assert [said(a) for a in rows] == [
        ("便民停车", "县住建局", "县城管局、县公安局", "2026年3月"),
        ("便民停车", "县交通局", "", "长期"),
    ]
    assert [(a.number, a.measure, a.kind) for a in rows] == [
        (4, "增设车位", "row"),
        (5, "拓宽入口", "row"),
    ]


def test_vague_heads_are_told_by_their_cells() -> None:
    assert columns_from(["事项", "部门职责", "时限"], [["改厕", "县住建局", "长期"]]) is not None
    assert columns_from(["指标", "单位", "目标"], [["床位", "张", "200"]]) is None
