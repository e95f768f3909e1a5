"""One question asked: the sample, the way the assistant answered it, and the plans it is of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from assistant.answers import Answer, Citation, Trace
from evals.places import Place, PlanText
from evals.samples import Sample
from evals.scores import Score
from evals.statements import Statement, statements_of


@dataclass(frozen=True)
class Outcome:
    """What every scorer is given; scorers look, and change nothing."""

    sample: Sample
    trace: Trace
    plans: Mapping[str, PlanText]

    @property
    def answer(self) -> Answer:
        """The answer that was given."""
        return self.trace.answer

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The sentences of the answer."""
        return statements_of(self.answer.text)

    @cached_property
    def cited(self) -> Mapping[int, Citation]:
        """The citations by their number."""
        return {citation.number: citation for citation in self.answer.citations}

    @cached_property
    def gold(self) -> tuple[tuple[Place, ...], ...]:
        """For every gold evidence, the places where its words stand; none if they were not read."""
        return tuple(
            self.plans[gold.plan].find(gold.quote) if gold.plan in self.plans else ()
            for gold in self.sample.evidence
        )

    @cached_property
    def cited_places(self) -> tuple[Place, ...]:
        """Where the citations stand."""
        return tuple(
            self.plans[c.plan_id].place(c.section_path, c.start, c.end)
            for c in self.answer.citations
            if c.plan_id in self.plans
        )

    @cached_property
    def hit_places(self) -> tuple[Place, ...]:
        """Where the retrieved passages stand, best first."""
        passages = (hit.passage for hit in self.trace.hits)
        return tuple(
            self.plans[p.source.id].place(p.path, p.excerpt.start, p.excerpt.end)
            for p in passages
            if p.source.id in self.plans
        )


Scorer = Callable[[Outcome], Score]
