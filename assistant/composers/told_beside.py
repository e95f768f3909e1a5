"""What a plan says of a matter, to stand beside what others say of it: its strongest statements."""

from collections.abc import Sequence

from assistant.answers import Candidate, Evidence, Statement
from assistant.composers.sentences import says_the_same
from assistant.evidence.asked import Asked
from assistant.language.clauses import cut_to
from assistant.language.regions import plan_names
from assistant.language.terms import content_words, normalised, terms_of, topic_of
from corpus.assignments import without_number

MOST_STATEMENTS = 3
# A section is of the matter if its heading says so much of it.
_HEADING_SAYS = 0.6
# A sentence is of the matter if it bears on it so much, and so much as the best one.
_SAYS = 0.4
_NEXT_TO_BEST = 0.7


def section_named(asked: Asked, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that are of one section whose heading is, or names, the matter."""
    return [
        candidate
        for candidate in candidates
        if candidate.signals.get("by_heading") or _heading_says(asked, candidate) >= _HEADING_SAYS
    ]


def _heading_says(asked: Asked, candidate: Candidate) -> float:
    paths = [found.passage.path for found in candidate.draft.evidence]
    if not paths:
        return 0.0
    shared = paths[0]
    while shared and any(path[: len(shared)] != shared for path in paths):
        shared = shared[:-1]
    heading = normalised(without_number(shared[-1])) if shared else ""
    weights = asked.library.weights
    names = plan_names(asked.library.sources)
    words = content_words(topic_of(asked.question.text, names))
    worth = {word: weights.total(terms_of(word)) / len(terms_of(word)) for word in words}
    said = sum(worth[word] for word in words if word in heading)
    return said / (sum(worth.values()) or 1.0)


def strongest(asked: Asked) -> tuple[list[Statement], float]:
    """Return the sentences that say most of the matter, in their order, and the best one's score.

    There are none if none says much of it.
    """
    weights = asked.library.weights
    clauses = [found for found in asked.evidence if found.passage.kind == "clause"]
    best = clauses[0].score if clauses else 0.0
    chosen: list[tuple[str, Evidence]] = []
    for found in clauses:
        if len(chosen) == MOST_STATEMENTS or found.score < max(_SAYS, _NEXT_TO_BEST * best):
            break
        text, excerpt = cut_to(found.excerpt, asked.terms, weights, asked.form)
        if not any(says_the_same(text, other) for other, _ in chosen):
            chosen.append((text, found.model_copy(update={"excerpt": excerpt})))
    chosen.sort(key=lambda entry: entry[1].excerpt.start)
    return [Statement(text=text, evidence=(found,)) for text, found in chosen], best
