from collections import Counter

import pytest

from corpus.assignments import assignments_in
from corpus.catalogue import shipped_plans
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
