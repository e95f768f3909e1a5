"""The words of a scanned page, recognised where the extra ``ocr`` is installed."""

import re
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from statistics import median
from typing import Any

from pypdfium2 import PdfDocument, PdfiumError

from corpus.formats.pdf_characters import Line

# Pixels a point (200 dots an inch), and the longest side of a picture of a page.
_SCALE = 200 / 72
_LONGEST_SIDE = 4_000
_LEAST_SCORE = 0.5
_FULL_WIDTH = dict(zip("(),:;", "（），：；", strict=True))
_HALF_WIDTH = re.compile(
    r"(?<=[\u4e00-\u9fff“”])[(),:;]|[(),:;](?=[\u4e00-\u9fff“”])|^[(),:;](?=$)"
)
# Characters of a line whose height tells nothing, and the share by which others differ.
_TELLING = 4
_UNEVEN = 0.35

OCR_ERRORS: tuple[type[Exception], ...] = (PdfiumError,)


def can_recognise() -> bool:
    """Whether the packages of the extra ``ocr`` are installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def recognised_lines(content: bytes, page: int) -> list[Line]:
    """Return the lines that can be read on the picture of a page; pages count from 1."""
    document = PdfDocument(content)
    try:
        sheet = document[page - 1]
        scale = min(_SCALE, _LONGEST_SIDE / max(*sheet.get_size(), 1))
        picture = sheet.render(scale=scale).to_numpy()
    finally:
        document.close()
    result = _engine()(picture)
    if result.boxes is None or result.txts is None or result.scores is None:
        return []
    pieces = []
    for corners, words, score in zip(result.boxes, result.txts, result.scores, strict=True):
        if score < _LEAST_SCORE:
            continue
        x0, x1 = (float(f(corner[0] for corner in corners)) / scale for f in (min, max))
        top, bottom = (float(f(corner[1] for corner in corners)) / scale for f in (min, max))
        # The frame around a line is a fifth higher than its characters.
        pieces.append(Line(words, page, x0, x1, top, bottom, (bottom - top) / 1.2))
    return _in_rows(pieces)


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR  # noqa: PLC0415 - an extra, and slow

    return RapidOCR(params={"Global.log_level": "error"})


def _in_rows(pieces: list[Line]) -> list[Line]:
    """Put the pieces of one line, which are recognised one by one, together."""
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda line: (line.top + line.bottom) / 2):
        middle = (piece.top + piece.bottom) / 2
        if rows and rows[-1][0].top < middle < rows[-1][0].bottom:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    lines = []
    for row in rows:
        row.sort(key=lambda line: line.x0)
        lines.append(
            Line(
                _full_width(" ".join(piece.text for piece in row)),
                row[0].page,
                row[0].x0,
                row[-1].x1,
                min(piece.top for piece in row),
                max(piece.bottom for piece in row),
                max(piece.size for piece in row),
            )
        )
    return _of_even_size(lines)


def _full_width(words: str) -> str:
    """Give the marks beside Chinese characters the width that they have in Chinese."""
    return _HALF_WIDTH.sub(lambda mark: _FULL_WIDTH[mark.group()], words)


def _of_even_size(lines: list[Line]) -> list[Line]:
    """Give lines that differ little in height one size: a frame is as high as its highest sign."""
    if not lines:
        return []
    usual = median(line.size for line in lines)
    return [
        replace(line, size=usual)
        if len(line.text) < _TELLING or abs(line.size - usual) < _UNEVEN * usual
        else line
        for line in lines
    ]
