"""The unit of retrieval: one clause, one table row or one line of responsibility."""

from typing import Literal

from langchain_core.documents import Document

from corpus.documents import Assignment, Excerpt, Indicator, Source, Value

PassageKind = Literal["clause", "row", "assignment"]


class Passage(Value):
    """A clause (or a part of a long one), an indicator row, or a line of responsibility.

    ``id`` is unique among all plans and the same for the same words at the same place.
    ``record`` is set for rows and assignments.
    """

    id: str
    source: Source
    path: tuple[str, ...]
    kind: PassageKind
    excerpt: Excerpt
    record: Indicator | Assignment | None = None

    @property
    def indexed_text(self) -> str:
        """What is embedded and searched: title, heading path and words."""
        return " ".join((self.source.title, *self.path)) + "\n" + self.excerpt.text

    def to_document(self) -> Document:
        """Return this passage as LangChain's ``Document``; `from_document` is its inverse."""
        return Document(
            id=self.id,
            page_content=self.indexed_text,
            metadata={"plan": self.source.id, "passage": self.model_dump_json()},
        )

    @classmethod
    def from_document(cls, document: Document) -> "Passage":
        """Return the passage that `to_document` turned into ``document``."""
        return cls.model_validate_json(document.metadata["passage"])


class Hit(Value):
    """A passage that was found: its fused score, its rank from 1, and which searches found it."""

    passage: Passage
    score: float
    rank: int
    found_by: tuple[str, ...]
