"""What a peer cuts a plan into, each piece with the place where its words stand in the plan."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from evals.places import Place, PlanText

# Stands for the place of a chunk whose words its plan does not have.
NOWHERE = ""


@dataclass(frozen=True)
class Chunk:
    """A piece of a plan as a peer returns it; ``number`` is unique among all plans."""

    number: int
    text: str
    place: Place
    plan: str


class Peer(Protocol):
    """A library's way to cut a text, and to find the pieces that answer a question."""

    name: str

    def split(self, text: str) -> list[str]:
        """Return the pieces of a plan's text, in its order."""

    def add(self, chunks: Sequence[Chunk]) -> None:
        """Index all pieces of all plans; called once."""

    def search(self, question: str, plans: Collection[str] | None, top_k: int) -> list[int]:
        """Return the numbers of the best pieces of these plans (all if ``None``), best first."""


def chunks_of(peer: Peer, plans: Mapping[str, PlanText]) -> tuple[Chunk, ...]:
    """Return every piece that a peer cuts the plans into; one found nowhere is at `NOWHERE`."""
    chunks: list[Chunk] = []
    for plan in plans.values():
        texts = peer.split(plan.plan.text)
        for text, place in zip(texts, places_of(texts, plan), strict=True):
            chunks.append(Chunk(number=len(chunks), text=text, place=place, plan=plan.id))
    return tuple(chunks)


def places_of(texts: Sequence[str], plan: PlanText) -> Iterator[Place]:
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
