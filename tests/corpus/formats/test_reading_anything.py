"""Whatever the bytes, a reader gives a text within bounds or says in Chinese why it cannot."""

from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from corpus.documents import Source, SourceText
from corpus.errors import UnreadableFileError
from corpus.formats.blocks import LONGEST_TEXT
from corpus.formats.files import read_bytes
from corpus.parsing import plan_from

NAMES = ("规划.txt", "规划.md", "规划.docx", "规划.pdf", "规划.html")
SIGNS = (
    "健康规划一二专栏第章节（）、。：#*|<>&;\"'/=[]()`~-_\\ \t\n\r0123aZ"
    "\x00\x0b\x0c\x85\u2028\u202e\ufeff"
)
BEGINNINGS = (
    *(b"%PDF-1.4\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>"),
    *(b"\xff\xfe", b"\xef\xbb\xbf", b"{\\rtf", b"\x89PNG"),
)
TAGS = st.sampled_from(
    """<p> </p> <div> </div> <table> </table> <tr> <td> <td/rowspan=9/colspan=9> <th> </tr>
    <h1> </h1> <ol> <li> <ul> <a> </a> <script> </script> <!-- --> <br> <img> <pre> </pre>
    <form> <nav>
    <![CDATA[ ]]> <meta/charset=gb2312> <caption> <b/style=display:none> &#0; &#xD800; &nbsp;
    <svg> <frameset> <template> <select> <body> <html>""".split()
)
often = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def read(content: bytes, name: str) -> None:
    """Check the property that all readers share."""
    try:
        source_text = read_bytes(content, name, ocr=False)
    except UnreadableFileError as error:
        assert error.message
        assert error.remedy
        return
    assert isinstance(source_text, SourceText)
    assert 0 < len(source_text.text) <= LONGEST_TEXT
    source_text.text.encode()
    assert list(source_text.pages) == sorted(source_text.pages)
    starts = [heading.start for heading in source_text.headings]
    assert starts == sorted(set(starts))
    assert all(start < len(source_text.text) for start in starts)


@cache
def valid(kind: str) -> bytes:
    written = BytesIO()
    if kind == "docx":
        document = Document()
        document.add_heading("第一章 总则", 1)
        document.add_paragraph("甲", style="List Number")
        table = document.add_table(2, 2)
        table.cell(0, 0).merge(table.cell(1, 0)).text = "指标"
        document.save(written)
    else:
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        SimpleDocTemplate(written, pageCompression=kind == "packed pdf").build(
            [Paragraph("Health " * 40), Table([["a", "b"], ["c", "d"]], style=[
                ("GRID", (0, 0), (-1, -1), 1, "black"), ("FONT", (0, 0), (-1, -1), "STSong-Light"),
            ])]
        )  # fmt: skip
    return written.getvalue()


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """A file with some bytes changed, left out or doubled, or its end missing."""
    made = bytearray(content)
    for _ in range(draw(st.integers(1, 6))):
        position = draw(st.integers(0, max(len(made) - 1, 0)))
        length = draw(st.integers(1, 40))
        match draw(st.sampled_from(("change", "leave out", "double", "cut", "insert"))):
            case "change":
                made[position : position + 1] = draw(st.binary(min_size=1, max_size=1))
            case "leave out":
                del made[position : position + length]
            case "double":
                made[position:position] = made[position : position + length]
            case "insert":
                made[position:position] = draw(st.binary(max_size=8))
            case _:
                del made[max(position, len(made) // 2) :]
    return bytes(made)


@often
@given(st.binary(max_size=400), st.sampled_from(NAMES))
def test_any_bytes(content: bytes, name: str) -> None:
    read(content, name)


@often
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=200))
def test_any_bytes_after_a_known_beginning(beginning: bytes, content: bytes) -> None:
    read(beginning + content, "规划.txt")


@often
@given(
    st.text(st.sampled_from(SIGNS), max_size=200),
    st.sampled_from(("utf-8", "gb18030", "utf-16", "utf-32")),
    st.integers(0, 3),
    st.sampled_from(NAMES),
)
def test_any_text_in_any_encoding_cut_anywhere(
    text: str, encoding: str, cut: int, name: str
) -> None:
    content = text.encode(encoding, "replace")
    read(content[: len(content) - cut], name)


@often
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_text_is_untouched(text: str) -> None:
    if text.isascii() or not text.strip():
        return
    marked = "\ufeff" + text
    try:
        assert read_bytes(marked.encode(), "规划.txt").text == text
    except UnreadableFileError:
        assert not text.isprintable() or text.lstrip().startswith("<")


@often
@given(st.lists(TAGS | st.text(st.sampled_from(SIGNS), max_size=8), max_size=40))
def test_any_web_page(pieces: list[str]) -> None:
    read(f"<html>{''.join(pieces)}".encode(), "规划.html")


@often
@given(st.lists(st.text(st.sampled_from(SIGNS), max_size=20), max_size=12))
def test_any_markdown(lines: list[str]) -> None:
    read("\n".join(lines).encode(), "规划.md")


@often
@given(st.data())
@pytest.mark.parametrize("kind", ["docx", "pdf", "packed pdf"])
def test_a_damaged_file(kind: str, data: st.DataObject) -> None:
    read(data.draw(damaged(valid(kind))), "规划.docx")


@often
@given(st.data())
@pytest.mark.parametrize("member", ["document", "styles", "numbering"])
def test_a_word_file_with_a_damaged_part(member: str, data: st.DataObject) -> None:
    written = BytesIO()
    with ZipFile(BytesIO(valid("docx"))) as whole, ZipFile(written, "w") as broken:
        for name in whole.namelist():
            content = whole.read(name)
            if name == f"word/{member}.xml":
                content = data.draw(damaged(content))
            broken.writestr(name, content)
    read(written.getvalue(), "规划.docx")


@often
@given(st.lists(TAGS | st.text(st.sampled_from(SIGNS), max_size=8), max_size=40))
def test_what_is_read_can_be_parsed(pieces: list[str]) -> None:
    content = f"<html><p>正文。</p>{''.join(pieces)}".encode()
    try:
        source_text = read_bytes(content, "规划.html")
    except UnreadableFileError:
        return
    assert plan_from(Source(id="x", title="x"), source_text).text == source_text.text
