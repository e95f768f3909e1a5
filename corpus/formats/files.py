"""Any file that a plan comes in, read as text: txt, Markdown, Word, PDF or a saved web page."""

import re
from pathlib import Path

from corpus.documents import SourceText
from corpus.errors import UnreadableFileError
from corpus.formats.blocks import LONGEST_TEXT, too_long
from corpus.formats.docx import DOCX_ERRORS, read_docx
from corpus.formats.encodings import Decoded, decoded
from corpus.formats.html import HTML_ERRORS, read_html
from corpus.formats.limits import LARGEST_FILE, refuse_pdf_bomb
from corpus.formats.markdown import read_markdown
from corpus.formats.pdf import PDF_ERRORS, read_pdf
from corpus.formats.signatures import (
    Format,
    document_format,
    foreign_format,
    foreign_text,
    text_format,
)

_FORMATS: dict[str, Format] = {
    ".txt": "text",
    ".md": "text",
    ".markdown": "text",
    ".docx": "docx",
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
}
READABLE_SUFFIXES = tuple(_FORMATS)
_NAMES: dict[Format, str] = {
    "text": "纯文本",
    "html": "网页（HTML）",
    "docx": "Word 文档（docx）",
    "pdf": "PDF",
}
# A character takes four bytes at most; the marks of a page may take ten times its words.
_LARGEST_TEXT_FILE = 4 * LONGEST_TEXT
_LARGEST_PAGE_FILE = 20_000_000
_LONGEST_NAME = 80
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,20})|<\?xml[^>]{0,100}encoding=[\"']([\w-]{2,20})",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4_096
# Browsers read the older names as the larger set as well; the rest as they are called.
_ENCODINGS = {
    b"gb2312": "gb18030",
    b"gbk": "gb18030",
    b"gb18030": "gb18030",
    b"gb_2312-80": "gb18030",
    b"big5": "big5hkscs",
    b"big5-hkscs": "big5hkscs",
    b"utf-8": "utf-8",
    b"utf8": "utf-8",
}


def read_file(path: Path, *, ocr: bool | None = None) -> SourceText:
    """Return the text of a file; what it is, is seen from its content and not from its name.

    Args:
        path: the file.
        ocr: whether the pages of a scan are recognised; by default, if the extra ``ocr`` is
            installed.

    Raises:
        UnreadableFileError: the file cannot be read, is protected, is damaged beyond reading,
            is too large, or holds no text.
    """
    name = shown_name(path.name)
    try:
        if path.is_dir():
            raise UnreadableFileError(
                f"“{name}”是文件夹，不是文件", "请选择其中的文件，一次可以添加多个"
            )
        if path.exists() and not path.is_file():  # a device or a pipe may never end
            raise UnreadableFileError(f"“{name}”不是普通文件", "请先把内容存成文件再添加")
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UnreadableFileError(
                f"文件“{name}”有 {size / 1e6:.0f} MB，超过 {LARGEST_FILE / 1e6:.0f} MB 的上限",
                "请确认没有选错文件；扫描件可以降低分辨率，合订本可以拆成几个文件",
            )
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFileError(f"找不到文件“{name}”", "请检查文件名和所在文件夹") from error
    except PermissionError as error:
        raise UnreadableFileError(
            f"没有权限读取文件“{name}”", "请把文件复制到自己的文件夹，或请管理员开放读取权限"
        ) from error
    except (OSError, ValueError) as error:  # a name with a zero character is a ValueError
        raise UnreadableFileError(
            f"文件“{name}”打不开：{getattr(error, 'strerror', None) or '文件名不可用'}",
            "请把文件复制到本机的文件夹中，换一个简单的文件名再试",
        ) from error
    return read_bytes(content, path.name, ocr=ocr)


def read_bytes(content: bytes, name: str, *, ocr: bool | None = None) -> SourceText:
    """Return the text of a file's content; ``name`` is for messages, and tells txt from md.

    Raises `UnreadableFileError` as `read_file` does.
    """
    shown = shown_name(name)
    if len(content) > LARGEST_FILE:
        raise too_long("内容")
    if not content.strip():
        raise UnreadableFileError(
            f"文件“{shown}”是空的", "请确认文件已经下载或保存完整，再重新添加"
        )
    form: Format
    source_text: SourceText
    match document_format(content):
        case "docx":
            form, source_text = "docx", _read_docx(content, shown)
        case "pdf":
            form, source_text = "pdf", _read_pdf(content, shown, ocr)
        case None:
            form, source_text = _read_text(content, name, shown)
    if not source_text.text.strip():
        raise UnreadableFileError(
            f"文件“{shown}”中没有可读的文字",
            "请打开文件检查；如果内容都是图片，请换用有文字的版本，或存为 PDF 扫描件再添加",
        )
    if len(source_text.text) > LONGEST_TEXT:
        raise too_long("正文")
    return _with_name_note(source_text, form, name)


def shown_name(name: str) -> str:
    r"""Return a file's name as messages show it: without folders, control characters escaped.

    >>> shown_name("../../etc/规划\u202etxt.docx")
    '规划\\u202etxt.docx'
    """
    base = re.split(r"[/\\]", name.rstrip("/\\"))[-1] or name
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in base)
    return shown if len(shown) <= _LONGEST_NAME else f"{shown[: _LONGEST_NAME - 1]}…"


def _with_name_note(source_text: SourceText, form: Format, name: str) -> SourceText:
    """Note where a file's name and content do not agree."""
    suffix = _suffix_of(name)
    if _FORMATS.get(suffix, form) == form:
        return source_text
    note = f"文件名以 {suffix} 结尾，内容却是{_NAMES[form]}，已按{_NAMES[form]}读取"
    return source_text.model_copy(update={"notes": (note, *source_text.notes)})


def _suffix_of(name: str) -> str:
    found = re.search(r"\.\w{1,10}$", name)
    return found.group().lower() if found else ""


def _read_docx(content: bytes, name: str) -> SourceText:
    try:
        return read_docx(content, name)
    except DOCX_ERRORS as error:
        raise UnreadableFileError(
            f"Word 文件“{name}”已损坏或不完整，无法读取",
            "请重新下载或拷贝；如果 Word 或 WPS 还能打开，请另存为 .docx 再添加",
        ) from error


def _read_pdf(content: bytes, name: str, ocr: bool | None) -> SourceText:
    refuse_pdf_bomb(content, name)
    try:
        return read_pdf(content, name, ocr=ocr)
    except PDF_ERRORS as error:
        raise UnreadableFileError(
            f"PDF 文件“{name}”已损坏或不完整，无法读取",
            "请重新下载或拷贝；如果还能用阅读器打开，请“打印”为新的 PDF 再添加",
        ) from error


def _read_text(content: bytes, name: str, shown: str) -> tuple[Format, SourceText]:
    foreign = foreign_format(content)
    if foreign is None and len(content) > _LARGEST_PAGE_FILE:
        raise too_long("内容")
    if foreign is not None:
        raise _unread(shown, *foreign)
    found = decoded(content, shown, _declared_in(content))
    if (foreign := foreign_text(found.text)) is not None:
        raise _unread(shown, *foreign)
    form = text_format(found.text)
    if form == "html":
        source_text = _read_html(found, shown)
    elif len(content) > _LARGEST_TEXT_FILE:
        raise too_long("正文")
    elif _suffix_of(name) in (".md", ".markdown"):
        source_text = read_markdown(found.text)
    else:
        source_text = SourceText(text=found.text)
    notes = (*found.notes, *source_text.notes)
    return form, source_text.model_copy(update={"notes": notes})


def _read_html(page: Decoded, name: str) -> SourceText:
    try:
        return read_html(page.text)
    except HTML_ERRORS as error:
        raise UnreadableFileError(
            f"网页文件“{name}”无法读取",
            "请在浏览器中打开，另存为“网页，仅 HTML”，或打印为 PDF 后再添加",
        ) from error


def _declared_in(content: bytes) -> str | None:
    """The encoding that a web page says it is in."""
    found = _DECLARED.search(content[:_DECLARED_WITHIN])
    if found is None:
        return None
    return _ENCODINGS.get((found.group(1) or found.group(2)).lower())


def _unread(name: str, kind: str, remedy: str) -> UnreadableFileError:
    return UnreadableFileError(f"文件“{name}”是{kind}，不能直接读取", remedy)
