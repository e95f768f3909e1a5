"""Haystack: its splitters, and its search in memory by vector, by keyword or by both."""

from collections.abc import Collection, Sequence
from typing import Any, Literal

from langchain_core.embeddings import Embeddings

from evals.benchmarks.peers.chunks import Chunk

Search = Literal["vectors", "BM25", "both"]
# Regular expressions, tried in this order.
SEPARATORS = (r"\n\n", r"\n", "。", "[！？；]", "，")


class Haystack:
    """A splitter of Haystack's and its ``InMemoryDocumentStore``.

    ``splitter`` returns documents, as ``DocumentSplitter`` does. With ``both`` the rankings of
    the two retrievers are joined by ``DocumentJoiner``'s reciprocal-rank fusion. ``store`` is
    that of another search over the same pieces.
    """

    def __init__(
        self,
        embeddings: Embeddings,
        splitter: Any,
        cut: str,
        search: Search,
        store: Any = None,
    ) -> None:
        from haystack.components.joiners import DocumentJoiner
        from haystack.components.retrievers import (
            InMemoryBM25Retriever,
            InMemoryEmbeddingRetriever,
        )
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        self.name = f"Haystack, {cut}, {search}"
        self._embeddings = embeddings
        self._splitter = splitter
        self._search = search
        self.store = store or InMemoryDocumentStore(embedding_similarity_function="cosine")
        self._by_vector = InMemoryEmbeddingRetriever(self.store)
        self._by_keyword = InMemoryBM25Retriever(self.store)
        self._joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion")

    def split(self, text: str) -> list[str]:
        """Return the pieces of a text."""
        from haystack import Document

        split = self._splitter.run(documents=[Document(content=text)])
        return [document.content for document in split["documents"] if document.content.strip()]

    def add(self, chunks: Sequence[Chunk]) -> None:
        """Index the pieces, unless another search over the same store has."""
        from haystack import Document

        if self.store.count_documents():
            return
        vectors = self._embeddings.embed_documents([chunk.text for chunk in chunks])
        documents = [
            Document(
                content=chunk.text,
                meta={"plan": chunk.plan, "number": chunk.number},
                embedding=vector,
            )
            for chunk, vector in zip(chunks, vectors, strict=True)
        ]
        self.store.write_documents(documents)

    def search(self, question: str, plans: Collection[str] | None, top_k: int) -> list[int]:
        """Return the numbers of the best pieces."""
        asked: dict[str, Any] = {"top_k": top_k}
        if plans is not None:
            asked["filters"] = {"field": "meta.plan", "operator": "in", "value": list(plans)}
        rankings = []
        if self._search != "BM25":
            vector = self._embeddings.embed_query(question)
            rankings.append(self._by_vector.run(query_embedding=vector, **asked)["documents"])
        if self._search != "vectors":
            rankings.append(self._by_keyword.run(query=question, **asked)["documents"])
        found = rankings[0]
        if self._search == "both":
            found = self._joiner.run(documents=rankings, top_k=top_k)["documents"]
        return [document.meta["number"] for document in found]


def by_lines(lines: int, overlap: int) -> Any:
    """Return ``DocumentSplitter`` by lines: its other units are words and English sentences."""
    from haystack.components.preprocessors import DocumentSplitter

    return DocumentSplitter(split_by="line", split_length=lines, split_overlap=overlap)


def recursive(size: int, overlap: int) -> Any:
    """Return ``RecursiveDocumentSplitter`` with Chinese separators; sizes in characters."""
    from haystack.components.preprocessors import RecursiveDocumentSplitter

    return RecursiveDocumentSplitter(
        split_length=size, split_overlap=overlap, split_unit="char", separators=list(SEPARATORS)
    )
