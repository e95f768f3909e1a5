"""A plan printed again as a Word file, a PDF and a web page."""

from collections.abc import Callable, Iterator, Sequence
from html import escape
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, SimpleDocTemplate
from reportlab.platypus import Paragraph as PdfParagraph
from reportlab.platypus import Table as PdfTable

from corpus.documents import Plan
from corpus.formats.blocks import Block, Box, Heading, Note, Paragraph, Table
from corpus.paragraphs import blocks_of

FONT = "STSong-Light"
_WORD_LEVELS = 9
_HTML_LEVELS = 5
_BLANKS_AFTER_BOX = 2


def printed_blocks(plan: Plan) -> list[Block]:
    """Return a plan as it was printed: its headings marked, its tables and boxes framed."""
    levels = {s.heading.start: len(s.path) for s in plan.sections if s.heading is not None}
    tables = {table.rows[0][0].start: table for table in plan.tables}
    blocks: list[Block] = []
    box: list[Block] | None = None
    for block in blocks_of(plan.source_text):
        first = block.lines[0]
        if box is not None and (first.blanks_before >= _BLANKS_AFTER_BOX or first.is_cell):
            blocks.append(Box(tuple(box)))
            box = None
        if block.is_table:
            rows = tables[first.excerpt.start].rows
            blocks.append(Table(tuple(tuple(cell.text for cell in row) for row in rows)))
            continue
        text = block.paragraph.text
        if first.is_cell:
            box = []
        heading = block.heading
        level = levels.get(block.paragraph.start)
        alone = heading is not None and heading.body_start == len(text) and level is not None
        made: Block = Heading(level or 1, text) if alone and box is None else Paragraph(text)
        (blocks if box is None else box).append(made)
    if box is not None:
        blocks.append(Box(tuple(box)))
    return blocks


def merged_rows(table: Table) -> Iterator[list[tuple[str, int, int]]]:
    """Yield the cells of each row as words, columns and rows that each takes.

    A row of one cell spans all columns; empty cells under a group in the first column are
    merged with it, as the plans' authors did.
    """
    width = max(len(row) for row in table.rows)
    for number, row in enumerate(table.rows):
        if len(row) == 1:
            yield [(row[0], width, 1)]
            continue
        cells = []
        for column, words in enumerate((*row, *[""] * (width - len(row)))):
            below = 0
            if column == 0 and words:
                for other in table.rows[number + 1 :]:
                    if len(other) == 1 or other[0]:
                        break
                    below += 1
            if column or words:
                cells.append((words, 1, 1 + below))
        yield cells


def docx_of(blocks: Sequence[Block]) -> bytes:
    """Return the blocks as a Word file with its own heading styles, merged cells and frames."""
    document = Document()
    for block in blocks:
        if isinstance(block, Heading):
            document.add_heading(block.text, min(block.level, _WORD_LEVELS))
        elif isinstance(block, Paragraph | Note):
            document.add_paragraph(block.text)
        elif isinstance(block, Table):
            _add_word_table(document, block)
        else:
            cell = document.add_table(1, 1, style="Table Grid").cell(0, 0)
            _fill(cell, [inner.text for inner in block.blocks if isinstance(inner, Paragraph)])
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _add_word_table(document: WordDocument, table: Table) -> None:
    rows = list(merged_rows(table))
    width = max(len(row) for row in table.rows)
    made: WordTable = document.add_table(len(rows), width, style="Table Grid")
    for number, row in enumerate(rows):
        column = width - sum(columns for _, columns, _ in row)
        for words, columns, below in row:
            cell = made.cell(number, column)
            if columns > 1 or below > 1:
                cell = cell.merge(made.cell(number + below - 1, column + columns - 1))
            _fill(cell, [words])
            column += columns


def _fill(cell: WordCell, paragraphs: Sequence[str]) -> None:
    cell.text = paragraphs[0]
    for words in paragraphs[1:]:
        cell.add_paragraph(words)


def html_of(blocks: Sequence[Block], title: str) -> bytes:
    """Return the blocks as a page of a government site: menus around it, a share button below."""
    body = "\n".join(map(_html_block, blocks))
    return f"""<!DOCTYPE html>
<html><head><meta charset="gb2312"><title>{escape(title)}_市卫生健康委员会</title>
<style>p {{ text-indent: 2em }}</style><script>var visits = 1;</script></head><body>
<div class="header"><a href="/">市卫生健康委员会</a><form><input name="q"></form></div>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/gh">规划计划</a></div>
<div class="wrap"><div class="content">{body}
<div class="bdsharebuttonbox">分享到：<a href="#">微信</a></div></div>
<div class="sidebar"><a href="/1">相关文件一</a><a href="/2">相关文件二</a></div></div>
<div class="footer">版权所有：市卫生健康委员会 备案号 00000000</div></body></html>
""".encode("gb18030")


def _html_block(block: Block) -> str:
    if isinstance(block, Heading):
        level = 1 + min(block.level, _HTML_LEVELS)
        return f"<h{level}>{escape(block.text)}</h{level}>"
    if isinstance(block, Paragraph | Note):
        return f"<p>　　{escape(block.text)}</p>"
    if isinstance(block, Box):
        inside = "".join(map(_html_block, block.blocks))
        return f"<table border='1'><tr><td>{inside}</td></tr></table>"
    rows = (
        "".join(
            f"<td colspan='{columns}' rowspan='{rows}'><p>{escape(words)}</p></td>"
            for words, columns, rows in row
        )
        for row in merged_rows(block)
    )
    return f"<table border='1'>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def pdf_of(blocks: Sequence[Block], title: str) -> bytes:
    """Return the blocks as a PDF of A4 pages, each with a header and a page number."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    margin = 28 * mm
    template = SimpleDocTemplate(
        written := BytesIO(), leftMargin=margin, rightMargin=margin, topMargin=margin
    )
    framed = _edges(title)
    story = [flowable for block in blocks for flowable in _pdf_block(block, template.width)]
    template.build(story, onFirstPage=framed, onLaterPages=framed)
    return written.getvalue()


def _edges(title: str) -> Callable[[Canvas, SimpleDocTemplate], None]:
    def draw(canvas: Canvas, template: SimpleDocTemplate) -> None:
        width, height = template.pagesize
        canvas.setFont(FONT, 9)
        canvas.drawCentredString(width / 2, height - 15 * mm, title)
        canvas.drawCentredString(width / 2, 12 * mm, f"— {template.page} —")

    return draw


def _style(size: float, **more: float) -> ParagraphStyle:
    return ParagraphStyle(
        "", fontName=FONT, fontSize=size, leading=1.6 * size, wordWrap="CJK", **more
    )


def _pdf_block(block: Block, width: float) -> Iterator[Flowable]:
    body = _style(12, firstLineIndent=24)
    if isinstance(block, Heading):
        outermost = block.level == 1
        style = _style(16, alignment=TA_CENTER) if outermost else _style(14, firstLineIndent=28)
        yield PdfParagraph(escape(block.text), style)
    elif isinstance(block, Paragraph | Note):
        yield PdfParagraph(escape(block.text), body)
    elif isinstance(block, Table):
        yield _pdf_table(block, width)
    else:
        rows = [[flowable] for inner in block.blocks for flowable in _pdf_block(inner, width)]
        frame = PdfTable(rows, colWidths=[width])
        frame.setStyle([("BOX", (0, 0), (-1, -1), 0.5, colors.black)])
        yield frame


def _pdf_table(table: Table, width: float) -> Flowable:
    columns = max(len(row) for row in table.rows)
    spans: list[tuple[object, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
    rows: list[list[Flowable | str]] = []
    for number, row in enumerate(merged_rows(table)):
        line: list[Flowable | str] = [""] * (columns - sum(taken for _, taken, _ in row))
        for words, taken, below in row:
            end = (len(line) + taken - 1, number + below - 1)
            if taken > 1 or below > 1:
                spans.append(("SPAN", (len(line), number), end))
            line.extend([PdfParagraph(escape(words), _style(10)), *[""] * (taken - 1)])
        rows.append(line)
    full = [row for row in table.rows if len(row) == columns]
    shares = [max(len(row[column]) for row in full) ** 0.5 + 1 for column in range(columns)]
    widths = [width * share / sum(shares) for share in shares]
    made = PdfTable(rows, colWidths=widths, repeatRows=1)
    made.setStyle(spans)
    return made
