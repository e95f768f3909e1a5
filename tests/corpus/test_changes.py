"""A new version of a plan is told from the old clause by clause, moved ones left alone."""

import pytest

from corpus.catalogue import read_text, sources
from corpus.changes import Change, changes_between
from corpus.documents import Plan, Source, SourceText
from corpus.parsing import plan_from

TEXT = """太仓市卫生健康“十四五”规划

第一章 总则
（一）背景
到2025年，居民健康素养水平达到40%，医疗卫生服务体系更加完善。
（二）目标
健康太仓建设取得新的成效。
太仓市主要指标
\t主要指标
\t单位
\t2020年
\t2025年
\t性质

\t人均预期寿命
\t岁
\t79
\t80
\t预期性

\t婴儿死亡率
\t‰
\t——
\t≤5
\t约束性

第二章 任务
1．加强急救体系建设。完善院前急救网络，配置自动体外除颤器。（牵头单位：卫生健康委；配合单位：财政局）
2．加强中医药服务。推进中医药传承创新发展。（牵头单位：卫生健康委）
"""


def plan(text: str) -> Plan:
    return plan_from(Source(id="taicang", title="规划"), SourceText(text=text))


def changes(*replacements: tuple[str, str]) -> tuple[Change, ...]:
    new = TEXT
    for old, other in replacements:
        assert old in new
        new = new.replace(old, other)
    return changes_between(plan(TEXT), plan(new))


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.id)
def test_a_plan_has_not_changed_from_itself(source: Source) -> None:
    once = plan(read_text(source))
    assert changes_between(once, once) == ()


def test_a_target_that_changed_is_said_as_such() -> None:
    (change,) = changes(("\t80\n", "\t81\n"))
    assert change.wording == "人均预期寿命：2025年目标 80岁 → 81岁"
    assert change.path[-1] == "第1行"


def test_a_nature_and_a_baseline_that_changed_are_said() -> None:
    found = changes(("\t——\n", "\t3.2\n"), ("约束性", "预期性"))
    assert [change.wording for change in found] == [
        "婴儿死亡率：2020年现状 —— → 3.2‰",
        "婴儿死亡率：性质 约束性 → 预期性",
    ]


def test_an_indicator_that_is_gone_is_said_with_what_it_was() -> None:
    (change,) = changes(("\t婴儿死亡率\n\t‰\n\t——\n\t≤5\n\t约束性\n", ""))
    assert (change.kind, change.subject) == ("removed", "婴儿死亡率")
    assert change.before == "2020年现状 ——，2025年目标 ≤5‰"


def test_a_table_that_is_gone_as_a_whole_is_one_change() -> None:
    start, end = TEXT.index("\t主要指标"), TEXT.index("第二章")
    found = changes_between(plan(TEXT), plan(TEXT[:start] + TEXT[end:]))
    assert [change.wording for change in found if change.subject] == ["指标表 2 项指标"]


def test_a_reworded_clause_is_one_change_at_its_address() -> None:
    (change,) = changes(("更加完善", "基本完善"))
    assert (change.kind, change.path) == ("changed", ("第一章 总则", "（一）背景"))
    assert "更加" in change.wording
    assert "基本" in change.wording
    assert len(change.wording) < len(change.before) + len(change.after)


def test_a_clause_that_was_added_or_removed_is_said_once() -> None:
    sentence = "加强村卫生室建设，方便群众就近看病。\n"
    longer = TEXT.replace("（二）目标\n", f"（二）目标\n{sentence}")
    (change,) = changes_between(plan(TEXT), plan(longer))
    assert (change.kind, change.path[-1]) == ("added", "（二）目标")
    assert change.wording == sentence.strip()
    (change,) = changes_between(plan(longer), plan(TEXT))
    assert (change.kind, change.wording) == ("removed", sentence.strip())


def test_another_lead_unit_is_a_change_of_the_task() -> None:
    (change,) = changes(("财政局", "民政局"))
    assert change.kind == "changed"
    assert "财政局" in change.before
    assert "民政局" in change.after


def test_clauses_that_moved_or_were_renumbered_have_not_changed() -> None:
    one, two = TEXT.splitlines()[-2:]
    swapped = TEXT.replace(one, "X").replace(two, one.replace("1．", "2．"))
    assert changes_between(plan(TEXT), plan(swapped.replace("X", two.replace("2．", "1．")))) == ()
    assert changes(("（二）目标", "（三）目标")) == ()


def test_a_paragraph_that_was_only_divided_has_not_changed() -> None:
    assert changes(("达到40%，医疗", "达到40%，\n\n\n医疗")) == ()


def test_a_difference_of_spaces_or_width_is_none() -> None:
    assert changes(("40%", "40％"), ("医疗卫生服务", "医疗 卫生服务")) == ()


def test_two_plans_that_have_nothing_in_common_are_all_gone_and_all_come() -> None:
    other = "\n".join(f"第{n}句说的是另外一件毫不相干的事情{n * 7919}。" for n in range(2000))
    found = changes_between(plan(TEXT), plan(other))
    assert sum(change.kind == "added" for change in found) >= 2000


def test_a_change_is_shown_in_a_line_however_long_the_clause() -> None:
    long = Change(kind="changed", path=(), before="甲" * 9000, after="乙" * 9000)
    assert len(long.wording) < 200
