"""The footnotes of a PDF's pages: small lines under the text that open with a mark."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from corpus.formats.blocks import NOTE_MARK, Note
from corpus.formats.pdf_characters import Line
from corpus.formats.pdf_columns import Rule
from corpus.formats.pdf_lines import joined_words
from corpus.formats.pdf_pages import Part, Sheet
from corpus.numerals import CIRCLED, circled

_RAISED = re.compile(NOTE_MARK.format("([^\ufdd0\ufdd1]{1,6})"))
_OPENING = re.compile(
    rf"(?:{_RAISED.pattern}|(?P<plain>[{CIRCLED}]|[\[［〔]\d{{1,2}}[\]］〕]|注\s*[\d{CIRCLED}]{{1,2}}(?=[：:])))"
    r"[：:\s]*"
)
# Shares of the usual size: notes are so small, and the lines of one are alike.
_SMALL = 0.93
_ALIKE = 1.06
# Of the line's size: how near above the first note its rule is.
_NEAR_RULE = 2.0
# Share of the page's width: the rule over notes is no longer than this.
_LONGEST_RULE = 0.6


@dataclass(frozen=True)
class PageNotes:
    """The notes of a page, and the lines that they take, those that go on from the page before."""

    notes: tuple[tuple[str, tuple[Line, ...]], ...]
    rest: tuple[Line, ...] = ()


def notes_of(sheets: Sequence[Sheet], repeated: set[Line]) -> dict[int, PageNotes]:
    """Return the notes of each page that has any, in the order of its columns."""
    sizes = [
        line.size
        for sheet in sheets
        for line in sheet.lines
        for _ in range(1 + len(line.text) // 10)
    ]
    usual = median(sizes) if sizes else 0.0
    found: dict[int, PageNotes] = {}
    is_open = False
    for sheet in sheets:
        zones = []
        for part in sheet.parts:
            lines = [line for line in part.lines if line not in repeated]
            zones.append(_zone_of(part, sorted(lines, key=lambda x: x.top), sheet, usual))
        lines = [line for zone in zones for line in zone]
        first = next((n for n, line in enumerate(lines) if _OPENING.match(line.text)), len(lines))
        rest = lines[:first] if is_open else []
        notes: list[tuple[str, list[Line]]] = []
        for line in lines[first:]:
            opening = _OPENING.match(line.text)
            if opening:
                notes.append((mark_of(opening[1] or opening["plain"]), []))
            notes[-1][1].append(line)
        is_open = bool(notes)
        if notes or rest:
            found[sheet.number] = PageNotes(
                tuple((mark, tuple(lines)) for mark, lines in notes), tuple(rest)
            )
    return found


def mark_of(printed: str) -> str:
    """Return a mark as it is written in a text: a bare number in a circle.

    >>> mark_of("2"), mark_of("［3］"), mark_of("①")
    ('②', '[3]', '①')
    """
    bracketed = re.fullmatch(r"[\[［〔](\d{1,2})[\]］〕]", printed)
    if bracketed:
        return f"[{bracketed[1]}]"
    return circled(int(printed)) if printed.isdecimal() else re.sub(r"\s", "", printed)


def note_from(mark: str, lines: Iterable[str]) -> Note:
    """Return the lines of a note as one, its printed mark left out."""
    return Note(mark, _OPENING.sub("", joined_words(lines), count=1))


def with_marks(words: str, marks: set[str]) -> str:
    """Keep of the raised numbers in a text those that are marks of notes; 2 of m² is none.

    >>> with_marks("5m\\ufdd02\\ufdd1，达标\\ufdd01\\ufdd1", {"①"})
    '5m2，达标\\ufdd0①\\ufdd1'
    """

    def kept(raised: re.Match[str]) -> str:
        mark = mark_of(raised[1])
        before = words[: raised.start()][-1:]
        is_power = before.isascii() and before.isalnum() and mark in CIRCLED[1:3]
        if mark not in marks or (is_power and before.isalpha()):
            return raised[1]
        return NOTE_MARK.format(mark)

    return _RAISED.sub(kept, words)


def _zone_of(part: Part, lines: Sequence[Line], sheet: Sheet, usual: float) -> list[Line]:
    """The lines at the end of a part of a page that are notes."""
    lowest = max((table.bottom for table in part.tables), default=0.0)
    start = len(lines)
    size = 0.0
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        if line.top < lowest or (size and not size / _ALIKE <= line.size <= size * _ALIKE):
            break
        ruled = _is_under_rule(line, sheet.rules, sheet.width)
        opening = _OPENING.match(line.text)
        is_small = line.size <= _SMALL * usual
        if not (is_small or ruled or (opening and opening[1])):
            break
        size = size or line.size
        if (opening and (opening[1] or is_small or ruled)) or (ruled and is_small):
            start = number
        if ruled:
            break
    return list(lines[start:])


def _is_under_rule(line: Line, rules: Sequence[Rule], width: float) -> bool:
    return any(
        line.top - _NEAR_RULE * line.size < rule.top <= line.top + 1
        and rule.x1 - rule.x0 < _LONGEST_RULE * width
        and abs(rule.x0 - line.x0) < 3 * line.size
        for rule in rules
    )
