"""The same questions put to every system in turns: what each brings, and how long it takes."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter
from typing import Protocol

from langchain_core.embeddings import Embeddings

from assistant import Assistant
from evals.benchmarks.peers.chunks import NOWHERE, Chunk, Peer
from evals.metrics import Estimate, estimate
from evals.places import Place, PlanText, gold_places
from evals.samples import Half, Sample
from evals.scorers.retrieval import brings_all
from index.build import Index
from index.passages import Hit

BUDGETS = (500, 1_000, 2_000)  # characters
# More than 2,000 characters, whatever the size of the pieces.
PEERS_TOP_K = 50


@dataclass(frozen=True)
class Asked:
    """A question as it is put to the systems.

    ``text`` stands alone: of a follow-up, the wording that our assistant understood, for a
    peer has no way to read a conversation without a chat model. ``plans`` are those that the
    sample is put to (``None``: all); ``meant`` those that our assistant understood.
    """

    sample: Sample
    text: str
    plans: tuple[str, ...] | None
    meant: tuple[str, ...] | None
    gold: tuple[tuple[Place, ...], ...]


class System(Protocol):
    """A way to find what answers a question, over so many pieces of the plans."""

    name: str
    pieces: int

    def find(self, asked: Asked, plans: Collection[str] | None) -> Sequence[Place]:
        """Return the places of what is found among these plans, best first."""


class OfPeer:
    """A peer over the pieces that it cut the plans into."""

    def __init__(self, peer: Peer, chunks: Sequence[Chunk]) -> None:
        self.name = peer.name
        self.unlocated = sum(chunk.place.plan == NOWHERE for chunk in chunks)
        self.pieces = len(chunks)
        self._peer = peer
        self._chunks = chunks
        peer.add(chunks)

    def find(self, asked: Asked, plans: Collection[str] | None) -> Sequence[Place]:
        """Return the places of the peer's best pieces."""
        numbers = self._peer.search(asked.text, plans, PEERS_TOP_K)
        return [self._chunks[number].place for number in numbers]


class OurSearch:
    """Our index alone: the question is not read for plans, and nothing orders the hits anew."""

    name = "ours, search alone"

    def __init__(self, index: Index, plans: Mapping[str, PlanText]) -> None:
        self._index = index
        self._plans = plans
        self.pieces = len(index.passages)

    def find(self, asked: Asked, plans: Collection[str] | None) -> Sequence[Place]:
        """Return the places of the hits."""
        return _places_of(self._index.search(asked.text, plans=plans), self._plans)


class OurWhole:
    """All of our retrieval; its time is that of the whole answer, composed and checked."""

    name = "ours, whole"

    def __init__(self, assistant: Assistant, plans: Mapping[str, PlanText], pieces: int) -> None:
        self._assistant = assistant
        self._plans = plans
        self.pieces = pieces

    def find(self, asked: Asked, plans: Collection[str] | None) -> Sequence[Place]:
        """Return the places of the hits; the question itself says which plans it means."""
        history = [turn.model_dump() for turn in asked.sample.history]
        trace = self._assistant.trace(asked.sample.question, history, asked.plans)
        return _places_of(trace.hits, self._plans)


def _places_of(hits: Sequence[Hit], plans: Mapping[str, PlanText]) -> list[Place]:
    passages = [hit.passage for hit in hits]
    return [plans[p.source.id].place(p.path, p.excerpt.start, p.excerpt.end) for p in passages]


@dataclass
class Found:
    """What a system found of each question, in their order, and its seconds."""

    places: list[Sequence[Place]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def with_headings_read(self) -> "Found":
        """Return the same where the headings above a passage are read before it, and count."""
        read = (tuple(part for place in places for part in _apart(place)) for places in self.places)
        return Found(list[Sequence[Place]](read), self.seconds)

    def share(self, asked: Sequence[Asked], half: Half, chars: int) -> Estimate:
        """Return for which share of a half the first ``chars`` characters hold all evidence."""
        return estimate(
            [
                float(brings_all(places, one.gold, chars))
                for one, places in zip(asked, self.places, strict=True)
                if one.sample.half == half
            ]
        )

    def ratio(self, alone: "Found") -> float:
        """Return the median of the times, each divided by that of embedding its question."""
        pairs = zip(self.seconds, alone.seconds, strict=True)
        return median(mine / others for mine, others in pairs)


def _apart(place: Place) -> Iterator[Place]:
    """Yield the headings above a place, and its words, each as a place of its own."""
    for heading in place.headings:
        yield Place(place.plan, heading)
    yield Place(place.plan, place.words)


def asked_from(
    samples: Sequence[Sample], assistant: Assistant, plans: Mapping[str, PlanText]
) -> tuple[Asked, ...]:
    """Return the questions that have gold evidence, each as the systems are asked it."""
    asked = []
    for sample in samples:
        if not sample.evidence:
            continue
        history = [turn.model_dump() for turn in sample.history]
        understood = assistant.trace(sample.question, history, sample.plans).question
        gold = tuple(gold_places(gold, plans) for gold in sample.evidence)
        meant = understood.plans if understood.names_plan else sample.plans
        asked.append(Asked(sample, understood.text, sample.plans, meant, gold))
    return tuple(asked)


def found_by(
    systems: Sequence[System],
    asked: Sequence[Asked],
    embeddings: Embeddings,
    *,
    told_plans: bool,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Found, dict[str, Found]]:
    """Ask every system every question, in turns, and embed each question alone beside them.

    With ``told_plans`` each is told which plans the question means, as our assistant has
    understood it. The first question is asked once more before, for what is loaded only then.
    """
    alone, of_systems = Found(), {system.name: Found() for system in systems}
    for number, one in enumerate((asked[0], *asked)):
        begun = perf_counter()
        embeddings.embed_query(one.text)
        seconds = {"": perf_counter() - begun}
        places = {}
        for system in systems:
            begun = perf_counter()
            places[system.name] = system.find(one, one.meant if told_plans else one.plans)
            seconds[system.name] = perf_counter() - begun
        if not number:
            continue
        alone.seconds.append(seconds[""])
        for name, found in of_systems.items():
            found.places.append(places[name])
            found.seconds.append(seconds[name])
        if progress:
            progress(number, len(asked))
    return alone, of_systems
