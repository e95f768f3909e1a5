"""From the scores of questions to figures: means, refusal, confidence, latency, McNemar."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import numpy as np
from scipy.stats import binomtest

from corpus.documents import Value
from evals.dataset import HALVES, KINDS
from evals.mutations import KINDS as LIES
from evals.rows import Row

RESAMPLES = 2000
SEED = 20210629
ALL = "all"
SURE = 0.9


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


def estimate(values: Sequence[float], questions: Sequence[str] | None = None) -> Estimate:
    """Return the mean with its 95 % percentile-bootstrap interval.

    ``questions`` says which question each value is of: those of one question (put to several
    formats of a document) are drawn together, for they are no independent evidence.

    Efron and Tibshirani: An Introduction to the Bootstrap, 1993, section 13.3; the seed is
    fixed, so that the same scores give the same interval. Where all scores are equal the
    interval has no length, which says nothing about other questions.

    >>> estimate([1.0, 1.0])
    Estimate(mean=1.0, low=1.0, high=1.0, n=2)
    """
    if not values:
        return Estimate(mean=None, low=None, high=None, n=0)
    scores = np.asarray(values, dtype=float)  # shape (n,)
    places = {question: place for place, question in enumerate(dict.fromkeys(questions or ()))}
    of = np.array([places[q] for q in questions] if questions else range(scores.size))
    sums, counts = np.bincount(of, weights=scores), np.bincount(of)  # shape (questions,)
    drawn = np.random.default_rng(SEED).integers(sums.size, size=(RESAMPLES, sums.size))
    means = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
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


def figures_of(rows: Sequence[Row]) -> Figures:
    """Return every figure of these rows: the mean of each score, refusing, and confidence.

    ``refused``: share of all questions that were refused. ``refusal_precision``: share of
    the refusals that were due; unscored where none is due, for there it could only be 0.
    ``refusal_recall``: share of the due refusals that were made.
    ``false_refusals``: share of the answerable questions that were refused.
    ``accuracy@0.9``: share right of the answers given with a confidence of at least 0.9;
    unscored where every refusal is due. ``answered@0.9``: share of all questions so answered.
    ``sentences_withheld``: share of a chat model's sentences, ``lies`` and ``lies_figure`` ...:
    share let out of the lies, of all and of each kind; all of them only where that was told.
    """
    names = dict.fromkeys(name for row in rows for name in row.scores)
    refused = [row for row in rows if row.refused]
    due = [row for row in rows if row.expects_refusal]
    answerable = [row for row in rows if not row.expects_refusal]
    sure = [row for row in rows if _is_sure(row)]
    return {
        **{name: _share(rows, partial(_score, name=name)) for name in names},
        "refused": _share(rows, lambda row: row.refused),
        "refusal_precision": _share(refused if due else (), lambda row: row.expects_refusal),
        "refusal_recall": _share(due, lambda row: row.refused),
        "false_refusals": _share(answerable, lambda row: row.refused),
        "accuracy@0.9": _share(sure if answerable else (), partial(_score, name="right")),
        "answered@0.9": _share(rows, _is_sure),
        **_figures_of_readings(rows),
    }


def _figures_of_readings(rows: Sequence[Row]) -> Figures:
    read = [
        (row.id, row.reading, Counter(lie.kind for lie in row.reading.let_out))
        for row in rows
        if row.reading
    ]
    counted = {"sentences_withheld": [(q, r.withheld, r.sentences) for q, r, _ in read]}
    counted["lies"] = [(q, out.total(), sum(r.lies.values())) for q, r, out in read]
    for kind in LIES:
        counted[f"lies_{kind}"] = [(q, out[kind], r.lies.get(kind, 0)) for q, r, out in read]
    return {name: _ratio(parts) for name, parts in counted.items() if any(n for _, _, n in parts)}


def _ratio(parts: Iterable[tuple[str, int, int]]) -> Estimate:
    """Return the mean over what questions have several of, so many of so many."""
    each = [(float(k < some), question) for question, some, n in parts for k in range(n)]
    return estimate([value for value, _ in each], [question for _, question in each])


def _share(rows: Sequence[Row], value_of: Callable[[Row], float | None]) -> Estimate:
    """Return the mean over the rows that have a value."""
    scored = [(float(value), row.id) for row in rows if (value := value_of(row)) is not None]
    return estimate([value for value, _ in scored], [question for _, question in scored])


def _score(row: Row, name: str) -> float | None:
    score = row.scores.get(name)
    return None if score is None else score.value


def _is_sure(row: Row) -> bool:
    return not row.refused and row.confidence >= SURE


def figures_by_slice(rows: Sequence[Row]) -> dict[str, Figures]:
    """Return the figures by half and part, under keys such as ``tuning/fact`` and ``all/all``.

    A part is a kind, a document, a format, or a document's file of one format.
    """
    parts = (ALL, *KINDS, *sorted({part for row in rows for part in row.parts} - set(KINDS)))
    return {
        f"{half}/{part}": figures_of(kept)
        for half in (ALL, *HALVES)
        for part in parts
        if (kept := [r for r in rows if half in (ALL, r.half) and part in (ALL, *r.parts)])
    }


class Latency(Value):
    """The median and the 95th percentile, in milliseconds, of a hop or of the whole way."""

    p50: float
    p95: float


def latencies(rows: Sequence[Row]) -> dict[str, Latency]:
    """Return the latency of every hop where it was gone, and of the whole way as ``total``."""
    found = {}
    for hop in dict.fromkeys(hop for row in rows for hop in row.seconds):
        seconds = np.array([row.seconds[hop] for row in rows if hop in row.seconds])
        p50, p95 = np.percentile(1000 * seconds, [50, 95]).tolist()
        found[hop] = Latency(p50=p50, p95=p95)
    return found


def flat(figures: Mapping[str, Estimate]) -> dict[str, float]:
    """Return the means alone, rounded to four digits, of the figures that have one."""
    return {name: round(f.mean, 4) for name, f in figures.items() if f.mean is not None}
