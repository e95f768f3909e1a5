"""LangChain: its recursive splitter with Chinese separators, and vector search."""

from collections.abc import Collection, Sequence

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import InMemoryVectorStore

from evals.benchmarks.peers.chunks import Chunk

# Those that LangChain's documentation gives for Chinese, the full stops before the commas.
SEPARATORS = ("\n\n", "\n", "。", "！", "？", "；", "，", "、", " ", "")


class LangChain:
    """``RecursiveCharacterTextSplitter`` and ``InMemoryVectorStore``; sizes in characters."""

    def __init__(self, embeddings: Embeddings, size: int, overlap: int) -> None:
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        self.name = f"LangChain, recursive splitter {size}/{overlap}, vectors"
        self._splitter = RecursiveCharacterTextSplitter(
            separators=list(SEPARATORS),
            keep_separator="end",
            chunk_size=size,
            chunk_overlap=overlap,
        )
        self._store = InMemoryVectorStore(embeddings)

    def split(self, text: str) -> list[str]:
        """Return the pieces of a text."""
        pieces: list[str] = self._splitter.split_text(text)
        return pieces

    def add(self, chunks: Sequence[Chunk]) -> None:
        """Index the pieces."""
        self._store.add_documents(
            [
                Document(page_content=c.text, metadata={"plan": c.plan, "number": c.number})
                for c in chunks
            ]
        )

    def search(self, question: str, plans: Collection[str] | None, top_k: int) -> list[int]:
        """Return the numbers of the best pieces."""

        def is_asked(document: Document) -> bool:
            return plans is None or document.metadata["plan"] in plans

        found = self._store.similarity_search(
            question, top_k, filter=None if plans is None else is_asked
        )
        return [document.metadata["number"] for document in found]
