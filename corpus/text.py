"""A source's text as excerpts: debris dropped, lines and sentences found, offsets kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.documents import Excerpt

# What a converter leaves behind where Word had an anchor; it says nothing to a reader.
_DEBRIS = re.compile(r"\[bookmark:[^\]\n]*\]")
# A sentence ends after its mark and the quotes or brackets that close with it.
_SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）)】]*")
_LATEX = re.compile(r"\s*\$([^$\n]{1,40})\$\s*")
_LATEX_SIGNS = {r"\geq": "≥", r"\leq": "≤", r"\ge": "≥", r"\le": "≤", r"\times": "×", r"\%": "%"}
_IMAGE = re.compile(r"\[image:[^\]\n]*\]")
MISSING_IMAGE = "〔原文此处为图片〕"


@dataclass(frozen=True)
class Line:
    """A line of a source: its words, whether a tab makes it a table cell, blank lines before it."""

    excerpt: Excerpt
    is_cell: bool
    blanks_before: int


def excerpt_from(source_text: str, start: int, end: int) -> Excerpt:
    """Return what ``source_text[start:end]`` says, debris dropped and white space trimmed.

    >>> excerpt_from("一[bookmark: _Toc1]二", 0, 19)
    Excerpt(text='一二', spans=((0, 1), (18, 19)))
    """
    spans = []
    position = start
    for match in _DEBRIS.finditer(source_text, start, end):
        if match.start() > position:
            spans.append((position, match.start()))
        position = match.end()
    if position < end:
        spans.append((position, end))
    whole = Excerpt(text="".join(source_text[a:b] for a, b in spans), spans=tuple(spans))
    return whole.cut(0, len(whole.text))


def joined(first: Excerpt, second: Excerpt) -> Excerpt:
    """Return the two excerpts as one, for a paragraph that a page break cut in two."""
    return Excerpt(text=first.text + second.text, spans=(*first.spans, *second.spans))


def lines_of(source_text: str) -> Iterator[Line]:
    """Yield the lines that say something, and the empty table cells."""
    blanks = 0
    position = 0
    for raw in source_text.splitlines(keepends=True):
        start, position = position, position + len(raw)
        excerpt = excerpt_from(source_text, start, position)
        is_cell = raw.startswith("\t")
        if not excerpt.text and not is_cell:
            blanks += 1
            continue
        yield Line(excerpt, is_cell, blanks)
        blanks = 0


def sentences_of(excerpt: Excerpt) -> tuple[Excerpt, ...]:
    """Divide an excerpt at its sentence ends.

    >>> [s.text for s in sentences_of(excerpt_from("建成“两网”。启动试点！", 0, 12))]
    ['建成“两网”。', '启动试点！']
    """
    ends = [match.end() for match in _SENTENCE_END.finditer(excerpt.text)]
    if not ends or ends[-1] < len(excerpt.text):
        ends.append(len(excerpt.text))
    starts = [0, *ends[:-1]]
    pieces = (excerpt.cut(a, b) for a, b in zip(starts, ends, strict=True))
    return tuple(piece for piece in pieces if piece.text)


def readable(text: str) -> str:
    r"""Return a source's words as staff should see them; for showing, never for quoting offsets.

    >>> readable("比例 $\\geq 60\\%$ 。")
    '比例≥60%。'
    >>> readable("提高10[image: ]。")
    '提高10〔原文此处为图片〕。'
    """

    def plain(match: re.Match[str]) -> str:
        formula = match.group(1)
        for latex, sign in _LATEX_SIGNS.items():
            formula = formula.replace(latex, sign)
        return formula.replace(" ", "")

    return re.sub(r"\s+", " ", _IMAGE.sub(MISSING_IMAGE, _LATEX.sub(plain, text))).strip()
