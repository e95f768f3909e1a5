"""The passages of a large library, read from its store when they are asked for."""

from collections.abc import Iterator, Sequence
from typing import overload

import numpy as np

from index.passages import Passage
from index.store import PassageStore


class StoredPassages(Sequence[Passage]):
    """The passages of a store in the order of adding; none is kept in memory.

    A passage takes some 5 kB as an object and 0.1 ms to read.
    """

    def __init__(self, store: PassageStore) -> None:
        self._store = store
        self._labels = store.plans()[0]

    def __len__(self) -> int:
        return len(self._labels)

    @overload
    def __getitem__(self, place: int) -> Passage: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Passage, ...]: ...
    def __getitem__(self, place: int | slice) -> Passage | tuple[Passage, ...]:
        if isinstance(place, slice):
            return self.at(range(len(self))[place])
        return self.at([place])[0]

    def at(self, places: Sequence[int]) -> tuple[Passage, ...]:
        """Return the passages at these places, read together."""
        documents = self._store.at(self._labels[np.asarray(places, dtype=np.intp)].tolist())
        return tuple(map(Passage.from_document, documents))

    def __iter__(self) -> Iterator[Passage]:
        for start in range(0, len(self), 1000):
            yield from self[start : start + 1000]
