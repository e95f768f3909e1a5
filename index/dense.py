"""Vector search over LangChain documents: vectors in FAISS, documents in SQLite, no pickle."""

import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

import numpy as np
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore
from numpy.typing import NDArray
from typing_extensions import override

from corpus.errors import CorruptIndexError, EmbeddingModelError
from index.clusters import ClusteredVectors, vectors_in
from index.documents import DocumentTable, Labels
from index.embedding import unit_vectors
from index.store import PassageStore
from index.vectors import ExactVectors, Vectors

DOCUMENTS_FILE = "documents.sqlite"
EXACT_UP_TO = 50_000

Filter = Callable[[Document], bool]

# So many of the nearest are put to a filter before all documents are.
_LIKELY = 1_000


class FaissStore(VectorStore, PassageStore):
    """Documents and their vectors; the score of a document is its cosine with the query.

    Vectors are brought to length 1 and compared by inner product: all of them up to
    ``exact_up_to``, beyond that those in the nearest clusters (see `ClusteredVectors`).
    Metadata must be JSON. Safe to use from several threads.
    """

    def __init__(self, embedding: Embeddings, exact_up_to: int = EXACT_UP_TO) -> None:
        self._embedding = embedding
        self._exact_up_to = exact_up_to
        self._vectors: Vectors = ExactVectors(0)
        self._table = DocumentTable()
        self._plans: tuple[Labels, tuple[str, ...], NDArray[np.int32]] | None = None
        self._count = 0
        self._next_label = 0
        self._lock = threading.RLock()

    @property
    def embeddings(self) -> Embeddings:
        """The embedding model in use."""
        return self._embedding

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents, in the order they were added; all at once in memory."""
        with self._lock:
            return tuple(self._table)

    @property
    def dimension(self) -> int:
        """The number of components of a vector; 0 before the first document."""
        return self._vectors.dimension

    def __len__(self) -> int:
        return self._count

    @classmethod
    def from_texts(
        cls,
        texts: list[str],
        embedding: Embeddings,
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: list[str] | None = None,
        **kwargs: Any,
    ) -> Self:
        """Return a store of ``texts``."""
        store = cls(embedding)
        store.add_texts(texts, metadatas, ids=ids)
        return store

    def add_documents(
        self, documents: list[Document], *, ids: Sequence[str | None] | None = None, **kwargs: Any
    ) -> list[str]:
        """Embed and add ``documents``; one whose id is known already takes the other's place.

        Returns the ids, in order: those given, else the documents' own, else new ones.
        """
        named = [
            document.model_copy(update={"id": id_ or document.id or str(uuid4())})
            for document, id_ in zip(documents, ids or [None] * len(documents), strict=True)
        ]
        latest = {str(document.id): document for document in named}
        if latest:
            texts = [document.page_content for document in latest.values()]
            vectors = unit_vectors(self._embedding.embed_documents(texts))
            self.add_embedded(list(latest.values()), vectors)
        return [str(document.id) for document in named]

    @override
    def add_embedded(self, documents: Sequence[Document], vectors: NDArray[np.float32]) -> None:
        if not documents:
            return
        vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        with self._lock:
            if not self._count:
                self._vectors = ExactVectors(vectors.shape[1])
            self._require_dimension(vectors.shape[1])
            self.delete([str(document.id) for document in documents])
            labels = range(self._next_label, self._next_label + len(documents))
            self._table.put(labels, documents)
            self._plans = None
            self._vectors.add(np.array(labels, dtype=np.int64), vectors)
            self._next_label = labels.stop
            self._count += len(documents)
            if self._count > self._exact_up_to and isinstance(self._vectors, ExactVectors):
                clustered = ClusteredVectors(self.dimension)
                clustered.add(self._vectors.labels, self._vectors.at(self._vectors.labels))
                self._vectors = clustered

    @override
    def labels_of_texts(self, texts: Iterable[str]) -> dict[str, int]:
        with self._lock:
            return self._table.labels_of_texts(texts)

    @override
    def vectors_of_texts(self, texts: Iterable[str]) -> dict[str, NDArray[np.float32]]:
        with self._lock:
            labels = self._table.labels_of_texts(texts)
            if not labels:
                return {}
            vectors = self._vectors.at(np.array(list(labels.values()), dtype=np.int64))
            return dict(zip(labels, vectors, strict=True))

    def vectors(self) -> NDArray[np.float32]:
        """Return the vector of every document, shape (documents, dimension), as in `documents`."""
        with self._lock:
            return self._vectors.at(self._vectors.labels)

    def delete(self, ids: list[str] | None = None, **kwargs: Any) -> bool:
        """Remove the documents with these ids, all if ``None``; unknown ids are passed over."""
        with self._lock:
            if ids is None:
                gone = self._vectors.labels
            else:
                known = self._table.labels_of(ids) if self._count else {}
                gone = np.array(sorted(known.values()), dtype=np.int64)
            if len(gone):
                self._table.remove(gone.tolist())
                self._plans = None
                self._vectors.remove(gone)
                self._count -= len(gone)
        return True

    def get_by_ids(self, ids: Sequence[str], /) -> list[Document]:
        """Return the documents with these ids; unknown ids are passed over."""
        with self._lock:
            labels = self._table.labels_of(ids)
            return self._table.at([labels[id_] for id_ in ids if id_ in labels])

    @override
    def at(self, labels: Sequence[int]) -> list[Document]:
        with self._lock:
            return self._table.at(labels)

    @override
    def plans(self) -> tuple[Labels, tuple[str, ...], NDArray[np.int32]]:
        with self._lock:
            if self._plans is None:
                self._plans = self._table.plans()
            return self._plans

    def similarity_search(
        self, query: str, k: int = 4, *, filter: Filter | None = None, **kwargs: Any
    ) -> list[Document]:
        """Return the ``k`` documents nearest to ``query``, of those that pass ``filter``."""
        return [d for d, _ in self.similarity_search_with_score(query, k, filter=filter)]

    def similarity_search_with_score(
        self, query: str, k: int = 4, *, filter: Filter | None = None, **kwargs: Any
    ) -> list[tuple[Document, float]]:
        """Return the ``k`` nearest documents, each with its cosine (1 is nearest)."""
        if not self._count:
            return []
        vector = self._embedding.embed_query(query)
        return self.similarity_search_with_score_by_vector(vector, k, filter=filter)

    def similarity_search_by_vector(
        self, embedding: list[float], k: int = 4, *, filter: Filter | None = None, **kwargs: Any
    ) -> list[Document]:
        """Return the ``k`` documents nearest to a vector."""
        found = self.similarity_search_with_score_by_vector(embedding, k, filter=filter)
        return [document for document, _ in found]

    def similarity_search_with_score_by_vector(
        self, embedding: list[float], k: int = 4, *, filter: Filter | None = None, **kwargs: Any
    ) -> list[tuple[Document, float]]:
        """Return the ``k`` documents nearest to a vector, each with its cosine."""
        with self._lock:
            if filter is None:
                return self._found(*self._nearest(embedding, k))
            likely = self._found(*self._nearest(embedding, max(k, _LIKELY)))
            passed = [(document, score) for document, score in likely if filter(document)][:k]
            if len(passed) == k or len(likely) == self._count:
                return passed
            labels = self._vectors.labels
            documents = zip(labels.tolist(), self._table, strict=True)
            among = np.array([label for label, d in documents if filter(d)], dtype=np.int64)
            return self._found(*self._nearest(embedding, k, among))

    @override
    def nearest(
        self, embedding: list[float], k: int, plans: Collection[str] | None = None
    ) -> tuple[Labels, NDArray[np.float32]]:
        with self._lock:
            return self._nearest(embedding, k, None if plans is None else self._labels_of(plans))

    def _nearest(
        self, embedding: list[float], k: int, among: Labels | None = None
    ) -> tuple[Labels, NDArray[np.float32]]:
        if not self._count or (among is not None and not len(among)):
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        return self._vectors.nearest(self._query(embedding), k, among)

    def _labels_of(self, plans: Collection[str]) -> Labels:
        labels, names, numbers = self.plans()
        return labels[np.isin(numbers, [n for n, name in enumerate(names) if name in plans])]

    @override
    def cosines(self, embedding: list[float], labels: Labels | None = None) -> NDArray[np.float32]:
        """As in `PassageStore`; without ``labels``, of all documents in the order of adding."""
        with self._lock:
            if not self._count:
                return np.zeros(0, dtype=np.float32)
            labels = self._vectors.labels if labels is None else labels
            return self._vectors.cosines(self._query(embedding), labels)

    def _found(self, labels: Labels, scores: NDArray[np.float32]) -> list[tuple[Document, float]]:
        return list(zip(self._table.at(labels.tolist()), scores.tolist(), strict=True))

    def _select_relevance_score_fn(self) -> Callable[[float], float]:
        return lambda cosine: max(0.0, cosine)

    def _query(self, embedding: list[float]) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = unit_vectors([embedding])[0]
        self._require_dimension(len(vector))
        return vector

    def _require_dimension(self, dimension: int) -> None:
        if dimension != self.dimension:
            raise EmbeddingModelError(
                f"向量模型给出 {dimension} 维的向量，索引里的是 {self.dimension} 维",
                "向量模型已更换：请执行 plans build 重建索引",
            )

    def save(self, folder: Path) -> None:
        """Write vectors and documents into ``folder``.

        Raises:
            OSError: the folder cannot be written.
        """
        folder.mkdir(parents=True, exist_ok=True)
        with self._lock:
            self._vectors.save(folder)
            self._table.save(folder / DOCUMENTS_FILE)

    @override
    def forget_others(self, folder: Path) -> None:
        """Nothing is kept elsewhere."""

    @classmethod
    def load(cls, folder: Path, embedding: Embeddings, exact_up_to: int = EXACT_UP_TO) -> Self:
        """Return the store that `save` wrote; ``embedding`` is the model it was built with.

        Raises:
            CorruptIndexError: if a file is missing, cannot be read, or does not fit the other.
        """
        store = cls(embedding, exact_up_to)
        try:
            store._vectors = vectors_in(folder)
            store._table = DocumentTable.load(folder / DOCUMENTS_FILE)
            labels = store._vectors.labels
            if not np.array_equal(labels, store._table.labels()):
                raise ValueError("vectors and documents do not belong together")
        except (OSError, RuntimeError, ValueError, sqlite3.Error) as error:
            raise CorruptIndexError(
                f"向量索引读不出来：{folder}：{error}", "请执行 plans build 重建索引"
            ) from error
        store._count = len(labels)
        store._next_label = int(labels[-1]) + 1 if len(labels) else 0
        return store
