"""LlamaIndex: its sentence splitter, told of Chinese full stops, and its vector index."""

import re
from collections.abc import Collection, Sequence
from typing import Any

from langchain_core.embeddings import Embeddings

from evals.benchmarks.peers.chunks import Chunk

_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]+|[^。！？；\n]+")


class LlamaIndex:
    """``SentenceSplitter`` and ``VectorStoreIndex``; sizes in characters, not tokens."""

    def __init__(self, embeddings: Embeddings, size: int, overlap: int) -> None:
        from llama_index.core.node_parser import SentenceSplitter
        from llama_index.embeddings.langchain import LangchainEmbedding

        self.name = f"LlamaIndex, sentence splitter {size}/{overlap}, vectors"
        self._embedding = LangchainEmbedding(embeddings, model_name="ours")
        self._splitter = SentenceSplitter(
            chunk_size=size,
            chunk_overlap=overlap,
            tokenizer=list,
            paragraph_separator="\n\n",
            chunking_tokenizer_fn=_SENTENCE.findall,
        )
        self._index: Any = None

    def split(self, text: str) -> list[str]:
        """Return the pieces of a text."""
        pieces: list[str] = self._splitter.split_text(text)
        return pieces

    def add(self, chunks: Sequence[Chunk]) -> None:
        """Index the pieces; what tells whose they are is not embedded."""
        from llama_index.core import VectorStoreIndex
        from llama_index.core.schema import TextNode

        about = ["plan", "number"]
        nodes = [
            TextNode(
                text=chunk.text,
                metadata={"plan": chunk.plan, "number": chunk.number},
                excluded_embed_metadata_keys=about,
            )
            for chunk in chunks
        ]
        self._index = VectorStoreIndex(nodes, embed_model=self._embedding)

    def search(self, question: str, plans: Collection[str] | None, top_k: int) -> list[int]:
        """Return the numbers of the best pieces."""
        from llama_index.core.vector_stores import FilterOperator, MetadataFilter, MetadataFilters

        of_plans = None
        if plans is not None:
            wanted = MetadataFilter(key="plan", value=list(plans), operator=FilterOperator.IN)
            of_plans = MetadataFilters(filters=[wanted])
        retriever = self._index.as_retriever(similarity_top_k=top_k, filters=of_plans)
        return [found.node.metadata["number"] for found in retriever.retrieve(question)]
