"""An answer is rendered with its clause addresses and quotes; a refusal is seen to be one."""

import pytest

from assistant.answers import Answer, Citation, Question
from assistant.grounding.render import (
    footnotes,
    literal_markdown,
    markdown_from,
    markdown_text,
    shortened,
    terminal_from,
)
from corpus.documents import Source

CHANGSHU = Source(id="changshu", title="常熟市“十四五”卫生健康发展规划", region="常熟市")
LINJIANG = Source(
    id="linjiang", title="临江市卫生健康“十四五”规划", region="临江市", status="征求意见稿"
)
SOURCES = (CHANGSHU, LINJIANG)


def cited(number: int, source: Source, quote: str, *path: str) -> Citation:
    return Citation(
        number=number,
        plan_id=source.id,
        plan_title=source.title,
        section_path=path,
        quote=quote,
        start=0,
        end=len(quote),
    )


def answered(
    text: str,
    *citations: Citation,
    asked: str = "梅李人民医院的定位是什么",
    understood: str = "",
    nearest: tuple[Citation, ...] = (),
    refused: bool = False,
) -> Answer:
    question = Question(
        asked=asked, text=understood or asked, kind="fact", plans=("changshu",), names_plan=False
    )
    return Answer(
        text=text, refused=refused, citations=citations, question=question, nearest=nearest
    )


ANSWER = answered(
    "要突出老年病医院功能定位[1][2]。",
    cited(1, CHANGSHU, "突出老年病医院功能定位。", "第四章", "专栏3"),
    cited(2, CHANGSHU, "向三级老年病医院发展。", "第四章", "专栏6"),
)
REFUSAL = answered(
    "临江市的规划没有说明每万人口全科医生数。\n\n相关但不是答案：\n- 强化培训（临江市 › 六）",
    nearest=(cited(1, LINJIANG, "强化全科医生培养培训力度", "六"),),
    refused=True,
)


def test_the_terminal_shows_the_text_and_a_line_for_each_citation() -> None:
    assert terminal_from(ANSWER).plain == (
        "要突出老年病医院功能定位[1][2]。\n"
        "\n"
        "[1] 常熟市“十四五”卫生健康发展规划 › 第四章 › 专栏3 · “突出老年病医院功能定位。”\n"
        "[2] 同上规划 › 第四章 › 专栏6 · “向三级老年病医院发展。”"
    )


def test_markdown_keeps_the_text_and_escapes_what_documents_say() -> None:
    answer = answered("见[1]。", cited(1, CHANGSHU, "<b>5~8*</b>", "1.标题"))
    assert markdown_from(answer).splitlines() == [
        "见[1]。",
        "",
        r"[1] 常熟市“十四五”卫生健康发展规划 › 1\.标题 · “\<b\>5\~8\*\</b\>”",
    ]


def test_another_plan_is_named_again_and_a_draft_says_that_it_is_one() -> None:
    lines = footnotes(
        [cited(1, CHANGSHU, "甲"), cited(2, LINJIANG, "乙"), cited(3, CHANGSHU, "丙")], SOURCES
    )
    assert list(lines) == [
        "常熟市“十四五”卫生健康发展规划 · “甲”",
        "临江市卫生健康“十四五”规划（征求意见稿） · “乙”",
        "常熟市“十四五”卫生健康发展规划 · “丙”",
    ]


@pytest.mark.parametrize("rendered", [terminal_from(REFUSAL).plain, markdown_from(REFUSAL)])
def test_a_refusal_says_so_and_shows_the_nearest_clauses_once(rendered: str) -> None:
    assert "规划中没有找到答案" in rendered
    assert rendered.count("相关但不是答案：") == 1
    assert "强化培训" not in rendered, "the text's own list of the nearest would be a second one"
    assert "临江市卫生健康“十四五”规划 › 六 · “强化全科医生培养培训力度”" in rendered


def test_a_refusal_looks_different_on_the_terminal() -> None:
    assert any(str(span.style) == "bold yellow" for span in terminal_from(REFUSAL).spans)
    assert not any("yellow" in str(span.style) for span in terminal_from(ANSWER).spans)


def test_the_understood_question_is_shown_when_it_differs() -> None:
    follow_up = answered("40[1]。", cited(1, CHANGSHU, "40"), asked="那现状呢", understood="现状值")
    assert "我理解的问题：现状值" in terminal_from(follow_up).plain
    assert "*我理解的问题：现状值*" in markdown_from(follow_up)
    assert "我理解的问题" not in terminal_from(ANSWER).plain


def test_formulas_and_missing_images_are_shown_as_staff_should_see_them() -> None:
    answer = answered("是[1]。", cited(1, CHANGSHU, r"比例 $\geq 60\%$ ，提高[image: ]"))
    assert "“比例≥60%，提高〔原文此处为图片〕”" in terminal_from(answer).plain


def test_a_long_quote_is_shortened_in_the_middle() -> None:
    short = shortened("开头" * 50 + "结尾" * 50)
    assert len(short) <= 120
    assert short.startswith("开头")
    assert short.endswith("结尾")
    assert "……" in short


def test_every_sign_of_markdown_is_escaped() -> None:
    assert markdown_text("[x](http://a) <i> `") == r"\[x\]\(http\://a\) \<i\> \`"


def test_the_part_of_a_model_is_told() -> None:
    worded = ANSWER.model_copy(update={"model": "openai:qwen3", "notice": "另有 1 句没有显示。"})
    for page in (markdown_from(worded), terminal_from(worded).plain):
        assert "qwen3" in page and "1 句" in page
    assert "模型" not in markdown_from(ANSWER)


def test_a_composed_answer_says_why_the_model_s_is_not_shown() -> None:
    fallen = ANSWER.model_copy(update={"notice": "连不上聊天模型，以下回答由规划原文组成。"})
    assert "连不上" in markdown_from(fallen) and "连不上" in terminal_from(fallen).plain


COMPARED = answered(
    "规划列出：\n\n| 规划 | 规划写明 |\n| --- | --- |\n| 常熟市 | 84岁[1] |\n| 江阴市 | 规划未列 |"
)


def test_the_terminal_shows_a_table_line_by_line() -> None:
    assert "- 常熟市：84岁[1]\n- 江阴市：规划未列" in terminal_from(COMPARED).plain


def test_a_table_stays_a_table_and_its_cells_become_no_markup() -> None:
    shown = literal_markdown(COMPARED.text.replace("84岁", "<b>84岁</b>"))
    assert "\n| --- | --- |\n| 常熟市 | \\<b\\>84岁\\</b\\>\\[1\\] |\n" in shown
