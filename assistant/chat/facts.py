"""The figures that an item gives, each with what it is of: year, kind, and the words around it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from assistant.chat.figures import Figure, figures_in, terms_beside
from assistant.chat.items import Item, clauses_of
from assistant.chat.joining import CONTAINERS, JOINING
from assistant.language.numbers import NUMBER, WORKING
from assistant.language.years import AIMED_AT, FIVE_YEAR_PLAN
from index.words import function_words, tagged

Kind = Literal["", "目标", "现状"]

PRESENT = re.compile(
    "现状|目前|现有|如今|现在|已(?!于)|基期|基数|基线|截至|实际|眼下|(?<!上|近)年末已"
)
TARGET = re.compile(f"目标|力争|争取|计划|将(?!军)|预计|规划期末|要(?!求|点)|{AIMED_AT.pattern}")
_DONE = re.compile(
    "从[^，。；]*?[提降上下增减升缩][高低升降加少至到长短]|“十三五”末|已|截至|实际完成"
)
# What parts the words of one figure from those of the next.
_PART = re.compile(
    "[、，,；;。：:（）()]|以及|其中|及(?!时|其)|和(?=[^、，。]*\\d)|与(?=[^、，。]*\\d)"
)
_SENTENCE = re.compile("^|[。！？!?]")
_ORDINAL = re.compile("序号|位次|编号|排名")
# Words that say which way a figure goes, and nothing of what it is of.
_CHANGES = re.compile(
    "增加|增长|提高|提升|上升|新增|减少|降低|下降|缩短|扩大|超过|控制|高于|低于|少于|多于|建成|完成"
)
# What is said of others is not said of those named before.
_OTHERS = frozenset({"其他", "其余", "另外"})
_NOUN_TAGS = "nlj"
_FEWEST_TERMS = 2
_IN_CELL = re.compile("(?P<head>[^：；]+)：(?P<value>[^；]*)")


class Fact(NamedTuple):
    """A figure of a source.

    ``terms`` are those of what it is said of, ``near`` those right beside it, ``wide`` those of
    all that is said before it in its sentence; ``line`` and ``order`` are its place.
    """

    figure: Figure
    year: str
    kind: Kind
    terms: frozenset[str]
    near: frozenset[str]
    wide: frozenset[str]
    line: int
    order: int


@lru_cache(maxsize=256)
def facts_of(item: Item) -> tuple[Fact, ...]:
    """Return the figures of an item but its years, cells with the heads of their columns."""
    facts: list[Fact] = []
    said = WORKING.sub(" ", item.said) if item.composed else item.said
    for number, line in enumerate(said.split("\n")):
        of_row = item.is_row and "：" in line and "；" in line
        found = _of_cells(line) if of_row else _of_prose(line)
        for figure, year, kind, terms, near, wide in found:
            facts.append(Fact(figure, year, kind, terms, near, wide, number, len(facts)))
    return tuple(_with_kinds(item, fact) for fact in facts)


Found = tuple[Figure, str, Kind, frozenset[str], frozenset[str], frozenset[str]]


def entity_terms(item: Item) -> frozenset[str]:
    """Return the terms of those cells of a row that are no figures."""
    return frozenset(term for line in item.said.split("\n") for term in _terms_of_row(_cells(line)))


def _cells(line: str) -> list[tuple[str, str]]:
    return [(m["head"], m["value"]) for m in _IN_CELL.finditer(line)]


def _terms_of_row(cells: list[tuple[str, str]]) -> frozenset[str]:
    named = [value for _, value in cells if not NUMBER.match(value.lstrip("<>≤≥"))]
    return terms_beside(" ".join(named))


def _of_cells(line: str) -> Iterator[Found]:
    cells = _cells(line)
    of_row = _terms_of_row(cells)
    for head, value in cells:
        if _ORDINAL.search(head):
            continue
        years = [f.number for f in figures_in(head) if f.is_year]
        of_head = terms_beside(head)
        for figure in figures_in(value):
            if figure.is_year:
                continue
            year = figure.year or (years[-1] if years else "")
            kind = kind_in(head) or kind_in(value)
            local = terms_beside(value)
            terms = of_row | of_head | local
            yield figure, year, kind, terms, of_head | local, terms


def _of_prose(line: str) -> Iterator[Found]:
    clauses = clauses_of(line)
    position = 0
    for at, clause in enumerate(clauses):
        start = line.find(clause.text, position)
        position = start + len(clause.text)
        for figure in clause.figures:
            if not figure.is_year:
                terms = content_terms([c.text for c in clauses[: at + 1]])
                kind = _kind_of_prose(line, figure)
                begun = max(m.end() for m in _SENTENCE.finditer(line[: figure.start]))
                wide = terms_beside(line[begun : figure.start]) | terms
                year = time_of(line, figure)
                yield figure, year, kind, terms, near_terms(line, figure), wide


def context_terms(texts: list[str]) -> frozenset[str]:
    """Return the terms of the last clause, with those before it if it is bare."""
    terms: frozenset[str] = frozenset()
    for text in reversed(texts):
        terms |= terms_beside(text)
        if len(terms) >= _FEWEST_TERMS:
            break
    return terms


def time_of(text: str, figure: Figure) -> str:
    """Return the year that a figure is of, or the five-year plan if that is named after it."""
    before = text[: figure.start]
    periods = list(FIVE_YEAR_PLAN.finditer(before))
    if periods and (not figure.year or periods[-1].start() > before.rfind(figure.year)):
        return periods[-1].group().strip('“”"')
    return figure.year


def content_terms(texts: list[str]) -> frozenset[str]:
    """Return the terms of a sentence's last clause that name things, those before if it is bare."""
    return context_terms([_content(text) for text in texts])


def _content(text: str) -> str:
    """A plain text without the words that join, of any sentence."""
    return "".join(word if _names_things(word) else " " for word, _ in tagged(text))


def content_of(text: str) -> str:
    """Return the nouns of a plain text's last clause that has any that name things."""
    for clause in reversed(clauses_of(text)):
        nouns = (w for w, tag in tagged(clause.text) if tag[0] in _NOUN_TAGS and len(w) > 1)
        named = "".join(word for word in nouns if _names_things(word))
        if named:
            return named
    return ""


def _names_things(word: str) -> bool:
    if word in _OTHERS:
        return True
    joins = word in JOINING or word in CONTAINERS or word in function_words()
    return not joins and not _CHANGES.fullmatch(word)


def near_terms(line: str, figure: Figure) -> frozenset[str]:
    """Return the terms of the part of a list that a figure stands in: 男性79.93岁."""
    ends = [m.start() for m in _PART.finditer(line)]
    starts = [m.end() for m in _PART.finditer(line)]
    start = max((s for s in starts if s <= figure.start), default=0)
    end = min((e for e in ends if e >= figure.end), default=len(line))
    return terms_beside(_content(line[start:end]))


def kind_in(text: str) -> Kind:
    """Return what a text calls its figures, nothing where it calls them both or neither."""
    present, target = PRESENT.search(text), TARGET.search(text)
    if bool(present) == bool(target):
        return ""
    return "现状" if present else "目标"


def _kind_of_prose(line: str, figure: Figure) -> Kind:
    before = line[: figure.start]
    last = max((m.start() for m in TARGET.finditer(before)), default=-1)
    done = max((m.start() for m in PRESENT.finditer(before)), default=-1)
    done = max([done, *(m.start() for m in _DONE.finditer(line[: figure.end + 2]))])
    if last == done:
        return ""
    return "目标" if last > done else "现状"


def _with_kinds(item: Item, fact: Fact) -> Fact:
    """A figure is present or planned by the year of its row's reading, or by its heading."""
    if not fact.kind and not item.is_row and "目标" in item.where and not PRESENT.search(item.said):
        return fact._replace(kind="目标")
    if fact.kind or not fact.year:
        return fact
    for record in item.records:
        if record.in_prose:
            continue
        if record.baseline and str(record.baseline.year) == fact.year:
            return fact._replace(kind="现状")
        if record.target and str(record.target.year) == fact.year:
            return fact._replace(kind="目标")
    return fact
