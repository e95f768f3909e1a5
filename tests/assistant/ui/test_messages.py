"""Answers on the page, copied and exported: tables with cited cells, and whose words they are."""

from io import BytesIO

from docx import Document

from assistant import Assistant
from assistant.ui.conversation_export import markdown_file, word_file
from assistant.ui.messages import answer_html, plain_text
from assistant.ui.turns import ALONE_NOTE, Turn

NOTICE = "连不上聊天模型，以下回答由规划原文组成。"
QUESTION = "常熟和埇桥的抗菌药物使用强度目标分别是多少"


def test_the_page_shows_a_row_a_plan_with_numbers_to_click(shipped: Assistant) -> None:
    html = answer_html(shipped.answer(QUESTION), shipped.library)
    assert '<tr><th scope="row">常熟市</th><td>规划未列</td></tr>' in html
    row = html.partition('<th scope="row">埇桥区</th>')[2].partition("</tr>")[0]
    assert "为&lt;40" in row and 'data-act="cite" data-plan="yongqiao"' in row


def test_what_is_copied_is_lines_of_text(shipped: Assistant) -> None:
    copied = plain_text(shipped.answer(QUESTION), shipped.library.sources)
    assert "- 常熟市：规划未列" in copied and "| --- |" not in copied


def test_an_exported_conversation_keeps_the_table_with_footnotes(shipped: Assistant) -> None:
    turns = [Turn(question=QUESTION, outcome=shipped.answer(QUESTION))]
    sources = shipped.library.sources
    table = Document(BytesIO(word_file("比较", turns, sources))).tables[0]
    assert [cell.text for cell in table.rows[1].cells] == ["常熟市", "规划未列"]
    assert table.rows[2].cells[1]._element.xpath(".//w:footnoteReference")
    assert "| 常熟市 | 规划未列 |" in markdown_file("比较", turns, sources).decode()


def test_what_became_of_a_model_is_told_wherever_an_answer_goes(shipped: Assistant) -> None:
    answer = shipped.answer("梅李人民医院的定位是什么").model_copy(update={"notice": NOTICE})
    sources = shipped.library.sources
    turns = [Turn(question="定位", outcome=answer)]
    assert f'<p class="note">{NOTICE}</p>' in answer_html(answer, shipped.library)
    assert NOTICE in plain_text(answer, sources)
    assert NOTICE in markdown_file("定位", turns, sources).decode()
    told = [p.text for p in Document(BytesIO(word_file("定位", turns, sources))).paragraphs]
    assert f"（{NOTICE}）" in told


def test_what_was_asked_alone_says_so_in_files(shipped: Assistant) -> None:
    answer = shipped.answer("梅李人民医院的定位是什么")
    turns = [Turn(question="定位", outcome=answer, is_alone=True)]
    assert ALONE_NOTE in markdown_file("定位", turns, shipped.library.sources).decode()


def test_words_that_a_model_wrote_come_before_what_adds_a_plan(shipped: Assistant) -> None:
    answer = shipped.answer("比较常熟和埇桥的人均预期寿命目标", plans=["yongqiao"])
    html = answer_html(answer, shipped.library, 0)
    assert html.index("常熟市不在其中") < html.index('data-act="widen"') < html.index("78.2岁")
    html = answer_html(answer.model_copy(update={"model": "甲"}), shipped.library, 0)
    assert html.index("78.2岁") < html.index('data-act="widen"')


def test_plans_that_are_gone_are_not_offered_and_many_not_all_named(shipped: Assistant) -> None:
    answer = shipped.answer("常熟人均预期寿命目标", plans=["yongqiao"])

    def offered(*left_out: str) -> str:
        question = answer.question.model_copy(update={"left_out": left_out})
        asked = answer.model_copy(update={"question": question})
        return answer_html(asked, shipped.library, 0).partition('data-act="widen"')[2]

    assert offered("taicang") == ""
    assert "加上常熟市再问" in offered("taicang", "changshu")
    assert "加上常熟市、吴中区、临江市等4个再问" in offered(
        "changshu", "wuzhong", "linjiang", "jiangyin"
    )
