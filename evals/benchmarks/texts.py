"""Embeddings that remember: each distinct text is embedded once in a run."""

from langchain_core.embeddings import Embeddings


class RememberedEmbeddings(Embeddings):
    """Another ``Embeddings`` that is asked for the vector of a text only once.

    Suits a run in which the same passages come back in ever new sets; what it remembers
    (1.5 kB a text at 384 dimensions, and Python's overhead) lasts as long as it does.
    """

    def __init__(self, embeddings: Embeddings) -> None:
        self._embeddings = embeddings
        self._passages: dict[str, list[float]] = {}
        self._queries: dict[str, list[float]] = {}

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return a vector for each passage."""
        if unknown := [text for text in dict.fromkeys(texts) if text not in self._passages]:
            vectors = self._embeddings.embed_documents(unknown)
            self._passages.update(zip(unknown, vectors, strict=True))
        return [self._passages[text] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question."""
        if text not in self._queries:
            self._queries[text] = self._embeddings.embed_query(text)
        return self._queries[text]
