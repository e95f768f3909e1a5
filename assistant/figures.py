"""Figures that can be reckoned with: what tables and sentences give for the thing asked about."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from assistant.answers import Evidence, Question
from assistant.evidence import topic_terms
from assistant.library import Library
from assistant.terms import term_set, terms_of
from corpus.documents import Indicator, Reading, Value
from index.passages import Passage

# A name is the one meant if it covers this part of the topic's weight, or if this part of its
# own weight stands in the question.
_COVERS = 0.6
_IS_NAMED = 0.85
_BRACKETED = re.compile("[（(][^）)]*[）)]")


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
    fit: float
    is_named: bool
    evidence: Evidence

    @property
    def plan(self) -> str:
        """The id of the plan that gives it."""
        return self.evidence.passage.source.id


def figures_of(question: Question, library: Library) -> list[Figure]:
    """Return the figures that the question may be about, those of the best names first.

    A reading that gives no single number, or a change (“提高0.96岁”), is no such figure; the
    number of things newly made (“新建设4个”) is one.
    """
    records = (*library.rows(question.plans), *library.stated(question.plans))
    figures = [
        f for passage, record in records for f in _figures(passage, record, question, library)
    ]
    return sorted(figures, key=lambda figure: -(figure.fit + figure.is_named))


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


def _figures(
    passage: Passage, record: Indicator, question: Question, library: Library
) -> Iterator[Figure]:
    terms = topic_terms(question, library)
    weights = library.weights
    plain = _BRACKETED.sub("", record.name)
    fit = weights.coverage(terms, f"{record.name} {plain} {record.concept}")
    asked = term_set(question.text)
    own = terms_of(plain)
    whole = weights.total(own)
    is_named = bool(whole) and weights.total(t for t in own if t in asked) >= _IS_NAMED * whole
    if fit < _COVERS and not is_named:
        return
    for reading in (record.baseline, record.target):
        amount = _single_amount(reading)
        if reading is None or amount is None:
            continue
        yield Figure(
            amount=amount,
            unit=record.unit.replace("％", "%").strip("约"),
            year=reading.year,
            name=record.name,
            said=reading.value or "",
            concept=record.concept or record.name,
            is_target=reading is record.target,
            fit=fit,
            is_named=is_named,
            evidence=Evidence(passage=passage, excerpt=record.excerpt, score=fit),
        )


def _single_amount(reading: Reading | None) -> Decimal | None:
    quantities = reading.quantities if reading else ()
    if reading is None or len(quantities) != 1 or quantities[0].upper is not None:
        return None
    quantity = quantities[0]
    is_change = quantity.direction and not re.match("新?(建|增|培|引|创|设)", reading.value or "")
    return None if is_change or quantity.per_year else quantity.amount
