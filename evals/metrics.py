"""From the scores of questions to figures: means with intervals, refusal, latency, McNemar."""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.stats import binomtest

from corpus.documents import Value
from evals.dataset import HALVES, KINDS
from evals.rows import Row

RESAMPLES = 2000
SEED = 20210629
ALL = "all"


class Estimate(Value):
    """A mean of ``n`` scores between the ends of its 95 % interval; ``None`` where n is 0."""

    mean: float | None
    low: float | None
    high: float | None
    n: int

    @property
    def half_width(self) -> float:
        """Half the length of the interval; 0 if there is none."""
        return 0.0 if self.low is None or self.high is None else (self.high - self.low) / 2


Figures = dict[str, Estimate]


def estimate(values: Sequence[float]) -> Estimate:
    """Return the mean with its 95 % percentile-bootstrap interval.

    Efron and Tibshirani: An Introduction to the Bootstrap, 1993, section 13.3; the seed is
    fixed, so that the same scores give the same interval. Where all scores are equal the
    interval has no length, which says nothing about other questions.

    >>> estimate([1.0, 1.0])
    Estimate(mean=1.0, low=1.0, high=1.0, n=2)
    """
    if not values:
        return Estimate(mean=None, low=None, high=None, n=0)
    scores = np.asarray(values, dtype=float)  # shape (n,)
    drawn = np.random.default_rng(SEED).integers(scores.size, size=(RESAMPLES, scores.size))
    low, high = np.percentile(scores[drawn].mean(axis=1), [2.5, 97.5])
    return Estimate(mean=float(scores.mean()), low=float(low), high=float(high), n=scores.size)


def mcnemar(gained: int, lost: int) -> float:
    """Return the two-sided p-value of McNemar's exact test for two runs of the same questions.

    Under the null hypothesis each of the changed questions was as likely to change either
    way: a binomial test (McNemar, Psychometrika 12, 1947; Fagerland et al., BMC Med. Res.
    Methodol. 13:91, 2013).

    >>> mcnemar(0, 0), round(mcnemar(1, 8), 4)
    (1.0, 0.0391)
    """
    changed = gained + lost
    return float(binomtest(gained, changed, 0.5).pvalue) if changed else 1.0


def slices(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Return the rows by half and kind, under keys such as ``tuning/fact`` and ``all/all``."""
    return {
        f"{half}/{kind}": kept
        for half in (ALL, *HALVES)
        for kind in (ALL, *KINDS)
        if (kept := [row for row in rows if half in (ALL, row.half) and kind in (ALL, row.kind)])
    }


def figures_of(rows: Sequence[Row]) -> Figures:
    """Return every figure of these rows: the mean of each score, and how refusing went."""
    names = dict.fromkeys(name for row in rows for name in row.scores)
    figures = {name: estimate(_values(rows, name)) for name in names}
    return {**figures, **refusal_figures(rows)}


def refusal_figures(rows: Sequence[Row]) -> Figures:
    """Return how refusing went.

    ``refused``: share of all questions that were refused. ``refusal_precision``: share of
    the refusals that were due; unscored where none is due, for there it could only be 0.
    ``refusal_recall``: share of the due refusals that were made.
    ``false_refusals``: share of the answerable questions that were refused.
    """
    refused = [row for row in rows if row.refused]
    due = [row for row in rows if row.expects_refusal]
    answerable = [row for row in rows if not row.expects_refusal]
    return {
        "refused": estimate([float(row.refused) for row in rows]),
        "refusal_precision": estimate([float(row.expects_refusal) for row in refused if due]),
        "refusal_recall": estimate([float(row.refused) for row in due]),
        "false_refusals": estimate([float(row.refused) for row in answerable]),
    }


def figures_by_slice(rows: Sequence[Row]) -> dict[str, Figures]:
    """Return the figures of every half and kind."""
    return {key: figures_of(kept) for key, kept in slices(rows).items()}


class Latency(Value):
    """The median and the 95th percentile, in milliseconds, of a hop or of the whole way."""

    p50: float
    p95: float


def latencies(rows: Sequence[Row]) -> dict[str, Latency]:
    """Return the latency of every hop, and of the whole way as ``total``."""
    hops = dict.fromkeys(hop for row in rows for hop in row.seconds)
    return {hop: _latency([row.seconds.get(hop, 0.0) for row in rows]) for hop in hops}


def _latency(seconds: Sequence[float]) -> Latency:
    p50, p95 = np.percentile(np.asarray(seconds) * 1000, [50, 95])
    return Latency(p50=float(p50), p95=float(p95))


def _values(rows: Sequence[Row], name: str) -> list[float]:
    scores = (row.scores.get(name) for row in rows)
    return [score.value for score in scores if score is not None and score.value is not None]


def flat(figures: Mapping[str, Estimate]) -> dict[str, float]:
    """Return the means alone, rounded to four digits, of the figures that have one."""
    return {
        name: round(figure.mean, 4) for name, figure in figures.items() if figure.mean is not None
    }
