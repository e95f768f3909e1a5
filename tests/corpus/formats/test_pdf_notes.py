from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from corpus.documents import SourceText
from corpus.formats.files import read_bytes

FONT = "STSong-Light"


@pytest.fixture(autouse=True, scope="module")
def _font() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def raised(canvas: Canvas, x: float, y: float, *parts: str, size: float = 12) -> None:
    """Draw words and numbers by turns, the numbers small and raised."""
    for position, words in enumerate(parts):
        small = position % 2
        canvas.setFont(FONT, 0.6 * size if small else size)
        canvas.drawString(x, y + (0.4 * size if small else 0), words)
        x += pdfmetrics.stringWidth(words, FONT, 0.6 * size if small else size)


def read(canvas: Canvas, written: BytesIO) -> SourceText:
    canvas.save()
    return read_bytes(written.getvalue(), "方案.pdf", ocr=False)


def test_a_raised_number_is_a_mark_and_not_the_last_digit_of_a_figure() -> None:
    canvas = Canvas(written := BytesIO(), pagesize=A4)
    raised(canvas, 72, 700, "人均预期寿命79.93", "1", "岁。")
    canvas.line(72, 90, 180, 90)
    raised(canvas, 72, 76, "", "1", " 按户籍人口计算。", size=9)
    source_text = read(canvas, written)
    assert source_text.text == "人均预期寿命79.93①岁。\n①按户籍人口计算。\n"
    assert [n.references for n in source_text.footnotes] == [((11, 12),)]


def test_a_power_is_no_mark() -> None:
    canvas = Canvas(written := BytesIO(), pagesize=A4)
    raised(canvas, 72, 700, "新建用房3000m", "2", "。")
    assert read(canvas, written).text == "新建用房3000m2。\n"


def test_notes_stand_behind_the_paragraph_that_goes_on_over_the_page() -> None:
    canvas = Canvas(written := BytesIO(), pagesize=A4)
    line = "县卫生健康局会同有关部门推进医疗卫生服务体系建设，着力补短板强基层提质量促均衡"
    canvas.setFont(FONT, 12)
    canvas.drawString(72, 130, line[:-3] + "①" + line[-2:])
    canvas.drawString(72, 110, line)
    canvas.line(72, 90, 180, 90)
    canvas.setFont(FONT, 9)
    canvas.drawString(72, 76, "①指六项行动。")
    canvas.showPage()
    canvas.setFont(FONT, 12)
    canvas.drawString(72, 780, "保安全。")
    lines = read(canvas, written).text.split("\n")
    assert lines[0].endswith("保安全。")
    assert lines[1] == "①指六项行动。"


def test_a_note_goes_on_on_the_next_page() -> None:
    canvas = Canvas(written := BytesIO(), pagesize=A4)
    for words, opening in (
        ("床位数①增加。", "①床位数指年末固定实有床位，不包括"),
        ("护士增加。", "临时加床。"),
    ):
        canvas.setFont(FONT, 12)
        for y in (720, 700):
            canvas.drawString(72, y, words)
        canvas.line(72, 90, 180, 90)
        canvas.setFont(FONT, 9)
        canvas.drawString(72, 76, opening)
        canvas.showPage()
    assert "①床位数指年末固定实有床位，不包括临时加床。\n" in read(canvas, written).text
