"""A source's text as excerpts: debris dropped, lines and sentences found, offsets kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.documents import Debris, DebrisKind, Excerpt

# What a converter leaves behind where Word had an anchor; it says nothing to a reader.
_BOOKMARK = r"\[bookmark:[^\]\n]*\]"
# Neither seen nor said: control characters, zero-width ones, those that turn the direction.
_CONTROL = r"[\x00-\x08\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+"
_DEBRIS = re.compile(f"{_BOOKMARK}|{_CONTROL}")
_LEFT_OUT: tuple[tuple[DebrisKind, re.Pattern[str]], ...] = (
    ("书签", re.compile(_BOOKMARK)),
    ("控制字符", re.compile(_CONTROL)),
    ("空白", re.compile(r"\s+")),
)
# A sentence ends after its mark and the quotes or brackets that close with it.
_SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）)】]*")
_LATEX = re.compile(r"\s*\$([^$\n]{1,40})\$\s*")
_LATEX_SIGNS = {r"\geq": "≥", r"\leq": "≤", r"\ge": "≥", r"\le": "≤", r"\times": "×", r"\%": "%"}
# Of a row on one line: a name, and values in two columns; a longer text is no cell of such a row.
_FEWEST_CELLS = 3
_LONGEST_CELL = 60
_IMAGE = re.compile(r"\[image:[^\]\n]*\]")
MISSING_IMAGE = "〔原文此处为图片〕"


@dataclass(frozen=True)
class Line:
    """A line of a source: its words, whether a tab makes it a table cell, blank lines before it.

    ``start`` is the offset of its first character, white space included. ``is_whole`` marks a
    cell that shares its line with others, so that no further line goes on with it.
    """

    start: int
    excerpt: Excerpt
    is_cell: bool
    blanks_before: int
    is_whole: bool = False


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


def debris_in(source_text: str, start: int, end: int) -> Iterator[Debris]:
    """Yield what says nothing in ``source_text[start:end]``; words there are passed over.

    >>> [(d.kind, d.end) for d in debris_in("[bookmark: _Toc1] 二", 0, 18)]
    [('书签', 17), ('空白', 18)]
    """
    position = start
    while position < end:
        for kind, pattern in _LEFT_OUT:
            match = pattern.match(source_text, position, end)
            if match:
                yield Debris(kind=kind, start=position, end=match.end())
                position = match.end()
                break
        else:
            position += 1


def joined(first: Excerpt, second: Excerpt) -> Excerpt:
    """Return the two excerpts as one, for a paragraph that a page break cut in two."""
    return Excerpt(text=first.text + second.text, spans=(*first.spans, *second.spans))


def lines_of(source_text: str) -> Iterator[Line]:
    """Yield the lines that say something, and the empty table cells.

    Rows whose cells stand on one line with tabs between them, as a table is pasted into a text,
    are yielded cell by cell, each row as if a blank line stood before it.
    """
    blanks = 0
    position = 0
    raws = source_text.splitlines(keepends=True)
    tabbed = [_is_tabbed(raw) for raw in raws]
    for index, raw in enumerate(raws):
        start, position = position, position + len(raw)
        if tabbed[index] and any(tabbed[max(index - 1, 0) : index] + tabbed[index + 1 : index + 2]):
            yield from _cells_of(source_text, start, raw, max(blanks, 1))
            blanks = 0
            continue
        excerpt = excerpt_from(source_text, start, position)
        is_cell = raw.startswith("\t")
        if not excerpt.text and not is_cell:
            blanks += 1
            continue
        yield Line(start, excerpt, is_cell, blanks)
        blanks = 0


def _is_tabbed(raw: str) -> bool:
    """Whether a line is a row of short cells with tabs between them."""
    cells = raw.rstrip("\r\n").split("\t")
    return len(cells) >= _FEWEST_CELLS and max(map(len, cells)) <= _LONGEST_CELL


def _cells_of(source_text: str, start: int, raw: str, blanks: int) -> Iterator[Line]:
    position = start
    for number, cell in enumerate(raw.rstrip("\r\n").split("\t")):
        end = position + len(cell)
        excerpt = excerpt_from(source_text, position, end)
        yield Line(position, excerpt, True, 0 if number else blanks, is_whole=True)
        position = end + 1


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
