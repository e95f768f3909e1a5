from collections import Counter

import pytest

from corpus.catalogue import shipped_plans
from corpus.documents import Assignment


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
