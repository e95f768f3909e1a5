from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from corpus.documents import SourceText
from corpus.formats.files import read_bytes

FONT = "STSong-Light"
LEFT = [
    "年末全县共有医疗卫生机构三百",
    "二十六个，比上年增加五个，其",
    "中医院十二个。",
]
RIGHT = [
    "全县卫生技术人员四千二百一十",
    "六人，比上年增加一百八十七人",
    "，注册护士增加。",
]
WIDE = "全县卫生健康系统深化改革，补短板、强基层、提质量，居民健康水平持续提高，事业平稳发展"


@pytest.fixture(autouse=True, scope="module")
def _font() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))


class Sheet:
    """A page drawn line by line, 20 points apart."""

    def __init__(self) -> None:
        self._written = BytesIO()
        self.canvas = Canvas(self._written, pagesize=A4)
        self.canvas.setFont(FONT, 12)
        self.y = 780.0

    def columns(self, left: list[str], right: list[str], x: float = 310) -> "Sheet":
        for words in (left + [""] * len(right))[: max(len(left), len(right))]:
            self.canvas.drawString(72, self.y, words)
            self.y -= 20
        top = self.y + 20 * max(len(left), len(right))
        for number, words in enumerate(right):
            self.canvas.drawString(x, top - 20 * number, words)
        return self

    def line(self, words: str, size: float = 12) -> "Sheet":
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(72, self.y, words)
        self.canvas.setFont(FONT, 12)
        self.y -= 20
        return self

    def read(self) -> SourceText:
        self.canvas.save()
        return read_bytes(self._written.getvalue(), "公报.pdf", ocr=False)


def test_the_left_column_is_read_before_the_right_one() -> None:
    text = Sheet().columns(LEFT, RIGHT).read().text
    assert text == "".join(LEFT) + "\n" + "".join(RIGHT) + "\n"


def test_a_page_is_one_column_above_and_two_below() -> None:
    sheet = Sheet().line(WIDE).line("。").columns(LEFT, RIGHT).line(WIDE).line("。")
    assert sheet.read().text == f"{WIDE}。\n{''.join(LEFT)}\n{''.join(RIGHT)}\n{WIDE}。\n"


def test_a_heading_across_both_columns_parts_them() -> None:
    sheet = Sheet().columns(LEFT, RIGHT).line("二、卫生人员", 16).columns(RIGHT, LEFT)
    left, right = "".join(LEFT), "".join(RIGHT)
    assert sheet.read().text == f"{left}\n{right}\n二、卫生人员\n{right}\n{left}\n"


def test_a_column_of_figures_alone_follows_the_gutter_of_the_page_before() -> None:
    sheet = Sheet().columns(LEFT, RIGHT)
    sheet.canvas.showPage()
    sheet.canvas.setFont(FONT, 12)
    sheet.y = 780
    for number in range(5):
        sheet.canvas.drawString(72, sheet.y - 20 * number, f"第{number}类机构{number}个，略有增加")
        sheet.canvas.drawString(310, sheet.y - 7 - 20 * number, f"第{number}项人员{number}名")
    text = sheet.read().text
    assert text.index("第4类") < text.index("第0项")


def test_names_and_offices_beside_one_another_are_no_columns() -> None:
    names = ["组长：李明", "副组长：王建国", "成员：赵敏"]
    offices = ["副县长", "县卫生健康局局长", "县教育局副局长"]
    lines = [f"{a} {b}" for a, b in zip(names, offices, strict=True)]
    assert Sheet().columns(names, offices).read().text == "\n".join(lines) + "\n"
