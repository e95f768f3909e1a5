"""Whether the years of a sentence, and what it calls present or planned, are its source's."""

import re
from collections.abc import Iterator, Sequence

from assistant.chat.attribution import AS_GOOD, overlap, years_listed
from assistant.chat.facts import PRESENT, TARGET, context_terms, facts_of
from assistant.chat.figures import Figure, figures_in, is_given, terms_beside
from assistant.chat.items import SENTENCE_END, Item, clauses_of
from assistant.language.years import FIVE_YEAR_PLAN

_CALLED = re.compile("年的?(目标|现状)")
# What follows a year to compare with.
_BASE = re.compile("年的?(?:基础|水平|以来|相比)")
# Words that tell a thing as done, not only a figure as that of today.
_DONE = ("已", "实际", "截至", "年末已")
_PLANNED = re.compile("计划|力争|争取|预计|拟")
# A clause that has this part of what is said is the one it is said after.
_SAME = 0.6
_BESIDE = 3  # characters


def wrong_times(said: str, item: Item) -> str:
    """Return what a plain sentence puts into another time than its source does, or nothing."""
    return _wrong_years(said, item) or _wrong_period(said, item) or _wrong_kind(said, item)


def _wrong_years(said: str, item: Item) -> str:
    """A year beside words that the source has beside another, or of a reading of another kind."""
    figures = figures_in(said)
    for position, figure in enumerate(figures):
        if not figure.is_year:
            continue
        if not _kinds_agree(said, figure, item):
            return f"年份与目标、现状对不上：{figure.number}年"
        if _BASE.match(said, figure.end) and not _stands_beside(said, figure, item):
            return f"年份与所说的事项对不上：{figure.number}年"
        governed = _governed(figures[position + 1 :], figure)
        of_row = item.is_row and any(fact.year for fact in facts_of(item))
        listed = figure.number in years_listed(said).values()
        is_told = (
            (_is_of_title(figure, item) and not of_row)
            or _all_of(item, governed, figure.number)
            or (listed and any(fact.year == figure.number for fact in facts_of(item)))
        )
        if not is_told and not _is_of_time(said, figure, item):
            return f"年份与所说的事项对不上：{figure.number}年"
    return ""


def _governed(following: tuple[Figure, ...], year: Figure) -> list[Figure]:
    """The figures between a year and the next one."""
    governed = []
    for figure in following:
        if figure.is_year:
            break
        if figure.year == year.number:
            governed.append(figure)
    return governed


def _all_of(item: Item, figures: Sequence[Figure], year: str) -> bool:
    """Whether the source gives these figures, one of that year at least and none of another."""
    years = [
        {fact.year for fact in facts_of(item) if is_given(figure, fact.figure, item.units)}
        for figure in figures
    ]
    return any(year in each for each in years) and all({year, ""} & each for each in years)


def _kinds_agree(said: str, year: Figure, item: Item) -> bool:
    """Whether some row has its target, or its baseline, in a year so called right after it."""
    called = _CALLED.match(said, year.end)
    rows = [row for row in item.records if not row.in_prose]
    if called is None or not rows:
        return True
    others = {f.year for f in facts_of(item) if f.kind in ("", called.group(1))}
    readings = [row.target if called.group(1) == "目标" else row.baseline for row in rows]
    years = {str(r.year) if r.year else year.number for r in readings if r is not None}
    return year.number in years | others


def _stands_beside(said: str, year: Figure, item: Item) -> bool:
    words = said[year.start : year.end + _BESIDE]
    return words in item.said


def _is_of_title(year: Figure, item: Item) -> bool:
    return any(f.is_year and f.number == year.number for f in item.figures_of_address)


def _is_of_time(said: str, year: Figure, item: Item) -> bool:
    """Whether what a clause says of a year stands in the source under the same year."""
    clauses = clauses_of(said)
    position = next((k for k, c in enumerate(clauses) if year in c.figures), len(clauses) - 1)
    terms = terms_beside(clauses[position].text)
    if not terms and position + 1 < len(clauses):
        position += 1
        terms = terms_beside(clauses[position].text)
    terms = terms or context_terms([c.text for c in clauses[: position + 1]])
    told = [(overlap(terms, others), under) for others, under in _told_under_years(item)]
    best = max((fit for fit, _ in told), default=0.0)
    fitting = [under for fit, under in told if fit >= max(_SAME, best - AS_GOOD)]
    return bool(fitting) and all(year.number in under for under in fitting)


def _told_under_years(item: Item) -> Iterator[tuple[frozenset[str], tuple[str, ...]]]:
    """Yield the terms of each clause of a source, and the years last named in its sentence."""
    for sentence in SENTENCE_END.split(item.said):
        under: tuple[str, ...] = ()
        for clause in clauses_of(sentence):
            years = tuple(figure.number for figure in clause.figures if figure.is_year)
            under = years or under
            terms = terms_beside(clause.text)
            if terms:
                yield terms, under


def _wrong_period(said: str, item: Item) -> str:
    """A five-year plan that the source does not name."""
    source = f"{item.said}\n{item.where}"
    for match in FIVE_YEAR_PLAN.finditer(said):
        if match.group() not in source:
            return f"时期不在所引原文中：{match.group()}"
    return ""


def _wrong_kind(said: str, item: Item) -> str:
    """A plan told as done: a word of the present that the source does not have."""
    has_baseline = any(r.baseline and r.baseline.value for r in item.records)
    has_baseline = has_baseline or any(fact.kind == "现状" for fact in facts_of(item))
    has_target = any(fact.kind == "目标" for fact in facts_of(item)) or TARGET.search(item.said)
    planned = _PLANNED.search(said)
    if planned and planned.group() not in item.said and not has_target and facts_of(item):
        return f"原文没有说是计划：{planned.group()}"
    for match in PRESENT.finditer(said):
        if match.group() not in item.said and (match.group() in _DONE or not has_baseline):
            return f"原文没有说是现状：{match.group()}"
    return ""
