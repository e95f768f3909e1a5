"""How sure it is that a candidate answers, from the signals that its composer gives it."""

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from assistant.answers import Candidate

_WEIGHTS = Path(__file__).with_name("confidence.toml")
INTERCEPT = "intercept"


def confidence(candidate: Candidate) -> float:
    """Return the probability that a candidate is the right answer, 0 to 1.

    A logistic regression for each composer; a signal that a candidate has not is 0. Nothing is
    known of a composer that was not calibrated: its candidates are sure of nothing, 0.
    """
    weights = _model().get(candidate.composer)
    if weights is None:
        return 0.0
    logit = weights[INTERCEPT] + sum(
        weights.get(name, 0.0) * value for name, value in candidate.signals.items()
    )
    return 1 / (1 + math.exp(-logit))


def calibrated() -> frozenset[str]:
    """Return the names of the composers that there are weights for."""
    return frozenset(_model())


@cache
def _model() -> Mapping[str, dict[str, float]]:
    weights: dict[str, dict[str, float]] = tomllib.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return weights
