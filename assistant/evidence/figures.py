"""Figures that can be reckoned with: what tables and sentences give for the thing asked about."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from assistant.answers import Evidence, Question
from assistant.language.indicator_names import all_names, share_named, without_brackets
from assistant.language.regions import plan_names
from assistant.language.terms import term_set, topic_of
from assistant.library import Library
from assistant.question.query_terms import topic_terms
from corpus.assignments import is_short_for
from corpus.documents import Indicator, Quantity, Value
from corpus.indicators.concepts import normalised as normalised_name
from index.passages import Passage

# A name is the one meant if it covers this part of the topic's weight, or if this part of its
# own weight stands in the question.
_COVERS = 0.6
_IS_NAMED = 0.85
# The characters of a name that tell its kind, and those of the shortest short name.
_KIND = 2
_SHORTEST_NAME = 4
# What the fit of a name weighs beside its being named.
_FIT_WEIGHS = 2.0


class Figure(Value):
    """A number with its unit and year, what it is the figure of, and where it stands.

    ``fit`` tells how well its name fits the question, 0 to 1; ``is_named`` whether the question
    has the name almost in full.
    """

    amount: Decimal
    unit: str
    year: int | None
    name: str
    said: str
    concept: str
    is_target: bool
    is_change: bool
    fit: float
    is_named: bool
    evidence: Evidence

    @property
    def plan(self) -> str:
        """The id of the plan that gives it."""
        return self.evidence.passage.source.id

    def is_of_years(self, question: Question) -> bool:
        """Whether it is of a year that a question asks for; any is, if it asks for none."""
        return not question.years or self.year in question.years


def figures_of(question: Question, library: Library) -> list[Figure]:
    """Return the figures that the question may be about, those of the best names first.

    A reading that gives no single number is no such figure, nor is a change (“提高0.96岁”);
    the number of things newly made (“新建设4个”) is one. Other wordings of what is meant come
    after it.
    """
    return [figure for figure in _found(question, library) if not figure.is_change]


def changes_of(question: Question, library: Library) -> list[Figure]:
    """Return the changes (“比2015年增长53%”) of what the question may be about, as `figures_of`."""
    return [figure for figure in _found(question, library) if figure.is_change]


def figures_beside(figure: Figure) -> list[Figure]:
    """Return the other figures that the sentence of a figure gives."""
    passage, excerpt = figure.evidence.passage, figure.evidence.excerpt
    beside = (
        other
        for record in passage.stated
        if record.excerpt == excerpt and record.name != figure.name
        for other in _figures(passage, record, 0.0, is_named=False)
    )
    return [other for other in beside if not other.is_change]


def _found(question: Question, library: Library) -> list[Figure]:
    records = (*library.rows(question.plans), *library.stated(question.plans))
    asked = _Topic(question, library)
    fits = [(passage, record, *asked.fit(record)) for passage, record in records]
    meant = {
        (passage.source.id, record.concept or record.name)
        for passage, record, fit, is_named in fits
        if fit >= _COVERS or is_named
    }
    figures = [
        figure
        for passage, record, fit, is_named in fits
        if (passage.source.id, record.concept or record.name) in meant
        for figure in _figures(passage, record, fit, is_named=is_named)
    ]
    return sorted(figures, key=how_meant)


def how_meant(figure: Figure) -> float:
    """Return what figures are sorted by, so that the ones most likely meant come first."""
    return -(_FIT_WEIGHS * figure.fit + figure.is_named)


class _Topic:
    """What a question asks for, to see how well the names of records fit it."""

    def __init__(self, question: Question, library: Library) -> None:
        terms = topic_terms(question, library)
        self._terms = tuple(term for term in terms if term in library.weights) or terms
        plain = without_brackets(question.text)
        self._said = term_set(question.text) | term_set(plain) | term_set(plain.replace("的", ""))
        self._weights = library.weights
        self._text = question.text
        topic = topic_of(question.text, plan_names(library.sources))
        runs = (normalised_name(run) for run in topic.split())
        self._runs = tuple(run for run in runs if len(run) >= _SHORTEST_NAME)

    def fit(self, record: Indicator) -> tuple[float, bool]:
        """Return how well a record's name fits, 0 to 1, and whether the question has it."""
        fit = self._weights.coverage(self._terms, all_names(record))
        is_named = share_named(record, self._said, self._weights) >= _IS_NAMED
        return fit, is_named or self._is_shortened(record.name) or self._is_in_parts(record.name)

    def _is_shortened(self, name: str) -> bool:
        """Whether a run of the topic is the name shortened: 千人护士数."""
        return any(is_short_for(run, normalised_name(name)) for run in self._runs)

    def _is_in_parts(self, name: str) -> bool:
        """Whether the question has a name's kind, and before it what tells it apart.

        It has 领军人才 in “领军、重点、后备人才”.
        """
        kind = name[-_KIND:]
        return len(name) >= 2 * _KIND and kind in self._text and name[:-_KIND] in self._text


def by_year(figures: Iterable[Figure]) -> dict[int, Figure]:
    """Return the figure for each year, the best fitting one, table rows before sentences."""
    found: dict[int, Figure] = {}
    for figure in sorted(
        figures, key=lambda f: (-f.fit - f.is_named, f.evidence.passage.kind != "row")
    ):
        if figure.year is not None:
            found.setdefault(figure.year, figure)
    return dict(sorted(found.items()))


def of_one_thing(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures of what the first one measures, in its plan."""
    if not figures:
        return []
    best = figures[0]
    return [f for f in figures if f.plan == best.plan and f.concept == best.concept]


def _figures(passage: Passage, record: Indicator, fit: float, is_named: bool) -> Iterator[Figure]:
    for reading in (record.baseline, record.target):
        quantities = reading.quantities if reading else ()
        if reading is None or len(quantities) != 1 or quantities[0].upper is not None:
            continue
        quantity = quantities[0]
        if quantity.amount is None:
            continue
        yield Figure(
            amount=quantity.amount,
            unit=record.unit.replace("％", "%").strip("约"),
            year=reading.year,
            name=record.name,
            said=reading.value or "",
            concept=record.concept or record.name,
            is_target=reading is record.target,
            is_change=_is_change(quantity, reading.value or ""),
            fit=fit,
            is_named=is_named,
            evidence=Evidence(passage=passage, excerpt=record.excerpt, score=fit),
        )


def _is_change(quantity: Quantity, said: str) -> bool:
    is_new = re.match("新?(建|培|引|创|设|增(?![长加幅速]))", said)
    return quantity.per_year or (bool(quantity.direction) and not is_new)
