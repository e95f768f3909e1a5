"""The way of a question, from what was typed to a checked answer, with no language model."""

from collections.abc import Collection, Iterator, Sequence
from time import perf_counter

from assistant.answers import Draft, Finding, Message, Question, Trace
from assistant.composers.sentences import draft_from
from assistant.decision.confidence import confidence, signals_of
from assistant.decision.refusals import other_wish, refusal
from assistant.evidence.sentences import evidence_from
from assistant.grounding.citations import answer_from
from assistant.language.injection import gives_orders, inert
from assistant.library import Library
from assistant.question.rewriting import reworded
from assistant.question.understanding import understand
from index.passages import Hit
from index.settings import Settings

# A draft that is surer than this needs no other wording of the question.
_SURE = 0.9


class Composer:
    """Composes answers from the plans' own words."""

    def __init__(self, library: Library, settings: Settings) -> None:
        self._library = library
        self._settings = settings

    def compose(
        self, question: str, messages: Sequence[Message], plans: Collection[str] | None
    ) -> tuple[Trace, Draft | None]:
        """Return the answer composed from the plans' own words, and its draft, if any."""
        clock = _Clock()
        understood = self._understood(question, messages, plans)
        clock.lap("understand")
        found = self._find(understood, clock)
        if _sureness(found) < _SURE:
            again = reworded(understood, self._library)
            second = self._find(again, clock) if again else found
            found = max(found, second, key=_sureness)
        clock.lap("compose")
        answer = answer_from(found.draft, found.question) if found.draft else None
        answer = answer or refusal(found.question, found.evidence, self._library)
        answer = answer.model_copy(update={"text": inert(answer.text)})
        clock.lap("ground")
        trace = Trace(
            question=found.question,
            hits=found.hits,
            evidence=found.evidence,
            answer=answer,
            seconds=clock.laps,
            confidence=self._confidence(found),
        )
        return trace, found.draft

    def findings(
        self, question: str, messages: Sequence[Message], plans: Collection[str] | None
    ) -> Iterator[Finding]:
        """Yield what is found for a question as it is put, and in the words of the plans."""
        understood = self._understood(question, messages, plans)
        again = reworded(understood, self._library)
        for wording in (understood, *([again] if again else [])):
            yield self._find(wording, _Clock())

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
        )

    def _find(self, question: Question, clock: "_Clock") -> Finding:
        """Search for a question, and draft an answer from what is found."""
        hits = self._search(question)
        clock.lap("search")
        found = evidence_from(question, hits, self._library)
        evidence = tuple(e for e in found if not gives_orders(e.excerpt.text))
        clock.lap("evidence")
        draft = None
        if not other_wish(question):
            threshold = self._settings.refusal_threshold
            draft = draft_from(question, hits, evidence, self._library, threshold)
        clock.lap("compose")
        return Finding(question=question, hits=hits, evidence=evidence, draft=draft)

    def _confidence(self, found: Finding) -> float:
        if found.draft:
            return found.draft.confidence
        signals = signals_of(found.question, found.hits, found.evidence, self._library)
        return confidence(signals)

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


def _sureness(found: Finding) -> float:
    return found.draft.confidence if found.draft else 0.0


class _Clock:
    """Seconds from lap to lap, those of one name added up."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = perf_counter()

    def lap(self, name: str) -> None:
        now = perf_counter()
        self.laps[name] = self.laps.get(name, 0.0) + now - self._last
        self._last = now
