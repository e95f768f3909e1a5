"""What the retriever asks of the store that keeps passages and vectors, here or elsewhere."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import numpy as np
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from index.documents import Labels

Vector = NDArray[np.float32]


class PassageStore(ABC):
    """Documents with vectors of length 1, each under a label that rises in the order of adding.

    The plan of a document is its metadata ``plan``. Safe to use from several threads.
    """

    @property
    @abstractmethod
    def embeddings(self) -> Embeddings:
        """The embedding model in use."""

    @property
    @abstractmethod
    def dimension(self) -> int:
        """The number of components of a vector; 0 before the first document."""

    @abstractmethod
    def __len__(self) -> int: ...

    @abstractmethod
    def add_embedded(self, documents: Sequence[Document], vectors: Vector) -> None:
        """Add documents, each with an id of its own, whose vectors are known already.

        ``vectors`` has shape (documents, dimension), every row of length 1. A document whose
        id is known takes the other's place.
        """

    @abstractmethod
    def labels_of_texts(self, texts: Iterable[str]) -> dict[str, int]:
        """Return, for each text that a document has, the label of such a document."""

    @abstractmethod
    def vectors_of_texts(self, texts: Iterable[str]) -> dict[str, Vector]:
        """Return, for each text that a document has, its vector."""

    @abstractmethod
    def plans(self) -> tuple[Labels, tuple[str, ...], NDArray[np.int32]]:
        """Return the labels in the order of adding, the names of all plans, and whose is whose.

        The last array has, for each label, the number of its plan among the names.
        """

    @abstractmethod
    def at(self, labels: Sequence[int]) -> list[Document]:
        """Return the documents under these labels, in their order."""

    @abstractmethod
    def nearest(
        self, embedding: list[float], k: int, plans: Collection[str] | None = None
    ) -> tuple[Labels, Vector]:
        """Return the labels of the ``k`` documents of these plans that are nearest to a vector.

        With them come their cosines; the nearest is first.
        """

    @abstractmethod
    def cosines(self, embedding: list[float], labels: Labels) -> Vector:
        """Return the cosine with a vector of the document under each label, shape (labels,)."""

    @abstractmethod
    def save(self, folder: Path) -> None:
        """Write into a folder all that is not kept elsewhere. Raises `OSError`."""

    @abstractmethod
    def forget_others(self, folder: Path) -> None:
        """Give up what is kept elsewhere for stores that are saved under a folder no more."""
