"""A run of all questions, and the means to put any answer before the scorers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

import pytest

from assistant import Assistant
from assistant.answers import Answer, Citation, Decision, Question, Trace
from evals.dataset import load_samples
from evals.outcome import Outcome
from evals.places import PlanText
from evals.result import Provenance, Result, result_from
from evals.rows import Row
from evals.run import plan_texts, run
from evals.samples import GoldEvidence, Sample
from index.passages import Hit, Passage

Cite = Callable[..., Citation]
Say = Callable[..., Outcome]
# The words of an answer and what it cites, for a question and the user's messages before it.
Script = Callable[[str, Sequence[str]], tuple[str, Sequence[Citation]]]
Act = Callable[[Script], Assistant]


@pytest.fixture(scope="session")
def plans() -> Mapping[str, PlanText]:
    return plan_texts()


@pytest.fixture(scope="session")
def samples() -> tuple[Sample, ...]:
    return load_samples()


@pytest.fixture(scope="session")
def asked(
    shipped: Assistant, samples: tuple[Sample, ...], plans: Mapping[str, PlanText]
) -> tuple[tuple[Row, ...], tuple[Outcome, ...]]:
    """Every question of the set, asked once of the real assistant: rows, and what scorers saw."""
    traces: list[Trace] = []
    trace = shipped.trace

    def recorded(*args: Any) -> Trace:
        traces.append(trace(*args))
        return traces[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shipped, "trace", recorded)
        rows = run(samples, shipped, plans)
    return rows, tuple(Outcome(s, t, plans) for s, t in zip(samples, traces, strict=True))


@pytest.fixture(scope="session")
def rows(asked: tuple[tuple[Row, ...], tuple[Outcome, ...]]) -> tuple[Row, ...]:
    return asked[0]


@pytest.fixture(scope="session")
def outcomes(asked: tuple[tuple[Row, ...], tuple[Outcome, ...]]) -> tuple[Outcome, ...]:
    return asked[1]


@pytest.fixture(scope="session")
def provenance() -> Provenance:
    return Provenance(
        created_at="2026-01-01T00:00:00+00:00",
        commit=None,
        index="index",
        python="3.11",
        libraries={"numpy": "2"},
        settings={"refusal_threshold": 0.5},
        judge=None,
        workers=1,
        warm_up_seconds=1.0,
        seconds=10.0,
    )


@pytest.fixture(scope="session")
def result(rows: tuple[Row, ...], provenance: Provenance) -> Result:
    return result_from(rows, provenance, is_whole=True)


@pytest.fixture(scope="session")
def cite(plans: Mapping[str, PlanText]) -> Cite:
    """Make the right citation of words that stand in a plan."""

    def make(
        plan_id: str, words: str, number: int = 1, *, path: Sequence[str] | None = None
    ) -> Citation:
        text = plans[plan_id]
        source = text.words_at(text.find(words)[0])
        start = text.plan.text.index(source)
        end = start + len(source)
        parts = [(s.path, part) for s in text.plan.sections for part in s.paragraphs]
        parts += [(row.path, row.excerpt) for row in text.plan.indicators]
        holding = [p for p, part in parts if part.start <= start and end <= part.end]
        return Citation(
            number=number,
            plan_id=plan_id,
            plan_title=text.plan.source.title,
            section_path=holding[0] if path is None else tuple(path),
            quote=" ".join(source.split()),
            start=start,
            end=end,
        )

    return make


@pytest.fixture(scope="session")
def say(plans: Mapping[str, PlanText]) -> Say:
    """Put an answer before the scorers as if the assistant had given it."""

    def make(
        sample: Sample,
        text: str,
        *citations: Citation,
        refused: bool = False,
        hits: Sequence[Passage] = (),
        put_to: Sequence[str] = ("changshu",),
    ) -> Outcome:
        question = Question(
            asked=sample.question,
            text=sample.question,
            kind="fact",
            plans=tuple(put_to),
            names_plan=True,
        )
        answer = Answer(text=text, refused=refused, citations=citations, question=question)
        trace = Trace(
            question=question,
            hits=tuple(
                Hit(passage=passage, score=1 / rank, rank=rank, found_by=("dense",))
                for rank, passage in enumerate(hits, start=1)
            ),
            evidence=(),
            answer=answer,
            seconds={"search": 0.01},
            decision=Decision(chosen=None, confidence=0.5),
        )
        return Outcome(sample, trace, plans)

    return make


@pytest.fixture(scope="session")
def act(say: Say) -> Act:
    """Make an assistant that says what a script has it say; without a word it refuses."""

    class Actor:
        def __init__(self, script: Script) -> None:
            self.script = script

        def trace(
            self,
            question: str,
            history: Sequence[Mapping[str, str]] = (),
            plans: Sequence[str] | None = None,
        ) -> Trace:
            before = [turn["content"] for turn in history if turn["role"] == "user"]
            text, citations = self.script(question, before)
            sample = Sample(id="acted", kind="fact", question=question)
            refused = not text
            return say(sample, text or "没有检索到。", *citations, refused=refused).trace

    return lambda script: cast(Assistant, Actor(script))


@pytest.fixture(scope="session")
def doctors() -> Sample:
    """A question with one number and one source."""
    return Sample(
        id="made-up-001",
        kind="fact",
        question="常熟要求多大比例的医护人员具备核酸采样能力？",
        evidence=(GoldEvidence(plan="changshu", quote="80%的医护人员具备核酸采样能力"),),
        keys=(("80%",),),
    )
