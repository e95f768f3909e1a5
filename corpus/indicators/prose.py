"""Indicators that sentences state: the name, the figure, its year, whether it is a target."""

import re
from collections.abc import Iterator, Sequence

from corpus.documents import Excerpt, Indicator, Section, Source
from corpus.indicators.concepts import concept_of
from corpus.indicators.statements import Statement, statements_in
from corpus.indicators.times import plan_period, time_of_section
from corpus.numerals import NUMERAL
from corpus.text import sentences_of

_FIGURE = re.compile(f"[0-9０-９]|[{NUMERAL}]个百分点|分之")


def prose_indicators(sections: Sequence[Section], source: Source) -> tuple[Indicator, ...]:
    """Return the indicators that the sentences of these sections state, in their order.

    An indicator has one reading, a baseline or a target; it has both where the sentence leads
    from a past value to one aimed at (由…提高到…). What a clause compares (“比2015年提高0.96岁”)
    is a reading of its own, a change. ``row`` is ``None``.
    """
    period = plan_period(source)
    found: list[Indicator] = []
    for section in sections:
        time = time_of_section(section.path, period)
        for sentence in _sentences(section):
            stated = statements_in(sentence, time, period)
            found += (_indicator(section, sentence, statement) for statement in stated)
    return tuple(found)


def _sentences(section: Section) -> Iterator[Excerpt]:
    """The sentences that have a figure."""
    for paragraph in section.paragraphs:
        for sentence in sentences_of(paragraph):
            if _FIGURE.search(sentence.text):
                yield sentence


def _indicator(section: Section, sentence: Excerpt, statement: Statement) -> Indicator:
    return Indicator(
        path=section.path,
        row=None,
        group="",
        name=statement.name,
        unit=statement.unit,
        baseline=statement.baseline,
        target=statement.target,
        nature="",
        excerpt=sentence,
        concept=concept_of(statement.name),
    )
