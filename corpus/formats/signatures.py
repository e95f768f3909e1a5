"""What a file is by its content, whatever its name says."""

import re
from io import BytesIO
from typing import Literal
from zipfile import BadZipFile, ZipFile

from corpus.formats.word_package import plain_name

Format = Literal["text", "html", "docx", "pdf"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PDF_WITHIN = 1024
_OFFICE = "请用 Word 或 WPS 打开，另存为 .docx 后再添加"
_AS_DOCX = f"{_OFFICE}；或执行 libreoffice --headless --convert-to docx 文件名，再添加转换出的文件"
_AS_PDF = "请用打开它的软件另存（或打印）为 PDF，或把正文复制到 Word 中另存为 .docx，再添加"
_AS_SCAN = "请用扫描或看图软件把图片存为 PDF（多页合成一个），再添加；文字需要安装识别组件才能读取"
_UNPACK = "请先解压，再添加其中的 docx、pdf、html、md 或 txt 文件"

# What a file that is not read begins with, its name in Chinese, and the remedy.
_BEGINNINGS: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "RTF 文档", _AS_DOCX),
    (b"\x89PNG\r\n\x1a\n", "图片", _AS_SCAN),
    (b"\xff\xd8\xff", "图片", _AS_SCAN),
    (b"GIF8", "图片", _AS_SCAN),
    (b"BM", "图片", _AS_SCAN),
    (b"II*\x00", "图片", _AS_SCAN),
    (b"MM\x00*", "图片", _AS_SCAN),
    (b"RIFF", "图片或音视频", _AS_SCAN),
    (b"Rar!\x1a\x07", "压缩包", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "压缩包", _UNPACK),
    (b"\x1f\x8b\x08", "压缩包", _UNPACK),
    (b"BZh", "压缩包", _UNPACK),
    (b"\xfd7zXZ\x00", "压缩包", _UNPACK),
    (b"CAJ", "CAJ 文档", _AS_PDF),
    (b"HN\x00\x00", "CAJ 文档", _AS_PDF),
    (b"\x7fELF", "程序", "请换用规划文件本身"),
    (b"MZ", "程序", "请换用规划文件本身"),
)
# The same for what is in an OLE container (of Office 97–2003, or encrypted), by its streams.
_STREAMS: tuple[tuple[str, str, str], ...] = (
    (
        "EncryptedPackage",
        "加了密码的 Office 文件",
        "请用密码打开，在“文件—信息—保护文档”中取消密码并另存，再添加",
    ),
    ("WordDocument", "旧版 Word 文档（.doc）", _AS_DOCX),
    ("WpsDocument", "WPS 文字文档（.wps）", _AS_DOCX),
    ("Workbook", "Excel 表格", "请把规划正文另存为 docx 或 PDF 后再添加"),
    ("Book", "Excel 表格", "请把规划正文另存为 docx 或 PDF 后再添加"),
    ("PowerPoint Document", "PowerPoint 演示文稿", _AS_PDF),
)
# The same for what is in a zip archive, by a member's name.
_MEMBERS: tuple[tuple[str, str, str], ...] = (
    ("xl/", "Excel 表格", "请把规划正文另存为 docx 或 PDF 后再添加"),
    ("ppt/", "PowerPoint 演示文稿", _AS_PDF),
    ("ofd.xml", "OFD 版式文件", "请用 OFD 阅读器（如数科、福昕）导出或打印为 PDF，再添加"),
    ("meta-inf/container.xml", "EPUB 电子书", _AS_PDF),
    ("content.xml", "OpenDocument 文档（.odt 等）", _AS_DOCX),
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|div|p|"
    r"table|h[1-6]|script|style|article|section|span|center|font)\b",
    re.IGNORECASE | re.DOTALL,
)
_WORD_XML = re.compile(r"<\?mso-application\s+progid=\"Word|<w:wordDocument|<pkg:package")
_WEB_ARCHIVE = re.compile(
    r"(?:From:|Subject:|Date:|MIME-Version:).{0,2000}multipart/related", re.IGNORECASE | re.DOTALL
)
_LOOKED_AT = 4_096


def document_format(content: bytes) -> Literal["docx", "pdf"] | None:
    """Return the format of a file that is no text; ``None`` where it may be text."""
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return "pdf"
    if content.startswith(_ZIP) and any(
        member.startswith("word/") for member in _members_of(content)
    ):
        return "docx"
    return None


def foreign_format(content: bytes) -> tuple[str, str] | None:
    """Return what a file is that is not read, in Chinese, and the remedy; ``None`` if unknown."""
    if content.startswith(_OLE):
        for stream, kind, remedy in _STREAMS:
            if stream.encode("utf-16-le") in content:
                return kind, remedy
        return "旧版 Office 文件", _AS_DOCX
    if content.startswith(_ZIP):
        names = _members_of(content)
        for member, kind, remedy in _MEMBERS:
            if any(name.startswith(member) for name in names):
                return kind, remedy
        return "压缩包" if names else "损坏的压缩包或 Word 文件", (
            _UNPACK if names else "文件可能没有下载完整，请重新获取，或用原软件打开后另存再添加"
        )
    for beginning, kind, remedy in _BEGINNINGS:
        # Letters alone may begin a text as well; a binary file has a zero byte soon after.
        if content.startswith(beginning) and (
            not beginning.isalnum() or b"\0" in content[:_LOOKED_AT]
        ):
            return kind, remedy
    return None


def text_format(text: str) -> Literal["html", "text"]:
    """Return whether a text is a web page.

    >>> text_format("<!DOCTYPE html><title>规划</title>"), text_format("<健康江阴2030>规划")
    ('html', 'text')
    """
    return "html" if _HTML.match(text[:_LOOKED_AT]) else "text"


def foreign_text(text: str) -> tuple[str, str] | None:
    """Return what a text is that holds a document in a way that is not read, and the remedy."""
    if _WORD_XML.search(text[:_LOOKED_AT]):
        return "Word XML 文档", _OFFICE
    if _WEB_ARCHIVE.match(text[:_LOOKED_AT]):
        return "网页存档（.mht）", "请在浏览器中打开，另存为“网页，仅 HTML”（.html）后再添加"
    return None


def _members_of(content: bytes) -> list[str]:
    try:
        with ZipFile(BytesIO(content)) as archive:
            return [plain_name(name) for name in archive.namelist()]
    except (BadZipFile, ValueError, NotImplementedError, OSError):
        return []
