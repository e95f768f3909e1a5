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

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from statistics import mean
from typing import Literal

from langchain_core.embeddings import Embeddings

from assistant import Assistant
from assistant.answers import Answer, QuestionKind
from corpus.documents import Value
from evals.benchmarks.datasets import Progress, in_turn, sampled
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
from evals.benchmarks.report import Figure, Report, mean_of
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

# The first is what RGB instructs its models to write.
_SAYS_WRONG = ("事实性错误", "说法不一")
# The name and the label of each figure, the ability it is of and the score that it is made of.
_OVERALL: tuple[tuple[str, str, Ability, str], ...] = (
    ("answer_in_text", "抗噪声：含标准答案", "noise", "right"),
    ("false_refusals", "　有答案而误拒", "noise", "refused"),
    ("rejected", "只有噪声：拒答", "rejection", "refused"),
    ("integration", "合并多处：事实全有", "integration", "right"),
    ("integration_facts", "　说出的事实所占比例", "integration", "facts"),
    ("integration_refused", "　误拒", "integration", "refused"),
    ("counterfactual_right", "全是错误段落：含真答案", "counterfactual", "right"),
    ("counterfactual_fake", "　照搬假答案", "counterfactual", "fake"),
    ("error_detected", "　指出错误", "counterfactual", "warned"),
    ("conflict_right", "真假各有：含真答案", "conflict", "right"),
    ("conflict_fake", "　含假答案", "conflict", "fake"),
    ("conflict_both", "　两种说法都给出", "conflict", "both"),
    ("conflict_detected", "　指出说法不一", "conflict", "warned"),
)


# Those that are given for each noise ratio, or for each file where none is set, as well.
_DIVIDED = ("answer_in_text", "rejected", "integration")


class Task(Value):
    """A question of a file and the passages it is put to; ``ratio`` is the noise wanted there."""

    ability: Ability
    file: str
    question: RgbQuestion
    passages: tuple[str, ...]
    ratio: float | None = None

    @property
    def noise(self) -> float:
        """The share of the passages that are noise."""
        return mean(passage in self.question.negative for passage in self.passages)

    @property
    def part(self) -> str:
        """The noise ratio that was wanted, or the file where none was."""
        return self.file.removesuffix(".json") if self.ratio is None else str(self.ratio)


class Row(Value):
    """An answer with its scores."""

    task: Task
    kind: QuestionKind
    text: str
    scores: dict[str, float]


def run(
    data: Path | None, settings: Settings, *, limit: int | None, seed: int, progress: Progress
) -> Report:
    """Put ``limit`` questions of each file; `DEFAULT_LIMIT` of its hundred by default.

    Raises:
        EvaluationError: a data file is missing, or is not of RGB's form.
    """
    limit = DEFAULT_LIMIT if limit is None else limit
    has_main = data is not None and (data / MAIN_FILE).is_file()
    names = (INTEGRATION_FILE, FACT_FILE, *([MAIN_FILE] if has_main else []))
    files = {name: sampled(read_questions(data, name), limit, seed) for name in names}
    embeddings = RememberedEmbeddings(embeddings_from(settings))
    tasks = tuple(_tasks_of(files, seed))
    rows = [_row_of(task, settings, embeddings) for task in in_turn(tasks, progress)]
    source = MAIN_FILE if has_main else FACT_FILE
    return Report(
        title="RGB 中文：每题只给 5 段",
        n=sum(map(len, files.values())),
        limit=limit,
        figures=figures_of(rows),
        remarks=(f"抗噪声的题目取自 {source}；共作答 {len(rows)} 次",),
        rows=tuple(rows),
    )


def _tasks_of(files: Mapping[str, Sequence[RgbQuestion]], seed: int) -> Iterator[Task]:
    """Yield every question with its passages, shuffled; without one of a sort it is left out."""
    for ability, file, question, passages, ratio in _mixtures_of(files, seed):
        if passages:
            yield Task(
                ability=ability,
                file=file,
                question=question,
                passages=tuple(_random(seed, question).sample(passages, len(passages))),
                ratio=ratio,
            )


def _mixtures_of(
    files: Mapping[str, Sequence[RgbQuestion]], seed: int
) -> Iterator[tuple[Ability, str, RgbQuestion, tuple[str, ...], float | None]]:
    main = MAIN_FILE if MAIN_FILE in files else FACT_FILE
    for question in files[main]:
        for ratio in NOISE_RATIOS:
            yield "noise", main, question, with_noise(question, ratio), ratio
    for name in [MAIN_FILE] if MAIN_FILE in files else files:
        for question in files[name]:
            yield "rejection", name, question, only_noise(question), None
    for question in files[INTEGRATION_FILE]:
        for ratio in INTEGRATION_RATIOS:
            drawn = with_facts(question, ratio, _random(seed, question))
            yield "integration", INTEGRATION_FILE, question, drawn, ratio
    for question in filter(has_false_passages, files[FACT_FILE]):
        random = _random(seed, question)
        yield "counterfactual", FACT_FILE, question, with_errors(question, random), None
        yield "conflict", FACT_FILE, question, with_conflict(question, random), None


def _random(seed: int, question: RgbQuestion) -> Random:
    return Random(f"{seed} {question.id}")


def _row_of(task: Task, settings: Settings, embeddings: Embeddings) -> Row:
    texts = {f"RGB-{number}": passage for number, passage in enumerate(task.passages, start=1)}
    trace = Assistant.from_texts(texts, settings, embeddings).trace(task.question.query)
    scores = scores_of(trace.answer, task.question, task.passages)
    return Row(task=task, kind=trace.question.kind, text=trace.answer.text, scores=scores)


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
    """Return the figures of these rows, each a mean over questions.

    ``error_detected`` is RGB's detection rate, ``error_corrected`` the share of the detected
    that also give the true answer.
    """
    figures = {}
    for name, label, ability, score in _OVERALL:
        of_ability = [row for row in rows if row.task.ability == ability]
        figures[name] = _by_question(label, of_ability, score)
        for part in dict.fromkeys(row.task.part for row in of_ability) if name in _DIVIDED else ():
            of_part = [row for row in of_ability if row.task.part == part]
            figures[f"{name}@{part}"] = _by_question(_label_of(part, of_part), of_part, score)
    detected = [
        row for row in rows if row.task.ability == "counterfactual" and row.scores["warned"]
    ]
    return {**figures, "error_corrected": _by_question("　指出并改正", detected, "right")}


def _label_of(part: str, rows: Sequence[Row]) -> str:
    """The file, or the ratio that was wanted and what the files' passages made of it."""
    wanted = rows[0].task.ratio
    if wanted is None:
        return f"　{part}"
    return f"　噪声占 {wanted:.0%}（实际 {mean(row.task.noise for row in rows):.0%}）"


def _by_question(label: str, rows: Sequence[Row], score: str) -> Figure:
    """Return the mean over questions of the mean over each question's answers.

    Answers to the same question are not independent; an interval has to be over questions.
    """
    answers = defaultdict(list)
    for row in rows:
        answers[row.task.file, row.task.question.id].append(row.scores[score])
    return mean_of(label, map(mean, answers.values()))
