from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from PIL import Image

from corpus.documents import Footnote, SourceText
from corpus.errors import UnreadableFileError
from corpus.formats.docx import EMBEDDED_NOTE, IMAGE_NOTE, REVISION_NOTE, TOC_NOTE
from corpus.formats.files import read_bytes

NAMES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)


def content_of(document: WordDocument) -> bytes:
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def read(document: WordDocument) -> SourceText:
    return read_bytes(content_of(document), "规划.docx")


def of(*xml: str) -> WordDocument:
    """A document whose body is this XML."""
    document = Document()
    for element in xml:
        document.element.body.append(parse_xml(element.replace(">", f" {NAMES}>", 1)))
    return document


def repacked(content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """A file with its members changed; ``None`` leaves one out."""
    written = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(written, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (member := change(name, old.read(name))) is not None:
                new.writestr(name, member)
    return written.getvalue()


def test_heading_styles_are_marked_with_their_levels_and_a_title_is_not() -> None:
    document = Document()
    document.add_heading("某市“十四五”卫生健康规划", 0)
    document.add_heading("第一章 总则", 1)
    document.add_paragraph("正文。")
    document.add_heading("第一节 目标", 2)
    source_text = read(document)
    assert source_text.text == "某市“十四五”卫生健康规划\n第一章 总则\n正文。\n第一节 目标\n"
    assert [(source_text.text[h.start :][:3], h.level) for h in source_text.headings] == [
        ("第一章", 1),
        ("第一节", 2),
    ]
    assert source_text.whole_paragraphs


def test_an_outline_level_marks_a_heading_in_any_style() -> None:
    document = of(
        '<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>一、目标</w:t></w:r></w:p>'
    )
    assert [heading.level for heading in read(document).headings] == [2]


def test_merged_cells_have_their_words_once() -> None:
    document = Document()
    table = document.add_table(4, 3)
    for row, words in enumerate(("领域 指标 值", "健康 寿命 78", "x 死亡率 2", "合计 x x")):
        for column, word in enumerate(words.split()):
            table.cell(row, column).text = "" if word == "x" else word
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 2))
    assert read(document).text == (
        "\t领域\n\t指标\n\t值\n\n\t健康\n\t寿命\n\t78\n\n\t\n\t死亡率\n\t2\n\n\t合计\n\n"
    )


def test_a_table_in_a_cell_becomes_lines_of_the_cell() -> None:
    document = Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "说明"
    inner = table.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "甲", "乙"
    assert read(document).text == "\t说明\n\t甲 乙\n\n"


def test_a_frame_of_one_cell_is_a_box() -> None:
    document = Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "专栏1 重点项目"
    cell.add_paragraph("1.建设实验室。")
    document.add_paragraph("后文。")
    assert read(document).text == "\t专栏1 重点项目\n1.建设实验室。\n\n\n后文。\n"


def test_a_text_box_is_read_once_though_the_file_has_it_twice() -> None:
    inside = "<w:txbxContent><w:p><w:r><w:t>专栏2 人才</w:t></w:r></w:p></w:txbxContent>"
    document = of(
        "<w:p><w:r><w:t>前文。</w:t></w:r><w:r><mc:AlternateContent>"
        '<mc:Choice Requires="wps"><w:drawing>'
        f"<wps:txbx>{inside}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert read(document).text == "前文。\n\t专栏2 人才\n\n\n"


def test_inserted_words_stay_and_deleted_ones_go() -> None:
    document = of(
        "<w:p><w:r><w:t>到2025年</w:t></w:r>"
        '<w:del w:id="1"><w:r><w:delText>达到70</w:delText><w:t>不见</w:t></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>达到78</w:t></w:r></w:ins><w:r><w:t>岁。</w:t></w:r></w:p>'
    )
    source_text = read(document)
    assert source_text.text == "到2025年达到78岁。\n"
    assert source_text.notes == (REVISION_NOTE,)


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    document = of(
        '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>加强</w:t></w:r></w:p>',
        "<w:p><w:r><w:t>领导。</w:t></w:r></w:p>",
    )
    assert read(document).text == "加强领导。\n"


def test_content_controls_links_and_line_breaks_are_read_through() -> None:
    document = of(
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件内</w:t></w:r>"
        "<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>"
        "<w:sdt><w:sdtContent><w:r><w:br/><w:t>第二行</w:t></w:r></w:sdtContent></w:sdt>"
        "</w:p></w:sdtContent></w:sdt>"
    )
    assert read(document).text == "控件内链接\n第二行\n"


def test_hidden_words_and_comments_are_not_shown() -> None:
    document = of(
        "<w:p><!-- 注 --><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>可见</w:t></w:r></w:p>'
    )
    assert read(document).text == "可见\n"


def test_a_picture_is_shown_to_be_missing() -> None:
    document = Document()
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    run = document.add_paragraph("提高").add_run()
    run.add_picture(picture)
    run.add_text("个百分点。")
    source_text = read(document)
    assert source_text.text == "提高[image: ]个百分点。\n"
    assert source_text.notes == (IMAGE_NOTE,)


def test_signs_and_formulas_are_characters() -> None:
    document = of(
        '<w:p><w:r><w:t>≤6</w:t><w:sym w:font="Symbol" w:char="F0B3"/><w:noBreakHyphen/></w:r>'
        "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>10</m:t></m:r></m:den></m:f></m:oMath></w:p>"
    )
    assert read(document).text == "≤6≥-1/10\n"


def test_headers_and_footers_are_left_out() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    document.add_paragraph("正文。")
    assert read(document).text == "正文。\n"


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_a_table_of_contents_is_left_out_with_its_title() -> None:
    begin = f'{field("begin")}<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
    document = of(
        "<w:p><w:r><w:t>目　录</w:t></w:r></w:p>",
        f"<w:p>{begin}{field('separate')}<w:r><w:t>第一章 总则 1</w:t></w:r></w:p>",
        f"<w:p><w:r><w:t>第二章 保障 9</w:t></w:r>{field('end')}</w:p>",
        "<w:p><w:r><w:t>第一章 总则</w:t></w:r></w:p>",
    )
    source_text = read(document)
    assert source_text.text == "第一章 总则\n"
    assert source_text.notes == (TOC_NOTE,)


def test_a_table_of_contents_without_an_end_does_not_swallow_the_document() -> None:
    document = of(
        f"<w:p>{field('begin')}<w:r><w:instrText>TOC</w:instrText></w:r></w:p>",
        "<w:p><w:r><w:t>第一章 总则</w:t></w:r></w:p>",
    )
    assert read(document).text == "第一章 总则\n"


def test_a_field_shows_its_result() -> None:
    document = of(
        f"<w:p>{field('begin')}<w:r><w:instrText>REF x</w:instrText></w:r>{field('separate')}"
        f"<w:r><w:t>专栏1</w:t></w:r>{field('end')}</w:p>"
    )
    assert read(document).text == "专栏1\n"


def test_a_footnote_follows_its_paragraph() -> None:
    document = of(
        '<w:p><w:r><w:t>医共体</w:t><w:footnoteReference w:id="2"/><w:t>建设。</w:t></w:r></w:p>'
    )
    notes = (
        f'<w:footnotes {NAMES}><w:footnote w:id="2"><w:p><w:r><w:t>指县域医共体。</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    )
    relation = (
        b'<Relationship Id="rIdNote" Target="footnotes.xml" Type="http://schemas.openxmlformats.org'
        b'/officeDocument/2006/relationships/footnotes"/></Relationships>'
    )
    content = repacked(
        content_of(document),
        lambda name, member: (
            member.replace(b"</Relationships>", relation)
            if name == "word/_rels/document.xml.rels"
            else member
        ),
    )
    written = BytesIO(content)
    with ZipFile(written, "a") as archive:
        archive.writestr("word/footnotes.xml", notes)
    source_text = read_bytes(written.getvalue(), "x.docx")
    assert source_text.text == "医共体①建设。\n①指县域医共体。\n"
    assert source_text.footnotes == (Footnote(mark="①", start=8, end=16, references=((3, 4),)),)


def test_an_embedded_document_is_noted() -> None:
    document = of("<w:altChunk></w:altChunk>", "<w:p><w:r><w:t>正文</w:t></w:r></w:p>")
    assert read(document).notes == (EMBEDDED_NOTE,)


def test_a_file_that_refers_to_parts_that_are_not_there_is_read() -> None:
    document = Document()
    document.add_paragraph("正文。")
    content = repacked(
        content_of(document),
        lambda name, member: member if "document" in name or name.startswith(("_", "[")) else None,
    )
    assert read_bytes(content, "x.docx").text == "正文。\n"


def test_a_strict_file_is_read() -> None:
    document = Document()
    document.add_paragraph("正文。")
    content = repacked(
        content_of(document),
        lambda name, member: member.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    )
    assert read_bytes(content, "x.docx").text == "正文。\n"


@pytest.mark.parametrize("kept", [0.3, 0.7, 0.95])
def test_a_truncated_file_is_named_with_a_remedy(kept: float) -> None:
    content = content_of(Document())
    with pytest.raises(UnreadableFileError, match="损坏") as caught:
        read_bytes(content[: int(kept * len(content))], "规划.docx")
    assert "重新" in caught.value.remedy


def test_entities_are_never_followed() -> None:
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "' + "健" * 1000 + '"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY c SYSTEM "file:///etc/passwd">]>'
        f"<w:document {NAMES}><w:body><w:p><w:r><w:t>前&b;&c;后</w:t></w:r></w:p>"
        "</w:body></w:document>"
    )
    content = repacked(
        content_of(Document()),
        lambda name, member: bomb.encode() if name == "word/document.xml" else member,
    )
    assert read_bytes(content, "x.docx").text == "前\n"


def test_a_file_that_unpacks_to_too_much_is_not_opened() -> None:
    content = repacked(
        content_of(Document()),
        lambda name, member: b" " * 90_000_000 if name == "word/styles.xml" else member,
    )
    assert len(content) < 200_000
    with pytest.raises(UnreadableFileError, match="解压后大得不正常"):
        read_bytes(content, "x.docx")


def test_deeply_nested_tables_are_read_or_refused() -> None:
    depth = 60
    xml = "<w:tbl><w:tr><w:tc>" * depth + "<w:p><w:r><w:t>底</w:t></w:r></w:p>"
    xml += "</w:tc></w:tr></w:tbl>" * depth
    assert "底" in read(of(xml)).text


def test_a_document_without_words_says_so() -> None:
    with pytest.raises(UnreadableFileError, match="没有可读的文字"):
        read(Document())


def test_tabs_in_a_paragraph_stay_and_never_start_a_line() -> None:
    document = Document()
    document.add_paragraph("\t1\t.加强")
    assert read(document).text == "1\t.加强\n"
    assert document.element.body.find(qn("w:p")) is not None
