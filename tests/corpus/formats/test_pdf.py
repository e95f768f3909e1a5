from collections.abc import Callable, Iterable
from io import BytesIO

import pytest
from PIL import Image
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from corpus.documents import SourceText
from corpus.errors import UnreadableFileError
from corpus.formats.files import read_bytes

FONT = "STSong-Light"
BODY = ParagraphStyle(
    "", fontName=FONT, fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK"
)
SENTENCE = "到2025年，卫生健康服务体系更加完善，资源配置更加科学合理，群众看病就医更加方便。"
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, -1), FONT, 10)]


@pytest.fixture(autouse=True, scope="module")
def _font() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def drawn(draw: Callable[[Canvas], object], **options: object) -> bytes:
    written = BytesIO()
    canvas = Canvas(written, pagesize=A4, **options)
    canvas.setFont(FONT, 12)
    draw(canvas)
    canvas.save()
    return written.getvalue()


def story(
    flowables: Iterable[object],
    build: Callable[[Canvas, object], None] = lambda canvas, template: None,
) -> bytes:

    written = BytesIO()
    SimpleDocTemplate(written, pagesize=A4).build(
        list(flowables), onFirstPage=build, onLaterPages=build
    )
    return written.getvalue()


def read(content: bytes) -> SourceText:
    return read_bytes(content, "规划.pdf", ocr=False)


def paragraphs(count: int) -> list[str]:
    """Paragraphs of ten lines that begin differently."""
    return [f"{'甲乙丙丁戊己庚辛壬癸'[n % 10] * (n + 1)}类：{SENTENCE * 8}" for n in range(count)]


def test_the_lines_of_a_paragraph_are_joined_also_over_pages() -> None:
    source_text = read(story([Paragraph(words, BODY) for words in paragraphs(6)]))
    assert source_text.text == "\n".join(paragraphs(6)) + "\n"
    assert len(source_text.pages) == 2
    assert source_text.page_of(0) == 1
    assert source_text.page_of(len(source_text.text) - 1) == 2
    assert not source_text.text[source_text.pages[1] - 1].isspace()  # in mid-paragraph


def test_paragraphs_that_are_parted_by_space_only_stay_apart() -> None:
    style = ParagraphStyle("", parent=BODY, firstLineIndent=0, spaceAfter=14)
    source_text = read(story([Paragraph(SENTENCE * 2, style), Paragraph(SENTENCE, style)]))
    assert source_text.text == f"{SENTENCE * 2}\n{SENTENCE}\n"


def test_headings_of_two_lines_are_one_line() -> None:
    title = "发展中医药特色优势，创建国家中医药传承创新发展试验区，推动卫生健康事业高质量发展"
    large = ParagraphStyle("", fontName=FONT, fontSize=16, leading=26, alignment=1, wordWrap="CJK")
    source_text = read(story([Paragraph(title, large), Paragraph(SENTENCE, BODY)]))
    assert source_text.text == f"{title}\n{SENTENCE}\n"


def test_a_numbered_line_that_is_not_indented_starts_a_paragraph() -> None:
    style = ParagraphStyle("", parent=BODY, firstLineIndent=0)
    filled = SENTENCE[:36] + "。"
    source_text = read(story([Paragraph(filled, style), Paragraph(f"（二）{SENTENCE}", style)]))
    assert source_text.text == f"{filled}\n（二）{SENTENCE}\n"


def test_headers_footers_and_page_numbers_are_dropped_with_one_note() -> None:
    def edges(canvas: Canvas, template: object) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawString(72, 800, "某市卫生健康规划")
        canvas.drawCentredString(300, 30, f"— {canvas.getPageNumber()} —")

    source_text = read(story([Paragraph(words, BODY) for words in paragraphs(18)], edges))
    assert source_text.text == "\n".join(paragraphs(18)) + "\n"
    assert source_text.notes == ("已略去每页重复的页眉、页脚和页码（如“某市卫生健康规划”）",)


def test_a_page_number_alone_is_dropped_and_a_figure_in_the_text_is_not() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "2025")
        canvas.drawString(300, 30, "- 1 -")

    assert read(drawn(draw)).text == "2025\n"


def test_a_table_has_its_words_once_and_merged_cells_are_empty() -> None:
    rows = [["领域", "指标", "值"], ["健康", "寿命", "78"], ["", "死亡率", "2"], ["合计", "", ""]]
    table = Table(rows)
    table.setStyle([*GRID, ("SPAN", (0, 1), (0, 2)), ("SPAN", (0, 3), (2, 3))])
    source_text = read(story([Paragraph("表1。", BODY), table, Paragraph("注：略。", BODY)]))
    assert source_text.text == (
        "表1。\n\t领域\n\t指标\n\t值\n\n\t健康\n\t寿命\n\t78\n\n\t\n\t死亡率\n\t2\n\n\t合计\n\n"
        "注：略。\n"
    )


def test_a_table_over_several_pages_is_one_table_with_one_header() -> None:
    rows = [["序号", "指标"], *([str(n), f"指标{n}"] for n in range(100))]
    source_text = read(story([Table(rows, repeatRows=1, style=GRID)]))
    assert source_text.text.count("序号") == 1
    assert source_text.text.count("\n\n") == len(rows)
    assert len(source_text.pages) > 1
    assert source_text.page_of(source_text.text.index("指标99")) == len(source_text.pages)


def test_two_tables_on_a_page_are_two() -> None:
    tables = [Table([["甲", "乙"], ["丙", "丁"]], style=GRID) for _ in range(2)]
    source_text = read(story([tables[0], Paragraph("表2。", BODY), tables[1]]))
    table = "\t甲\n\t乙\n\n\t丙\n\t丁\n\n"
    assert source_text.text == f"{table}表2。\n{table}"


def test_a_frame_is_a_box_and_may_run_over_a_page() -> None:
    rows = [[Paragraph("专栏1 项目", BODY)], *([Paragraph(p, BODY)] for p in paragraphs(6))]
    box = Table(rows, style=[("BOX", (0, 0), (-1, -1), 0.5, colors.black)])
    source_text = read(story([box, Paragraph("后文。", BODY)]))
    inside = "\n".join(paragraphs(6))
    assert source_text.text == f"\t专栏1 项目\n{inside}\n\n\n后文。\n"


def test_a_table_without_words_leaves_nothing() -> None:
    source_text = read(story([Table([["", ""], ["", ""]], style=GRID), Paragraph("后文。", BODY)]))
    assert source_text.text == "后文。\n"


def test_bookmarks_mark_headings() -> None:
    def draw(canvas: Canvas) -> None:
        for level, (words, y) in enumerate((("第一章 总则", 700), ("一、目标", 660))):
            canvas.bookmarkPage(words)
            canvas.addOutlineEntry(words, words, level)
            canvas.drawString(100, y, words)
        canvas.drawString(100, 620, "正文。")

    source_text = read(drawn(draw))
    assert source_text.text == "第一章 总则\n一、目标\n正文。\n"
    assert [(heading.start, heading.level) for heading in source_text.headings] == [(0, 1), (7, 2)]


def test_words_askew_are_a_watermark() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, SENTENCE)
        canvas.rotate(45)
        canvas.drawString(400, 200, "征求意见稿")

    assert read(drawn(draw)).text == f"{SENTENCE}\n"


def test_a_character_printed_twice_is_bold() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "哈哈健康镇")
        canvas.drawString(72.4, 700, "哈哈健康镇")

    assert read(drawn(draw)).text == "哈哈健康镇\n"


def test_a_page_that_prints_without_end_is_left_out_with_a_note() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, SENTENCE)
        canvas.showPage()
        canvas.setFont("Helvetica", 1)
        canvas.drawString(0, 0, "a" * 300_000)

    source_text = read(drawn(draw))
    assert source_text.text == f"{SENTENCE}\n"
    assert "第 2 页的图形过于复杂" in source_text.notes[0]


def test_radicals_become_the_characters_that_they_look_like() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "卫⽣健康⼈⼝⺠⽣")

    assert read(drawn(draw)).text == "卫生健康人口民生\n"


def pixels() -> ImageReader:
    return ImageReader(Image.effect_noise((200, 280), 60))


def scanned(pages: int, words: int = 0) -> bytes:
    """A PDF with this many scanned pages after this many pages of words."""

    def draw(canvas: Canvas) -> None:
        for _ in range(words):
            canvas.setFont(FONT, 12)
            canvas.drawString(72, 700, SENTENCE[:20])
            canvas.showPage()
        for _ in range(pages):
            canvas.drawImage(pixels(), 0, 0, *A4)
            canvas.showPage()

    return drawn(draw)


def test_a_scan_is_named_as_such_and_the_remedy_says_what_to_install() -> None:
    with pytest.raises(UnreadableFileError, match="扫描件：2 页中有 2 页没有文字可读") as caught:
        read(scanned(2))
    assert "health-plans-assistant[ocr]" in caught.value.remedy


@pytest.mark.parametrize(("across", "down"), [(1, 30), (4, 8)])
def test_a_scan_in_strips_or_tiles_is_a_scan(across: int, down: int) -> None:
    def draw(canvas: Canvas) -> None:
        width, height = A4[0] / across, A4[1] / down
        for n in range(across * down):
            canvas.drawImage(pixels(), n % across * width, n // across * height, width, height)

    with pytest.raises(UnreadableFileError, match="扫描件") as caught:
        read(drawn(draw))
    assert "文字识别" in caught.value.remedy


def test_a_scan_with_a_stamp_of_words_is_a_scan_and_its_words_are_kept() -> None:
    def draw(canvas: Canvas) -> None:
        for _ in range(3):
            canvas.setFont(FONT, 12)
            canvas.drawString(72, 700, SENTENCE)
            canvas.showPage()
        canvas.drawImage(pixels(), 0, 0, *A4)
        canvas.setFont(FONT, 12)
        canvas.drawString(72, 700, "扫描全能王 创建 第3页共20页")

    source_text = read(drawn(draw))
    assert "第 4 页是扫描图像" in source_text.notes[0]
    assert "扫描全能王" in source_text.text


def test_a_few_scanned_pages_are_left_out_with_a_note() -> None:
    source_text = read(scanned(1, words=3))
    assert source_text.text == f"{SENTENCE[:20]}\n" * 3
    assert "第 4 页是扫描图像" in source_text.notes[0]


def test_ocr_that_is_not_installed_cannot_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.formats.pdf.can_recognise", lambda: False)
    with pytest.raises(UnreadableFileError, match="扫描件"):
        read_bytes(scanned(1, words=3), "x.pdf", ocr=True)
    assert read_bytes(scanned(1, words=3), "x.pdf").text == f"{SENTENCE[:20]}\n" * 3


def test_a_picture_on_a_page_of_words_is_noted() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, SENTENCE)
        canvas.drawImage(pixels(), 72, 300, 200, 200)

    assert read(drawn(draw)).notes == ("第 1 页有图片，图中的文字没有读取",)


def test_a_password_is_named_with_a_remedy() -> None:
    content = drawn(
        lambda canvas: canvas.drawString(72, 700, SENTENCE),
        encrypt=StandardEncryption("geheim", strength=128),
    )
    with pytest.raises(UnreadableFileError, match="设有打开密码") as caught:
        read(content)
    assert "没有密码的 PDF" in caught.value.remedy


def test_a_file_that_only_forbids_printing_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 12)
        canvas.drawString(72, 700, "Health plan")

    encryption = StandardEncryption("", ownerPassword="x", canPrint=0, strength=128)
    assert read(drawn(draw, encrypt=encryption)).text == "Health plan\n"


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_a_truncated_file_is_read_or_named_as_damaged(kept: float) -> None:
    content = story([Paragraph(SENTENCE * 9, BODY)])
    try:
        assert read(content[: int(kept * len(content))]).text
    except UnreadableFileError as error:
        assert "PDF" in error.message or "文字" in error.message


def test_too_many_pages_are_refused() -> None:
    content = drawn(lambda canvas: [canvas.showPage() for _ in range(2_001)])
    with pytest.raises(UnreadableFileError, match="超过 2000 页"):
        read(content)


def test_a_stream_that_unpacks_to_too_much_is_not_opened() -> None:
    import zlib  # noqa: PLC0415 - only here

    packed = zlib.compress(zlib.compress(b" " * 300_000_000, 9), 9)
    content = b"%PDF-1.4\n1 0 obj<</Filter[/FlateDecode/FlateDecode]>>stream\n" + packed
    assert len(content) < 10_000
    with pytest.raises(UnreadableFileError, match="解压后大得不正常"):
        read(content)


def test_a_page_without_words_or_pictures_says_so() -> None:
    with pytest.raises(UnreadableFileError, match="没有可读的文字"):
        read(drawn(lambda canvas: canvas.line(0, 0, 9, 9)))
