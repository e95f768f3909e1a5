"""The header of a table, found by what its cells are and not by words that are known."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.documents import Excerpt
from corpus.periods import YEAR
from corpus.tables.cells import UNIT_LINE, is_blank, words_of

_DEEPEST = 3
_FEWEST_COLUMNS = 2
# Rows above the header that may hold the table's title or its unit.
_MOST_ABOVE = 3
_LONGEST_HEAD = 30
_FIGURES = re.compile(r"[<>≤≥＜＞]?\s*[-−–]?\d[\d.,%％‰/\s]*(?:万|亿)?")
_YEARS = re.compile(rf"{YEAR}\s*年?(?:\s*[—–\-－~～至到]+\s*{YEAR}\s*年?)?[末底]?")


_EMPTY = Excerpt(text="", spans=())


@dataclass(frozen=True)
class Header:
    """A header: the heads of every column from the outermost in, and which rows it takes.

    ``unit`` is what a line above the header gives for the whole table.
    """

    heads: tuple[tuple[str, ...], ...]
    start: int
    end: int
    unit: str

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.heads)


def header_of(rows: Sequence[Sequence[Excerpt]]) -> Header | None:
    """Return the header of a table; ``None`` where its first rows are no heads of the others.

    A header has a word over every column but perhaps the first, none of them a figure, and a
    row under it. A head over several columns stands in the first of them; the row under it has
    words there and nowhere else, and no figures but years.
    """
    start, unit = _above(rows)
    if start >= len(rows) - 1:
        return None
    rows = [*rows[:start], _unfolded(rows[start], rows[start + 1]), *rows[start + 1 :]]
    end = start + 1
    while end < len(rows) - 1 and end - start < _DEEPEST and _goes_on(rows[end - 1], rows[end]):
        end += 1
    heads = _heads(rows[start:end])
    is_narrow = any(len(row) > len(heads) for row in rows[end:])
    return Header(heads, start, end, unit) if _are_heads(heads) and not is_narrow else None


def _above(rows: Sequence[Sequence[Excerpt]]) -> tuple[int, str]:
    """Where the header begins, below a title or unit that takes a row of its own; the unit."""
    unit = ""
    for position, row in enumerate(rows[:_MOST_ABOVE]):
        filled = [words_of(cell) for cell in row if cell.text]
        if len(filled) >= _FEWEST_COLUMNS:
            return position, unit
        stated = UNIT_LINE.fullmatch(filled[0]) if filled else None
        unit = stated["unit"] if stated else unit
    return len(rows), unit


def _unfolded(upper: Sequence[Excerpt], lower: Sequence[Excerpt]) -> Sequence[Excerpt]:
    """The upper row of a header, heads over several columns followed by empty places.

    A text leaves those out: over four columns of years stand two heads. Each then is over as
    many, and the row under it begins with an empty place for each head that stands alone.
    """
    alone = next((at for at, cell in enumerate(lower) if cell.text), 0)
    over, under = len(upper) - alone, len(lower) - alone
    if not alone or over <= 0 or under <= over or under % over:
        return upper
    beside = [_EMPTY] * (under // over - 1)
    return [*upper[:alone], *(cell for head in upper[alone:] for cell in (head, *beside))]


def _goes_on(above: Sequence[Excerpt], row: Sequence[Excerpt]) -> bool:
    """Whether a row is the lower half of the header above it."""
    upper, lower = [words_of(cell) for cell in above], [words_of(cell) for cell in row]
    if len(upper) != len(lower) or not any(lower) or all(upper):
        return False
    spanned = {
        at
        for at, word in enumerate(upper)
        if not word or (at + 1 < len(upper) and not upper[at + 1] and lower[at + 1])
    }
    filled = {at for at, word in enumerate(lower) if word and word != upper[at]}
    are_words = all(_is_head(lower[at]) for at in filled)
    return bool(filled) and filled <= spanned and are_words


def _is_head(word: str) -> bool:
    is_figure = _FIGURES.fullmatch(word) and not _YEARS.fullmatch(word)
    return not is_figure and not is_blank(word) and len(word) <= _LONGEST_HEAD


def _heads(levels: Sequence[Sequence[Excerpt]]) -> tuple[tuple[str, ...], ...]:
    """The heads of every column; a word over several columns is that of each of them."""
    width = max(len(level) for level in levels)
    spread: list[list[str]] = []
    for depth, level in enumerate(levels):
        words = [words_of(cell) for cell in level] + [""] * (width - len(level))
        for at in range(1, width):
            # Under a head that reaches down as one cell stands nothing; it reaches no neighbour.
            ends_above = depth > 0 and spread[depth - 1][at] != spread[depth - 1][at - 1]
            if not words[at] and not ends_above:
                words[at] = words[at - 1]
        spread.append(words)
    columns = zip(*spread, strict=True)
    return tuple(tuple(dict.fromkeys(word for word in column if word)) for column in columns)


def _are_heads(heads: Sequence[Sequence[str]]) -> bool:
    if len(heads) < _FEWEST_COLUMNS or not all(heads[1:]):
        return False
    return all(_is_head(word) for path in heads for word in path) and len(set(heads)) > 1
