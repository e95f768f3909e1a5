"""Whether a sentence gives its figures to what the plans give them to: thing, year, kind, unit."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.chat.figures import (
    Figure,
    figures_in,
    is_same,
    plain,
    terms_beside,
)
from assistant.chat.items import Clause, Item, clauses_of
from assistant.chat.joining import blanked
from assistant.language.numbers import IN_HAN, NUMBER, PER_SO_MANY, WORKING
from assistant.language.years import AIMED_AT, DATED
from corpus.documents import Indicator, Reading

PRESENT = re.compile("现状|目前|现有|如今|现在|已|基期|基线|截至|实际")
_TARGET = re.compile(f"目标|力争|争取|计划|将(?!军)|预计|规划期末|{AIMED_AT.pattern}")
# A clause that gives at most this much less of a sentence than the best one is as good.

AS_GOOD = 0.101
_FITS = 0.3
_OF_ITEM = 0.8
_NEIGHBOUR = 2  # characters
# What may stand between a figure and what it is beside, and says nothing of its own.
_BESIDE = re.compile(
    "达到|达|到|至|为|是|的|要|应|约|均|分别|不低于|不少于|不小于|不超过|不高于|低于|高于|超过|控制在"
    "|以上|以下|以内|左右|以及|及|和|与|共|有|在|[，,、：:；;。“”()（）<>≤≥≈]"
)

_NUMBER_LAST = re.compile(rf"{NUMBER.pattern}[^\d]?$")
_NUMBER_FIRST = re.compile(f"^{NUMBER.pattern}")
# What is between two figures of a list.
_LISTED = re.compile("[、和与及:：/~—-]")

_FEWEST_TERMS = 2


def misattributed(said: str, item: Item) -> str:
    """Return what a plain sentence gives to the wrong thing, or nothing.

    Args:
        said: the sentence; its words and figures stand in the item, in whatever order.
    """
    for working in WORKING.findall(said):
        if working not in item.said:
            return f"原文没有这样算：{working}"
    return (
        _wrong_figures(said, item)
        or _without_rate(said, item)
        or _wrong_order(said, item)
        or _too_many(said, item)
        or _wrong_numerals(said, item)
    )


def _wrong_figures(said: str, item: Item) -> str:
    for figure in figures_in(said):
        if not figure.is_year and not (
            _gives(item, figure) and _fits(said, _subject_of(said, figure), figure, item)
        ):
            return f"数字与所说的事项、年份对不上：{said[figure.start : figure.end]}{figure.unit}"
    return ""


def _without_rate(said: str, item: Item) -> str:
    """A figure for so many people, told without saying so: 每千人口……4.5个."""
    if PER_SO_MANY.search(said):
        return ""
    for figure in figures_in(said):
        clauses = [
            c for c in item.clauses if any(is_same(figure, f, item.units) for f in c.figures)
        ]
        names = [plain(record.name) for record, _ in _readings(item, figure)]
        told = [*(clause.text for clause in clauses), *names]
        rates = [PER_SO_MANY.search(text) for text in told]
        if not figure.is_year and rates and (all(rates) or any(map(PER_SO_MANY.search, names))):
            return f"没有说是每多少人：{said[figure.start : figure.end]}{figure.unit}"
    return ""


def _wrong_order(said: str, item: Item) -> str:
    """Two figures next to each other that the source has the other way round: 分别为60%、50%."""
    in_source = {pair for line in item.said.split("\n") for pair in _listed(line)}
    for one, other in _listed(said):
        if one != other and (one, other) not in in_source and (other, one) in in_source:
            return f"数字的先后与原文不同：{one}、{other}"
    return ""


def _listed(text: str) -> Iterator[tuple[str, str]]:
    """Yield the numbers that stand next to each other in a list or a ratio."""
    for one, other in pairwise(figures_in(text)):
        if not _LISTED.sub("", text[one.end + len(one.unit) : other.start]):
            yield one.number, other.number


def _too_many(said: str, item: Item) -> str:
    """A figure that is said more often than any line of the source has it, one for another."""
    most: Counter[tuple[str, str]] = Counter()
    for line in (*item.said.split("\n"), *item.where.split("\n")):
        most |= Counter((f.number, f.unit) for f in figures_in(line) if not f.is_year)
    told = Counter((f.number, f.unit) for f in figures_in(said) if not f.is_year)
    return next((f"数字说了不止一次：{''.join(f)}" for f in told if told[f] > max(1, most[f])), "")


def _gives(item: Item, figure: Figure) -> bool:
    return any(is_same(figure, found, item.units) for found in item.figures) or any(
        is_same(figure, found, "") for found in item.figures_of_address
    )


def _subject_of(said: str, figure: Figure) -> frozenset[str]:
    """The terms of what a figure is said of: its clause, with those before if that is bare."""
    clauses = clauses_of(said)
    position = next((k for k, c in enumerate(clauses) if figure in c.figures), len(clauses) - 1)
    return context(clauses, position)


def _fits(said: str, subject: frozenset[str], figure: Figure, item: Item) -> bool:
    typed = list(_readings(item, figure))
    if typed and not (item.composed and WORKING.search(item.said)):
        return _is_of_reading(said, subject, figure, item)
    if _is_in_best_clause(subject, figure, item) and stands_among_the_same(said, figure, item):
        return True
    of_address = any(is_same(figure, found, "") for found in item.figures_of_address)
    return of_address and overlap(subject, terms_beside(f"{item.said} {item.where}")) >= _OF_ITEM


def _is_of_reading(said: str, subject: frozenset[str], figure: Figure, item: Item) -> bool:
    """Whether a sentence gives a figure to the indicator, the year and the kind it is of."""
    names = {id(record): terms_beside(_name_of(record)) for record in item.records}
    fits = {each: overlap(subject, terms) for each, terms in names.items()}
    best = max(fits.values())
    close = [each for each, fit in fits.items() if fit >= best - AS_GOOD]
    if best < _FITS and len(names) > 1:
        return False
    in_context = stands_among_the_same(said, figure, item)
    for record, reading in _readings(item, figure):
        if id(record) not in close or not _is_of_kind(said, figure, record, reading):
            continue
        others = [r for r in (record.baseline, record.target) if r and r.value and r is not reading]
        told = bool(figure.year or _kind_of(said, figure))
        if in_context or (len(close) == 1 and (told or not others)):
            return True
    return False


def _name_of(record: Indicator) -> str:
    return f"{record.name} {record.concept}"


def _readings(item: Item, figure: Figure) -> Iterator[tuple[Indicator, Reading]]:
    """Yield the readings whose wording has a figure's number."""
    for record in item.records:
        for reading in (record.baseline, record.target):
            worded = figures_in(plain(reading.value)) if reading and reading.value else ()
            if reading is not None and any(f.number == figure.number for f in worded):
                yield record, reading


def _is_of_kind(said: str, figure: Figure, record: Indicator, reading: Reading) -> bool:
    """Whether the year and the kind that a sentence gives to a figure are the reading's."""
    if figure.year and reading.year is not None and figure.year != str(reading.year):
        return False
    kind = _kind_of(said, figure)
    if record.baseline is None or record.target is None:
        # One reading alone may be of either kind in prose; a target is never the present.
        return not (kind == "现状" and reading is record.target)
    return not kind or (kind == "目标") == (reading is record.target)


def _kind_of(said: str, figure: Figure) -> str:
    """What a sentence calls a figure: the nearest word before it, else right after it."""
    before = said[: figure.start]
    last = {
        "现状": max((m.start() for m in PRESENT.finditer(before)), default=-1),
        "目标": max((m.start() for m in _TARGET.finditer(before)), default=-1),
    }
    kind = max(last, key=lambda name: last[name])
    if last[kind] >= 0:
        # A year named since then tells the kind by itself: 目标为84岁，2020年为83.36岁.
        return "" if DATED.search(before, last[kind] + len(kind)) else kind
    if figure.year:
        return ""
    after = re.split("[，,；;。]", said[figure.end :])[0]
    if PRESENT.search(after):
        return "现状"
    return "目标" if _TARGET.search(after) else ""


def _is_in_best_clause(subject: frozenset[str], figure: Figure, item: Item) -> bool:
    """Whether a figure stands in the clause that says most of what it is said of."""
    if not subject:
        return True
    rivals = [
        (overlap(subject, context(item.clauses, position)), clause)
        for position, clause in enumerate(item.clauses)
        if any(not f.is_year for f in clause.figures)
    ]
    best = max((fit for fit, _ in rivals), default=0.0)
    enough = 0.0 if len({clause.text for _, clause in rivals}) == 1 else _FITS
    return any(
        is_same(figure, found, item.units) and figure.year in ("", found.year)
        for fit, clause in rivals
        if fit >= max(enough, best - AS_GOOD)
        for found in clause.figures
    )


def stands_among_the_same(said: str, figure: Figure, item: Item) -> bool:
    """Whether a figure has the same word or figure next to it as in the source, on one side."""
    before, after = _neighbours(said, figure)
    for line in item.said.split("\n"):
        for found in figures_in(line):
            if is_same(figure, found, item.units):
                other_before, other_after = _neighbours(line, found)
                if (before and before == other_before) or (after and after == other_after):
                    return True
    return False


def _neighbours(text: str, figure: Figure) -> tuple[str, str]:
    """The year, the figure or the two characters nearest to a figure, before and after it."""
    end = figure.end + len(figure.unit) - figure.unit.startswith("第")
    before = _BESIDE.sub("", text[: figure.start])
    after = _BESIDE.sub("", text[end:])
    number_before, number_after = _NUMBER_LAST.search(before), _NUMBER_FIRST.search(after)
    return (
        number_before.group() if number_before else before[-_NEIGHBOUR:],
        number_after.group() if number_after else after[:_NEIGHBOUR],
    )


def _wrong_numerals(said: str, item: Item) -> str:
    """A number in Han characters that the source has, but beside other words: 三 of 市三院."""
    source = f"{item.said}\n{item.where}"
    for match in IN_HAN.finditer(blanked(said)):
        before = said[max(0, match.start() - _NEIGHBOUR) : match.end()]
        after = said[match.start() : match.end() + _NEIGHBOUR]
        is_short = len(before) - len(match.group()) < _NEIGHBOUR
        if after not in source and (is_short or before not in source):
            return f"数字与所说的事项对不上：{after}"
    return ""


def context(clauses: Sequence[Clause], position: int) -> frozenset[str]:
    """Return the terms of a clause, with those before it if it is bare."""
    terms: frozenset[str] = frozenset()
    while position >= 0:
        terms |= terms_beside(clauses[position].text)
        if len(terms) >= _FEWEST_TERMS:
            break
        position -= 1
    return terms


def overlap(subject: frozenset[str], terms: frozenset[str]) -> float:
    """Return which part of what is said stands among the terms of a source, 0 to 1."""
    return len(subject & terms) / len(subject) if subject else 0.0
