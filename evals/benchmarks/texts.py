"""Assistants over many small sets of texts, each distinct text embedded once."""

from collections.abc import Mapping

from langchain_core.embeddings import Embeddings

from assistant import Assistant
from assistant.library import Library
from corpus.documents import Plan, Source
from corpus.parsing import plan_from
from index.build import index_in_memory
from index.passages import passages_from
from index.settings import Settings


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


def assistant_over(
    texts: Mapping[str, str], settings: Settings, embeddings: Embeddings
) -> Assistant:
    """Return what `Assistant.from_texts` returns, with ``embeddings`` for the settings' model."""
    plans = {key: plan_from(Source(id=key, title=key), text) for key, text in texts.items()}
    passages = [p for plan in plans.values() for p in passages_from(plan, settings.passage_chars)]

    def read(source: Source) -> Plan:
        return plans[source.id]

    index = index_in_memory(passages, settings, embeddings)
    return Assistant(Library([plan.source for plan in plans.values()], index, read), settings)
