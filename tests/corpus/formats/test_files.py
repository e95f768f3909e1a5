import os
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from corpus.catalogue import PLANS_FOLDER, read_plan, sources
from corpus.documents import Source
from corpus.errors import UnreadableFileError
from corpus.formats.blocks import LONGEST_TEXT
from corpus.formats.files import READABLE_SUFFIXES, read_bytes, read_file, shown_name
from corpus.parsing import plan_from

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + bytes(1024)


def archive(*members: str) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w") as made:
        for member in members:
            made.writestr(member, "x")
    return written.getvalue()


def docx() -> bytes:
    document = Document()
    document.add_paragraph("正文。")
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def refusal(content: bytes, name: str = "规划.bin") -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(content, name)
    assert caught.value.remedy
    return caught.value


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.id)
def test_a_shipped_plan_comes_out_byte_for_byte(source: Source) -> None:
    path = PLANS_FOLDER / source.file
    source_text = read_file(path)
    assert source_text.text.encode() == path.read_bytes()
    assert source_text.notes == ()
    assert plan_from(source, source_text) == read_plan(source)


def test_newlines_of_any_kind_are_untouched() -> None:
    text = "一、目标\r\n到2025年。\r二、保障\n\n"
    assert read_bytes(text.encode(), "x.txt").text == text


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (docx(), "规划.pdf", "以 .pdf 结尾，内容却是Word 文档（docx）"),
        (docx(), "规划.TXT", "以 .txt 结尾，内容却是Word 文档（docx）"),
        ("<html><p>正文。</p>".encode(), "规划.docx", "内容却是网页（HTML）"),
        ("正文。".encode(), "规划.pdf", "内容却是纯文本"),
    ],
)
def test_a_wrong_suffix_is_noted_and_the_content_read(content: bytes, name: str, told: str) -> None:
    source_text = read_bytes(content, name)
    assert source_text.text.strip() == "正文。"
    assert told in source_text.notes[0]


@pytest.mark.parametrize("name", ["规划", "规划.docx", "规划.2025", "规划.docm"])
def test_a_suffix_that_says_nothing_else_is_not_noted(name: str) -> None:
    assert read_bytes(docx(), name).notes == ()


@pytest.mark.parametrize(
    ("content", "kind", "remedy"),
    [
        (ole("WordDocument"), "旧版 Word 文档（.doc）", "libreoffice --headless --convert-to docx"),
        (ole("WpsDocument"), "WPS", "另存为 .docx"),
        (ole("EncryptedPackage"), "加了密码", "取消密码"),
        (ole("Workbook"), "Excel", "docx 或 PDF"),
        (ole("PowerPoint Document"), "PowerPoint", "PDF"),
        (OLE, "旧版 Office", "另存为 .docx"),
        (b"{\\rtf1\\ansi abc}", "RTF", "另存为 .docx"),
        (archive("xl/workbook.xml"), "Excel", "docx 或 PDF"),
        (archive("ppt/presentation.xml"), "PowerPoint", "PDF"),
        (archive("OFD.xml", "Doc_0/Document.xml"), "OFD", "打印为 PDF"),
        (archive("content.xml", "mimetype"), "OpenDocument", "另存为 .docx"),
        (archive("规划.txt"), "压缩包", "解压"),
        (archive(), "压缩包", "重新获取"),
        (b"PK\x03\x04" + b"\x00\x01" * 50, "损坏", "重新获取"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "图片", "存为 PDF"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "图片", "存为 PDF"),
        (b"GIF89a" + bytes(50), "图片", "存为 PDF"),
        (b"BM" + bytes(50), "图片", "存为 PDF"),
        (b"Rar!\x1a\x07\x00" + bytes(50), "压缩包", "解压"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(50), "压缩包", "解压"),
        (b"\x1f\x8b\x08" + bytes(50), "压缩包", "解压"),
        (b"MZ" + bytes(50), "程序", "规划文件"),
        (
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>',
            "Word XML",
            "docx",
        ),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; x\n", "网页存档", "仅 HTML"),
        (b"", "空的", "保存完整"),
        (b" \r\n\t", "空的", "保存完整"),
        (bytes(range(256)) * 99, "不是文字文件", "另存为"),
    ],
)
def test_what_is_not_read_is_named_with_a_remedy(content: bytes, kind: str, remedy: str) -> None:
    error = refusal(content)
    assert kind in error.message
    assert remedy in error.remedy
    assert "规划.bin" in error.message


@pytest.mark.parametrize("start", ["BM医院规划", "MZ镇规划", "GIF8图", "CAJ说明", "RIFF"])
def test_a_text_that_begins_like_a_binary_is_a_text(start: str) -> None:
    assert read_bytes(f"{start}，正文。".encode(), "x.txt").text == f"{start}，正文。"


def test_a_text_that_begins_with_a_bracket_is_no_page() -> None:
    text = "<健康江阴2030>规划\n<p 正文"
    assert read_bytes(text.encode(), "x.txt").text == text


@pytest.mark.parametrize("words", ["健康" * (LONGEST_TEXT // 2 + 1), "a" * (5 * LONGEST_TEXT)])
def test_an_endless_text_is_refused(words: str) -> None:
    assert "200 万字" in refusal(words.encode(), "x.txt").message


def test_a_missing_file_is_named_without_its_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"找不到文件“没有\.docx”") as caught:
        read_file(tmp_path / "没有.docx")
    assert str(tmp_path) not in str(caught.value)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="是文件夹"):
        read_file(tmp_path)


def test_a_device_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.txt")
    for path in (Path("/dev/zero"), tmp_path / "管道.txt"):
        with pytest.raises(UnreadableFileError, match="不是普通文件"):
            read_file(path)


@pytest.mark.parametrize("name", ["a\0b.txt", "长" * 300 + ".txt"])
def test_a_name_that_cannot_be_is_explained(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFileError, match="打不开"):
        read_file(tmp_path / name)


def test_a_file_that_may_not_be_read_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "规划.txt"
    path.write_text("正文。", encoding="utf-8")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UnreadableFileError, match="没有权限") as caught:
        read_file(path)
    assert "管理员" in caught.value.remedy


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "大.pdf"
    with path.open("wb") as file:
        file.truncate(150_000_000)
    with pytest.raises(UnreadableFileError, match="150 MB"):
        read_file(path)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\规划\\a.docx", "a.docx"),
        ("a/", "a"),
        ("规\n划.txt", "规\\n划.txt"),
        ("规划\u202excod.exe", "规划\\u202excod.exe"),
        ("长" * 200, "长" * 79 + "…"),
        ("半\udce5.txt", "半\\udce5.txt"),
        ("", ""),
        ("/", "/"),
    ],
)
def test_messages_show_names_safely(name: str, shown: str) -> None:
    assert shown_name(name) == shown


def test_the_suffixes_are_those_of_the_readers() -> None:
    assert {".txt", ".md", ".docx", ".pdf", ".html"} <= set(READABLE_SUFFIXES)
