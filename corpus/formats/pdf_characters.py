"""The characters of a printed page put together: pieces without a gap, and lines of pieces."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from corpus.formats.blocks import NOTE_MARK

# Share of a character's size.
_SAME_SPOT = 0.15
# From such a gap between two characters on, in their size, they may be in two columns.
WIDE_GAP = 0.95
# Two characters are of one line if they share this part of the lower one's height.
_SAME_LINE = 0.5
# A raised character is as small as this, and stands so much above the foot of its line.
_RAISED_SIZE = 0.9
_RAISED_BY = 0.12
# Points in a strip of the page in which neighbours of a character are looked for.
_STRIP = 6

# Some programs write a radical where a character of the same shape is meant.
_MEANT = {
    **{radical: unicodedata.normalize("NFKC", chr(radical)) for radical in range(0x2F00, 0x2FD6)},
    **{
        ord(radical): character
        for radical, character in zip(
            "⺟⺠⻁⻄⻅⻆⻉⻋⻌⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
            "母民虎西见角贝车辶长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
            strict=True,
        )
    },
    # Dashes that a font joins to one sign.
    0x2E3A: "——",
    0x2E3B: "———",
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

    @cached_property
    def is_space(self) -> bool:
        """Whether nothing is seen of it."""
        return self.text.isspace()


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


@dataclass(frozen=True, eq=False)
class Piece:
    """Characters of one line, from left to right, without a gap as between two columns."""

    characters: tuple[Character, ...]
    x0: float
    x1: float
    top: float
    bottom: float
    size: float

    @property
    def text(self) -> str:
        """Its words, as far as they tell what it is; `line_of` gives those that are read."""
        return "".join(c.text for c in self.characters).strip().translate(_MEANT)


def piece_from(characters: Sequence[Character]) -> Piece:
    """Return characters, of which one at least is seen, as a piece."""
    seen = [c for c in characters if not c.is_space]
    size = median(c.size for c in seen)
    full = [c for c in seen if c.size > _RAISED_SIZE * size] or seen
    return Piece(
        tuple(characters),
        min(c.x0 for c in seen),
        max(c.x1 for c in seen),
        min(c.top for c in full),
        max(c.bottom for c in full),
        size,
    )


def pieces_of(characters: Iterable[Character]) -> list[Piece]:
    """Put the characters of a page together where they stand beside one another."""
    pieces: list[list[Character]] = []
    strips: dict[int, list[int]] = defaultdict(list)
    for run in sorted(_runs_of(characters), key=lambda run: run[0].x0):
        first, last = run[0], run[-1]
        strip = int((first.top + first.bottom) / 2 / _STRIP)
        reach = int(first.size / _STRIP) + 1
        best, least = None, 0.0
        for near in range(strip - reach, strip + reach + 1):
            for number in strips[near]:
                before = pieces[number][-1]
                gap = first.x0 - before.x1
                if _go_together(before, first) and (best is None or abs(gap) < least):
                    best, least = number, abs(gap)
        if best is None:
            best = len(pieces)
            pieces.append(list(run))
        else:
            before = pieces[best][-1]
            strips[int((before.top + before.bottom) / 2 / _STRIP)].remove(best)
            pieces[best].extend(run)
            if first.x0 < before.x1:
                pieces[best].sort(key=lambda c: c.x0)
        last = pieces[best][-1]
        strips[int((last.top + last.bottom) / 2 / _STRIP)].append(best)
    return [piece_from(piece) for piece in pieces]


def _runs_of(characters: Iterable[Character]) -> list[list[Character]]:
    """Characters that are printed one after the other, and stand so too; white space left out.

    White space between two characters of a line shows in their distance, or is kept as theirs.
    """
    runs: list[list[Character]] = []
    spaces: list[Character] = []
    for character in characters:
        if character.text.isspace():
            spaces.append(character)
            continue
        before = runs[-1][-1] if runs else None
        if before is not None and before.x0 <= character.x0 and _go_together(before, character):
            if spaces and spaces[0].x0 >= before.x0 and spaces[-1].x1 <= character.x1:
                runs[-1].extend(spaces)
            runs[-1].append(character)
        else:
            runs.append([character])
        spaces = []
    return runs


def _go_together(left: Character, right: Character) -> bool:
    """Whether two characters stand on one line, without a gap as between two columns."""
    if right.x0 - left.x1 >= WIDE_GAP * max(left.size, right.size):
        return False
    shared = min(left.bottom, right.bottom) - max(left.top, right.top)
    return shared >= _SAME_LINE * min(left.bottom - left.top, right.bottom - right.top)


def rows_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Group pieces that stand on the same line, from the top down, each from left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (p.top + p.bottom) / 2):
        if rows and any(are_level(piece, other) for other in rows[-1][-3:]):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.x0) for row in rows]


def are_level(first: Piece, second: Piece) -> bool:
    """Whether two pieces stand on the same line."""
    shared = min(first.bottom, second.bottom) - max(first.top, second.top)
    return shared > _SAME_LINE * min(first.bottom - first.top, second.bottom - second.top)


def lines_of(characters: Iterable[Character], page: int) -> list[Line]:
    """Group the characters of a page into lines, from the top down."""
    lines = (line_of(row, page) for row in rows_of(pieces_of(characters)))
    return [line for line in lines if line is not None]


def line_of(row: Sequence[Piece], page: int) -> Line | None:
    """Return the pieces of one line as its words; a raised number is a mark of a note."""
    characters = [c for piece in row for c in piece.characters]
    size = median(c.size for c in characters if not c.is_space)
    foot = max(p.bottom for p in row)
    words = ""
    before: Character | None = None
    for character in characters:
        if before is not None and _is_printed_twice(before, character):
            continue
        if before is not None and character.x0 - before.x1 > _space(before, character):
            words += " "
        raised = _is_raised(character, size, foot)
        words += NOTE_MARK.format(character.text) if raised else character.text
        before = character
    words = re.sub(r"\s+", " ", _of_one_mark(words)).strip().translate(_MEANT)
    if not words:
        return None
    return Line(
        words,
        page,
        min(p.x0 for p in row),
        max(p.x1 for p in row),
        min(p.top for p in row),
        foot,
        size,
    )


def _is_raised(character: Character, size: float, foot: float) -> bool:
    """Whether a number, or what is around it, is printed small and above the line."""
    return (
        character.size <= _RAISED_SIZE * size
        and character.bottom < foot - _RAISED_BY * size
        and bool(re.fullmatch(r"[\d\[\]［］〔〕（）()①-⑳*]", character.text))
    )


def _of_one_mark(words: str) -> str:
    """Put the figures of one raised number, 1 and 2 of 12, into one mark."""
    close_open = NOTE_MARK.format("|").split("|")
    return words.replace(close_open[1] + close_open[0], "")


def _is_printed_twice(first: Character, second: Character) -> bool:
    """Whether a character stands on itself, which makes it bold."""
    return first.text == second.text and second.x0 - first.x0 < _SAME_SPOT * first.size


def _space(left: Character, right: Character) -> float:
    """How far apart two characters stand if there is a space between them.

    Chinese lines are stretched to fill the column; most programs print a space anyway.
    """
    latin = left.text.isascii() and right.text.isascii()
    return (0.25 if latin else 0.9) * max(left.size, 1)
