"""Lists, articles, attachments and answered questions of a document, from file to answer."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import Assistant

Read = Callable[[str], Assistant]

RULES = """北坡县医疗救助办法
第一章　总则
第一条　为了规范医疗救助，制定本办法。
第二条　下列费用不予救助：
（一）美容费用；
（二）在境外就医的费用；
（三）应当由第三人负担的费用。
第三条　申请人应当提交下列材料：
1.申请书；
2.身份证复印件；
3.费用票据。
县民政局负责核对申请人家庭经济状况。
第七条　本办法自2025年5月1日起施行。
"""
NOTICE = """北坡县控烟工作实施方案
一、组织领导
（一）加强督导。各部门要加强督导，定期通报。
附件：1.控烟任务表
2.督导评分标准
附件1
控烟任务表
建成无烟单位12家。
附件2
督导评分标准
满分100分。
"""


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def opened(text: str) -> Assistant:
        path = tmp_path / "document.txt"
        path.write_text(text, encoding="utf-8")
        return Assistant.from_files([path])

    return opened


def test_a_list_is_answered_whole_under_the_words_that_announce_it(read: Read) -> None:
    answer = read(RULES).answer("哪些费用不予救助")
    assert answer.text.startswith("下列费用不予救助：")
    for item in ("美容费用", "境外就医", "第三人负担"):
        assert item in answer.text
    assert "身份证" not in answer.text


def test_an_item_is_said_under_the_words_that_announce_it(read: Read) -> None:
    answer = read(RULES).answer("在境外就医的费用救助吗")
    assert "不予救助" in answer.text


@pytest.mark.parametrize("question", ["第三条规定了什么", "第3条的内容", "第三条"])
def test_an_article_is_answered_with_all_its_words(read: Read, question: str) -> None:
    answer = read(RULES).answer(question)
    for words in ("下列材料", "申请书", "身份证", "费用票据", "县民政局"):
        assert words in answer.text
    assert all("第三条" in citation.address for citation in answer.citations)


def test_a_paragraph_and_an_item_are_answered_alone(read: Read) -> None:
    rules = read(RULES)
    assert "县民政局" in rules.answer("第三条第二款").text
    second = rules.answer("第二条第（二）项是什么")
    assert "境外" in second.text
    assert "美容" not in second.text


@pytest.mark.parametrize("question", ["第九条规定了什么", "第二十条", "附件5是什么"])
def test_a_part_that_is_not_there_is_refused(read: Read, question: str) -> None:
    answer = read(RULES).answer(question)
    assert answer.refused
    assert "没有" in answer.text


def test_attachments_are_counted_and_named(read: Read) -> None:
    notice = read(NOTICE)
    listed = notice.answer("有几个附件")
    assert "2个附件" in listed.text
    assert "控烟任务表" in listed.text
    assert "督导评分标准" in notice.answer("附件2是什么").text
    assert "控烟任务表" not in notice.answer("附件2叫什么").text


def test_what_stands_in_an_attachment_is_cited_there(read: Read) -> None:
    [citation] = read(NOTICE).answer("建成多少家无烟单位").citations
    assert citation.section_path == ("附件1 控烟任务表",)


def test_a_question_of_the_document_is_no_answer(read: Read) -> None:
    text = (
        "医保问答\n1.断保以后还能补缴吗？\n可以补缴，补缴期间不享受待遇。\n"
        "2.异地就医怎么备案？\n拨打12393或者到窗口办理。\n"
    )
    answer = read(text).answer("异地就医如何备案")
    assert "12393" in answer.text
    assert "？" not in answer.text
