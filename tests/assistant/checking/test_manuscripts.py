"""A draft as sentences and cells, each with what stands above it."""

from pathlib import Path

from assistant.checking.manuscripts import is_wrapped, manuscript_from, manuscript_from_file
from corpus.documents import SourceText

DRAFT = """青河县工作汇报
一、规划目标
规划明确，到2025年：
人均预期寿命达到79.5岁。孕产妇死亡率下降。
【完成情况】
已达到78.9岁。
"""


def test_the_first_line_is_the_title() -> None:
    assert manuscript_from(SourceText(text=DRAFT)).title == "青河县工作汇报"
    assert manuscript_from(SourceText(text="这是一句话。"), "草稿").title == "草稿"


def test_a_sentence_knows_its_headings_and_what_leads_up_to_it() -> None:
    sentences = manuscript_from(SourceText(text=DRAFT)).sentences
    found = {sentence.excerpt.text: sentence for sentence in sentences}
    life = found["人均预期寿命达到79.5岁。"]
    assert (life.path, life.earlier) == (("一、规划目标",), "规划明确，到2025年：")
    assert found["孕产妇死亡率下降。"].earlier == "规划明确，到2025年：人均预期寿命达到79.5岁。"
    assert found["已达到78.9岁。"].path == ("一、规划目标", "【完成情况】")


def test_a_cell_knows_its_row_and_column(tmp_path: Path) -> None:
    file = tmp_path / "汇报.md"
    table = "| 指标 | 2025年 |\n| --- | --- |\n| 人均预期寿命 | 79.5 |\n"
    file.write_text(f"# 汇报\n\n{table}", encoding="utf-8")
    [cell] = [sentence for sentence in manuscript_from_file(file).sentences if sentence.is_cell]
    assert (cell.excerpt.text, cell.row, cell.column) == ("79.5", "人均预期寿命", "2025年")


def test_lines_that_end_in_mid_sentence_are_wrapped() -> None:
    line = "这一行在句子中间就断开了因为它已经写满了一整行"
    assert is_wrapped(f"{line}\n{line}\n")
    assert not is_wrapped(f"{line}。\n{line}。\n")
