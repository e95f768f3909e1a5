"""The way of a question, from what was typed to a checked answer, with no language model."""

from collections.abc import Collection, Sequence
from functools import partial
from time import perf_counter

from assistant.answers import Candidate, Decision, Message, Question, Trace
from assistant.composers.arithmetic import Arithmetic
from assistant.composers.cells import Cells
from assistant.composers.comparison import Comparison
from assistant.composers.composer import Composer, covers
from assistant.composers.indicators import IndicatorLists, Indicators
from assistant.composers.mentions import Mentions
from assistant.composers.outlines import Outlines
from assistant.composers.plan_metadata import PlanMetadata
from assistant.composers.rates import Rates
from assistant.composers.responsibilities import Responsibilities
from assistant.composers.row_sums import RowSums
from assistant.composers.selections import Selections
from assistant.composers.sentences import Sentences
from assistant.composers.summaries import Summaries
from assistant.decision.joining import Judged, as_typed, joined
from assistant.decision.judge import SURE, best_of_plan, decide, most_confident, without_chosen
from assistant.decision.refusals import not_chosen, refusal
from assistant.decision.telling import beyond
from assistant.evidence.asked import Asked, gather
from assistant.grounding.citations import answer_from, of_whom
from assistant.language.injection import inert
from assistant.library import Library
from assistant.question.coordination import coordinated
from assistant.question.cues import wants_more
from assistant.question.division import Part, parts_of
from assistant.question.rewriting import reworded
from assistant.question.understanding import understand
from index.passages import Hit
from index.settings import Settings

# Those that answer for one plan alone, or for all as if they were one.
OF_ONE: tuple[Composer, ...] = (
    Responsibilities(),
    Indicators(),
    IndicatorLists(),
    Cells(),
    Selections(),
    RowSums(),
    Outlines(),
    Summaries(),
    Sentences(),
)
# Those that see several plans at once for what they are.
OF_ALL: tuple[Composer, ...] = (PlanMetadata(), Rates(), Arithmetic(), Mentions())


class Pipeline:
    """Answers questions from the plans' own words: understand, search, gather, propose, decide,
    ground.
    """

    def __init__(self, library: Library, settings: Settings) -> None:
        self._library = library
        self._settings = settings
        choose = partial(best_of_plan, threshold=settings.refusal_threshold)
        self._comparison = Comparison(OF_ONE, choose)

    def run(
        self, question: str, messages: Sequence[Message], plans: Collection[str] | None
    ) -> Trace:
        """Return the answer composed from the plans' own words, with the way it came about.

        A question of several parts is answered as a whole and part by part.
        """
        clock = _Clock()
        understood = self._understood(question, messages, plans)
        clock.stop("understand")
        whole, meant = self._decided(understood, clock)
        if whole.reason not in ("out of scope", "not chosen", "unknown place"):
            whole = self._part_by_part(understood, whole, plans, clock)
        answers = [message.content for message in messages if message.role == "assistant"]
        if answers and wants_more(question):
            whole = beyond(whole, answers[-1])
        answer = None
        decision = whole
        regions = len({source.region for source in self._library.sources if source.region})
        while decision.chosen and answer is None:
            chosen = decision.chosen
            draft = of_whom(chosen.draft, chosen.question, regions)
            answer = answer_from(draft, chosen.question)
            if answer is None:
                decision = without_chosen(decision, self._settings.refusal_threshold)
        answer = answer or refusal(decision.reason or "nothing proposed", meant)
        # What was understood is told in the words of the user, whatever it was searched for in.
        told = meant.question.model_copy(update={"text": understood.text})
        apart = "" if decision.reason == "not chosen" else not_chosen(understood, self._library)
        text = "\n\n".join(filter(None, (apart, inert(answer.text))))
        answer = answer.model_copy(update={"text": text, "question": told})
        clock.stop("ground")
        return Trace(
            question=told,
            hits=meant.hits,
            evidence=meant.evidence,
            answer=answer,
            seconds=clock.seconds,
            decision=decision,
        )

    def _part_by_part(
        self,
        question: Question,
        whole: Decision,
        plans: Collection[str] | None,
        clock: "_Clock",
    ) -> Decision:
        """The decision on a question of several parts, each judged by itself; else ``whole``."""
        library = self._library
        parts = parts_of(question.text, library.sources, library.names, library.says)
        if parts:
            judged = [self._judged(part, whole, plans, clock) for part in parts]
            return joined(question, whole, as_typed(judged, question.asked))
        things = coordinated(question.text, library.sources, library.says)
        judged = [self._judged(thing, whole, plans, clock) for thing in things]
        # A comparison may speak of one thing for one plan, and of another for the next.
        is_compared = whole.chosen is not None and bool(whole.chosen.draft.rows)
        is_told = not is_compared and all(thing.is_covered for thing in judged)
        if not judged or is_told:
            return whole
        return joined(question, whole, judged)

    def _judged(
        self, part: Part, whole: Decision, plans: Collection[str] | None, clock: "_Clock"
    ) -> Judged:
        """What the judge makes of a part of a question, beside what he made of the whole."""
        question = self._understood(part.question, (), plans)
        clock.stop("understand")
        decision, asked = self._decided(question, clock)
        is_covered = whole.chosen is not None and (
            covers(whole.chosen.draft, asked)
            # A comparison says itself of which plan nothing is listed.
            or (decision.chosen is None and self._is_row_of(whole.chosen, question))
        )
        return Judged(typed=part.asked, decision=decision, is_covered=is_covered)

    def _is_row_of(self, comparison: Candidate, question: Question) -> bool:
        """Whether a table of several plans has a row for the one that a question is put to."""
        names = {self._library.source(plan).name for plan in question.plans}
        return names <= set(comparison.draft.rows)

    def _decided(self, question: Question, clock: "_Clock") -> tuple[Decision, Asked]:
        """What the judge makes of a question, and the question in the wording that is answered."""
        asked, candidates = self._proposals(question, clock)
        again = None
        if most_confident(candidates) < SURE:
            again = reworded(question, self._library)
        wordings = {question.text: asked}
        if again:
            wordings[again.text], others = self._proposals(again, clock, is_reworded=True)
            candidates += others
        decision = decide(asked, candidates, self._settings.refusal_threshold)
        clock.stop("decide")
        return decision, wordings[decision.chosen.question.text] if decision.chosen else asked

    def proposals(
        self, question: str, messages: Sequence[Message], plans: Collection[str] | None
    ) -> list[Candidate]:
        """Return what is proposed for a question as it is put and in the words of the plans."""
        understood = self._understood(question, messages, plans)
        _, candidates = self._proposals(understood, _Clock())
        again = reworded(understood, self._library)
        if again:
            candidates += self._proposals(again, _Clock(), is_reworded=True)[1]
        return candidates

    def _understood(
        self, question: str, messages: Sequence[Message], plans: Collection[str] | None
    ) -> Question:
        return understand(
            question,
            messages,
            plans,
            self._library.sources,
            spelled=self._library.spelling.corrected,
            names=self._library.names,
            said=self._library.says,
        )

    def _proposals(
        self, question: Question, clock: "_Clock", *, is_reworded: bool = False
    ) -> tuple[Asked, list[Candidate]]:
        """What bears on a question, and what all composers make of it."""
        hits = self._search(question)
        clock.stop("search")
        asked = gather(question, hits, self._library, is_reworded=is_reworded)
        clock.stop("gather")
        composers = (*OF_ALL, self._comparison) if asked.each else (*OF_ALL, *OF_ONE)
        candidates = [c for composer in composers for c in composer.propose(asked)]
        clock.stop("propose")
        return asked, candidates

    def _search(self, question: Question) -> tuple[Hit, ...]:
        """Search the plans together, or one by one if several are named: each gets its chance."""
        top_k = self._settings.top_k
        if not question.names_plan or len(question.plans) == 1:
            return self._library.search(question.text, top_k, question.plans)
        each = [self._library.search(question.text, top_k, (plan,)) for plan in question.plans]
        merged = sorted((hit for hits in each for hit in hits), key=lambda hit: hit.rank)
        return tuple(
            hit.model_copy(update={"rank": rank}) for rank, hit in enumerate(merged, start=1)
        )


class _Clock:
    """The seconds between one stop and the next, those of one name added up."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = perf_counter()

    def stop(self, name: str) -> None:
        now = perf_counter()
        self.seconds[name] = self.seconds.get(name, 0.0) + now - self._last
        self._last = now
