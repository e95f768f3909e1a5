"""The outline of a plan: what stands under a heading."""

import pytest

from assistant import Assistant
from assistant.evidence.outlines import is_part, points_under
from assistant.question.document_parts import part_named
from corpus.documents import Plan


@pytest.fixture
def plan(invented: Assistant) -> Plan:
    return invented.library.plan("qinghe")


def test_the_points_of_a_whole_plan_are_its_chapters(plan: Plan) -> None:
    assert [text for _, _, text in points_under(plan, ())] == ["发展目标", "重点任务"]


def test_the_points_of_a_chapter_are_the_headings_under_it(plan: Plan) -> None:
    points = points_under(plan, ("二、重点任务",))
    assert [text for _, _, text in points] == ["建设健康环境", "提升医疗能力"]
    assert [cited.text for _, cited, _ in points] == ["（一）建设健康环境", "（二）提升医疗能力"]


def test_where_there_are_no_headings_the_points_are_sentences(plan: Plan) -> None:
    points = points_under(plan, ("一、发展目标",))
    assert [text for _, _, text in points] == [
        "到2025年，全县建成健康村60个",
        "每千人口执业（助理）医师数达到3.1人",
    ]


def test_what_is_cited_for_a_point_stands_in_the_plan(plan: Plan) -> None:
    for _, cited, _ in points_under(plan, ("二、重点任务", "（二）提升医疗能力")):
        assert plan.text[cited.start : cited.end] == cited.text


def test_nothing_stands_under_an_address_that_the_plan_has_not(plan: Plan) -> None:
    assert points_under(plan, ("九、附则",)) == []


@pytest.mark.parametrize(
    ("heading", "asked", "is_it"),
    [
        ("二、重点任务", "第二部分", True),
        ("二、重点任务", "第三部分", False),
        ("第三章 重点任务", "第三章", True),
        ("二、重点任务", "第二章", False),
        ("重点任务", "第二部分", False),
    ],
)
def test_a_part_is_known_by_the_number_of_its_heading(
    heading: str, asked: str, is_it: bool
) -> None:
    part = part_named(asked)
    assert part
    assert is_part(heading, part) is is_it
