"""Exact vector search over LangChain documents, kept in FAISS and saved without pickle."""

import json
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

import faiss
import numpy as np
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore
from numpy.typing import NDArray

from corpus.errors import CorruptIndexError, EmbeddingModelError
from index.embedding import unit_vectors

VECTORS_FILE = "vectors.faiss"
DOCUMENTS_FILE = "documents.jsonl"

Filter = Callable[[Document], bool]


class FaissStore(VectorStore):
    """Documents and their vectors; the score of a document is its cosine with the query.

    Vectors are brought to length 1 and compared by inner product, all of them
    (``IndexFlatIP``): a few thousand passages need no approximation. Safe to use from
    several threads.
    """

    def __init__(self, embedding: Embeddings) -> None:
        self._embedding = embedding
        self._index = _index_of(0)
        self._documents: dict[int, Document] = {}  # by FAISS label, in the order of adding
        self._labels: dict[str, int] = {}  # by document id
        self._next_label = 0
        self._lock = threading.RLock()

    @property
    def embeddings(self) -> Embeddings:
        """The embedding model in use."""
        return self._embedding

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents, in the order they were added."""
        with self._lock:
            return tuple(_copy(document) for document in self._documents.values())

    @property
    def dimension(self) -> int:
        """The number of components of a vector; 0 before the first document."""
        return int(self._index.d)

    def __len__(self) -> int:
        return len(self._documents)

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
            _copy(document, id_ or document.id or str(uuid4()))
            for document, id_ in zip(documents, ids or [None] * len(documents), strict=True)
        ]
        latest = {str(document.id): document for document in named}
        if latest:
            texts = [document.page_content for document in latest.values()]
            vectors = unit_vectors(self._embedding.embed_documents(texts))
            self._replace(list(latest.values()), vectors)
        return [str(document.id) for document in named]

    def add_embedded(self, documents: Sequence[Document], vectors: NDArray[np.float32]) -> None:
        """Add documents, each with an id of its own, whose vectors are known already.

        ``vectors`` has shape (documents, dimension), every row of length 1.
        """
        if documents:
            self._replace([_copy(document) for document in documents], vectors)

    def vectors(self) -> NDArray[np.float32]:
        """Return the vector of every document, shape (documents, dimension), as in `documents`."""
        with self._lock:
            if not self._documents:
                return np.zeros((0, self.dimension), dtype=np.float32)
            labels = np.array(list(self._documents), dtype=np.int64)
            found: NDArray[np.float32] = self._index.reconstruct_batch(labels)
            return found

    def _replace(self, documents: list[Document], vectors: NDArray[np.float32]) -> None:
        with self._lock:
            if not self._documents:
                self._index = _index_of(vectors.shape[1])
            self._require_dimension(vectors.shape[1])
            self.delete([str(document.id) for document in documents])
            self._add(documents, vectors)

    def _add(self, documents: list[Document], vectors: NDArray[np.float32]) -> None:
        labels = range(self._next_label, self._next_label + len(documents))
        self._index.add_with_ids(vectors, np.array(labels, dtype=np.int64))
        self._next_label = labels.stop
        self._documents.update(zip(labels, documents, strict=True))
        self._labels.update((str(d.id), label) for label, d in zip(labels, documents, strict=True))

    def delete(self, ids: list[str] | None = None, **kwargs: Any) -> bool:
        """Remove the documents with these ids, all if ``None``; unknown ids are passed over."""
        with self._lock:
            doomed = list(self._labels) if ids is None else ids
            gone = [self._labels.pop(id_) for id_ in doomed if id_ in self._labels]
            if gone:
                self._index.remove_ids(faiss.IDSelectorBatch(np.array(gone, dtype=np.int64)))
            for label in gone:
                del self._documents[label]
        return True

    def get_by_ids(self, ids: Sequence[str], /) -> list[Document]:
        """Return the documents with these ids; unknown ids are passed over."""
        with self._lock:
            return [_copy(self._documents[self._labels[i]]) for i in ids if i in self._labels]

    def similarity_search(
        self, query: str, k: int = 4, *, filter: Filter | None = None, **kwargs: Any
    ) -> list[Document]:
        """Return the ``k`` documents nearest to ``query``, of those that pass ``filter``."""
        return [d for d, _ in self.similarity_search_with_score(query, k, filter=filter)]

    def similarity_search_with_score(
        self, query: str, k: int = 4, *, filter: Filter | None = None, **kwargs: Any
    ) -> list[tuple[Document, float]]:
        """Return the ``k`` nearest documents, each with its cosine (1 is nearest)."""
        if not self._documents:
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
            if not self._documents:
                return []
            labels = [
                label
                for label, document in self._documents.items()
                if filter is None or filter(_copy(document))
            ]
            if not labels:
                return []
            selector = faiss.IDSelectorBatch(np.array(labels, dtype=np.int64))
            parameters = faiss.SearchParameters()
            parameters.sel = selector  # a bare pointer: `selector` must outlive the search
            scores, found = self._index.search(
                self._query(embedding), min(k, len(labels)), params=parameters
            )
            return [
                (_copy(self._documents[label]), score)
                for label, score in zip(found[0].tolist(), scores[0].tolist(), strict=True)
            ]

    def cosines(self, embedding: list[float]) -> NDArray[np.float32]:
        """Return the cosine of every document with a vector, in the order of `documents`."""
        with self._lock:
            if not self._documents:
                return np.zeros(0, dtype=np.float32)
            scores, labels = self._index.search(self._query(embedding), len(self))
            order: NDArray[np.intp] = np.argsort(labels[0])  # labels rise in the order of adding
            cosines: NDArray[np.float32] = scores[0][order]
            return cosines

    def _select_relevance_score_fn(self) -> Callable[[float], float]:
        return lambda cosine: max(0.0, cosine)

    def _query(self, embedding: list[float]) -> NDArray[np.float32]:
        vector = unit_vectors([embedding])
        self._require_dimension(vector.shape[1])
        return vector

    def _require_dimension(self, dimension: int) -> None:
        if dimension != self.dimension:
            raise EmbeddingModelError(
                f"向量模型给出 {dimension} 维的向量，索引里的是 {self.dimension} 维",
                "向量模型已更换：请执行 plans build 重建索引",
            )

    def save(self, folder: Path) -> None:
        """Write vectors and documents into ``folder``; metadata must be JSON."""
        folder.mkdir(parents=True, exist_ok=True)
        with self._lock:
            # Not `faiss.write_index`: that raises a bare RuntimeError where the disk is full.
            (folder / VECTORS_FILE).write_bytes(faiss.serialize_index(self._index).tobytes())
            with (folder / DOCUMENTS_FILE).open("w", encoding="utf-8", newline="\n") as lines:
                for label, document in self._documents.items():
                    entry = {
                        "label": label,
                        "id": document.id,
                        "text": document.page_content,
                        "metadata": document.metadata,
                    }
                    lines.write(json.dumps(entry, ensure_ascii=False) + "\n")

    @classmethod
    def load(cls, folder: Path, embedding: Embeddings) -> Self:
        """Return the store that `save` wrote; ``embedding`` is the model it was built with.

        Raises:
            CorruptIndexError: if a file is missing, cannot be read, or does not fit the other.
        """
        store = cls(embedding)
        try:
            data = np.frombuffer((folder / VECTORS_FILE).read_bytes(), dtype=np.uint8)
            index = faiss.deserialize_index(data)
            if not isinstance(index, faiss.IndexIDMap2):
                raise ValueError(f"not an IndexIDMap2 but {type(index).__name__}")
            store._index = index
            with (folder / DOCUMENTS_FILE).open(encoding="utf-8", newline="\n") as lines:
                for entry in map(json.loads, lines):
                    document = Document(
                        id=entry["id"], page_content=entry["text"], metadata=entry["metadata"]
                    )
                    store._documents[entry["label"]] = document
                    store._labels[entry["id"]] = entry["label"]
            stored = set(faiss.vector_to_array(store._index.id_map).tolist())
            if stored != store._documents.keys():
                raise ValueError("vectors and documents do not belong together")
        except (OSError, RuntimeError, ValueError, KeyError, TypeError) as error:
            raise CorruptIndexError(
                f"向量索引读不出来：{folder}：{error}", "请执行 plans build 重建索引"
            ) from error
        store._next_label = max(store._documents, default=-1) + 1
        return store


def _index_of(dimension: int) -> faiss.IndexIDMap2:
    return faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))


def _copy(document: Document, id_: str | None = None) -> Document:
    """Return a copy, so that what a caller does to its document is not done to the store's."""
    return Document(
        id=id_ or document.id, page_content=document.page_content, metadata=dict(document.metadata)
    )
