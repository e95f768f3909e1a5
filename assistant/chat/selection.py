"""What a chat model is shown: the passages that bear on a question, the most telling first."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from assistant.answers import Draft, Evidence, Question, Trace
from assistant.chat.items import Item
from assistant.language.injection import gives_orders
from assistant.library import Library
from corpus.documents import Plan
from corpus.text import readable
from index.passages import Passage

# Those of the first passages that are cut from a longer text are shown with what is beside them.
_WITH_NEIGHBOURS = 6
_LONGEST = 500  # characters of one item
# A row of few characters is shown as it stands too, lest the heads of its columns be misread.
_SHORT_ROW = 60
_YEAR = re.compile(r"20\d\d年")
# Of so many plans each is searched by itself where all are asked; its best passages are shown.
_MOST_PLANS = 12
_OF_EACH_PLAN = 4
# How deep is searched to fill the room there is.
_DEEPER = 100


def items_from(trace: Trace, library: Library, room: int) -> tuple[Item, ...]:
    """Return what the model is shown, no passage twice.

    What the composed answer rests on comes first, its workings as items of their own; then the
    passages as they were retrieved, of several plans in turn. Sentences that give orders to a
    reader of prompts are left out.

    Args:
        room: how many characters there are for all items together, addresses included.
    """
    chosen = trace.decision.chosen
    items: list[Item] = []
    shown: set[str] = set()
    for item in (*_workings(chosen.draft if chosen else None), *_blocks(trace, library, shown)):
        if len(item.line) <= room:
            room -= len(item.line)
            items.append(item)
    return tuple(items)


def _workings(draft: Draft | None) -> Iterator[Item]:
    for statement in draft.statements if draft else ():
        if statement.derived:
            yield Item(statement.line, statement.evidence, composed=True)


def _blocks(trace: Trace, library: Library, shown: set[str]) -> Iterator[Item]:
    """Yield the passages in the order in which they are shown, each with what belongs to it."""
    for rank, passage in enumerate(_passages(trace, library)):
        if passage.id not in shown:
            block = [passage]
            if rank < _WITH_NEIGHBOURS:
                block = _with_neighbours(passage, library, shown)
            shown.update(each.id for each in block)
            yield from _items_of(block, library)


def _passages(trace: Trace, library: Library) -> Iterator[Passage]:
    chosen = trace.decision.chosen
    if chosen:
        yield from (e.passage for e in chosen.draft.evidence)
    question = trace.question
    several = 1 < len(question.plans) <= _MOST_PLANS
    in_turn = list(_in_turn(question, library)) if several else []
    if question.kind == "across":
        yield from in_turn
    yield from (hit.passage for hit in trace.hits)
    yield from in_turn
    yield from (hit.passage for hit in library.search(question.text, _DEEPER, question.plans))


def _in_turn(question: Question, library: Library) -> Iterator[Passage]:
    """Yield the best passages of each plan, the best of all plans first."""
    found = [library.search(question.text, _OF_EACH_PLAN, (plan,)) for plan in question.plans]
    for rank in zip_longest(*found):
        yield from (hit.passage for hit in rank if hit is not None)


def _with_neighbours(passage: Passage, library: Library, shown: set[str]) -> list[Passage]:
    """A passage with what stands beside it under the same heading, as long as that is short."""
    block = [passage]
    length = len(passage.excerpt.text)
    beside = (*library.neighbours(passage), *library.beside(passage))
    for other in sorted(beside, key=lambda each: abs(each.excerpt.start - passage.excerpt.start)):
        length += len(other.excerpt.text)
        if length > _LONGEST:
            break
        if other.id not in shown and other not in block:
            block.append(other)
    return sorted(block, key=lambda each: each.excerpt.start)


def _items_of(block: Sequence[Passage], library: Library) -> Iterator[Item]:
    """The item of passages that stand together; a row of a table is one by itself."""
    plan = library.plan(block[0].source.id)
    dated = _year_of(plan)
    passage = block[0]
    if passage.row is not None:
        row = passage.row.labelled
        if not gives_orders(row):
            words = " ".join(readable(passage.excerpt.text).split())
            evidence = (Evidence(passage=passage, excerpt=passage.excerpt, score=1.0),)
            original = words if len(words) <= _SHORT_ROW else ""
            yield Item(row, evidence, is_row=True, original=original, dated=dated)
        return
    sentences = [
        Evidence(passage=passage, excerpt=sentence, score=1.0)
        for passage in block
        for sentence in passage.sentences()
        if not gives_orders(sentence.text)
    ]
    if sentences:
        words = _joined(readable(e.excerpt.text) for e in sentences)
        yield Item(words, tuple(sentences), dated=dated)


def _year_of(plan: Plan) -> str:
    """The years that a document says it is of, which what has no year of its own is of."""
    years = _YEAR.findall(f"{plan.source.period}{plan.source.title}")
    return "".join(years) or "".join(_YEAR.findall(plan.text)[:1])


def _joined(sentences: Iterable[str]) -> str:
    return " ".join(" ".join(sentence.split()) for sentence in sentences)
