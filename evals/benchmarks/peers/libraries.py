"""LangChain, LlamaIndex and Haystack: each one's way to cut a text and to find the pieces.

Sizes are in characters, with their overlap. The libraries are in an environment of their own.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from langchain_core.embeddings import Embeddings

from evals.places import Place

# Those that LangChain's documentation gives for Chinese, the full stops before the commas.
_LANGCHAIN_SEPARATORS = ["\n\n", "\n", "。", "！", "？", "；", "，", "、", " ", ""]
# Regular expressions, tried in this order.
_HAYSTACK_SEPARATORS = [r"\n\n", r"\n", "。", "[！？；]", "，"]
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]+|[^。！？；\n]+")


@dataclass(frozen=True)
class Chunk:
    """A piece of a plan as a peer returns it; ``number`` is unique among all plans."""

    number: int
    text: str
    place: Place
    plan: str

    @property
    def about(self) -> dict[str, Any]:
        """What a peer keeps beside the text."""
        return {"plan": self.plan, "number": self.number}


# Returns the numbers of the best pieces of some plans (all if ``None``), best first.
Search = Callable[[str, Collection[str] | None, int], list[int]]


class Peer(NamedTuple):
    """A library's way to cut a text, and to index the pieces of all plans for a search."""

    name: str
    split: Callable[[str], list[str]]
    indexed: Callable[[Sequence[Chunk]], Search]


def peers_with(embeddings: Embeddings) -> Iterator[Peer]:
    """Yield every peer in the forms that are compared."""
    for size, overlap in ((500, 50), (250, 25)):
        yield langchain(embeddings, size, overlap)
        yield llama_index(embeddings, size, overlap)
        yield from haystack(
            embeddings, f"recursive splitter {size}/{overlap}", by_characters(size, overlap)
        )
    yield next(haystack(embeddings, "document splitter 5/1 lines", by_lines(5, 1)))


def langchain(embeddings: Embeddings, size: int, overlap: int) -> Peer:
    """Return ``RecursiveCharacterTextSplitter`` with ``InMemoryVectorStore``."""
    from langchain_core.documents import Document
    from langchain_core.vectorstores import InMemoryVectorStore
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        separators=_LANGCHAIN_SEPARATORS,
        keep_separator="end",
        chunk_size=size,
        chunk_overlap=overlap,
    )

    def indexed(chunks: Sequence[Chunk]) -> Search:
        store = InMemoryVectorStore(embeddings)
        store.add_documents([Document(page_content=c.text, metadata=c.about) for c in chunks])

        def search(question: str, plans: Collection[str] | None, top_k: int) -> list[int]:
            def is_asked(document: Document) -> bool:
                return plans is None or document.metadata["plan"] in plans

            kept = None if plans is None else is_asked
            found = store.similarity_search(question, top_k, filter=kept)
            return [document.metadata["number"] for document in found]

        return search

    name = f"LangChain, recursive splitter {size}/{overlap}, vectors"
    return Peer(name, splitter.split_text, indexed)


def llama_index(embeddings: Embeddings, size: int, overlap: int) -> Peer:
    """Return ``SentenceSplitter``, told of Chinese full stops, with ``VectorStoreIndex``."""
    from llama_index.core import VectorStoreIndex
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.core.schema import TextNode
    from llama_index.core.vector_stores import FilterOperator, MetadataFilter, MetadataFilters
    from llama_index.embeddings.langchain import LangchainEmbedding

    splitter = SentenceSplitter(
        chunk_size=size,
        chunk_overlap=overlap,
        tokenizer=list,
        paragraph_separator="\n\n",
        chunking_tokenizer_fn=_SENTENCE.findall,
    )
    model = LangchainEmbedding(embeddings, model_name="ours")

    def indexed(chunks: Sequence[Chunk]) -> Search:
        nodes = [
            TextNode(text=c.text, metadata=c.about, excluded_embed_metadata_keys=list(c.about))
            for c in chunks
        ]
        made = VectorStoreIndex(nodes, embed_model=model)

        def search(question: str, plans: Collection[str] | None, top_k: int) -> list[int]:
            wanted = MetadataFilter(key="plan", value=list(plans or ()), operator=FilterOperator.IN)
            kept = None if plans is None else MetadataFilters(filters=[wanted])
            retriever = made.as_retriever(similarity_top_k=top_k, filters=kept)
            return [found.node.metadata["number"] for found in retriever.retrieve(question)]

        return search

    name = f"LlamaIndex, sentence splitter {size}/{overlap}, vectors"
    return Peer(name, splitter.split_text, indexed)


def haystack(embeddings: Embeddings, cut: str, splitter: Any) -> Iterator[Peer]:
    """Yield one splitter with a search in memory by vectors, by BM25 and by both.

    ``splitter`` returns documents, as ``DocumentSplitter`` does. The rankings of both searches
    are joined by ``DocumentJoiner``'s reciprocal-rank fusion; all three share one store.
    """
    from haystack import Document
    from haystack.components.joiners import DocumentJoiner
    from haystack.components.retrievers import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    by_vector, by_keyword = InMemoryEmbeddingRetriever(store), InMemoryBM25Retriever(store)
    joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion")

    def split(text: str) -> list[str]:
        documents = splitter.run(documents=[Document(content=text)])["documents"]
        return [document.content for document in documents if document.content.strip()]

    def vectors(question: str, asked: dict[str, Any]) -> Any:
        return by_vector.run(query_embedding=embeddings.embed_query(question), **asked)

    def bm25(question: str, asked: dict[str, Any]) -> Any:
        return by_keyword.run(query=question, **asked)

    def both(question: str, asked: dict[str, Any]) -> Any:
        rankings = [find(question, asked)["documents"] for find in (vectors, bm25)]
        return joiner.run(documents=rankings, top_k=asked["top_k"])

    for name, find in (("vectors", vectors), ("BM25", bm25), ("both", both)):

        def indexed(chunks: Sequence[Chunk], find: Callable[..., Any] = find) -> Search:
            if not store.count_documents():
                embedded = embeddings.embed_documents([chunk.text for chunk in chunks])
                pairs = zip(chunks, embedded, strict=True)
                store.write_documents(
                    [Document(content=c.text, meta=c.about, embedding=e) for c, e in pairs]
                )

            def search(question: str, plans: Collection[str] | None, top_k: int) -> list[int]:
                asked: dict[str, Any] = {"top_k": top_k}
                if plans is not None:
                    wanted = {"field": "meta.plan", "operator": "in", "value": list(plans)}
                    asked["filters"] = wanted
                found = find(question, asked)["documents"]
                return [document.meta["number"] for document in found]

            return search

        yield Peer(f"Haystack, {cut}, {name}", split, indexed)


def by_lines(lines: int, overlap: int) -> Any:
    """Return ``DocumentSplitter`` by lines: its other units are words and English sentences."""
    from haystack.components.preprocessors import DocumentSplitter

    return DocumentSplitter(split_by="line", split_length=lines, split_overlap=overlap)


def by_characters(size: int, overlap: int) -> Any:
    """Return ``RecursiveDocumentSplitter`` with Chinese separators; sizes in characters."""
    from haystack.components.preprocessors import RecursiveDocumentSplitter

    return RecursiveDocumentSplitter(
        split_length=size,
        split_overlap=overlap,
        split_unit="char",
        separators=_HAYSTACK_SEPARATORS,
    )
