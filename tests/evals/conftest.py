"""A run of all questions, and the means to put any answer before the scorers."""

from collections.abc import Callable, Mapping, Sequence

import pytest

from assistant import Assistant
from assistant.answers import Answer, Citation, Question, Trace
from corpus.documents import Section
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


@pytest.fixture(scope="session")
def plans() -> Mapping[str, PlanText]:
    return plan_texts()


@pytest.fixture(scope="session")
def samples() -> tuple[Sample, ...]:
    return load_samples()


@pytest.fixture(scope="session")
def rows(
    shipped: Assistant, samples: tuple[Sample, ...], plans: Mapping[str, PlanText]
) -> tuple[Row, ...]:
    """Every question of the set, asked of the real assistant."""
    return run(samples, shipped, plans)


@pytest.fixture(scope="session")
def provenance() -> Provenance:
    return Provenance(
        created_at="2026-01-01T00:00:00+00:00",
        commit=None,
        index="index",
        python="3.11",
        libraries={"numpy": "2"},
        settings={"refusal_threshold": 0.5},
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

    def make(plan_id: str, words: str, number: int = 1, *, path: Sequence[str] | None = None) -> Citation:
        text = plans[plan_id]
        source = text.words_at(text.find(words)[0])
        start = text.plan.text.index(source)
        holding = [s for s in text.plan.sections if _holds(s, start, start + len(source))]
        holding_rows = [
            row
            for row in text.plan.indicators
            if row.excerpt.start <= start and start + len(source) <= row.excerpt.end
        ]
        found = holding_rows[0].path if holding_rows else holding[-1].path
        return Citation(
            number=number,
            plan_id=plan_id,
            plan_title=text.plan.source.title,
            section_path=tuple(path) if path is not None else found,
            quote=" ".join(source.split()),
            start=start,
            end=start + len(source),
        )

    return make


def _holds(section: Section, start: int, end: int) -> bool:
    heading = () if section.heading is None else (section.heading,)
    return any(part.start <= start and end <= part.end for part in (*heading, *section.paragraphs))


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
        )
        return Outcome(sample, trace, plans)

    return make


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
