"""The lines of a printed page put back into paragraphs, without what every page repeats."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.numerals import NUMERAL

_ENDS_SENTENCE = re.compile(r"[。！？；：…”）)》】]$")
# After a sentence, a line that begins so is a paragraph of its own though it is not indented.
_NUMBERED = re.compile(
    rf"第\s*[{NUMERAL}百\d]+\s*[章节编部篇]|[{NUMERAL}]{{1,3}}\s*、"
    rf"|[（(]\s*[{NUMERAL}\d]{{1,3}}\s*[）)]|\d{{1,3}}\s*[.．、](?!\d)|——|专栏|[①-⑳]"
)
_NEW = re.compile(rf"专栏\s*[{NUMERAL}\d]")
_PAGE_NUMBER = re.compile(
    r"[-—–－·.\s]*(?:\d{1,4}|[ivxIVX]{1,6})[-—–－·.\s]*"
    r"|第?\s*\d{1,4}\s*页?\s*[/,，、]?\s*(?:共|of|/)\s*\d{1,4}\s*页?|第\s*\d{1,4}\s*页"
)
# Shares of the page's height in which headers and footers stand.
_MARGIN = 0.12
_OUTER_LINES = 3
_REPEATED = 3
_SAME_PLACE = 5.0
# Share of a character's size.
_SAME_SPOT = 0.15


# Some programs write a radical where a character of the same shape is meant.
_RADICALS = {
    **{radical: unicodedata.normalize("NFKC", chr(radical)) for radical in range(0x2F00, 0x2FD6)},
    **{
        ord(radical): character
        for radical, character in zip(
            "⺟⺠⻁⻄⻅⻆⻉⻋⻌⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
            "母民虎西见角贝车辶长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
            strict=True,
        )
    },
}


@dataclass(frozen=True)
class Character:
    """A character on a page, in points from the page's upper left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


@dataclass(frozen=True)
class Line:
    """A line of a page (counted from 1), in points from the page's upper left corner."""

    text: str
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


@dataclass(frozen=True)
class Margins:
    """Where the lines of a text begin and end, their size, and the step from one to the next."""

    left: float
    right: float
    size: float
    pitch: float


def lines_of(characters: Iterable[Character], page: int) -> list[Line]:
    """Group the characters of a page into lines, from the top down."""
    rows: list[list[Character]] = []
    for character in sorted(characters, key=lambda c: ((c.top + c.bottom) / 2, c.x0)):
        middle = (character.top + character.bottom) / 2
        if rows and middle < (last := rows[-1][0]).bottom and middle > last.top:
            rows[-1].append(character)
        else:
            rows.append([character])
    lines = (_line_of(sorted(row, key=lambda c: c.x0), page) for row in rows)
    return [line for line in lines if line is not None]


def _line_of(row: Sequence[Character], page: int) -> Line | None:
    words = ""
    before: Character | None = None
    for character in row:
        if before is not None and _is_printed_twice(before, character):
            continue
        if before is not None and character.x0 - before.x1 > _gap(before, character):
            words += " "
        words += character.text
        before = character
    words = re.sub(r"\s+", " ", words).strip().translate(_RADICALS)
    seen = [c for c in row if not c.text.isspace()]
    if not words or not seen:
        return None
    return Line(
        words,
        page,
        min(c.x0 for c in seen),
        max(c.x1 for c in seen),
        min(c.top for c in seen),
        max(c.bottom for c in seen),
        median(c.size for c in seen),
    )


def _is_printed_twice(first: Character, second: Character) -> bool:
    """Whether a character stands on itself, which makes it bold."""
    return first.text == second.text and second.x0 - first.x0 < _SAME_SPOT * first.size


def _gap(left: Character, right: Character) -> float:
    """How far apart two characters stand if there is a space between them.

    Chinese lines are stretched to fill the column; most programs print a space anyway.
    """
    latin = left.text.isascii() and right.text.isascii()
    return (0.25 if latin else 0.9) * max(left.size, 1)


def repeated_lines(pages: Sequence[tuple[float, Sequence[Line]]]) -> set[Line]:
    """Find headers, footers and page numbers; a page is its height and its lines in order.

    A line is one if it stands at the edge of its page and the same words, numbers aside,
    stand in the same place on two other pages (of two pages, on both).
    """
    edges: dict[tuple[bool, str], list[Line]] = defaultdict(list)
    found: set[Line] = set()
    for height, lines in pages:
        upper = [line for line in lines[:_OUTER_LINES] if line.bottom < _MARGIN * height]
        lower = [line for line in lines[-_OUTER_LINES:] if line.top > (1 - _MARGIN) * height]
        for at_top, zone in ((True, upper), (False, lower)):
            for line in zone:
                if _PAGE_NUMBER.fullmatch(line.text):
                    found.add(line)
                edges[at_top, re.sub(r"\d+", "#", line.text)].append(line)
    enough = min(_REPEATED, max(len(pages), 2))
    for lines in edges.values():
        place = median(line.top for line in lines)
        same = [line for line in lines if abs(line.top - place) < _SAME_PLACE]
        if len({line.page for line in same}) >= enough:
            found.update(same)
    return found


def margins_of(lines: Sequence[Line], width: float) -> Margins:
    """Return where most lines of a text begin and end; ``width`` is that of what holds it."""
    size = median(line.size for line in lines)
    starts = Counter(round(line.x0) for line in lines)
    enough = max(2, 0.03 * len(lines)) if len(lines) > 3 else 1  # noqa: PLR2004
    left = min((x for x in starts if starts[x] + starts[x + 1] >= enough), default=min(starts))
    ends = sorted(line.x1 for line in lines)
    # The page is as wide on the right as on the left, but for a ragged edge.
    right = max(ends[int(0.9 * (len(ends) - 1))], width - left - 3 * size)
    steps = [
        b.top - a.top for a, b in pairwise(lines) if a.page == b.page and b.top > a.top + size / 2
    ]
    pitch = median(steps) if steps else 2 * size
    return Margins(left, right, size, pitch)


def paragraphs_of(lines: Sequence[Line], margins_at: Callable[[Line], Margins]) -> list[list[Line]]:
    """Group lines into paragraphs; ``margins_at`` gives the margins that hold for a line."""
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and _continues(paragraphs[-1][-1], line, margins_at):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _continues(before: Line, line: Line, margins_at: Callable[[Line], Margins]) -> bool:
    margins = margins_at(line)
    size = max(before.size, line.size)
    room = margins_at(before).right - before.x1
    first_word = re.match(r"[（《〈“‘【(]*[\w%.,/-]+", line.text, re.ASCII)
    # A word or figure is not divided: the line before may have ended where it did not fit.
    needed = 1.7 * size + (0.6 * size * len(first_word.group()) if first_word else 0)
    if abs(before.size - line.size) > 0.15 * size or room > needed:
        return False
    pitch = margins.pitch * max(size / max(margins.size, 1), 1)
    if before.page == line.page and line.top - before.top > 1.45 * pitch:
        return False
    ends = _ENDS_SENTENCE.search(before.text)
    indent = line.x0 - margins.left
    if indent > 1.2 * size:
        # The rest of a heading in the middle of the page, further in than any first line.
        return indent > 3 * size and abs(indent - (margins.right - line.x1)) < 3 * size
    return not (_NEW.match(line.text) or (ends and _NUMBERED.match(line.text)))


def joined_words(parts: Iterable[str]) -> str:
    """Join the lines of a paragraph; only between Latin words does a line end mean a space.

    >>> joined_words(["建立", "“互联网+", "Health", "Data”"])
    '建立“互联网+Health Data”'
    """
    words = ""
    for part in parts:
        visible = part.lstrip("\f")
        if words and visible and re.search(r"[A-Za-z],?$", words) and re.match("[A-Za-z]", visible):
            words += " "
        words += part
    return words
