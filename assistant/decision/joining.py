"""The decision on a question of several parts: each is judged by itself, none is passed over."""

from collections.abc import Sequence

from assistant.answers import Candidate, Decision, Draft, Evidence, Question, Statement
from assistant.language.numbers import figures_in
from assistant.question.asking import asking_stretches
from corpus.documents import Value

PARTS = "parts"
_UNANSWERED = "没有检索到：{}。"
# Parts that are less sure are not answered by themselves; where the whole question is refused,
# more is demanded of them.
_LEAST = 0.3
_LEAST_AFTER_REFUSAL = 0.45
# So much surer of the whole answer than of the parts on average, the judge keeps to it; so much
# less sure of it he does not, even where the parts add nothing.
_SURER = 0.2


class Judged(Value):
    """A part of a question: its words as they were typed, and what was decided on it.

    ``is_covered`` tells whether the answer to the whole question speaks of it, too.
    """

    typed: str
    decision: Decision
    is_covered: bool


def as_typed(parts: Sequence[Judged], asked: str) -> list[Judged]:
    """Return the parts in the words that the user typed, where these can be told apart alike."""
    typed = asking_stretches(asked)
    if len(typed) != len(parts):
        return list(parts)
    pairs = zip(parts, typed, strict=True)
    return [part.model_copy(update={"typed": words}) for part, words in pairs]


def joined(question: Question, whole: Decision, parts: Sequence[Judged]) -> Decision:
    """Return the decision on a question of which each part was decided by itself.

    The answer to the whole question stands where the parts add nothing to it, and the refusal
    where no part is answered. Each part is answered, or named as not found.
    """
    least = _LEAST_AFTER_REFUSAL if whole.chosen is None else _LEAST
    answered = [p for p in parts if p.decision.chosen and p.decision.confidence >= least]
    if not answered and whole.chosen is None:
        return whole
    silent = [part for part in parts if part not in answered and not part.is_covered]
    drafts = [part.decision.chosen.draft for part in answered if part.decision.chosen]
    sure = sum(part.decision.confidence for part in answered) / len(parts)
    is_surer = whole.confidence - sure > _SURER and all(part.is_covered for part in parts)
    is_as_sure = sure - whole.confidence <= _SURER
    if whole.chosen and (is_surer or (is_as_sure and _adds_nothing(whole.chosen.draft, drafts))):
        drafts = [whole.chosen.draft]
    elif whole.chosen and len(answered) < len(parts) - len(silent):
        rest = _new_statements(whole.chosen.draft, drafts)
        drafts = [*drafts, Draft(statements=rest)] if rest else drafts
    if whole.chosen and not silent and drafts == [whole.chosen.draft]:
        return whole
    drafts = _without_repetition(drafts)
    typed = "；".join(f"“{part.typed}”" for part in silent)
    draft = Draft(
        statements=tuple(s for draft in drafts for s in draft.statements),
        parts=tuple(drafts),
        closing=_UNANSWERED.format(typed) if silent else "",
    )
    least_sure = min((p.decision.confidence for p in answered), default=whole.confidence)
    return Decision(
        chosen=Candidate(composer=PARTS, question=question, draft=draft, signals={}),
        confidence=least_sure,
        rejected=tuple(r for part in parts for r in part.decision.rejected),
    )


def _adds_nothing(whole: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether the answer to the whole question cites all that the parts cite, and every figure."""
    cited = whole.evidence
    figures = figures_in(" ".join(s.text for s in whole.statements))
    statements = [s for draft in drafts for s in draft.statements]
    return all(
        all(any(_overlap(e, other) for other in cited) for e in s.evidence)
        and figures_in(s.text) <= figures
        for s in statements
    )


def _overlap(one: Evidence, other: Evidence) -> bool:
    is_of_one = one.passage.source.id == other.passage.source.id
    a, b = one.excerpt, other.excerpt
    return is_of_one and a.start < b.end and b.start < a.end


def _without_repetition(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without what another one says in the same words or in more."""
    said = [(n, s.line) for n, draft in enumerate(drafts) for s in draft.statements]
    kept = []
    for number, draft in enumerate(drafts):
        fresh = tuple(
            s
            for s in draft.statements
            if not any(
                s.line in line and (line != s.line or earlier < number)
                for earlier, line in said
                if earlier != number
            )
        )
        if fresh:
            kept.append(draft.model_copy(update={"statements": fresh}))
    return kept


def _new_statements(draft: Draft, drafts: Sequence[Draft]) -> tuple[Statement, ...]:
    """The statements of a draft that rest on nothing that the others cite."""
    cited = [found for other in drafts for found in other.evidence]
    return tuple(
        s for s in draft.statements if not any(_overlap(a, b) for a in s.evidence for b in cited)
    )
