"""What goes on with an answer: only what it did not say."""

import re

from assistant.answers import Decision, Draft, Rejection
from assistant.language.terms import normalised

_MARKERS = re.compile(r"\[\d+\]")


def beyond(decision: Decision, told: str) -> Decision:
    """Return the decision with what an earlier answer ``told`` left out of the chosen draft.

    Nothing is chosen where nothing else is left.
    """
    chosen = decision.chosen
    if chosen is None:
        return decision
    draft = _untold(chosen.draft, normalised(_MARKERS.sub("", told)))
    if draft.statements:
        others = chosen.model_copy(update={"draft": draft})
        return decision.model_copy(update={"chosen": others})
    rejected = Rejection(candidate=chosen, confidence=decision.confidence, why="all told")
    return Decision(
        chosen=None,
        confidence=decision.confidence,
        reason="all told",
        rejected=(rejected, *decision.rejected),
    )


def _untold(draft: Draft, told: str) -> Draft:
    fresh = tuple(s for s in draft.statements if normalised(s.text) not in told)
    parts = tuple(part for part in (_untold(p, told) for p in draft.parts) if part.statements)
    return draft.model_copy(update={"statements": fresh, "parts": parts})
