"""The findings are comments in a Word file, at the very words, and the draft's own format stays."""

from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from assistant import Assistant
from assistant.checking.word import commented_word

WRONG = "规划提出，到2025年，人均期望寿命达到85岁，每千人口注册护士数达到3.5人。"


def comments_of(document: Document) -> dict[str, str]:
    """The words that each comment is at, with the comment."""
    texts = {comment.comment_id: comment.text for comment in document.comments}
    still_open: dict[int, str] = {}
    found = {}
    for element in document.element.body.iter():
        number = int(element.get(qn("w:id"), -1)) if "comment" in str(element.tag) else -1
        if element.tag == qn("w:commentRangeStart"):
            still_open[number] = ""
        elif element.tag == qn("w:commentRangeEnd"):
            found[still_open.pop(number)] = texts[number]
        elif element.tag == qn("w:t"):
            for key in still_open:
                still_open[key] += element.text or ""
    assert not still_open
    return found


def styles_of(document: Document) -> list[str | None]:
    return [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]


def checked(draft: Path, shipped: Assistant) -> Document:
    report = shipped.check(draft)
    return docx.Document(BytesIO(commented_word(report, draft, shipped.sources)))


@pytest.fixture
def formatted(tmp_path: Path) -> Path:
    """A draft in which the figure is bold, in two runs, and another stands in a table."""
    document = docx.Document()
    document.add_heading("常熟市卫生健康工作汇报", level=0)
    document.add_heading("一、规划目标", level=1)
    paragraph = document.add_paragraph("规划提出，到2025年，人均期望寿命达到")
    paragraph.add_run("8").bold = True
    paragraph.add_run("5岁").italic = True
    paragraph.add_run("，每千人口注册护士数达到3.5人。")
    table = document.add_table(2, 2)
    for cell, words in zip(
        [cell for row in table.rows for cell in row.cells],
        ["指标", "2025年目标", "居民健康素养水平（%）", "≥45"],
        strict=True,
    ):
        cell.text = words
    path = tmp_path / "汇报.docx"
    document.save(str(path))
    return path


def test_a_word_draft_is_commented_at_the_words_and_keeps_its_format(
    formatted: Path, shipped: Assistant
) -> None:
    before = docx.Document(str(formatted))
    after = checked(formatted, shipped)
    assert [p.text for p in after.paragraphs] == [p.text for p in before.paragraphs]
    assert styles_of(after) == styles_of(before)
    comments = comments_of(after)
    assert comments["85岁"].startswith("与规划不一致\n常熟：人均预期寿命2025年目标84岁")
    assert "出处：常熟市“十四五”卫生健康发展规划 › " in comments["85岁"]
    assert comments["3.5人"].startswith("与规划一致")
    assert "≥40%" in comments["≥45"]
    formats = {run.text: (run.bold, run.italic) for p in after.paragraphs for run in p.runs}
    assert formats["8"] == (True, None) and formats["5岁"] == (None, True)


def test_the_first_comment_sums_up(formatted: Path, shipped: Assistant) -> None:
    comments = comments_of(checked(formatted, shipped))
    assert "与规划不一致 2 处" in comments["常熟市卫生健康工作汇报"]
    authors = {comment.author for comment in checked(formatted, shipped).comments}
    assert authors == {"规划核对"}


def test_comments_that_a_draft_has_already_are_kept(formatted: Path, shipped: Assistant) -> None:
    document = docx.Document(str(formatted))
    document.add_comment(document.paragraphs[1].runs, "请李主任核", author="王")
    document.save(str(formatted))
    after = checked(formatted, shipped)
    assert comments_of(after)["一、规划目标"] == "请李主任核"
    assert "85岁" in comments_of(after)


def test_any_other_draft_is_laid_out_anew(tmp_path: Path, shipped: Assistant) -> None:
    draft = tmp_path / "汇报.md"
    draft.write_text(
        f"# 常熟市汇报\n\n{WRONG}\n\n| 指标 | 2025年目标 |\n|---|---|\n"
        "| 婴儿死亡率（‰） | ≤3.5 |\n",
        encoding="utf-8",
    )
    after = checked(draft, shipped)
    assert after.paragraphs[0].text == "常熟市汇报"
    assert [cell.text for cell in after.tables[0].rows[1].cells] == ["婴儿死亡率（‰）", "≤3.5"]
    assert {"85岁", "3.5人", "≤3.5"} <= comments_of(after).keys()


def test_a_paragraph_that_was_cut_by_lines_is_commented_too(
    tmp_path: Path, shipped: Assistant
) -> None:
    draft = tmp_path / "汇报.txt"
    lines = ["常熟市卫生健康工作汇报", "", WRONG[:22], WRONG[22:]]
    draft.write_text("\n".join(lines), encoding="utf-8")
    assert "85岁" in comments_of(checked(draft, shipped))
