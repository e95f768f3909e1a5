"""Figures that can be reckoned with: read from a table's cell, or from a clause and its year."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.answers import Evidence
from assistant.terms import TermWeights, folded
from corpus.documents import Indicator, Reading, Value
from index.passages import Passage

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d(?=\s*年)")
_COMPARES = re.compile(r"比\s*(?:19|20)\d\d年")
# The last year of the 13th Five-Year Plan (2016–2020).
_END_OF_LAST_PERIOD = 2020
_LAST_PERIOD = re.compile('[“"]?十三五[”"]?末')
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*(%|‰|/10万|[\u4e00-\u9fff])?")
_FROM_TO = re.compile(
    r"[由从](?:\d{4}年的)?(\d+(?:\.\d+)?)([^\d，。]{0,4}?)(?:提高|增加|上升|增长|下降|降低|减少)"
    r"(?:到|至)(?:\d{4}年的)?(\d+(?:\.\d+)?)"
)
# A name in an enumeration is the one meant if it covers this part of the topic's weight.
_NAME_COVERS = 0.5


class Figure(Value):
    """A number with its unit and year, and the evidence where it stands."""

    amount: Decimal
    unit: str
    year: int | None
    said: str
    evidence: Evidence


def figure_from_reading(passage: Passage, row: Indicator, reading: Reading | None) -> Figure | None:
    """Return a table reading as a figure, or ``None`` if it holds no single number."""
    numbers = _NUMBER.findall(reading.value or "") if reading else []
    if reading is None or len(numbers) != 1:
        return None
    return Figure(
        amount=Decimal(numbers[0]),
        unit=row.unit,
        year=reading.year,
        said=reading.value or "",
        evidence=Evidence(passage=passage, excerpt=passage.excerpt, score=1.0),
    )


def figures_by_year(
    evidence: Sequence[Evidence], terms: Sequence[str], weights: TermWeights
) -> dict[int, Figure]:
    """Return the figure that the clauses give for the topic in each year, the best clause's first.

    A clause may name several things with their figures (“X、Y分别为2.79人、4.95人”, “X 30个，
    Y 40个”): the one whose name covers most of the topic counts.
    """
    found: dict[int, Figure] = {}
    for candidate in evidence:
        if candidate.passage.kind != "clause":
            continue
        best: dict[int, tuple[float, str, str]] = {}
        for year, name, amount, unit in _named(folded(candidate.excerpt.text)):
            covered = weights.coverage(terms, name)
            if covered >= _NAME_COVERS and covered > best.get(year, (0.0, "", ""))[0]:
                best[year] = (covered, amount, unit)
        for year, (_, amount, unit) in best.items():
            figure = Figure(
                amount=Decimal(amount),
                unit=unit,
                year=year,
                said=f"{amount}{unit}",
                evidence=candidate,
            )
            found.setdefault(year, figure)
    return found


def from_and_to(evidence: Sequence[Evidence]) -> tuple[Figure, Figure] | None:
    """Return the two figures of “由56.12元提高到89.42元” in the best clause that has such words."""
    for candidate in evidence:
        match = _FROM_TO.search(candidate.excerpt.text)
        if match and candidate.passage.kind == "clause":
            unit = match.group(2)
            first, second = (
                Figure(
                    amount=Decimal(match.group(group)),
                    unit=unit,
                    year=None,
                    said=f"{match.group(group)}{unit}",
                    evidence=candidate,
                )
                for group in (1, 3)
            )
            return first, second
    return None


def _named(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Yield each name in a sentence with its year, number and unit.

    A year holds for the clauses after it, until another is named; a clause that compares
    with a year (“比2015年提高”) gives no figure of its own.
    """
    year: int | None = None
    for part in re.split("[，,；;。]", text):
        if _COMPARES.search(part):
            continue
        named_year = _YEAR.search(part)
        if named_year:
            year = int(named_year.group())
        elif _LAST_PERIOD.search(part):
            year = _END_OF_LAST_PERIOD
        if year is not None:
            for name, amount, unit in _amounts_in(part):
                yield year, name, amount, unit


def _amounts_in(part: str) -> Iterator[tuple[str, str, str]]:
    names, apart, amounts = part.partition("分别为")
    listed = [item for item in re.split("[、和]", amounts) if item]
    named = names.split("、")
    if apart and len(listed) == len(named):
        for name, amount in zip(named, listed, strict=True):
            for match in _AMOUNT.finditer(amount):
                yield name, match.group(1), match.group(2) or ""
    else:
        for match in _AMOUNT.finditer(_YEAR.sub("    ", part)):
            yield part[: match.start()], match.group(1), match.group(2) or ""
