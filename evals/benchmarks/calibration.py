"""The judge's confidence: fitted on tuning halves and new questions, tried on held-out halves.

A case is a candidate that a composer proposes for a question, and whether the answer made of it
is right. The weights in `assistant/decision/confidence.toml` are those of a logistic regression
for every composer; a composer that has few cases leans on all others: each signal has a weight
shared by all and a deviation of the composer's own, both held small (Daumé III: Frustratingly
Easy Domain Adaptation, ACL 2007). Area under the curve and reliability are those of the weights
that the product has now.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score

from assistant import Assistant
from assistant.answers import Candidate
from assistant.decision.confidence import INTERCEPT, confidence
from assistant.grounding.citations import answer_from
from corpus.documents import Value
from evals import calibration
from evals.benchmarks.datasets import Progress, in_turn, sampled
from evals.benchmarks.report import Figure, Grid, Report
from evals.dataset import HALVES, load_samples
from evals.documents import FORMATS, load_documents_samples, open_documents
from evals.samples import Half, Sample
from evals.scorers.correctness import faults_of
from evals.wording import HALF_NAMES
from index.settings import Settings

FILE = "confidence.toml"
Material = Literal["plans", "new questions", "new documents", "short documents", "strangers"]
_MATERIALS: Mapping[Material, str] = {
    "plans": "题库",
    "new questions": "校准用新题",
    "new documents": "校准用新文件",
    "short documents": "校准用短文件",
    "strangers": "陌生文件",
}
# What a case counts. The rules were made from the tuning half of "plans", where nearly all is
# right; what they were not made from tells more. Strangers are asked in two formats.
_WEIGHTS: Mapping[Material, float] = {
    "plans": 2.0,
    "new questions": 5.0,
    "new documents": 2.0,
    "short documents": 3.0,
    "strangers": 2.0,
}
# How strongly weights are held small; of 0.1, 0.3, 1 and 3 the one of the best cross-validation.
_C = 1.0
# A composer that never failed here may fail elsewhere: for every case of it this part of a
# failure, of its mean candidate, is added (additive smoothing).
_FAILURES = 0.06
_BINS = 5


class Case(Value):
    """A candidate for a question, and whether it is the answer."""

    id: str
    material: Material
    half: Half
    composer: str
    signals: dict[str, float]
    confidence: float
    is_right: bool


def run(
    data: Path | None, settings: Settings, *, limit: int | None, seed: int, progress: Progress
) -> Report:
    """Take ``limit`` questions of each material (all by default).

    ``data`` is a folder that the newly fitted weights are written into, if it is given.
    """
    shipped = Assistant.shipped(settings)
    sets: list[tuple[Material, Assistant, Sequence[Sample]]] = [
        ("plans", shipped, load_samples()),
        ("new questions", shipped, calibration.plan_questions()),
        ("new documents", calibration.open_documents(settings), calibration.document_questions()),
        *(
            ("new documents", Assistant.from_files([file], settings), samples)
            for file, samples in calibration.questions_alone().items()
        ),
        *(
            ("short documents", of_one, samples)
            for of_one, samples in calibration.short_documents(settings)
        ),
        *(
            ("strangers", open_documents(file_format, settings), load_documents_samples())
            for file_format in FORMATS
        ),
    ]
    asked = [
        (sample, material, assistant)
        for material, assistant, samples in sets
        for sample in sampled(samples, limit, seed)
    ]
    cases = [case for entry in in_turn(asked, progress) for case in cases_of(*entry)]
    if data is not None:
        weights = fitted([case for case in cases if case.half == "tuning"])
        (data / FILE).write_text(toml_of(weights), encoding="utf-8")
    figures: dict[str, Figure] = {}
    for half in HALVES:
        figures |= _quality(half, [case for case in cases if case.half == half])
    return Report(
        title="把握的校准",
        n=len(cases),
        figures=figures,
        grids=(_reliability_grid(cases), _composers_grid(cases)),
        rows=tuple(cases),
    )


def cases_of(sample: Sample, material: Material, assistant: Assistant) -> Iterator[Case]:
    """Yield a case for every candidate, for the question as put and in the plans' words."""
    history = [turn.model_dump() for turn in sample.history]
    for candidate in assistant.proposals(sample.question, history, sample.plans):
        yield Case(
            id=sample.id,
            material=material,
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
    return not faults_of(answer.text, sample)


def fitted(cases: Sequence[Case]) -> dict[str, dict[str, float]]:
    """Return intercept and weights for every composer that the cases are of."""
    composers = sorted({case.composer for case in cases})
    used = {c: {n for x in cases if x.composer == c for n in x.signals} for c in composers}
    names = [INTERCEPT, *sorted(set().union(*used.values()))]
    # Shape (cases, 1 + composers, names): what all share, then what is the composer's own.
    rows = np.zeros((len(cases), 1 + len(composers), len(names)))
    for row, case in zip(rows, cases, strict=True):
        values = {INTERCEPT: 1.0, **case.signals}
        row[0] = row[1 + composers.index(case.composer)] = [values.get(n, 0.0) for n in names]
    failures = [rows[[case.composer == c for case in cases]].mean(axis=0) for c in composers]
    truth = [case.is_right for case in cases] + [False] * len(composers)
    of_cases = [_WEIGHTS[case.material] for case in cases]
    pairs = list(zip(cases, of_cases, strict=True))
    counts = of_cases + [
        _FAILURES * sum(weight for case, weight in pairs if case.composer == composer)
        for composer in composers
    ]
    model = LogisticRegression(C=_C, max_iter=20_000, fit_intercept=False)
    model.fit(np.concatenate([rows, failures]).reshape(len(truth), -1), truth, sample_weight=counts)
    shared, *own = model.coef_.reshape(-1, len(names))
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
    name = HALF_NAMES[half]
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
    for material, half, kept in _groups(cases):
        sure, truth = _sure_and_truth(kept)
        places = np.minimum((sure * _BINS).astype(int), _BINS - 1)
        for place in range(_BINS):
            inside = places == place
            if inside.any():
                between = f"{place / _BINS:.1f}–{(place + 1) / _BINS:.1f}"
                rows.append((material, half, between, *_shares(sure[inside], truth[inside])))
    columns = ("材料", "分组", "把握", "候选数", "平均把握", "确是答案")
    return Grid(title="可靠性：把握与事实", columns=columns, rows=tuple(rows))


def _composers_grid(cases: Sequence[Case]) -> Grid:
    rows = [
        (material, half, composer, *_shares(*_sure_and_truth(of_composer)))
        for material, half, kept in _groups(cases)
        for composer in sorted({case.composer for case in kept})
        if (of_composer := [case for case in kept if case.composer == composer])
    ]
    columns = ("材料", "分组", "提出者", "候选数", "平均把握", "确是答案")
    return Grid(title="各提出者的把握与事实", columns=columns, rows=tuple(rows))


def _shares(sure: NDArray[np.float64], truth: NDArray[np.bool_]) -> tuple[str, str, str]:
    return str(len(sure)), f"{100 * sure.mean():.0f}%", f"{100 * truth.mean():.0f}%"


def _groups(cases: Sequence[Case]) -> Iterator[tuple[str, str, list[Case]]]:
    for material in get_args(Material):
        for half in HALVES:
            kept = [case for case in cases if (case.material, case.half) == (material, half)]
            if kept:
                yield _MATERIALS[material], HALF_NAMES[half], kept
