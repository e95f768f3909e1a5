"""Vectors by label and what can be asked of them; here, all are compared with a query."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import Self

import faiss
import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from index.documents import Labels

Array = NDArray[np.float32]

EXACT_FILE = "vectors.faiss"

_PIECE = 1 << 20  # bytes written at a time


class Vectors(ABC):
    """Vectors of length 1 and ``dimension`` components, each under a label; labels rise."""

    dimension: int

    @property
    @abstractmethod
    def labels(self) -> Labels:
        """All labels, rising."""

    @abstractmethod
    def add(self, labels: Labels, vectors: Array) -> None:
        """Add vectors, shape (labels, dimension); the labels are higher than all before."""

    @abstractmethod
    def remove(self, labels: Labels) -> None:
        """Remove the vectors under these labels."""

    @abstractmethod
    def at(self, labels: Labels) -> Array:
        """Return the vectors under these labels, shape (labels, dimension)."""

    @abstractmethod
    def nearest(self, query: Array, k: int, among: Labels | None = None) -> tuple[Labels, Array]:
        """Return the labels of the ``k`` nearest to a query, best first, and their cosines.

        ``query`` has shape (dimension,) and length 1; only labels ``among`` are found, if given.
        """

    @abstractmethod
    def save(self, folder: Path) -> None:
        """Write the vectors into an existing folder. Raises `OSError`."""

    def cosines(self, query: Array, labels: Labels) -> Array:
        """Return the cosine of the vector under each label with a query, shape (labels,)."""
        # Not `@`: there a row's last digit depends on its place, and equal rows would differ.
        found: Array = np.einsum("ij,j->i", self.at(labels), query)
        return found


class ExactVectors(Vectors):
    """All vectors in memory, every one compared (FAISS ``IndexFlatIP``)."""

    def __init__(self, dimension: int) -> None:
        self.dimension = dimension
        self._index = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))

    @property
    @override
    def labels(self) -> Labels:
        found: Labels = faiss.vector_to_array(self._index.id_map)
        return found

    @override
    def add(self, labels: Labels, vectors: Array) -> None:
        self._index.add_with_ids(vectors, labels)

    @override
    def remove(self, labels: Labels) -> None:
        self._index.remove_ids(faiss.IDSelectorBatch(labels))

    @override
    def at(self, labels: Labels) -> Array:
        found: Array = self._index.reconstruct_batch(labels)
        return found

    @override
    def cosines(self, query: Array, labels: Labels) -> Array:
        own, cosines = self.nearest(query, len(self.labels))
        order = np.argsort(own)
        found: Array = cosines[order][np.searchsorted(own[order], labels)]
        return found

    @override
    def nearest(self, query: Array, k: int, among: Labels | None = None) -> tuple[Labels, Array]:
        if among is None:
            scores, labels = self._index.search(query[None], min(k, self._index.ntotal))
            return labels[0], scores[0]
        selector = faiss.IDSelectorBatch(among)
        parameters = faiss.SearchParameters()
        parameters.sel = selector  # a bare pointer: `selector` must outlive the search
        scores, labels = self._index.search(query[None], min(k, len(among)), params=parameters)
        return labels[0], scores[0]

    @override
    def save(self, folder: Path) -> None:
        write_index(self._index, folder / EXACT_FILE)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Return what `save` wrote. Raises `OSError`, `RuntimeError`, `ValueError`."""
        index = faiss.read_index(str(folder / EXACT_FILE))
        if not isinstance(index, faiss.IndexIDMap2):
            raise ValueError(f"not an IndexIDMap2 but {type(index).__name__}")
        vectors = cls(int(index.d))
        vectors._index = index
        return vectors


def write_index(index: faiss.Index, file: Path) -> None:
    """Write an index a piece at a time. `faiss.write_index` to a path hides why it failed."""
    with file.open("wb") as opened:
        faiss.write_index(index, faiss.PyCallbackIOWriter(opened.write, _PIECE))  # type: ignore[attr-defined]
