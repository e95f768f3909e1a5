"""The same questions put to every system in turns: what each brings, and how long it takes."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from langchain_core.embeddings import Embeddings

from assistant import Assistant
from assistant.answers import Trace
from evals.benchmarks.datasets import Progress, in_turn
from evals.benchmarks.measuring import milliseconds, timed
from evals.benchmarks.peers.libraries import Chunk, Peer
from evals.metrics import estimate
from evals.places import Place, PlanText, gold_places
from evals.samples import Half, Sample
from evals.scorers.retrieval import brings_all
from index.build import Index
from index.passages import Hit

BUDGETS = (500, 1_000, 2_000)  # characters
# More than 2,000 characters, whatever the size of the pieces.
PEERS_TOP_K = 50
# Stands for the plan of a piece whose words no plan has.
NOWHERE = ""


class Asked(NamedTuple):
    """A question as it is put to the systems.

    ``text`` stands alone: of a follow-up, the wording that our assistant understood, for a
    peer has no way to read a conversation without a chat model.
    """

    sample: Sample
    text: str
    gold: tuple[tuple[Place, ...], ...]


class System(NamedTuple):
    """A way to find what answers a question, over so many pieces; the best places first."""

    name: str
    pieces: int
    find: Callable[[Asked], Sequence[Place]]
    unlocated: int = 0


class Found(NamedTuple):
    """What a system found of each question, in their order, and its milliseconds."""

    name: str
    pieces: int
    places: Sequence[Sequence[Place]]
    milliseconds: Sequence[float]

    def with_headings_read(self) -> "Found":
        """Return the same where the headings above a passage are read before it, and count."""
        read = [[part for place in places for part in _apart(place)] for places in self.places]
        return self._replace(name=f"{self.name}, headings counted", places=read)

    def share(self, asked: Sequence[Asked], half: Half, chars: int) -> float:
        """Return for which share of a half the first ``chars`` characters hold all evidence."""
        pairs = zip(asked, self.places, strict=True)
        held = [brings_all(found, o.gold, chars) for o, found in pairs if o.sample.half == half]
        return estimate(held).mean or 0.0

    def ratio(self, alone: Sequence[float]) -> float:
        """Return the median of the times, each divided by that of embedding its question."""
        return median(mine / other for mine, other in zip(self.milliseconds, alone, strict=True))


def _apart(place: Place) -> Iterator[Place]:
    """Yield the headings above a place, and its words, each as a place of its own."""
    for heading in place.headings:
        yield Place(place.plan, heading)
    yield Place(place.plan, place.words)


def system_of(peer: Peer, plans: Mapping[str, PlanText]) -> System:
    """Return a peer over the pieces that it cuts the plans into."""
    chunks = chunks_of(peer, plans)
    search = peer.indexed(chunks)

    def find(asked: Asked) -> Sequence[Place]:
        return [chunks[n].place for n in search(asked.text, asked.sample.plans, PEERS_TOP_K)]

    unlocated = sum(chunk.place.plan == NOWHERE for chunk in chunks)
    return System(peer.name, len(chunks), find, unlocated)


def our_systems(
    assistant: Assistant, index: Index, plans: Mapping[str, PlanText]
) -> tuple[System, System]:
    """Return our assistant, and our index alone, which does not read a question for plans.

    The time of the assistant is that of the whole answer, composed and checked.
    """

    def places_of(hits: Sequence[Hit]) -> list[Place]:
        passages = [hit.passage for hit in hits]
        return [plans[p.source.id].place(p.path, p.excerpt.start, p.excerpt.end) for p in passages]

    def whole(asked: Asked) -> Sequence[Place]:
        return places_of(_trace(assistant, asked.sample).hits)

    def search(asked: Asked) -> Sequence[Place]:
        return places_of(index.search(asked.text, plans=asked.sample.plans))

    pieces = len(index.passages)
    return System("ours, whole", pieces, whole), System("ours, search alone", pieces, search)


def chunks_of(peer: Peer, plans: Mapping[str, PlanText]) -> tuple[Chunk, ...]:
    """Return every piece that a peer cuts the plans into; one found nowhere is at `NOWHERE`."""
    chunks: list[Chunk] = []
    for plan in plans.values():
        texts = peer.split(plan.plan.text)
        for text, place in zip(texts, places_of(texts, plan), strict=True):
            chunks.append(Chunk(number=len(chunks), text=text, place=place, plan=plan.id))
    return tuple(chunks)


def places_of(texts: Collection[str], plan: PlanText) -> Iterator[Place]:
    """Yield where each text stands in the plan: the first place after that of the text before.

    White space is not compared, for splitters drop it. A text that stands nowhere has a place
    of its length in no plan: it takes its part of what is read, and brings nothing.
    """
    source = plan.plan.text
    kept = [offset for offset, character in enumerate(source) if not character.isspace()]
    bare = "".join(source[offset] for offset in kept)
    begun = 0
    for text in texts:
        wanted = "".join(text.split())
        found = bare.find(wanted, begun)
        if found < 0:
            found = bare.find(wanted)
        if found < 0 or not wanted:
            yield Place(NOWHERE, (0, len(wanted)))
            continue
        begun = found
        end = kept[found + len(wanted) - 1] + 1
        yield Place(plan.id, plan.range_of(kept[found], end))


def asked_from(
    samples: Sequence[Sample], assistant: Assistant, plans: Mapping[str, PlanText]
) -> tuple[Asked, ...]:
    """Return the questions that have gold evidence, each as the systems are asked it."""
    return tuple(
        Asked(
            sample,
            _trace(assistant, sample).question.text,
            tuple(gold_places(gold, plans) for gold in sample.evidence),
        )
        for sample in samples
        if sample.evidence
    )


def _trace(assistant: Assistant, sample: Sample) -> Trace:
    history = [turn.model_dump() for turn in sample.history]
    return assistant.trace(sample.question, history, sample.plans)


def found_by(
    systems: Sequence[System], asked: Sequence[Asked], embeddings: Embeddings, progress: Progress
) -> tuple[list[Found], list[float]]:
    """Ask every system every question, in turns, and embed each question alone beside them.

    Return what each found, and the milliseconds of embedding alone. The first question is
    asked once more before, for what is loaded only then.
    """
    embeddings.embed_query(asked[0].text)
    for system in systems:
        system.find(asked[0])
    alone, rounds = [], []
    for one in in_turn(asked, progress):
        alone.append(milliseconds(embeddings.embed_query, one.text))
        rounds.append([timed(system.find, one) for system in systems])
    found = [
        Found(system.name, system.pieces, *zip(*of_system, strict=True))
        for system, of_system in zip(systems, zip(*rounds, strict=True), strict=True)
    ]
    return found, alone


def table_of(
    rows: Sequence[Found], asked: Sequence[Asked], alone: Sequence[float]
) -> Iterator[str]:
    """Yield the lines of a Markdown table: shares in per cent, times as multiples."""
    budgets = " / ".join(f"{budget:,}" for budget in BUDGETS)
    halves: tuple[Half, ...] = ("tuning", "held-out")
    yield f"| system | pieces | {' | '.join(f'{half} {budgets}' for half in halves)} | time |"
    yield "|---|---|---|---|---|"
    for row in rows:
        cells = [
            " / ".join(f"{100 * row.share(asked, half, budget):.1f}" for budget in BUDGETS)
            for half in halves
        ]
        yield f"| {row.name} | {row.pieces} | {' | '.join(cells)} | {row.ratio(alone):.2f} × |"
