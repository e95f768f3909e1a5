"""Attachments are sections of their own; signatures and contacts belong to no chapter."""

import pytest

from corpus.attachments import attachments_listed
from corpus.coverage import coverage_of
from corpus.documents import Plan, Source, SourceText
from corpus.parsing import plan_from

NOTICE = """一、工作要求
（一）加强领导。各乡要高度重视控烟工作，落实责任。
附件：1.2024年控烟任务表
2.考核标准
南山县卫生健康局
2024年3月1日
（联系人：王芳，联系电话：5551234）
附件1
2024年控烟任务表
建成无烟单位12家。
附件2：考核标准
满分100分。
附表 2025年清单
每季更新。
"""


@pytest.fixture
def notice() -> Plan:
    return plan_from(Source(id="a", title="甲"), SourceText(text=NOTICE))


def place_of(plan: Plan, words: str) -> tuple[str, ...]:
    return next(s.path for s in plan.sections for p in s.paragraphs if words in p.text)


def test_an_attachment_is_a_section_under_its_own_name(notice: Plan) -> None:
    assert place_of(notice, "无烟单位") == ("附件1 2024年控烟任务表",)
    assert place_of(notice, "满分") == ("附件2 考核标准",)
    assert place_of(notice, "每季") == ("附表 2025年清单",)


def test_the_list_of_attachments_is_known_as_such(notice: Plan) -> None:
    [listed] = [section for section in notice.sections if section.path == ("附件",)]
    names = [(number, name) for number, name, _ in attachments_listed(listed.paragraphs)]
    assert names == [(1, "2024年控烟任务表"), (2, "考核标准")]


def test_who_signs_and_whom_to_ask_stand_outside_of_the_last_chapter(notice: Plan) -> None:
    for words in ("南山县卫生健康局", "2024年3月1日", "联系人"):
        assert place_of(notice, words) == ()


def test_a_sentence_about_an_attachment_is_no_heading() -> None:
    text = "一、要求\n附件2所列单位应当按时完成任务。\n"
    plan = plan_from(Source(id="a", title="甲"), SourceText(text=text))
    assert place_of(plan, "附件2") == ("一、要求",)


def test_no_character_is_lost(notice: Plan) -> None:
    assert coverage_of(notice).share == 1.0
