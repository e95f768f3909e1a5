"""The ruler for a chat model: what became of its sentences, and which lies would get out.

Careful readers wrote what a good model would answer; ``plans eval --chat`` asks their questions
alone. Of the tuning half each sentence that was let out is made a lie in many ways, and each lie
put to the verifier that let the truth out, with the markers of what the truth rests on.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, Field

from assistant.answers import Trace, Written
from assistant.chat.forms import is_empty
from assistant.chat.items import address_of
from assistant.chat.prompting import room_for_evidence
from assistant.chat.selection import items_from
from assistant.chat.sentences import SentenceReader
from assistant.chat.verifier import Verification, Verifier
from assistant.chat.writer import verifier_of
from assistant.language.institutions import is_institution
from assistant.language.regions import short_region
from assistant.library import Library
from corpus.documents import Value
from corpus.errors import EvaluationError
from evals.dataset import S, records_in
from evals.mutations import lies_of
from evals.outcome import Outcome
from evals.scorers.plain import plain_answer
from index.settings import Settings

if TYPE_CHECKING:
    from evals.rows import Row

# What a reason says before it names what it found.
_REASON = re.compile(r"原文(?:说的|此处|的先后)?(?:不是|没有)(?![说这])|[^：（]+")


class ReadersAnswer(BaseModel):
    """A question as readers were asked it, and what they wrote."""

    question: str
    text: str


class Sentence(Value):
    """A sentence that was withheld, or a lie that was let out.

    ``kind`` is that of the reason or of the lie; ``beside`` is the reason, or the truth. A lie
    that ``rests_on`` other words than the truth may be true of those.
    """

    kind: str
    text: str
    beside: str
    rests_on: str = ""


class Reading(Value):
    """What became of a model's sentences; which ones, and the lies, of the tuning half alone.

    ``lies`` are how many were made of the sentences that were let out, by kind.
    """

    sentences: int
    withheld: int
    kept_back: tuple[Sentence, ...] = ()
    lies: dict[str, int] = Field(default_factory=dict)
    let_out: tuple[Sentence, ...] = ()


def read_by_people(samples: Sequence[S], answers: Path) -> tuple[S, ...]:
    """Return the samples whose wording stands in a file of readers' answers.

    Raises:
        EvaluationError: the file cannot be read, or has no question of these.
    """
    remedy = "每行写一个 JSON 对象，有 question 和 text，见 docs/evaluation.md"
    wordings = {answer.question for answer in records_in(answers, ReadersAnswer, remedy)}
    kept = tuple(sample for sample in samples if sample.question in wordings)
    if not kept:
        raise EvaluationError(
            f"答案文件 {answers} 里没有要问的题",
            "问题须与题库逐字相同；请检查是否要加 --documents，或放宽 --kind、--plan、--half",
        )
    return kept


def reading_with(library: Library, settings: Settings) -> Callable[[Outcome], Reading | None]:
    """Return what tells what a model's sentences came to, held to this library as they were.

    Where the model was not asked, or found no answer, there is nothing to tell.
    """
    named = (name for s in library.sources for name in (s.region, short_region(s)))
    regions = tuple(dict.fromkeys(filter(None, named)))
    institutions = tuple(filter(is_institution, library.names))

    def reading(outcome: Outcome) -> Reading | None:
        written = outcome.trace.written
        if written is None or plain_answer(outcome.trace).refused:
            return None
        counts = Reading(sentences=written.sentences, withheld=len(written.withheld))
        if outcome.sample.held_out:
            return counts
        trace = _as_asked(outcome.trace)
        items = items_from(trace, library, room_for_evidence(settings, trace.question))
        verifier = verifier_of(trace, items, library)
        verified = tuple(_verified(written, verifier))
        lies: Counter[str] = Counter()
        let_out = []
        for truth in (v for v in verified if v.statement):
            evidence, markers = _evidence_of(truth), _markers_of(truth, written)
            words = "\n".join(evidence)
            for lie in lies_of(truth.text, words, regions=regions, institutions=institutions):
                lies[lie.kind] += 1
                told = verifier.verify(lie.text + markers)
                if told.statement:
                    others = "\n".join(w for w in _evidence_of(told) if w not in evidence)
                    known = {"kind": lie.kind, "text": lie.text, "beside": truth.text}
                    let_out.append(Sentence(**known, rests_on=others))
        # A sentence that the model did not finish was not held to anything.
        withheld = [v for v in verified if not v.statement][: counts.withheld]
        kept_back = tuple(
            Sentence(
                kind=(_REASON.findall(v.reason) or ["没有说明"])[0], text=v.text, beside=v.reason
            )
            for v in withheld
        )
        update = {"kept_back": kept_back, "lies": dict(lies), "let_out": tuple(let_out)}
        return counts.model_copy(update=update)

    return reading


def by_kind(
    rows: Iterable["Row"], of: Callable[[Reading], Iterable[Sentence]]
) -> dict[str, list[tuple["Row", Sentence]]]:
    """Return some sentences of all readings by kind, each with its row, the most common first."""
    found: dict[str, list[tuple[Row, Sentence]]] = {}
    for row in rows:
        for sentence in of(row.reading) if row.reading else ():
            found.setdefault(sentence.kind, []).append((row, sentence))
    return dict(sorted(found.items(), key=lambda entry: -len(entry[1])))


def _as_asked(trace: Trace) -> Trace:
    """The trace as it was when the model was asked, whose silence may have undone the choice."""
    undone = [r.candidate for r in trace.decision.rejected if r.why == "model silent"]
    if not undone:
        return trace
    decision = trace.decision.model_copy(update={"chosen": undone[0]})
    return trace.model_copy(update={"decision": decision})


def _verified(written: Written, verifier: Verifier) -> Iterator[Verification]:
    """What the writer made of each sentence, and of what could be said of one withheld."""
    reader = SentenceReader()
    for sentence in (*reader.feed(written.text), *reader.end()):
        if is_empty(sentence.text) or sentence.text.rstrip("*").endswith(("：", ":")):
            continue
        verified = verifier.verify(sentence.text)
        yield verified
        shorter = None if verified.statement else verifier.shortened(sentence.text)
        if shorter:
            yield shorter


def _evidence_of(verified: Verification) -> list[str]:
    """The words that a sentence rests on, each with its address."""
    evidence = [e for item in verified.items for e in item.evidence]
    words = ("\n".join((*address_of(e.passage), e.excerpt.text)) for e in evidence)
    return list(dict.fromkeys(words))


def _markers_of(truth: Verification, written: Written) -> str:
    """The markers of the items that a sentence rests on."""
    rests_on = [e for item in truth.items for e in item.evidence]
    numbered = enumerate(written.shown, start=1)
    return "".join(f"[{n}]" for n, shown in numbered if any(e in shown for e in rests_on))
