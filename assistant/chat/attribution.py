"""Whether a sentence gives its figures to what the plans give them to: thing, year, kind, unit."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import combinations
from typing import NamedTuple

from assistant.chat.facts import (
    PRESENT,
    TARGET,
    Fact,
    Kind,
    content_terms,
    facts_of,
    near_terms,
    time_of,
)
from assistant.chat.figures import NATURE, Figure, figures_in, is_given, plain, terms_beside
from assistant.chat.items import Item, clauses_of
from assistant.chat.numerals import wrong_numerals
from assistant.language.numbers import PER_SO_MANY
from assistant.language.years import DATED

# What a figure is said of must fit so well, and no other figure of the source better than so.
_FITS = 0.3
AS_GOOD = 0.101
# What the words right beside a figure, its year and its kind count against all it is said of.
_NEAR = 0.5
_TIME = 0.4
_ADDRESS = 0.8
_CLOSER = 0.3
_RESPECTIVELY = re.compile(
    r"(?P<years>20\d\d年?(?:[、，和及与]+20\d\d年?)+)[^，。；\d]*(?:分别|各|依次)[^\d，。；]*"
)
_NATURE = re.compile(NATURE)


class Mention(NamedTuple):
    """A figure that a sentence says, and what it says it of."""

    figure: Figure
    year: str
    kind: Kind
    terms: frozenset[str]
    near: frozenset[str]
    asked: frozenset[str]


def misattributed(said: str, item: Item, asked: str = "") -> str:
    """Return what a plain sentence gives to the wrong thing, or nothing.

    Args:
        said: the sentence, without its workings.
        asked: the question, made plain, which a bare answer is of.
    """
    mentions = mentions_in(said, asked)
    placed: list[Sequence[Fact]] = []
    numbers = {mention.figure.number for mention in mentions}
    for mention in mentions:
        fitting = _fitting(mention, item, numbers)
        if not fitting and not _is_of_address(mention, item):
            return f"数字与所说的事项、年份对不上：{_worded(said, mention.figure)}"
        placed.append(fitting)
    return (
        _wrong_order(said, mentions, placed)
        or _without_rate(said, item, asked)
        or _too_many(said, item)
        or wrong_numerals(said, item)
        or _wrong_nature(said, item)
    )


def mentions_in(said: str, asked: str = "") -> tuple[Mention, ...]:
    """Return the figures of a sentence but its years, each with what it is said of."""
    clauses = clauses_of(said)
    listed = years_listed(said)
    years = {f.number for f in figures_in(asked) if f.is_year}
    asked_year = years.pop() if len(years) == 1 else ""
    named = any(f.is_year for f in figures_in(said))
    found = []
    for position, clause in enumerate(clauses):
        for figure in clause.figures:
            if figure.is_year:
                continue
            terms = content_terms([c.text for c in clauses[: position + 1]])
            year = (
                listed.get(figure.start) or time_of(said, figure) or ("" if named else asked_year)
            )
            kind = _kind_of(said, figure)
            near = near_terms(said, figure)
            found.append(Mention(figure, year, kind, terms, near, terms_beside(asked)))
    return tuple(found)


def years_listed(said: str) -> dict[int, str]:
    """The years of figures in a list, by where they begin: 2024年、2025年分别为79.5岁、79.7岁."""
    found: dict[int, str] = {}
    for match in _RESPECTIVELY.finditer(said):
        years = [f.number for f in figures_in(match["years"]) if f.is_year]
        rest = re.split("[。；;]", said[match.end() :])[0]
        figures = [f for f in figures_in(rest) if not f.is_year][: len(years)]
        if len(figures) == len(years):
            found |= {match.end() + f.start: y for f, y in zip(figures, years, strict=True)}
    return found


def _fitting(mention: Mention, item: Item, numbers: Collection[str]) -> list[Fact]:
    """The figures of a source that a mention may be, none if another one fits better.

    Of one line the words single out a figure; of several, the one whose words fit best.
    """
    facts = facts_of(item)
    mention = _in_words_of(mention, item)
    others = [fact for fact in facts if fact.figure.number != mention.figure.number]
    rivals = [fact for fact in facts if _is_rival(mention.figure, fact.figure)]
    fitting = []
    for fact in facts:
        if not is_given(mention.figure, fact.figure, item.units):
            continue
        if _clashes(mention, fact, facts, numbers):
            continue
        if mention.terms and overlap(mention.terms, fact.wide) < _FITS:
            continue
        elsewhere = [rival for rival in rivals if rival.line != fact.line]
        best = max((_fit(mention, rival) for rival in elsewhere), default=0.0)
        if _fit(mention, fact) < best - AS_GOOD:
            continue
        if not any(_is_rather(mention, other, fact) for other in (*others, *rivals)):
            fitting.append(fact)
    return fitting


def _is_rival(said: Figure, found: Figure) -> bool:
    if said.number == found.number:
        return said.unit != found.unit
    return said.unit == found.unit or not found.unit


def _is_rather(mention: Mention, rival: Fact, fact: Fact) -> bool:
    """Whether the words of a mention single out another figure of the same line."""
    if rival.line != fact.line or (mention.year and rival.year and mention.year != rival.year):
        return False
    if mention.kind and rival.kind and mention.kind != rival.kind:
        return False
    own = mention.terms & (fact.terms - rival.wide)
    others = mention.terms & (rival.terms - fact.wide)
    if own or others:
        return len(others) > len(own)
    # Neither has a word of its own that is said: what has another of its own is not meant.
    closer = overlap(mention.terms, rival.terms) > overlap(mention.terms, fact.terms) + _CLOSER
    return closer and bool(fact.near - mention.terms)


def _in_words_of(mention: Mention, item: Item) -> Mention:
    """A mention with only the terms that its source has: other words are held to it elsewhere."""
    said = terms_beside(item.said)
    terms = mention.terms & said or mention.asked & said
    return mention._replace(terms=terms, near=mention.near & said)


def _fit(mention: Mention, fact: Fact) -> float:
    fit = overlap(mention.terms, fact.terms) + _NEAR * overlap(mention.near, fact.near)
    if mention.year and fact.year:
        fit += _TIME if mention.year == fact.year else -_TIME
    if mention.kind and fact.kind:
        fit += _TIME if mention.kind == fact.kind else -_TIME
    return fit


def _clashes(
    mention: Mention, fact: Fact, facts: Collection[Fact], numbers: Collection[str]
) -> bool:
    """Whether a figure is of another year or kind than the sentence says, or leaves open which.

    A sentence that says neither year nor kind means the target, or the latest figure, unless
    it says that too: 从71.5%提高到83.4%.
    """
    if mention.year and fact.year and mention.year != fact.year:
        return mention.year.isdigit() == fact.year.isdigit()
    if mention.kind and fact.kind and mention.kind != fact.kind:
        return True
    if mention.year or mention.kind or not fact.year:
        return False
    return any(
        other.year > fact.year
        and other.terms == fact.terms
        and other.line == fact.line
        and other.figure.unit == fact.figure.unit
        and other.figure.number not in numbers
        for other in facts
    )


def _is_of_address(mention: Mention, item: Item) -> bool:
    """Whether a figure stands in the headings, and the sentence speaks of what they are of."""
    stands = any(is_given(mention.figure, found, "") for found in item.figures_of_address)
    source = terms_beside(f"{item.said} {item.where}")
    return stands and overlap(mention.terms, source) >= _ADDRESS


def _kind_of(said: str, figure: Figure) -> Kind:
    """What a sentence calls a figure: the nearest word before it, else right after it."""
    before = said[: figure.start]
    last: dict[Kind, int] = {
        "现状": max((m.start() for m in PRESENT.finditer(before)), default=-1),
        "目标": max((m.start() for m in TARGET.finditer(before)), default=-1),
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
    return "目标" if TARGET.search(after) else ""


def _wrong_order(said: str, mentions: Sequence[Mention], placed: Sequence[Sequence[Fact]]) -> str:
    """Two figures said of the same that the source has the other way round: 分别为60%、50%."""
    for (one, of_one), (other, of_other) in combinations(zip(mentions, placed, strict=True), 2):
        if not of_one or not of_other or one.figure.number == other.figure.number:
            continue
        alike = one.figure.unit == other.figure.unit and one.year == other.year
        told_apart = _told_apart(one, of_one, of_other) or _told_apart(other, of_other, of_one)
        if not alike or told_apart:
            continue
        if min(f.order for f in of_one) > max(f.order for f in of_other):
            return f"数字的先后与原文不同：{_worded(said, one.figure)}、{other.figure.number}"
    return ""


def _told_apart(mention: Mention, own: Sequence[Fact], others: Sequence[Fact]) -> bool:
    """Whether the words of a mention single out its figure from those of another."""
    return any(mention.terms & (f.terms - other.wide) for f in own for other in others)


def _without_rate(said: str, item: Item, asked: str) -> str:
    """A figure for so many people, told without saying so: 每千人口……4.5个."""
    rates_said = set(PER_SO_MANY.findall(said))
    for figure in figures_in(said):
        told = [plain(record.name) for record in item.records if _gives(record, figure)]
        told += [
            text[: found.start]
            for text in re.split("[。；，\n]", item.said)
            for found in figures_in(text)
            if is_given(figure, found, item.units)
        ]
        found = [PER_SO_MANY.findall(text)[-1:] for text in told]
        rates = {rate for each in found for rate in each}
        if figure.is_year or not rates:
            continue
        if rates_said and not rates_said & rates:
            return f"原文不是{min(rates_said)}"
        if not rates_said and not PER_SO_MANY.search(asked) and all(found):
            return f"没有说是每多少人：{_worded(said, figure)}"
    return ""


def _gives(record: object, figure: Figure) -> bool:
    readings = (getattr(record, "baseline", None), getattr(record, "target", None))
    values = [plain(reading.value) for reading in readings if reading and reading.value]
    return any(f.number == figure.number for value in values for f in figures_in(value))


def _wrong_nature(said: str, item: Item) -> str:
    """约束性 or 预期性, where the source does not say so."""
    natures = set(_NATURE.findall(said)) - set(_NATURE.findall(item.said))
    return f"指标性质与原文不同：{natures.pop()}" if natures else ""


def _too_many(said: str, item: Item) -> str:
    """A figure that is said more often than any line of the source has it, one for another."""
    most: Counter[tuple[str, str]] = Counter()
    for line in (*item.said.split("\n"), *item.where.split("\n")):
        most |= Counter((f.number, f.unit) for f in figures_in(line) if not f.is_year)
    told = Counter((f.number, f.unit) for f in figures_in(said) if not f.is_year)
    return next((f"数字说了不止一次：{''.join(f)}" for f in told if told[f] > max(1, most[f])), "")


def _worded(said: str, figure: Figure) -> str:
    return f"{said[figure.start : figure.end]}{figure.unit.removeprefix('第')}"


def overlap(subject: frozenset[str], terms: frozenset[str]) -> float:
    """Return which part of what is said stands among the terms of a source, 0 to 1."""
    return len(subject & terms) / len(subject) if subject else 0.0
