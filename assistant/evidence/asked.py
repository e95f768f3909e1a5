"""All that is known before anyone answers: the question, and what bears on it, computed once."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from pydantic import ConfigDict

from assistant.answers import Evidence, Question, QuestionKind
from assistant.evidence.cell_figures import cell_figures
from assistant.evidence.cells import CellsAsked, cells_asked
from assistant.evidence.figures import Figure, changes_of, figures_of, how_meant
from assistant.evidence.mentioned import Sought, sought_in
from assistant.evidence.rows import Match, likewise, rows_asked, surely_meant
from assistant.evidence.sentences import BEARS_ON, Wanted, evidence_from, wanted_of
from assistant.language.injection import gives_orders
from assistant.language.regions import plan_names
from assistant.library import Library
from assistant.question.answer_types import answer_type_of, of_answer_type, states_change
from assistant.question.calculation import (
    operations_in,
    wants_sum,
    without_calculation,
    works_back,
)
from assistant.question.mentioning import Mentioning, mentioning
from assistant.question.parts import (
    asks_for_differences,
    asks_who_mentions,
    is_of_each,
    own_parts,
    wants_extreme,
    without_differences,
)
from assistant.question.query_terms import topic_terms, topics_across
from corpus.documents import Indicator, Value
from index.passages import Hit


class Asked(Value):
    """A question with what was retrieved for it and what that says.

    ``evidence`` are the sentences of the ``hits``, the most telling first. Where several plans
    are asked and each is to answer for itself, ``each`` is the same of every plan alone;
    ``likewise`` are then the rows and sentences that measure what is meant in other plans' words.
    ``is_reworded`` tells a question in the plans' words from one as it was put.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    question: Question
    hits: tuple[Hit, ...]
    evidence: tuple[Evidence, ...]
    library: Library
    each: tuple["Asked", ...] = ()
    likewise: tuple[Match, ...] = ()
    is_reworded: bool = False

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """What is asked about, as terms."""
        return topic_terms(self.question, self.library)

    @cached_property
    def form(self) -> re.Pattern[str] | None:
        """What an answer must have in it by its form, if anything."""
        return answer_type_of(self.question)

    @cached_property
    def clauses(self) -> tuple[Evidence, ...]:
        """The sentences that have the form of an answer; all if none has and none needs it."""
        return tuple(of_answer_type(self.question, self.evidence))

    @cached_property
    def wanted(self) -> Wanted:
        """What a sentence must name to answer."""
        return wanted_of(self.question, self.library)

    @cached_property
    def mentioning(self) -> Mentioning | None:
        """What plans are asked to speak of, where nothing else is asked."""
        found = mentioning(self.question.text, plan_names(self.library.sources))
        return None if found and found.of_which and self.question.kind != "across" else found

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """What plans are asked to speak of, as it is understood and as it was typed."""
        asked = mentioning(self.question.asked, plan_names(self.library.sources))
        found = [topic for one in (self.mentioning, asked) if one for topic in one.topics]
        return tuple(dict.fromkeys(found)) or topics_across(self.question, self.library)

    @cached_property
    def sought(self) -> Mapping[str, Sought]:
        """What became of the search for the topics in each plan that is asked, by its id."""
        topics = self.topics
        return {plan: sought_in(plan, topics, self.library) for plan in self.question.plans}

    @cached_property
    def rows(self) -> tuple[Match, ...]:
        """The indicator rows that may be meant, the closest first."""
        return rows_asked(self.question, self.library)

    @cached_property
    def cells(self) -> tuple[CellsAsked, ...]:
        """The cells of tables that may be meant, an entry a table, the best fitting first."""
        return tuple(cells_asked(self.question, self.library))

    @cached_property
    def row_meant(self) -> Indicator | None:
        """The row of the plans that are asked that is meant beyond doubt."""
        return surely_meant(self.rows)

    @cached_property
    def rows_anywhere(self) -> tuple[Match, ...]:
        """The rows of all plans that may be meant, whichever plans are asked."""
        everywhere = tuple(source.id for source in self.library.sources)
        if set(everywhere) == set(self.question.plans):
            return self.rows
        question = self.question.model_copy(update={"plans": everywhere})
        return rows_asked(question, self.library)

    @cached_property
    def row_meant_anywhere(self) -> Indicator | None:
        """The row of any plan that is meant beyond doubt."""
        return surely_meant(self.rows_anywhere)

    @cached_property
    def wants_computing(self) -> bool:
        """Whether figures are to be compared, added up or worked back."""
        question = self.question
        computes = bool(operations_in(question)) or wants_sum(question) or works_back(question)
        if not computes or len(question.years) > 1 or not self.evidence:
            return computes
        best = self.evidence[0]
        is_told = best.score >= BEARS_ON and states_change(question.text, best.excerpt.text)
        return not is_told

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that may be meant, to compute with, those of the best names first."""
        plain = without_calculation(self.question)
        records = figures_of(plain, self.library) or figures_of(self.question, self.library)
        cells = cell_figures(self.question, self.library)
        # In 万 and 亿 a cell is computed with as it is printed, and not multiplied out.
        scaled = {f.evidence.excerpt.start for f in cells if f.unit.startswith(("万", "亿"))}
        kept = [f for f in records if f.evidence.excerpt.start not in scaled]
        read = {(f.evidence.excerpt.start, f.year, f.said) for f in kept}
        others = (f for f in cells if (f.evidence.excerpt.start, f.year, f.said) not in read)
        return tuple(sorted((*kept, *others), key=how_meant))

    @cached_property
    def changes(self) -> tuple[Figure, ...]:
        """The changes (“比2015年增长53%”) of what may be meant."""
        return tuple(changes_of(without_calculation(self.question), self.library))


def gather(
    question: Question, hits: Sequence[Hit], library: Library, *, is_reworded: bool = False
) -> Asked:
    """Return a question with what bears on it; sentences that speak to machines are left out."""
    question = _as_meant(question, library)
    evidence = _bearing(question, hits, library)
    asked = Asked(
        question=question,
        hits=tuple(hits),
        evidence=evidence,
        library=library,
        is_reworded=is_reworded,
    )
    if not is_of_each(question):
        return asked
    alike = likewise(question, asked.rows, library)
    own = own_parts(question, library)
    if not own and asks_for_differences(question):
        own = dict.fromkeys(question.plans, without_differences(question.text))
    each = tuple(_of_plan(asked, plan, alike, own.get(plan, "")) for plan in question.plans)
    return asked.model_copy(update={"each": each})


def _as_meant(question: Question, library: Library) -> Question:
    """The kind that a question shows to be of, once it is known what the plans list."""
    if question.kind == "across" and not asks_who_mentions(question):
        if rows_asked(question, library):
            return question.model_copy(update={"kind": "value", "names_plan": True})
    elif asks_for_differences(question) and question.kind != "value":
        # What each plan says of it is told side by side, unless it is a figure that they list.
        is_figure = surely_meant(rows_asked(question, library)) is not None
        kind: QuestionKind = "value" if is_figure else "summary"
        return question.model_copy(update={"kind": kind})
    elif question.kind == "who" and len(question.plans) > 1 and wants_extreme(question):
        return question.model_copy(update={"kind": "value"})
    elif question.kind == "value" and not question.names_plan and _list_it(question, library):
        return question.model_copy(update={"names_plan": True})
    return question


def _list_it(question: Question, library: Library) -> bool:
    """Whether several plans list the very indicator that is asked for: each then answers."""
    rows = rows_asked(question, library)
    computes = bool(operations_in(question)) or wants_sum(question) or works_back(question)
    if computes or surely_meant(rows) is None:
        return False
    alike = likewise(question, rows, library)
    return len({match.passage.source.id for match in alike if match.passage.source.region}) > 1


def _bearing(question: Question, hits: Sequence[Hit], library: Library) -> tuple[Evidence, ...]:
    found = evidence_from(question, hits, library)
    return tuple(e for e in found if not gives_orders(e.excerpt.text))


def _of_plan(asked: Asked, plan: str, alike: Sequence[Match], text: str) -> Asked:
    """What bears on the question in one plan; ``text`` is what is asked of it, if that differs."""
    changed = {"plans": (plan,), "text": text or asked.question.text}
    question = asked.question.model_copy(update=changed)
    hits = tuple(hit for hit in asked.hits if hit.passage.source.id == plan)
    evidence = tuple(e for e in asked.evidence if e.passage.source.id == plan)
    return Asked(
        question=question,
        hits=hits,
        evidence=_bearing(question, hits, asked.library) if text else evidence,
        library=asked.library,
        likewise=tuple(match for match in alike if match.passage.source.id == plan),
        is_reworded=asked.is_reworded,
    )
