"""The passages that answer a question: every allowed passage scored by meaning and by keyword."""

from collections.abc import Collection
from typing import Any

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.dense import FaissStore
from index.fusion import best, fuse
from index.passages import Hit, Passage
from index.sparse import KeywordIndex

DENSE = "dense"
KEYWORD = "keyword"


class HybridRetriever(BaseRetriever):
    """A LangChain retriever over ``passages``; `search` is the same with types of our own.

    ``store`` and ``keywords`` hold the same passages in the same order. Both searches score
    every passage of the plans asked for (there are hundreds, not millions), so that none is
    lost before the scores are fused. Safe to use from several threads.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, extra="forbid")

    passages: tuple[Passage, ...]
    store: FaissStore
    keywords: KeywordIndex
    top_k: int
    dense_weight: float

    def search(
        self, query: str, *, top_k: int | None = None, plans: Collection[str] | None = None
    ) -> tuple[Hit, ...]:
        """Return the ``top_k`` best passages of ``plans`` (all plans if ``None``), best first.

        ``found_by`` names the searches (``"dense"``, ``"keyword"``) that had the passage among
        their own ``top_k``; neither may have, where only both together brought it up. A blank
        query, and a plan that has no passages, find nothing.
        """
        top_k = self.top_k if top_k is None else top_k
        allowed = np.flatnonzero([plans is None or p.source.id in plans for p in self.passages])
        if not query.strip() or not allowed.size:
            return ()
        dense = self.store.cosines(self.store.embeddings.embed_query(query))[allowed]
        keyword = self.keywords.scores(query)[allowed]
        fused = fuse(dense, keyword, self.dense_weight)
        found = {
            DENSE: set(best(dense, top_k)),
            KEYWORD: {place for place in best(keyword, top_k) if keyword[place] > 0},
        }
        return tuple(
            Hit(
                passage=self.passages[allowed[place]],
                score=float(fused[place]),
                rank=rank,
                found_by=tuple(leg for leg, places in found.items() if place in places),
            )
            for rank, place in enumerate(best(fused, top_k), start=1)
        )

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **kwargs: Any
    ) -> list[Document]:
        return [hit.passage.to_document() for hit in self.search(query, **kwargs)]
