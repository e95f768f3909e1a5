"""What a run leaves of each question, and the report made of all: values that become JSON."""

from assistant.answers import Citation
from corpus.documents import Value
from evals.chat import Reading
from evals.outcome import Outcome
from evals.samples import GoldEvidence, Half, Kind, Turn
from evals.scores import Score

SHOWN_PASSAGES = 5


class Retrieved(Value):
    """A retrieved passage as a report shows it; ``relevant``: it reaches gold evidence."""

    rank: int
    address: str
    text: str
    relevant: bool


class Detail(Value):
    """Everything of a question that may be read: only ever of the tuning half."""

    question: str
    history: tuple[Turn, ...]
    understood: str
    put_to: tuple[str, ...]
    answer: str
    citations: tuple[Citation, ...]
    keys: tuple[tuple[str, ...], ...]
    forbidden: tuple[str, ...]
    evidence: tuple[GoldEvidence, ...]
    note: str
    retrieved: tuple[Retrieved, ...]


class Row(Value):
    """A question with its scores; ``detail`` is ``None`` for the held-out half.

    ``confidence`` is how sure the answer was, on which refusing rests; ``seconds``
    has each hop and ``total``; ``digest`` changes when the question or its gold does.
    ``document`` and ``file_format`` say what was asked where it is no shipped plan: a
    question put to several formats makes as many rows. ``reading`` is what became of a chat
    model's sentences, if that was to be told.
    """

    id: str
    kind: Kind
    half: Half
    document: str = ""
    file_format: str = ""
    digest: str
    expects_refusal: bool
    refused: bool
    confidence: float
    scores: dict[str, Score]
    seconds: dict[str, float]
    detail: Detail | None = None
    reading: Reading | None = None

    @property
    def file(self) -> str:
        """The document with its format; empty for the shipped plans."""
        return f"{self.document}.{self.file_format}" if self.document else ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the set, besides the whole, that the question belongs to."""
        where = (self.file, self.document, self.file_format) if self.document else ()
        return (self.kind, *where)

    @property
    def is_right(self) -> bool:
        """Whether the answer is right."""
        return self.scores["right"].passed


def detail_from(outcome: Outcome) -> Detail:
    """Return what may be read of a question of the tuning half."""
    sample, trace = outcome.sample, outcome.trace
    gold = [place for places in outcome.gold for place in places]
    retrieved = tuple(
        Retrieved(
            rank=hit.rank,
            address=" › ".join((hit.passage.source.title, *hit.passage.path)),
            text=hit.passage.excerpt.text,
            relevant=any(place.reaches(other) for other in gold),
        )
        for hit, place in zip(trace.hits, outcome.hit_places, strict=True)
        if hit.rank <= SHOWN_PASSAGES
    )
    return Detail(
        question=sample.question,
        history=sample.history,
        understood=trace.question.text,
        put_to=trace.question.plans,
        answer=trace.answer.text,
        citations=trace.answer.citations,
        keys=sample.keys,
        forbidden=sample.forbidden,
        evidence=sample.evidence,
        note=sample.note,
        retrieved=retrieved,
    )
