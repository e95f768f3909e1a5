"""The columns of a table that a question asks for: by their heads, the kind of answer, the year."""

import re
from collections.abc import Callable, Iterable, Sequence

from assistant.answers import Question
from assistant.evidence.naming import ends_of, levels_in
from assistant.evidence.tables import Attribute, TableRows, years_asked
from assistant.language.units import measures_asked
from assistant.question.tables import (
    all_years_wanted,
    asks_money,
    asks_responsible,
    asks_when,
    wants_year_before,
)
from corpus.tables.rows import Column

_HEAD_NAMED = 0.5
# Of two heads that both fit, one that fits so much less is not meant.
_CLOSE = 0.15
# The innermost head by itself, where the text has it in full.
_INNERMOST = 0.95
# So many characters of the end of a head tell it: 签约人数 of 重点人群签约人数.
_TELLING_END = 3
_BY_ENDING = 0.6
_TARGET = re.compile("目标|规划|预期")
# What a head says of the kind of its cells, not of what they are for.
_WHAT_FOR = re.compile("(?<=..)(?:单位|部门|时限|时间)$")
_TIMES = re.compile("期$|期限|年限|时限|时长|时间|天数")
_PARTS = re.compile("[，、；,;和与及跟]|以及|还有")


def attributes_named(
    question: Question, left: str, table: TableRows
) -> tuple[tuple[Attribute, ...], float]:
    """Return what is asked of the rows, and how many characters of its name the text has.

    Each part of the question tells it by a head, or else by what kind of answer it asks for
    (多少张, 谁); where none does it is what the table is of, or the only one there is.
    """
    meant: dict[str, Attribute] = {}
    fit = 0.0
    for part in _PARTS.split(left):
        found, characters = _named_in(part, table)
        fit = max(fit, characters)
        meant |= {a.name: a for a in found or _of_kind_asked(part, table, meant.values())}
    if not meant:
        found, fit = _named_in(left, table)
        found = found or _of_years(question, table)
        unnamed = tuple(a for a in table.attributes if not a.name)
        alone = table.attributes if len(table.attributes) == 1 else ()
        meant = {a.name: a for a in found or unnamed or alone}
    return tuple(a for a in table.attributes if a.name in meant), fit


def _named_in(text: str, table: TableRows) -> tuple[tuple[Attribute, ...], float]:
    """The attributes whose heads a text has best, and how many characters of them.

    Where it has innermost heads in full, they are the ones, of those the best by all heads:
    成年人 is all of 成年人, and but a part of 未成年人.
    """
    scored = [(_named_by(text, a), a) for a in table.attributes]
    whole = [(score, a) for score, a in scored if a.levels and levels_in(text, a.levels[-1:]) == 1]
    scored = whole or [(score, a) for score, a in scored if score > _HEAD_NAMED]
    if not scored:
        return (), 0.0
    best = max(score for score, _ in scored)
    meant = [(score, a) for score, a in scored if score >= best - _CLOSE]
    return tuple(a for _, a in meant), max(len(a.name) * score for score, a in meant)


def _named_by(text: str, attribute: Attribute) -> float:
    """How much of an attribute's heads a text has; 牵头 is 牵头单位, 完成 is 完成时限."""
    levels = [_WHAT_FOR.sub("", level) or level for level in attribute.levels]
    stands_alone = bool(levels) and attribute.label == attribute.levels[-1]
    ending = stands_alone and ends_of(levels[-1], text) >= _TELLING_END
    innermost = stands_alone and levels_in(text, levels[-1:]) == 1
    least = _INNERMOST if innermost else _BY_ENDING if ending else 0.0
    return max(levels_in(text, levels), least)


def _of_kind_asked(
    text: str, table: TableRows, meant: Iterable[Attribute]
) -> tuple[Attribute, ...]:
    """The attributes that give the first kind of answer that a text asks for, if there are any.

    None where one that is meant already gives it: “限额最高的是哪个，多少钱”.
    """
    for fits in _kinds_asked(text):
        found = tuple(a for a in table.attributes if fits(a))
        if found:
            return () if any(map(fits, meant)) else found
    return ()


def _of_years(question: Question, table: TableRows) -> tuple[Attribute, ...]:
    """The attributes that have a column for a year that is asked."""
    years = set(question.years)
    return tuple(a for a in table.attributes if any(c.year in years for c in a.columns))


def _kinds_asked(text: str) -> list[Callable[[Attribute], bool]]:
    """What the answer must be by the question's words, as tests of an attribute."""
    kinds: list[Callable[[Attribute], bool]] = []
    if asks_money(text):
        kinds.append(lambda a: a.is_figure and "元" in a.columns[0].unit + a.name)
    if measures := measures_asked(text):
        kinds.append(lambda a: a.is_figure and a.columns[0].unit.endswith(measures))
    if asks_when(text):
        kinds.append(lambda a: a.columns[0].kind == "time" or _TIMES.search(a.name) is not None)
    if asks_responsible(text):
        kinds.append(lambda a: a.columns[0].kind == "institution")
    return kinds


def columns_asked(
    question: Question, table: TableRows, attributes: Sequence[Attribute]
) -> list[tuple[Attribute, tuple[Column, ...]]]:
    """Return the columns of each attribute that are meant, with those of other attributes that
    alone have a year that is asked: 2023年基数 beside 2026年目标值.
    """
    asked = [(a, columns) for a in attributes if (columns := columns_meant(question, a))]
    had = {column.year for _, columns in asked for column in columns}
    missing = set(question.years) - had
    if not attributes or not missing or not any(a.columns[0].year for a in attributes):
        return asked
    others = [a for a in table.attributes if a not in attributes]
    beside = [(a, tuple(c for c in a.columns if c.year in missing)) for a in others]
    whole = [*asked, *((a, columns) for a, columns in beside if columns)]
    return sorted(whole, key=lambda each: each[1][0].index)


def columns_meant(question: Question, attribute: Attribute) -> tuple[Column, ...]:
    """Return the columns of an attribute for the years that are asked.

    Without a year these are all where they are targets, the latest otherwise; none where the
    table does not have the year that is asked.
    """
    dated = sorted((c for c in attribute.columns if c.year), key=lambda c: c.year or 0)
    if not dated or len(dated) < len(attribute.columns):
        return attribute.columns
    text = question.text
    if question.years:
        return tuple(c for c in dated if c.year in years_asked(question))
    if all_years_wanted(text) or _TARGET.search(attribute.name):
        return tuple(dated)
    if wants_year_before(text) and len(dated) > 1:
        return (dated[-2],)
    return (dated[-1],)
