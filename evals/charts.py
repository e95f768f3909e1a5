"""The values that the charts of a report are drawn from; `templates/charts.html` draws them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evals.metrics import Estimate
from evals.result import Result
from evals.rows import Row
from evals.samples import Kind
from evals.wording import HALF_NAMES

# A share of fewer questions than these is not drawn: it would jump about.
FEWEST = 5
ANSWERABLE, CORRECT = "规划里有答案的题", "已作答的题中答对的"
_BINS = 10

Point = tuple[float, float, float]


@dataclass(frozen=True)
class Series:
    """Means with the ends of their intervals, each 0 to 1 or ``None``, under one CSS class."""

    name: str
    css: str
    points: Sequence[Point | None]


@dataclass(frozen=True)
class Bin:
    """The questions whose score lies in ``low`` to ``high``: how many, and shares from 0 to 1."""

    low: float
    high: float
    count: int
    shares: Mapping[str, float | None]


@dataclass(frozen=True)
class Curve:
    """A cumulative distribution: ``x`` of the axis is 0 to 1.

    ``points`` are (x, share of values), ``ticks`` (x, value), ``marks`` (percentile, x, value).
    """

    points: Sequence[tuple[float, float]]
    ticks: Sequence[tuple[float, float]]
    marks: Sequence[tuple[int, float, float]]


def series_of(result: Result, kinds: Sequence[Kind]) -> list[Series]:
    """Return the share right of these kinds, a series a half."""
    return [
        Series(
            name=HALF_NAMES[half],
            css=half,
            points=[
                _point(result.figures.get(f"{half}/{kind}", {}).get("right")) for kind in kinds
            ],
        )
        for half in result.halves
    ]


def _point(figure: Estimate | None) -> Point | None:
    if figure is None or figure.mean is None or figure.low is None or figure.high is None:
        return None
    return figure.mean, figure.low, figure.high


def bins_of(rows: Iterable[Row]) -> list[Bin]:
    """Return the questions by how sure their answers were, in ten bins from 0 to 1."""
    binned: list[list[Row]] = [[] for _ in range(_BINS)]
    for row in rows:
        binned[min(int(row.confidence * _BINS), _BINS - 1)].append(row)
    return [
        Bin(
            low=place / _BINS,
            high=(place + 1) / _BINS,
            count=len(kept),
            shares={
                ANSWERABLE: _share([not row.expects_refusal for row in kept]),
                CORRECT: _share([row.is_right for row in kept if not row.refused]),
            },
        )
        for place, kept in enumerate(binned)
    ]


def _share(flags: Sequence[bool]) -> float | None:
    return float(np.mean(flags)) if len(flags) >= FEWEST else None


def curve_of(values: Sequence[float]) -> Curve:
    """Return the share of values that are at most x, up to a little past the 99th percentile."""
    ordered = np.sort(np.asarray(values, dtype=float))
    longest = float(np.percentile(ordered, 99)) * 1.1
    shares = np.arange(1, ordered.size + 1) / ordered.size
    marks = [(p, float(np.percentile(ordered, p))) for p in (50, 95)]
    return Curve(
        points=list(zip(np.minimum(ordered / longest, 1).tolist(), shares.tolist(), strict=True)),
        ticks=[(float(t / longest), float(t)) for t in np.arange(0, longest, round_step(longest))],
        marks=[(p, value / longest, value) for p, value in marks],
    )


def round_step(longest: float) -> float:
    """Return the distance of about five ticks on an axis from 0: 1, 2 or 5 times a power of ten.

    >>> round_step(174), round_step(0.9)
    (50.0, 0.2)
    """
    power = 10.0 ** np.floor(np.log10(longest / 5))
    return float(next(step * power for step in (1, 2, 5, 10) if step * power >= longest / 5))
