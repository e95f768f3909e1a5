"""The second stage of retrieval: passages ordered by their sentences, neighbours joined."""

from collections.abc import Iterable, Iterator, Sequence

from assistant.answers import Draft, Evidence, Question, Statement
from assistant.library import Library
from corpus.text import excerpt_from
from index.passages import Hit, Passage, passage_of
from index.settings import SecondStage

RECORD = "record"
NEIGHBOUR = "neighbour"
_MOST_LOOKED_UP = 24
# The best passages, whose neighbours are joined: what a task says and who is responsible.
_WITH_NEIGHBOURS = 3
# What the first place in the first stage is worth beside the best sentence's score of up to 1.
_RETRIEVAL_SHARE = 0.6


def ranked(
    question: Question,
    hits: Sequence[Hit],
    evidence: Sequence[Evidence],
    draft: Draft | None,
    library: Library,
    *,
    stage: SecondStage = "all",
) -> tuple[Hit, ...]:
    """Return what was looked up for the draft, then the hits in the order of their sentences.

    With the stage ``"sentences"`` nothing is looked up, with ``"none"`` the hits stay as they are.
    Rows, responsibilities and mentions are looked up in all plans that are asked, not only
    among the hits; what joins so is found by ``"record"``.
    Where all plans are asked which of them say something, single sentences are the hits, and
    the plans take turns, so that each has its chance. A task and the line that says who is
    responsible for it follow one another; what joins so is found by ``"neighbour"``.
    """
    if stage == "none":
        return tuple(hits)
    best: dict[str, float] = {}
    for found in evidence:
        best[found.passage.id] = max(best.get(found.passage.id, 0.0), found.score)
    ordered = sorted(
        hits, key=lambda hit: -(best.get(hit.passage.id, 0.0) + _RETRIEVAL_SHARE / hit.rank)
    )
    if question.kind == "across":
        ordered = [*_in_turns(_sentences(hits, evidence)), *ordered]
    elif question.names_plan and len(question.plans) > 1:
        ordered = list(_in_turns(ordered))
    joined: dict[str, Hit] = {}
    statements = draft.statements if draft and stage == "all" else ()
    looked_up = [e for statement in statements for e in statement.evidence]
    if question.kind == "summary":
        looked_up = _outlined(statements, library)
    for found in looked_up[:_MOST_LOOKED_UP]:
        passage = found.passage
        if question.kind == "across":
            passage = passage.cut_to(found.excerpt)
        hit = Hit(passage=passage, score=1.0, rank=1, found_by=(RECORD,))
        joined.setdefault(passage.id, hit)
        if passage.kind == "assignment":
            _join(joined, hit, _ends_of_task(passage, library))
    for place, hit in enumerate(ordered):
        joined.setdefault(hit.passage.id, hit)
        if place < _WITH_NEIGHBOURS:
            _join(joined, hit, library.neighbours(hit.passage))
    return tuple(
        hit.model_copy(update={"rank": rank}) for rank, hit in enumerate(joined.values(), start=1)
    )


def _outlined(statements: Sequence[Statement], library: Library) -> list[Evidence]:
    """What a summary rests on: the first clause of each point with its heading, then the others."""
    first = [found for s in statements if not s.joins for found in s.evidence]
    others = [found for s in statements if s.joins for found in s.evidence]
    return [*(_with_heading(found, library) for found in first), *others]


def _with_heading(found: Evidence, library: Library) -> Evidence:
    """The same words from the heading above them on, if nothing stands between."""
    plan = library.plan(found.passage.source.id)
    for section in plan.sections:
        heading = section.heading
        if section.path != found.passage.path or heading is None:
            continue
        if (
            heading.end <= found.excerpt.start
            and not plan.text[heading.end : found.excerpt.start].strip()
        ):
            words = excerpt_from(plan.text, heading.start, found.excerpt.end)
            passage = passage_of(plan, section.path, "heading", words)
            return found.model_copy(update={"passage": passage})
    return found


def _join(joined: dict[str, Hit], hit: Hit, passages: Iterable[Passage]) -> None:
    for passage in passages:
        near = hit.model_copy(update={"passage": passage, "found_by": (NEIGHBOUR,)})
        joined.setdefault(passage.id, near)


def _ends_of_task(assignment: Passage, library: Library) -> Iterator[Passage]:
    """Yield the first and the last sentence of what a line of responsibility is about."""
    before = [
        passage
        for passage in library.neighbours(assignment)
        if passage.kind == "clause" and passage.excerpt.end <= assignment.excerpt.start
    ]
    if before:
        yield before[0].cut_to(before[0].sentences()[0])
        yield before[-1].cut_to(before[-1].sentences()[-1])


def _sentences(hits: Sequence[Hit], evidence: Sequence[Evidence]) -> Iterator[Hit]:
    """Yield the sentences of the hits that bear on the question, each as a hit, best first."""
    of_passage = {hit.passage.id: hit for hit in hits}
    for found in evidence:
        hit = of_passage.get(found.passage.id)
        if hit and found.score:
            yield hit.model_copy(update={"passage": found.passage.cut_to(found.excerpt)})


def _in_turns(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Yield the best hit of each plan, then the second of each, and so on."""
    of_plans: dict[str, list[Hit]] = {}
    for hit in hits:
        of_plans.setdefault(hit.passage.source.id, []).append(hit)
    for turn in range(max(map(len, of_plans.values()), default=0)):
        yield from (of_plan[turn] for of_plan in of_plans.values() if turn < len(of_plan))
