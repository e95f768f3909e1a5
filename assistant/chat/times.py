"""Whether the years of a sentence, and what it calls present or planned, are its source's."""

import re
from collections.abc import Iterator

from assistant.chat.attribution import AS_GOOD, PRESENT, context, overlap, stands_among_the_same
from assistant.chat.figures import Figure, figures_in, terms_beside
from assistant.chat.items import SENTENCE_END, Item, clauses_of

_CALLED = re.compile("年的?(目标|现状)")
# What follows a year to compare with.
_BASE = re.compile("年的?(?:基础|水平|以来|相比)")
_OF_ROWS = ("现状", "基期", "基线")
# A clause that has this part of what is said is the one it is said after.
_SAME = 0.6


def wrong_times(said: str, item: Item) -> str:
    """Return what a plain sentence puts into another time than its source does, or nothing."""
    return _wrong_years(said, item) or _wrong_kind(said, item)


def _wrong_years(said: str, item: Item) -> str:
    """A year beside words that the source has beside another, or of a reading of another kind."""
    figures = figures_in(said)
    for position, figure in enumerate(figures):
        if not figure.is_year:
            continue
        following = next((f for f in figures[position + 1 :] if not f.is_year), None)
        governs = following is not None and following.year == figure.number
        of_row = any(not record.in_prose for record in item.records)
        if of_row and not _kinds_agree(said, figure, item):
            return f"年份与目标、现状对不上：{figure.number}年"
        beside = stands_among_the_same(said, figure, item)
        if _BASE.match(said, figure.end) and not beside:
            return f"年份与所说的事项对不上：{figure.number}年"
        is_told = governs or of_row or beside or _is_of_title(figure, item)
        if not is_told and not _is_of_time(said, figure, item):
            return f"年份与所说的事项对不上：{figure.number}年"
    return ""


def _kinds_agree(said: str, year: Figure, item: Item) -> bool:
    """Whether some row has its target, or its baseline, in a year so called right after it."""
    called = _CALLED.match(said, year.end)
    if called is None:
        return True
    rows = [row for row in item.records if not row.in_prose]
    readings = [row.target if called.group(1) == "目标" else row.baseline for row in rows]
    return not rows or any(r is not None and r.year in (None, int(year.number)) for r in readings)


def _is_of_title(year: Figure, item: Item) -> bool:
    return any(f.is_year and f.number == year.number for f in item.figures_of_address)


def _is_of_time(said: str, year: Figure, item: Item) -> bool:
    """Whether what a clause says of a year stands in the source under the same year."""
    clauses = clauses_of(said)
    position = next((k for k, c in enumerate(clauses) if year in c.figures), len(clauses) - 1)
    terms = terms_beside(clauses[position].text)
    if not terms and position + 1 < len(clauses):
        position += 1
    terms = terms or context(clauses, position)
    told = [(overlap(terms, others), under) for others, under in _told_under_years(item)]
    best = max((fit for fit, _ in told), default=0.0)
    fitting = [under for fit, under in told if fit >= max(_SAME, best - AS_GOOD)]
    return bool(fitting) and all(under == year.number for under in fitting)


def _told_under_years(item: Item) -> Iterator[tuple[frozenset[str], str]]:
    """Yield the terms of each clause of a source, and the year last named in its sentence."""
    for sentence in SENTENCE_END.split(item.said):
        under = ""
        for clause in clauses_of(sentence):
            years = [figure.number for figure in clause.figures if figure.is_year]
            under = years[-1] if years else under
            terms = terms_beside(clause.text)
            if terms:
                yield terms, under


def _wrong_kind(said: str, item: Item) -> str:
    """A plan told as done: a word of the present that the source does not have."""
    has_baseline = any(r.baseline and r.baseline.value for r in item.records)
    for match in PRESENT.finditer(said):
        if match.group() not in item.said and not (match.group() in _OF_ROWS and has_baseline):
            return f"原文没有说是现状：{match.group()}"
    return ""
