"""The judge's confidence: fitted on tuning halves, tried on what no one tuned on.

A case is a candidate that a composer proposes for a question, and whether the answer made of it
is right. The weights in `assistant/decision/confidence.toml` are those of a logistic regression
for every composer; a composer that has few cases leans on all others: each signal has a weight
shared by all and a deviation of the composer's own, both held small (Daumé III: Frustratingly
Easy Domain Adaptation, ACL 2007). Area under the curve and reliability are those of the weights
that the product has now.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score

from assistant import Assistant
from assistant.answers import Candidate, Message
from assistant.decision.confidence import INTERCEPT, confidence
from assistant.grounding.citations import answer_from
from corpus.documents import Value
from evals.benchmarks.datasets import sampled
from evals.benchmarks.report import Figure, Grid, Report
from evals.dataset import HALVES, load_samples
from evals.documents import FORMATS, load_documents_samples, open_documents
from evals.samples import Half, Sample
from evals.scorers.correctness import LONGEST, faults_of
from index.settings import Settings

FILE = "confidence.toml"
_PLANS = "plans"
_HALF_NAMES: Mapping[Half, str] = {"tuning": "调试组", "held-out": "留出组"}
_SOURCE_NAMES: Mapping[str, str] = {_PLANS: "自带规划", **{f: f"陌生文件 {f}" for f in FORMATS}}
_BINS = 5
# How strongly weights are held small; the best of 0.1, 0.3, 1 and 3 in cross-validation.
_C = 1.0


class Case(Value):
    """A candidate for a question, and whether it is the answer."""

    id: str
    source: str
    half: Half
    composer: str
    signals: dict[str, float]
    confidence: float
    is_right: bool


def run(
    data: Path | None,
    settings: Settings,
    *,
    limit: int | None = None,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Take ``limit`` questions of each set (all by default).

    ``data`` is a folder that the newly fitted weights are written into, if it is given.
    """
    begun = perf_counter()
    sets: dict[str, tuple[Assistant, tuple[Sample, ...]]] = {
        _PLANS: (Assistant.shipped(settings), sampled(load_samples(), limit, seed))
    }
    for file_format in FORMATS:
        asked = sampled(load_documents_samples(), limit, seed)
        sets[file_format] = (open_documents(file_format, settings), asked)
    total = sum(len(samples) for _, samples in sets.values())
    cases: list[Case] = []
    done = 0
    for source, (assistant, samples) in sets.items():
        for sample in samples:
            cases += cases_of(sample, source, assistant)
            done += 1
            if progress:
                progress(done, total)
    weights = fitted([case for case in cases if case.half == "tuning"])
    if data is not None:
        (data / FILE).write_text(toml_of(weights), encoding="utf-8")
    figures: dict[str, Figure] = {}
    for half in HALVES:
        figures |= _quality(half, [case for case in cases if case.half == half])
    return Report(
        suite="calibration",
        title="把握的校准",
        n=len(cases),
        limit=limit,
        seed=seed,
        seconds=perf_counter() - begun,
        figures=figures,
        grids=(_reliability_grid(cases), _composers_grid(cases)),
        rows=tuple(cases),
    )


def cases_of(sample: Sample, source: str, assistant: Assistant) -> Iterator[Case]:
    """Yield a case for every candidate, for the question as put and in the plans' words."""
    history = [Message(role=turn.role, content=turn.content) for turn in sample.history]
    for candidate in assistant.proposals(sample.question, history, sample.plans):
        yield Case(
            id=sample.id,
            source=source,
            half=sample.half,
            composer=candidate.composer,
            signals=candidate.signals,
            confidence=confidence(candidate),
            is_right=_is_right(sample, candidate),
        )


def _is_right(sample: Sample, candidate: Candidate) -> bool:
    if sample.expects_refusal:
        return False
    answer = answer_from(candidate.draft, candidate.question)
    if answer is None:
        return False
    return not faults_of(answer.text, sample.keys, sample.forbidden, LONGEST[sample.kind])


def fitted(cases: Sequence[Case]) -> dict[str, dict[str, float]]:
    """Return intercept and weights for every composer that the cases are of."""
    composers = sorted({case.composer for case in cases})
    signals = sorted({name for case in cases for name in case.signals})
    names = [INTERCEPT, *signals]
    rows = np.zeros((len(cases), 1 + len(composers), len(names)))
    for row, case in zip(rows, cases, strict=True):
        values = {INTERCEPT: 1.0, **case.signals}
        row[0] = row[1 + composers.index(case.composer)] = [values.get(n, 0.0) for n in names]
    truth = np.array([case.is_right for case in cases])
    model = LogisticRegression(C=_C, max_iter=20_000, fit_intercept=False)
    shared, *own = model.fit(rows.reshape(len(cases), -1), truth).coef_.reshape(-1, len(names))
    used = {c: {n for x in cases if x.composer == c for n in x.signals} for c in composers}
    return {
        composer: {
            name: float(weight)
            for name, weight in zip(names, shared + deviation, strict=True)
            if name == INTERCEPT or name in used[composer]
        }
        for composer, deviation in zip(composers, own, strict=True)
    }


def toml_of(weights: Mapping[str, Mapping[str, float]]) -> str:
    """Return weights as the file that the judge reads."""
    lines = [
        "# How sure the judge is of a candidate: the weights of a logistic regression over its",
        "# signals, for every composer. Written by `plans bench --suite calibration --data .`,",
        "# which also tells how well they hold where nothing was tuned.",
    ]
    for composer, of_composer in weights.items():
        lines += ["", f"[{composer}]"]
        lines += [f'"{name}" = {weight:.3f}' for name, weight in of_composer.items()]
    return "\n".join(lines) + "\n"


def _quality(half: Half, cases: Sequence[Case]) -> dict[str, Figure]:
    name = _HALF_NAMES[half]
    sure, truth = _sure_and_truth(cases)
    auc, brier = roc_auc_score(truth, sure), brier_score_loss(truth, sure)
    return {
        f"{half}/auc": Figure(label=f"{name} AUC", value=float(auc), n=len(truth)),
        f"{half}/brier": Figure(label=f"{name} Brier", value=float(brier), n=len(truth)),
    }


def _sure_and_truth(cases: Sequence[Case]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    sure = np.array([case.confidence for case in cases], dtype=float)
    return sure, np.array([case.is_right for case in cases], dtype=bool)


def _reliability_grid(cases: Sequence[Case]) -> Grid:
    rows = []
    for source, half, kept in _groups(cases):
        sure, truth = _sure_and_truth(kept)
        places = np.minimum((sure * _BINS).astype(int), _BINS - 1)
        for place in range(_BINS):
            inside = places == place
            if inside.any():
                rows.append(
                    (
                        _SOURCE_NAMES[source],
                        _HALF_NAMES[half],
                        f"{place / _BINS:.1f}–{(place + 1) / _BINS:.1f}",
                        str(int(inside.sum())),
                        f"{100 * sure[inside].mean():.0f}%",
                        f"{100 * truth[inside].mean():.0f}%",
                    )
                )
    columns = ("材料", "分组", "把握", "候选数", "平均把握", "确是答案")
    return Grid(title="可靠性：把握与事实", columns=columns, rows=tuple(rows))


def _composers_grid(cases: Sequence[Case]) -> Grid:
    rows = []
    for source, half, kept in _groups(cases):
        for composer in sorted({case.composer for case in kept}):
            sure, truth = _sure_and_truth([c for c in kept if c.composer == composer])
            rows.append(
                (
                    _SOURCE_NAMES[source],
                    _HALF_NAMES[half],
                    composer,
                    str(len(sure)),
                    f"{100 * sure.mean():.0f}%",
                    f"{100 * truth.mean():.0f}%",
                )
            )
    columns = ("材料", "分组", "提出者", "候选数", "平均把握", "确是答案")
    return Grid(title="各提出者的把握与事实", columns=columns, rows=tuple(rows))


def _groups(cases: Sequence[Case]) -> Iterator[tuple[str, Half, list[Case]]]:
    for source in _SOURCE_NAMES:
        for half in HALVES:
            kept = [case for case in cases if case.source == source and case.half == half]
            if kept:
                yield source, half, kept
