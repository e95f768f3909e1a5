"""The lines of a printed page put back into paragraphs, without what every page repeats."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.formats.blocks import NOTE_MARK
from corpus.formats.pdf_characters import Line
from corpus.numerals import NUMERAL

# A mark of a note may stand after the end of a sentence.
_ENDS_SENTENCE = re.compile(rf"[。！？；：…”）)》】](?:{NOTE_MARK.format('.{1,5}')})*$")
# The title of a table, which stands in the middle of its line.
_CAPTION = re.compile(r"(?:续?[表图]|附表)\s*\d{1,2}(?:-\d{1,2})?[\s（：:]")
# After a sentence, a line that begins so is a paragraph of its own though it is not indented.
_NUMBERED = re.compile(
    rf"第\s*[{NUMERAL}百\d]+\s*[章节编部篇]|[{NUMERAL}]{{1,3}}\s*、"
    rf"|[（(]\s*[{NUMERAL}\d]{{1,3}}\s*[）)]|\d{{1,3}}\s*[.．、](?!\d)|——|专栏|[①-⑳]"
)
_NEW = re.compile(rf"专栏\s*[{NUMERAL}\d]|第[{NUMERAL}]{{1,3}}[章编篇]\s")
PAGE_NUMBER = re.compile(
    r"[-—–－·.\s]*(?:\d{1,4}|[ivxIVX]{1,6})[-—–－·.\s]*"
    r"|第?\s*\d{1,4}\s*页?\s*[/,，、]?\s*(?:共|of|/)\s*\d{1,4}\s*页?|第\s*\d{1,4}\s*页"
)
# Shares of the page's height in which headers and footers stand.
MARGIN = 0.12
_OUTER_LINES = 3
_REPEATED = 3
_SAME_PLACE = 5.0


@dataclass(frozen=True)
class Margins:
    """Where the lines of a text begin and end, their size, and the step from one to the next."""

    left: float
    right: float
    size: float
    pitch: float


def repeated_lines(pages: Sequence[tuple[float, Sequence[Line]]]) -> set[Line]:
    """Find headers, footers and page numbers; a page is its height and its lines in order.

    A line is one if it stands at the edge of its page and the same words, numbers aside,
    stand in the same place on two other pages (of two pages, on both).
    """
    edges: dict[tuple[bool, str], list[Line]] = defaultdict(list)
    found: set[Line] = set()
    for height, lines in pages:
        upper = [line for line in lines[:_OUTER_LINES] if line.bottom < MARGIN * height]
        lower = [line for line in lines[-_OUTER_LINES:] if line.top > (1 - MARGIN) * height]
        for at_top, zone in ((True, upper), (False, lower)):
            for line in zone:
                if PAGE_NUMBER.fullmatch(line.text):
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
    if ends and _CAPTION.match(line.text):
        return False
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
