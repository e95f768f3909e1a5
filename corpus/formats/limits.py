"""Bounds on what a file may unpack to, checked before anything reads it."""

import re
import zlib
from collections.abc import Iterator
from zipfile import ZipFile

from corpus.errors import UnreadableFileError

LARGEST_FILE = 100_000_000
_MOST_MEMBERS = 10_000
# The XML of a Word file of 2,000,000 characters takes some 60 MB.
_LARGEST_XML = 80_000_000
_LARGEST_ARCHIVE = 500_000_000
# What the compressed streams of a PDF may give, each and together.
_LARGEST_STREAM = 200_000_000
_LARGEST_STREAMS = 1_000_000_000
_PIECE = 1_000_000
_ZLIB_HEADERS = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda", b"\x48\x89", b"\x68\xde")


def refuse_zip_bomb(archive: ZipFile, name: str) -> None:
    """Raise `UnreadableFileError` if an archive declares more than a document can hold.

    What it declares is a true bound: `zipfile` never unpacks more of a member than that.
    """
    members = archive.infolist()
    xml = sum(m.file_size for m in members if m.filename.lower().endswith((".xml", ".rels")))
    whole = sum(member.file_size for member in members)
    if len(members) > _MOST_MEMBERS or xml > _LARGEST_XML or whole > _LARGEST_ARCHIVE:
        raise _bomb(name)


def refuse_pdf_bomb(content: bytes, name: str) -> None:
    """Raise `UnreadableFileError` if the compressed streams of a PDF unpack to too much."""
    whole = 0
    for match in re.finditer(rb"stream\r?\n", content):
        if content[match.end() : match.end() + 2] not in _ZLIB_HEADERS:
            continue
        one = 0
        for piece in _unpacked(content, match.end()):
            one += piece
            if one > _LARGEST_STREAM or whole + one > _LARGEST_STREAMS:
                raise _bomb(name)
        whole += one


def _unpacked(content: bytes, start: int) -> Iterator[int]:
    """Yield the sizes of the pieces of a stream; those of a stream in it too."""
    outer = zlib.decompressobj()
    inner: zlib._Decompress | None = None
    rest = content[start : start + _PIECE]
    position = start + len(rest)
    first = True
    try:
        while rest and not outer.eof:
            piece = outer.decompress(rest, _PIECE)
            yield len(piece)
            if first and piece[:2] in _ZLIB_HEADERS:
                inner = zlib.decompressobj()
            first = False
            packed = piece
            while inner is not None and packed and not inner.eof:
                yield len(inner.decompress(packed, _PIECE))
                packed = inner.unconsumed_tail
            rest = outer.unconsumed_tail
            if not rest:
                rest = content[position : position + _PIECE]
                position += len(rest)
    except zlib.error:  # damaged, which its reader will say
        return


def _bomb(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"文件“{name}”解压后大得不正常，为安全起见没有打开",
        "请确认文件来源可靠；如果确是规划文件，请用 Word 或 WPS 打开后另存一份再添加",
    )
