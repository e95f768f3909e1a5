"""The judge: which candidate answers, how sure that is, and why the others do not, or none does."""

from collections.abc import Iterable, Sequence

from assistant.answers import Candidate, Decision, RefusalReason, Rejection, RejectionReason
from assistant.composers.mentions import Mentions
from assistant.composers.readings import leaves_blank
from assistant.decision.confidence import confidence
from assistant.evidence.asked import Asked
from assistant.evidence.particulars import asked_of_documents, is_unsaid
from assistant.evidence.parts import names_no_plan_of_several, part_missing
from assistant.language.places import is_spoken_of
from assistant.language.regions import plans_named
from assistant.question.scope import other_wish

# A candidate that is surer than this needs no other wording of the question.
SURE = 0.9
# So sure must a candidate be that a plan says otherwise what it does not mention.
_SAYS_IT_OTHERWISE = 0.5
# An answer that has not what its form demands, an amount of money for 多少钱, must be as sure.
_WITHOUT_FORM = 0.3
# A plan that is asked beside others may answer with a candidate that is a little less sure.
_OF_EACH = 0.9


def best_of_plan(
    candidates: Iterable[Candidate], threshold: float
) -> tuple[Candidate, float] | None:
    """Return the candidate that answers best for one of several plans, with its confidence.

    ``None`` if none is confident enough; ``threshold``, 0 to 1, is that of a whole answer.
    """
    ranked = _ranked(candidates)
    return ranked[0] if ranked and ranked[0][1] >= _OF_EACH * threshold else None


def most_confident(candidates: Iterable[Candidate]) -> float:
    """Return the confidence of the best candidate, 0 where there is none."""
    return max(map(confidence, candidates), default=0.0)


def decide(asked: Asked, candidates: Sequence[Candidate], threshold: float) -> Decision:
    """Return what is answered: the candidate that is surest, if it is sure with ``threshold``.

    Args:
        asked: the question as it was put, with what bears on it.
        candidates: what all composers propose, for this and other wordings of the question.
        threshold: the least confidence of an answer, 0 to 1.
    """
    candidates = _of_mentions(asked, candidates) if asked.mentioning else candidates
    ranked = _ranked(candidates)
    reason: RefusalReason | None = _out_of_bounds(asked)
    if reason:
        return _refused(reason, [(*entry, reason) for entry in ranked])
    if asked.question.places_said:
        elsewhere = [entry for entry in ranked if not _names_places(entry[0])]
        ranked = [entry for entry in ranked if entry not in elsewhere]
        if not ranked:
            return _refused("not confident", [(*entry, "not confident") for entry in elsewhere])
    if leaves_blank(asked.question, asked.row_meant):
        rows = [entry for entry in ranked if not _is_of_sentences(entry[0])]
        if not rows:
            return _refused("blank cell", [(*entry, "blank cell") for entry in ranked])
    if not ranked:
        return _refused("nothing proposed", [])
    chosen, best = ranked[0]
    has_form = asked.form is None or chosen.signals.get("typed", 0.0) > 0
    least = threshold if has_form else max(threshold, _WITHOUT_FORM)
    reason = "not confident" if best < least else _left_blank(chosen)
    if reason:
        return _refused(reason, [(*entry, reason) for entry in ranked])
    others = tuple(
        Rejection(candidate=other, confidence=sure, why="less confident")
        for other, sure in ranked[1:]
    )
    return Decision(chosen=chosen, confidence=best, rejected=others)


def _of_mentions(asked: Asked, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Those that tell whether plans speak of a topic; if none does, what is sure of more than that.

    Where no variant of the topic stands in the plans, nothing else that they say answers.
    """
    mentions = [c for c in candidates if c.composer == Mentions.name]
    if mentions or all(sought.grade == "silent" for sought in asked.sought.values()):
        return mentions
    return [c for c in candidates if confidence(c) >= _SAYS_IT_OTHERWISE]


def _left_blank(candidate: Candidate) -> RefusalReason | None:
    """The reason to refuse, where all that would be told is a cell that the table leaves blank."""
    return "blank cell" if candidate.signals.get("blank") else None


def without_chosen(decision: Decision, threshold: float) -> Decision:
    """Return the decision where no statement of the chosen candidate stands in its evidence.

    The next one that is sure with ``threshold`` takes its place, if there is one.
    """
    if decision.chosen is None:
        return decision
    fallen = Rejection(candidate=decision.chosen, confidence=decision.confidence, why="unsupported")
    following = [r for r in decision.rejected if r.why == "less confident"]
    if following and following[0].confidence >= threshold:
        others = tuple(r for r in decision.rejected if r is not following[0])
        return Decision(
            chosen=following[0].candidate,
            confidence=following[0].confidence,
            rejected=(*others, fallen),
        )
    return Decision(
        chosen=None,
        confidence=decision.confidence,
        reason="unsupported",
        rejected=(fallen, *decision.rejected),
    )


def unanswered(decision: Decision) -> Decision:
    """Return the decision where a chat model found no answer and the chosen one is not sure."""
    if decision.chosen is None:
        return decision
    fallen = Rejection(
        candidate=decision.chosen, confidence=decision.confidence, why="model silent"
    )
    return Decision(
        chosen=None,
        confidence=decision.confidence,
        reason="model silent",
        rejected=(fallen, *decision.rejected),
    )


def _refused(
    reason: RefusalReason, ranked: Sequence[tuple[Candidate, float, RejectionReason]]
) -> Decision:
    rejected = tuple(Rejection(candidate=c, confidence=sure, why=why) for c, sure, why in ranked)
    best = rejected[0].confidence if rejected else 0.0
    return Decision(chosen=None, confidence=best, reason=reason, rejected=rejected)


def _ranked(candidates: Iterable[Candidate]) -> list[tuple[Candidate, float]]:
    """The candidates, the surest first; of equals the one that was proposed first."""
    return sorted(((c, confidence(c)) for c in candidates), key=lambda entry: -entry[1])


def _out_of_bounds(asked: Asked) -> RefusalReason | None:
    """Why a question is not for these plans, whatever they say."""
    if asked.question.left_out and not names_one_of(asked):
        return "not chosen"
    question, library = asked.question, asked.library
    if other_wish(question, library.says) or names_no_plan_of_several(question, library):
        return "out of scope"
    if question.places:
        return "unknown place"
    if part_missing(question, library):
        return "no such part"
    return "letterhead silent" if is_unsaid(asked_of_documents(asked)) else None


def names_one_of(asked: Asked) -> bool:
    """Whether the question names a plan that it is put to."""
    sources = asked.library.sources
    return any(p in asked.question.plans for p in plans_named(asked.question.text, sources))


def _names_places(candidate: Candidate) -> bool:
    """Whether what it cites, or the heading or passage around it, is of the places asked about."""
    passages = [found.passage for found in candidate.draft.evidence]
    words = "".join(p.indexed_text for p in passages)
    return all(is_spoken_of(p, words.__contains__) for p in candidate.question.places_said)


def _is_of_sentences(candidate: Candidate) -> bool:
    """Whether it rests on clauses alone, which say nothing of a cell."""
    return all(found.passage.kind == "clause" for found in candidate.draft.evidence)
