"""Passages and vectors in a Milvus cluster, or in a file of Milvus Lite, for many machines."""

import json
import re
import threading
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

import numpy as np
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray
from typing_extensions import override

from corpus.errors import CorruptIndexError, SearchError
from index.documents import Labels, digest_of
from index.embedding import unit_vectors
from index.settings import Settings
from index.store import PassageStore, Vector

if TYPE_CHECKING:
    from langchain_milvus import Milvus

ABOUT_FILE = "milvus.json"
PLANS_FILE = "plans.npy"

_AT_ONCE = 1_000  # entities a request
_REMEMBERED = 20_000  # vectors: those of the passages that tell the average are asked for again


class MilvusStore(PassageStore):
    """Passages in a collection of their own, which nothing but this store writes to.

    An index that is built gets a new collection; what stands in its folder is only the name of
    the collection and whose passage is whose, so that a reader has the old or the new one. The
    collections that no folder names any more are dropped when another is saved.
    """

    def __init__(self, embedding: Embeddings, settings: Settings, collection: str = "") -> None:
        self._embedding = embedding
        self.collection = collection or f"{settings.milvus_collection}_{uuid4().hex}"
        self._prefix = settings.milvus_collection
        self._milvus = _opened(embedding, settings, self.collection)
        self._labels = np.zeros(0, np.int64)
        self._names: dict[str, int] = {}
        self._numbers = np.zeros(0, np.int32)
        self._dimension = 0
        self._next_label = 0
        self._vectors: OrderedDict[int, Vector] = OrderedDict()
        self._lock = threading.RLock()

    @classmethod
    def load(cls, folder: Path, embedding: Embeddings, settings: Settings) -> Self:
        """Return the store whose collection `save` named in a folder.

        Raises:
            CorruptIndexError: a file cannot be read, or the collection is not as it was saved.
            SearchError: Milvus cannot be reached.
        """
        try:
            about = json.loads((folder / ABOUT_FILE).read_text(encoding="utf-8"))
            labels, numbers = np.load(folder / PLANS_FILE)
            store = cls(embedding, settings, about["collection"])
            store._names = {name: number for number, name in enumerate(about["plans"])}
            store._dimension = about["dimension"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CorruptIndexError(
                f"向量索引读不出来：{folder}：{error}", "请执行 plans build 重建索引"
            ) from error
        store._labels, store._numbers = labels, numbers.astype(np.int32)
        store._next_label = int(labels[-1]) + 1 if len(labels) else 0
        if (found := store._stored()) != len(labels):
            raise CorruptIndexError(
                f"Milvus 的 {store.collection} 里有 {found} 段，应有 {len(labels)} 段",
                "请执行 plans build 重建索引",
            )
        return store

    @override
    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        about = {
            "collection": self.collection,
            "dimension": self.dimension,
            "plans": list(self._names),
        }
        with self._lock:
            (folder / ABOUT_FILE).write_text(json.dumps(about), encoding="utf-8")
            np.save(folder / PLANS_FILE, np.stack((self._labels, self._numbers)))

    @override
    def forget_others(self, folder: Path) -> None:
        named = {
            json.loads(file.read_text(encoding="utf-8"))["collection"]
            for file in folder.rglob(ABOUT_FILE)
        }
        client = self._milvus.client
        with self._lock, _translated():
            for name in client.list_collections():
                if re.fullmatch(f"{self._prefix}_[0-9a-f]{{32}}", name) and name not in named:
                    client.drop_collection(name)

    @property
    @override
    def embeddings(self) -> Embeddings:
        return self._embedding

    @property
    @override
    def dimension(self) -> int:
        return self._dimension

    @override
    def __len__(self) -> int:
        return len(self._labels)

    @override
    def add_embedded(self, documents: Sequence[Document], vectors: Vector) -> None:
        if not documents:
            return
        with self._lock, _translated():
            self.delete([str(document.id) for document in documents])
            labels = np.arange(self._next_label, self._next_label + len(documents))
            plans = [str(document.metadata.get("plan", "")) for document in documents]
            self._milvus.add_embeddings(
                [document.page_content for document in documents],
                vectors.tolist(),
                [
                    {
                        "label": label,
                        "plan": plan,
                        "digest": digest_of(document.page_content).hex(),
                        "metadata": json.dumps(document.metadata, ensure_ascii=False),
                    }
                    for label, plan, document in zip(labels.tolist(), plans, documents, strict=True)
                ],
                ids=[str(document.id) for document in documents],
            )
            numbers = [self._names.setdefault(plan, len(self._names)) for plan in plans]
            self._numbers = np.append(self._numbers, np.array(numbers, dtype=np.int32))
            self._labels = np.append(self._labels, labels)
            self._next_label, self._dimension = int(labels[-1]) + 1, vectors.shape[1]

    def delete(self, ids: Iterable[str]) -> None:
        """Remove the documents with these ids; unknown ids are passed over."""
        with self._lock, _translated():
            found = list(self._rows("pk", ids, "pk", "label"))
            if found:
                self._milvus.delete(ids=[row["pk"] for row in found])
                kept = ~np.isin(self._labels, [row["label"] for row in found])
                self._labels, self._numbers = self._labels[kept], self._numbers[kept]

    @override
    def labels_of_texts(self, texts: Iterable[str]) -> dict[str, int]:
        by_digest = {digest_of(text).hex(): text for text in texts}
        found: dict[str, int] = {}
        with self._lock, _translated():
            for row in self._rows("digest", by_digest, "digest", "label"):
                text = by_digest[row["digest"]]
                found[text] = min(row["label"], found.get(text, row["label"]))
        return found

    @override
    def vectors_of_texts(self, texts: Iterable[str]) -> dict[str, Vector]:
        labels = self.labels_of_texts(texts)
        vectors = self._vectors_at(list(labels.values()))
        return dict(zip(labels, vectors, strict=True))

    @override
    def plans(self) -> tuple[Labels, tuple[str, ...], NDArray[np.int32]]:
        with self._lock:
            return self._labels, tuple(self._names), self._numbers

    @override
    def at(self, labels: Sequence[int]) -> list[Document]:
        with self._lock, _translated():
            rows = self._rows("label", labels, "pk", "text", "label", "metadata")
            found = {row["label"]: row for row in rows}
        return [
            Document(
                id=found[label]["pk"],
                page_content=found[label]["text"],
                metadata=json.loads(found[label]["metadata"]),
            )
            for label in labels
        ]

    @override
    def nearest(
        self, embedding: list[float], k: int, plans: Collection[str] | None = None
    ) -> tuple[Labels, Vector]:
        known = None if plans is None else [plan for plan in plans if plan in self._names]
        if not len(self) or known == []:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        with self._lock, _translated():
            found = self._milvus.similarity_search_with_score_by_vector(
                unit_vectors([embedding])[0].tolist(), k, expr=_among("plan", known)
            )
        labels = [document.metadata["label"] for document, _ in found]
        return np.array(labels, np.int64), np.array([score for _, score in found], np.float32)

    @override
    def cosines(self, embedding: list[float], labels: Labels) -> Vector:
        vectors = self._vectors_at(labels.tolist())
        cosines: Vector = np.einsum("ij,j->i", vectors, unit_vectors([embedding])[0])
        return cosines

    def _vectors_at(self, labels: Sequence[int]) -> Vector:
        """Return vectors, those lately asked for from memory."""
        with self._lock, _translated():
            found = {n: self._vectors[n] for n in labels if n in self._vectors}
            missing = [label for label in dict.fromkeys(labels) if label not in found]
            for row in self._rows("label", missing, "label", "vector"):
                found[row["label"]] = np.array(row["vector"], dtype=np.float32)
            for label, vector in found.items():
                self._vectors[label] = vector
                self._vectors.move_to_end(label)
            while len(self._vectors) > _REMEMBERED:
                self._vectors.popitem(last=False)
        shape = (len(labels), self.dimension)
        return np.array([found[label] for label in labels], dtype=np.float32).reshape(shape)

    def _rows(self, field: str, values: Iterable[Any], *fields: str) -> Iterator[dict[str, Any]]:
        """Yield these fields of the entities that have one of the values."""
        if not self._has_collection():
            return
        rest = list(dict.fromkeys(values))
        for start in range(0, len(rest), _AT_ONCE):
            yield from self._milvus.client.query(
                self.collection,
                filter=_among(field, rest[start : start + _AT_ONCE]),
                output_fields=list(fields),
            )

    def _has_collection(self) -> bool:
        with _translated():
            return bool(self._milvus.client.has_collection(self.collection))

    def _stored(self) -> int:
        if not self._has_collection():
            return 0
        with _translated():
            [row] = self._milvus.client.query(self.collection, output_fields=["count(*)"])
            return int(row["count(*)"])


def _opened(embedding: Embeddings, settings: Settings, collection: str) -> "Milvus":
    if not settings.milvus_uri:
        raise SearchError("没有指定 Milvus 的地址", "请设置 PLANS_MILVUS_URI，如 http://主机:19530")
    try:
        from langchain_milvus import Milvus  # noqa: PLC0415 - slow, and an extra
    except ImportError as error:
        raise SearchError(
            f"没有安装 Milvus 的客户端：{error.name}",
            "请执行 pip install 'health-plans-assistant[milvus]'，或把 PLANS_STORE 改回 faiss",
        ) from error
    with _translated():
        return Milvus(
            embedding_function=embedding,
            collection_name=collection,
            connection_args=_connection(settings),
            index_params={"index_type": "AUTOINDEX", "metric_type": "COSINE"},
            enable_dynamic_field=True,
            consistency_level="Strong",
        )


def _connection(settings: Settings) -> dict[str, str]:
    return {"uri": settings.milvus_uri, "token": settings.milvus_token.get_secret_value()}


def _among(field: str, values: Sequence[Any] | None) -> str:
    return "" if values is None else f"{field} in {json.dumps(list(values), ensure_ascii=False)}"


@contextmanager
def _translated() -> Iterator[None]:
    """Say in Chinese what Milvus has to say."""
    from pymilvus.exceptions import MilvusException  # noqa: PLC0415 - slow, and an extra

    try:
        yield
    except MilvusException as error:
        raise SearchError(
            f"Milvus 不可用：{error.message}",
            "请检查 PLANS_MILVUS_URI、PLANS_MILVUS_TOKEN 和网络，或把 PLANS_STORE 改回 faiss",
        ) from error
