"""RGB, Chinese: does an answer survive noise, is none given without grounds, are two joined?

The four abilities and their data are those of Chen, Lin, Han and Sun, "Benchmarking Large
Language Models in Retrieval-Augmented Generation", AAAI 2024 (https://arxiv.org/abs/2309.01431).
Every question is put, without anything else, to five passages, each a text of its own.

- Noise robustness: share of answers that hold the gold answer at noise ratios 0 to 0.8.
- Negative rejection: share refused where every passage is noise.
- Information integration: share that hold all facts asked, at noise ratios 0, 0.2 and 0.4.
- Counterfactual robustness: what is said where passages are false.

Files: ``rgb_zh_int.json`` and ``rgb_zh_fact.json``, renamed from RGB's ``data/``. RGB takes
noise and rejection from its main file; where that lies there as ``rgb_zh.json`` it is used,
else noise comes from the true and the negative passages of the fact file, and rejection from
the negative passages of both files.

What differs from RGB:

- A refusal is `Answer.refused`, not a phrase, so that no model has to judge it.
- Numbers count as numbers: 70 does not stand in 170 (RGB's substring test would take the
  false 170 for the true 70). NFKC, and white space is dropped on both sides, not on one.
- Negative passages that hold the answer after all are not counted for rejection, nor false
  passages whose false answer is true.
- RGB asks a model whose own memory holds the true answer, and counts when it contradicts
  its passages. Nothing is known here but the passages, so false ones can at best be noticed
  where others contradict them. ``counterfactual_*`` is RGB's set-up (false passages only);
  ``conflict_*`` puts three false and two true ones to it, as far as there are so many (RGB's
  ``--correct_rate 0.4``), of which a good extract shows both sides.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Literal

from langchain_core.embeddings import Embeddings

from assistant import Assistant
from assistant.answers import Answer, QuestionKind
from corpus.documents import Value
from evals.benchmarks.datasets import sampled
from evals.benchmarks.mixtures import (
    RgbQuestion,
    facts_held,
    has_false_passages,
    only_noise,
    read_questions,
    with_conflict,
    with_errors,
    with_facts,
    with_noise,
)
from evals.benchmarks.report import Figure, Report, grouped_mean, mean_of
from evals.benchmarks.texts import RememberedEmbeddings
from evals.normalise import without_markers
from index.embedding import embeddings_from
from index.settings import Settings

INTEGRATION_FILE = "rgb_zh_int.json"
FACT_FILE = "rgb_zh_fact.json"
MAIN_FILE = "rgb_zh.json"
# Questions of each file unless the caller says otherwise: each is put up to eight times.
DEFAULT_LIMIT = 50
NOISE_RATIOS = (0.0, 0.2, 0.4, 0.6, 0.8)
INTEGRATION_RATIOS = (0.0, 0.2, 0.4)

Ability = Literal["noise", "rejection", "integration", "counterfactual", "conflict"]
Progress = Callable[[int, int], None]

# The first is what RGB instructs its models to write.
_SAYS_WRONG = ("事实性错误", "说法不一")


@dataclass(frozen=True)
class _Task:
    """A question of a file, and the passages it is put to."""

    ability: Ability
    file: str
    question: RgbQuestion
    passages: tuple[str, ...]
    ratio: float | None = None


class Row(Value):
    """An answer with its scores; ``key`` tells the question from those of other files.

    ``noise`` is the share of the passages that are noise; ``ratio`` the share that was wanted.
    """

    key: str
    ability: Ability
    ratio: float | None
    noise: float
    question: str
    kind: QuestionKind
    gold: tuple[tuple[str, ...], ...]
    fake: tuple[tuple[str, ...], ...]
    refused: bool
    text: str
    passages: tuple[str, ...]
    scores: dict[str, float]


def run(
    data: Path | None,
    settings: Settings,
    *,
    limit: int | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> Report:
    """Put ``limit`` questions of each file; `DEFAULT_LIMIT` of its hundred by default.

    Raises:
        EvaluationError: a data file is missing, or is not of RGB's form.
    """
    begun = perf_counter()
    limit = DEFAULT_LIMIT if limit is None else limit
    has_main = data is not None and (data / MAIN_FILE).is_file()
    names = (INTEGRATION_FILE, FACT_FILE, *([MAIN_FILE] if has_main else []))
    files = {name: sampled(read_questions(data, name), limit, seed) for name in names}
    tasks = tuple(_tasks_of(files, seed))
    embeddings = RememberedEmbeddings(embeddings_from(settings))
    rows = []
    for task in tasks:
        rows.append(_row_of(task, settings, embeddings, seed))
        if progress:
            progress(len(rows), len(tasks))
    source = MAIN_FILE if has_main else FACT_FILE
    return Report(
        suite="rgb",
        title="RGB 中文：每题只给 5 段",
        n=sum(map(len, files.values())),
        limit=limit,
        seed=seed,
        seconds=perf_counter() - begun,
        figures=figures_of(rows),
        remarks=(f"抗噪声的题目取自 {source}；共作答 {len(rows)} 次",),
        rows=tuple(rows),
    )


def _tasks_of(files: dict[str, tuple[RgbQuestion, ...]], seed: int) -> Iterator[_Task]:
    """Yield every question with passages; a question that has none of a sort is left out."""
    main = MAIN_FILE if MAIN_FILE in files else FACT_FILE
    for question in files[main]:
        for ratio in NOISE_RATIOS:
            yield _Task("noise", main, question, with_noise(question, ratio), ratio)
    for name in [MAIN_FILE] if MAIN_FILE in files else files:
        for question in files[name]:
            if passages := only_noise(question):
                yield _Task("rejection", name, question, passages)
    for question in files[INTEGRATION_FILE]:
        for ratio in INTEGRATION_RATIOS:
            drawn = with_facts(question, ratio, Random(f"{seed} {question.id}"))
            yield _Task("integration", INTEGRATION_FILE, question, drawn, ratio)
    for question in files[FACT_FILE]:
        if not has_false_passages(question):
            continue
        random = Random(f"{seed} {question.id}")
        yield _Task("counterfactual", FACT_FILE, question, with_errors(question, random))
        if passages := with_conflict(question, random):
            yield _Task("conflict", FACT_FILE, question, passages)


def _row_of(task: _Task, settings: Settings, embeddings: Embeddings, seed: int) -> Row:
    question = task.question
    shuffled = Random(f"{seed} {question.id}").sample(task.passages, len(task.passages))
    texts = {f"RGB-{number}": passage for number, passage in enumerate(shuffled, start=1)}
    trace = Assistant.from_texts(texts, settings, embeddings).trace(question.query)
    return Row(
        key=f"{task.file} {question.id}",
        ability=task.ability,
        ratio=task.ratio,
        noise=sum(passage in question.negative for passage in shuffled) / len(shuffled),
        question=question.query,
        kind=trace.question.kind,
        gold=question.answer,
        fake=question.fakeanswer,
        refused=trace.answer.refused,
        text=trace.answer.text,
        passages=tuple(shuffled),
        scores=scores_of(trace.answer, question, shuffled),
    )


def scores_of(answer: Answer, question: RgbQuestion, passages: Sequence[str]) -> dict[str, float]:
    """Return what an answer holds, each from 0 to 1.

    ``right``: every fact asked (RGB's accuracy); ``facts``: which part of them; ``fake``: all
    of the false answer; ``both``: the true and the false one; ``warned``: it says, in words
    that no passage has, that passages are wrong or disagree. A refusal holds nothing, though
    it may show clauses.
    """
    text = "" if answer.refused else without_markers(answer.text)
    true, false = facts_held(text, question.answer), facts_held(text, question.fakeanswer)
    is_right, is_fake = all(true), bool(false) and all(false)
    own = [phrase for phrase in _SAYS_WRONG if not any(phrase in p for p in passages)]
    return {
        "right": float(is_right),
        "facts": sum(true) / len(true),
        "fake": float(is_fake),
        "both": float(is_right and is_fake),
        "warned": float(any(phrase in answer.text for phrase in own)),
        "refused": float(answer.refused),
    }


def figures_of(rows: Sequence[Row]) -> dict[str, Figure]:
    """Return the figures of these rows; those over several ratios are means of each question's.

    ``error_detected`` is RGB's detection rate, ``error_corrected`` the share of the detected
    that also give the true answer.
    """
    noise, integration, rejection, wrong, conflict = (
        [row for row in rows if row.ability == ability]
        for ability in ("noise", "integration", "rejection", "counterfactual", "conflict")
    )
    figures = {"answer_in_text": _by_question("抗噪声：含标准答案", noise, "right")}
    for ratio in NOISE_RATIOS:
        at = [row for row in noise if row.ratio == ratio]
        figures[f"answer_in_text@{ratio}"] = _by_question(_noise_label(ratio, at), at, "right")
    figures["false_refusals"] = _by_question("　有答案而误拒", noise, "refused")
    figures["rejected"] = _by_question("只有噪声：拒答", rejection, "refused")
    for file in dict.fromkeys(row.key.split()[0] for row in rejection):
        of_file = [row for row in rejection if row.key.split()[0] == file]
        name = file.removesuffix(".json")
        figures[f"rejected@{name}"] = _by_question(f"　{name}", of_file, "refused")
    figures["integration"] = _by_question("合并多处：事实全有", integration, "right")
    for ratio in INTEGRATION_RATIOS:
        at = [row for row in integration if row.ratio == ratio]
        figures[f"integration@{ratio}"] = _by_question(_noise_label(ratio, at), at, "right")
    detected = [row for row in wrong if row.scores["warned"]]
    return {
        **figures,
        "integration_facts": _by_question("　说出的事实所占比例", integration, "facts"),
        "integration_refused": _by_question("　误拒", integration, "refused"),
        "counterfactual_right": _by_question("全是错误段落：含真答案", wrong, "right"),
        "counterfactual_fake": _by_question("　照搬假答案", wrong, "fake"),
        "error_detected": _by_question("　指出错误", wrong, "warned"),
        "error_corrected": _by_question("　指出并改正", detected, "right"),
        "conflict_right": _by_question("真假各有：含真答案", conflict, "right"),
        "conflict_fake": _by_question("　含假答案", conflict, "fake"),
        "conflict_both": _by_question("　两种说法都给出", conflict, "both"),
        "conflict_detected": _by_question("　指出说法不一", conflict, "warned"),
    }


def _noise_label(ratio: float, rows: Sequence[Row]) -> str:
    """The ratio that was wanted, and what the files' passages made of it."""
    actual = f"（实际 {sum(row.noise for row in rows) / len(rows):.0%}）" if rows else ""
    return f"　噪声占 {ratio:.0%}{actual}"


def _by_question(label: str, rows: Sequence[Row], score: str) -> Figure:
    """Return the mean over questions of the mean over each question's answers."""
    ordered = sorted(rows, key=lambda row: row.key)
    return mean_of(
        label,
        (
            grouped_mean([row.scores for row in answers], score)
            for _, answers in groupby(ordered, key=lambda row: row.key)
        ),
    )
