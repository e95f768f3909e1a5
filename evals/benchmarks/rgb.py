"""RGB, Chinese: does an answer survive noise, is none given without grounds, are two joined?

Three of the abilities, and the data, of Chen, Lin, Han and Sun, "Benchmarking Large Language
Models in Retrieval-Augmented Generation", AAAI 2024 (https://arxiv.org/abs/2309.01431). Every
question is put, without anything else, to five passages, each a text of its own; how they are
chosen follows ``processdata`` in RGB's ``evalue.py``.

- Noise robustness: share of answers that hold the gold answer at noise ratios 0 to 0.8.
- Negative rejection: share refused where every passage is noise.
- Information integration: share that hold all facts asked, at noise ratios 0, 0.2 and 0.4.

Files: ``rgb_zh_int.json`` and ``rgb_zh_fact.json``, renamed from RGB's ``data/``. Noise comes
from the true and the negative passages of the fact file, rejection from the negative passages
of both. The fourth ability, counterfactual robustness, asks whether a model's own memory
contradicts its passages; nothing is known here but the passages.

What differs from RGB:

- A refusal is `Answer.refused`, not a phrase, so that no model has to judge it.
- Numbers count as numbers: 70 does not stand in 170. NFKC, and white space is dropped on both
  sides, not on one.
- Negative passages that hold the answer after all are not counted for rejection.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from random import Random
from statistics import mean
from typing import Annotated, Any, Literal

from langchain_core.embeddings import Embeddings
from pydantic import BaseModel, BeforeValidator, ConfigDict

from assistant import Assistant
from assistant.answers import Answer
from corpus.documents import Value
from evals.benchmarks.datasets import Progress, in_turn, sampled, text_of
from evals.benchmarks.report import Figure, Report, mean_of
from evals.benchmarks.texts import RememberedEmbeddings
from evals.dataset import parsed
from evals.normalise import comparable, holds, without_markers
from index.embedding import embeddings_from
from index.settings import Settings

ORIGIN = "https://github.com/chen700564/RGB"
INTEGRATION_FILE = "rgb_zh_int.json"
FACT_FILE = "rgb_zh_fact.json"
# Questions of each file unless the caller says otherwise: each is put up to six times.
DEFAULT_LIMIT = 50
# Passages a question is put to, as in the paper.
PASSAGES = 5
NOISE_RATIOS = (0.0, 0.2, 0.4, 0.6, 0.8)
INTEGRATION_RATIOS = (0.0, 0.2, 0.4)

Ability = Literal["noise", "rejection", "integration"]
Facts = tuple[tuple[str, ...], ...]

# The name and the label of each figure, the ability it is of and the score that it is made of.
_OVERALL: tuple[tuple[str, str, Ability, str], ...] = (
    ("answer_in_text", "抗噪声：含标准答案", "noise", "right"),
    ("false_refusals", "　有答案而误拒", "noise", "refused"),
    ("rejected", "只有噪声：拒答", "rejection", "refused"),
    ("integration", "合并多处：事实全有", "integration", "right"),
    ("integration_facts", "　说出的事实所占比例", "integration", "facts"),
    ("integration_refused", "　误拒", "integration", "refused"),
)
# Those that are given for each noise ratio as well.
_DIVIDED = ("answer_in_text", "integration")


def _groups(value: Any) -> Any:
    """An answer as RGB writes it: a string, or a list of facts, each a string or alternatives."""
    facts = value if isinstance(value, list) else [value]
    return [fact if isinstance(fact, list) else [fact] for fact in facts]


def _nested(value: Any) -> Any:
    """Passages in one list for each fact, where the file has a single list."""
    is_flat = isinstance(value, list) and not any(isinstance(item, list) for item in value)
    return [value] if is_flat else value


class RgbQuestion(BaseModel):
    """A question of RGB.

    ``answer`` has an entry for each fact that is asked, with its alternative wordings;
    ``positive`` the passages that hold each fact (one list where one fact is asked).
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: int
    query: str
    answer: Annotated[Facts, BeforeValidator(_groups)]
    positive: Annotated[Facts, BeforeValidator(_nested)]
    negative: tuple[str, ...]


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


class Row(Value):
    """An answer with its scores."""

    task: Task
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
    files = {
        name: sampled(read_questions(data, name), limit, seed)
        for name in (INTEGRATION_FILE, FACT_FILE)
    }
    embeddings = RememberedEmbeddings(embeddings_from(settings))
    tasks = tuple(_tasks_of(files, seed))
    rows = [_row_of(task, settings, embeddings) for task in in_turn(tasks, progress)]
    return Report(
        title="RGB 中文：每题只给 5 段",
        n=sum(map(len, files.values())),
        limit=limit,
        figures=figures_of(rows),
        remarks=(f"共作答 {len(rows)} 次",),
        rows=tuple(rows),
    )


def read_questions(folder: Path | None, name: str) -> tuple[RgbQuestion, ...]:
    """Return the questions of a file, one JSON object a line; errors as for `run`."""
    lines = text_of(folder, name, ORIGIN).splitlines()
    return tuple(parsed(lines, name, RgbQuestion, f"请从 {ORIGIN} 重新取得原文件"))


def _tasks_of(files: Mapping[str, Sequence[RgbQuestion]], seed: int) -> Iterator[Task]:
    """Yield every question with its passages, shuffled; without one of a sort it is left out."""

    def task(
        ability: Ability, file: str, question: RgbQuestion, passages: tuple[str, ...], **more: float
    ) -> Task:
        mixed = tuple(_random(seed, question).sample(passages, len(passages)))
        return Task(ability=ability, file=file, question=question, passages=mixed, **more)

    for question in files[FACT_FILE]:
        for ratio in NOISE_RATIOS:
            yield task("noise", FACT_FILE, question, with_noise(question, ratio), ratio=ratio)
    for name, questions in files.items():
        for question in questions:
            if passages := only_noise(question):
                yield task("rejection", name, question, passages)
    for question in files[INTEGRATION_FILE]:
        for ratio in INTEGRATION_RATIOS:
            drawn = with_facts(question, ratio, _random(seed, question))
            yield task("integration", INTEGRATION_FILE, question, drawn, ratio=ratio)


def _random(seed: int, question: RgbQuestion) -> Random:
    return Random(f"{seed} {question.id}")


def with_noise(question: RgbQuestion, ratio: float) -> tuple[str, ...]:
    """Return five passages, the share ``ratio`` of them noise, as far as the file has so many.

    Where noise is short, right passages fill up, and the other way round.
    """
    right = [passage for passages in question.positive for passage in passages]
    noise = min(math.ceil(PASSAGES * ratio), len(question.negative))
    noise = max(noise, PASSAGES - len(right))
    return (*right[: PASSAGES - noise], *question.negative[:noise])


def with_facts(question: RgbQuestion, ratio: float, random: Random) -> tuple[str, ...]:
    """Return five passages, each fact in one at least, and the share ``ratio`` of them noise."""
    by_fact = [random.sample(passages, len(passages)) for passages in question.positive]
    ranked = [passage for turn in zip_longest(*by_fact) for passage in turn if passage is not None]
    right = ranked[: max(len(by_fact), PASSAGES - math.ceil(PASSAGES * ratio))]
    return (*right, *question.negative[: max(0, PASSAGES - len(right))])


def only_noise(question: RgbQuestion) -> tuple[str, ...]:
    """Return up to five negative passages; none if they hold the answer all the same.

    Some do, for RGB looked for the very string.
    """
    passages = question.negative[:PASSAGES]
    held = zip(*(facts_held(passage, question.answer) for passage in passages), strict=True)
    return () if all(map(any, held)) else passages


def _row_of(task: Task, settings: Settings, embeddings: Embeddings) -> Row:
    texts = {f"RGB-{number}": passage for number, passage in enumerate(task.passages, start=1)}
    trace = Assistant.from_texts(texts, settings, embeddings).trace(task.question.query)
    scores = scores_of(trace.answer, task.question)
    return Row(task=task, text=trace.answer.text, scores=scores)


def facts_held(text: str, facts: Facts) -> list[bool]:
    """Return, for each fact, whether a text holds one of its wordings; see `normalise.holds`."""
    text = comparable(text)
    return [any(holds(text, wording) for wording in wordings) for wordings in facts]


def scores_of(answer: Answer, question: RgbQuestion) -> dict[str, float]:
    """Return what an answer holds, each from 0 to 1.

    ``right``: every fact asked (RGB's accuracy); ``facts``: which part of them. A refusal holds
    nothing, though it may show clauses.
    """
    held = facts_held("" if answer.refused else without_markers(answer.text), question.answer)
    return {
        "right": float(all(held)),
        "facts": mean(held),
        "refused": float(answer.refused),
    }


def figures_of(rows: Sequence[Row]) -> dict[str, Figure]:
    """Return the figures of these rows, each a mean over questions."""
    figures = {}
    for name, label, ability, score in _OVERALL:
        of_ability = [row for row in rows if row.task.ability == ability]
        figures[name] = _by_question(label, of_ability, score)
        ratios = dict.fromkeys(row.task.ratio for row in of_ability) if name in _DIVIDED else ()
        for ratio in ratios:
            of_ratio = [row for row in of_ability if row.task.ratio == ratio]
            # The files have fewer passages of a sort than some ratios ask for.
            noise = mean(row.task.noise for row in of_ratio)
            wanted = f"　噪声占 {ratio:.0%}（实际 {noise:.0%}）"
            figures[f"{name}@{ratio}"] = _by_question(wanted, of_ratio, score)
    return figures


def _by_question(label: str, rows: Sequence[Row], score: str) -> Figure:
    """Return the mean over questions of the mean over each question's answers.

    Answers to the same question are not independent; an interval has to be over questions.
    """
    answers = defaultdict(list)
    for row in rows:
        answers[row.task.file, row.task.question.id].append(row.scores[score])
    return mean_of(label, map(mean, answers.values()))
