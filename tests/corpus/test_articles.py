"""Articles: called as they are printed, with their paragraphs (款) and items (项)."""

import pytest

from corpus.coverage import coverage_of
from corpus.documents import Plan, Source, SourceText
from corpus.parsing import plan_from

LAW = """第一章 总则
第一条　为了规范急救行为，制定本规定。
第二条【部门职责】市卫生健康部门履行下列职责：
（一）编制规划；
（二）受理投诉。
其他部门按照职责分工做好相关工作。
第三条单位应当配合。
第一百零二条　本规定自2025年1月1日起施行。
"""


@pytest.fixture
def law() -> Plan:
    return plan_from(Source(id="a", title="甲"), SourceText(text=LAW))


def test_an_article_is_called_as_it_is_printed(law: Plan) -> None:
    own = [section.path[1] for section in law.sections if len(section.path) == 2]
    assert own == ["第一条", "第二条【部门职责】", "第三条", "第一百零二条"]


def test_an_item_stands_under_the_paragraph_that_announces_it(law: Plan) -> None:
    places = {s.paragraphs[0].text: s.path[2:] for s in law.sections if len(s.path) > 2}
    assert places == {
        "市卫生健康部门履行下列职责：": ("第一款",),
        "编制规划；": ("第一款", "第（一）项"),
        "受理投诉。": ("第一款", "第（二）项"),
        "其他部门按照职责分工做好相关工作。": ("第二款",),
    }


def test_a_sentence_about_an_article_is_none() -> None:
    plan = plan_from(
        Source(id="a", title="甲"), SourceText(text="第一条 总则。\n第三条规定的单位应当备案。\n")
    )
    assert {section.path[0] for section in plan.sections} == {"第一条"}


def test_no_character_of_a_law_is_lost(law: Plan) -> None:
    assert coverage_of(law).share == 1.0
