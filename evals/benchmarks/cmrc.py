"""CMRC 2018: is the passage found that answers, its sentence cited, and the answer given?

The data is the trial set of Cui et al., "A Span-Extraction Dataset for Chinese Machine
Reading Comprehension", EMNLP-IJCNLP 2019 (https://aclanthology.org/D19-1600), in a file
``cmrc2018_trial.json``: passages of Wikipedia of about 500 characters, each with questions
whose answer is a span of it.

There a reader is handed the passage; here every passage is a text of its own in one
`Assistant.from_texts`, and the question is put to all of them. The keys of the texts are the
benchmark's ids, for its titles would give the passage away.

Every question has an answer, so that any refusal is a false one. Two questions of the trial
set are blank; they cannot be put and are left out.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant import Assistant
from assistant.answers import Citation, Trace
from corpus.documents import Value
from corpus.errors import EvaluationError
from evals.benchmarks.datasets import Progress, in_turn, sampled, text_of
from evals.benchmarks.report import Figure, Report, mean_of
from evals.dataset import first_fault
from evals.normalise import comparable, holds, without_markers
from index.passages import Hit
from index.settings import Settings

FILE = "cmrc2018_trial.json"
ORIGIN = "https://github.com/ymcui/cmrc2018"

_SENTENCE_MARK = re.compile("[。！？!?]")


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Span(_Record):
    text: str
    answer_start: int


class _Asked(_Record):
    id: str
    question: str
    answers: tuple[_Span, ...]


class _Paragraph(_Record):
    id: str
    context: str
    qas: tuple[_Asked, ...]


class _Article(_Record):
    paragraphs: tuple[_Paragraph, ...]


class _File(_Record):
    data: tuple[_Article, ...]


class Question(Value):
    """A question, the passage it was asked of, and where each gold answer stands in it."""

    id: str
    text: str
    source: str
    answers: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


class Row(Value):
    """A question with its answer and scores.

    ``rank`` is that of the source passage among the passages found, from 1; ``None`` if it
    is not among them. ``cited``: the citations of the source passage hold all of the gold
    answer, where it was annotated. ``sentence_cited``: one of them stands in a sentence of
    which the answer is part, so that the difference is what cutting sentences short costs.
    ``answer_in_text``: the answer, and not the clauses that a refusal shows, holds the gold
    answer in one of its wordings (`evals.normalise.holds`: 4 does not stand in 14).
    """

    question: Question
    rank: int | None
    refused: bool
    cited: bool
    sentence_cited: bool
    answer_in_text: bool
    text: str


def run(
    data: Path | None, settings: Settings, *, limit: int | None, seed: int, progress: Progress
) -> Report:
    """Put ``limit`` questions (all by default) to all passages.

    Raises:
        EvaluationError: the data file is missing, or is not of CMRC's form.
    """
    texts, known = read(data)
    questions = [question for question in known if question.text.strip()]
    blank = len(known) - len(questions)
    assistant = Assistant.from_texts(texts, settings)
    rows = [
        row_from(question, assistant.trace(question.text), texts[question.source])
        for question in in_turn(sampled(questions, limit, seed), progress)
    ]
    return Report(
        title=f"CMRC 2018 试用集，在 {len(texts)} 段中检索",
        n=len(rows),
        excluded=blank,
        figures=figures_of(rows),
        remarks=(f"另有 {blank} 题没有题目文字，未计入",),
        rows=tuple(rows),
    )


def read(data: Path | None) -> tuple[dict[str, str], tuple[Question, ...]]:
    """Return the passages by id, and the questions; errors as for `run`."""
    try:
        file = _File.model_validate_json(text_of(data, FILE, ORIGIN))
    except ValidationError as error:
        fault = first_fault(error)
        remedy = f"请从 {ORIGIN} 重新取得原文件"
        raise EvaluationError(f"{FILE}的格式不对：{fault}", remedy) from error
    paragraphs = [paragraph for article in file.data for paragraph in article.paragraphs]
    questions = tuple(
        _question_from(asked, paragraph) for paragraph in paragraphs for asked in paragraph.qas
    )
    return {paragraph.id: paragraph.context for paragraph in paragraphs}, questions


def _question_from(asked: _Asked, paragraph: _Paragraph) -> Question:
    found = (_span_of(answer, paragraph.context) for answer in asked.answers)
    return Question(
        id=asked.id,
        text=asked.question,
        source=paragraph.id,
        answers=tuple(dict.fromkeys(answer.text for answer in asked.answers)),
        spans=tuple(dict.fromkeys(span for span in found if span)),
    )


def _span_of(answer: _Span, context: str) -> tuple[int, int] | None:
    """Where an answer stands: at its offset, or (0.5 % of the offsets are wrong) nearest to it."""
    places = [match.start() for match in re.finditer(f"(?={re.escape(answer.text)})", context)]
    if not places:
        return None
    start = min(places, key=lambda place: abs(place - answer.answer_start))
    return start, start + len(answer.text)


def row_from(question: Question, trace: Trace, context: str) -> Row:
    """Return the scores of an answer; ``context`` is the text of the question's passage."""
    answer = trace.answer
    cited = [c for c in answer.citations if c.plan_id == question.source]
    sentences = [_sentence_around(span, context) for span in question.spans]
    text = "" if answer.refused else comparable(without_markers(answer.text))
    return Row(
        question=question,
        rank=rank_of(question.source, trace.hits),
        refused=answer.refused,
        cited=any(_is_covered(span, cited, context) for span in question.spans),
        sentence_cited=any(
            c.start < end and c.end > start for c in cited for start, end in sentences
        ),
        answer_in_text=any(holds(text, wording) for wording in question.answers),
        text=answer.text,
    )


def rank_of(source: str, hits: Sequence[Hit]) -> int | None:
    """Return the rank, from 1, of a text among the texts of which any passage was found.

    A text counts once, where the best of its passages stands (MaxP of Dai and Callan, SIGIR
    2019): passages of one other text ahead of it cost one rank, however many they are.
    """
    ranked = list(dict.fromkeys(hit.passage.source.id for hit in hits))
    return ranked.index(source) + 1 if source in ranked else None


def figures_of(rows: Sequence[Row]) -> dict[str, Figure]:
    """Return the figures of these rows."""
    recall = {
        f"recall@{k}": mean_of(f"原文段排在前 {k}", [bool(r.rank and r.rank <= k) for r in rows])
        for k in (1, 5)
    }
    return {
        **recall,
        "mrr": mean_of("排名倒数的平均", [1 / row.rank if row.rank else 0.0 for row in rows]),
        "cited": mean_of("引文含标准答案", [row.cited for row in rows]),
        "sentence_cited": mean_of("引文出自答案所在的句子", [row.sentence_cited for row in rows]),
        "answer_in_text": mean_of("回答含标准答案", [row.answer_in_text for row in rows]),
        "false_refusals": mean_of("误拒", [row.refused for row in rows]),
    }


def _sentence_around(span: tuple[int, int], context: str) -> tuple[int, int]:
    """Return where the sentence begins that a span begins in, and where that ends it ends in."""
    marks = [match.end() for match in _SENTENCE_MARK.finditer(context)]
    start = max((mark for mark in marks if mark <= span[0]), default=0)
    end = min((mark for mark in marks if mark >= span[1]), default=len(context))
    return start, end


def _is_covered(span: tuple[int, int], citations: Sequence[Citation], context: str) -> bool:
    """Whether every letter and digit of a span stands in some citation."""
    return all(
        any(citation.start <= place < citation.end for citation in citations)
        for place in range(*span)
        if context[place].isalnum()
    )
