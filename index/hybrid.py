"""The passages that answer a question, scored by meaning and by keyword and fused to one score."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from typing import Annotated, Any, NamedTuple

import numpy as np
from langchain_core.callbacks import (
    AsyncCallbackManagerForRetrieverRun,
    CallbackManagerForRetrieverRun,
)
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables.config import RunnableConfig, get_config_list, run_in_executor
from numpy.typing import NDArray
from pydantic import ConfigDict, PrivateAttr, SkipValidation

from corpus.errors import EmbeddingModelError
from index.dense import EXACT_UP_TO
from index.documents import Labels
from index.embedding import REMEMBERED_QUESTIONS, LazyEmbeddings, question_vectors
from index.fusion import best, fuse
from index.passages import Hit, Passage
from index.reranking import RERANKED, Reranker, reranked
from index.sparse import KeywordIndex
from index.store import PassageStore
from index.stored import StoredPassages

DENSE = "dense"
KEYWORD = "keyword"

# Of many passages, so many are taken from each search, and so many tell the average.
CANDIDATES = 200
_SAMPLE = 2_000

Places = NDArray[np.intp]


class _Scored(NamedTuple):
    """Passages, by their places, with the scores of both searches and the fused one."""

    places: Places
    dense: NDArray[np.floating]
    keyword: NDArray[np.floating]
    fused: NDArray[np.float64]


class HybridRetriever(BaseRetriever):
    """A LangChain retriever over ``passages``; `search` is the same with types of our own.

    ``store`` and ``keywords`` hold the same passages in the same order. Of up to
    ``exact_up_to`` passages of the plans asked for, both searches score every one, so that
    none is lost before the scores are fused. Of more, each search brings its best 200; these
    are scored exactly by both, and standardised as if all had been: the average and deviation
    of the cosines are those of 2,000 passages spread evenly. A ``reranker`` reads the best 32
    again and puts them in its order, under its scores. Safe to use from several threads.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, extra="forbid")

    passages: Annotated[Sequence[Passage], SkipValidation]
    store: PassageStore
    keywords: KeywordIndex
    top_k: int
    dense_weight: float
    exact_up_to: int = EXACT_UP_TO
    reranker: Reranker | None = None

    _labels: Labels = PrivateAttr()
    _plans: tuple[str, ...] = PrivateAttr()
    _plan_of: NDArray[np.int32] = PrivateAttr()

    def model_post_init(self, context: Any, /) -> None:
        """Learn which passage is of which plan."""
        super().model_post_init(context)
        self._labels, self._plans, self._plan_of = self.store.plans()

    def search(
        self, query: str, *, top_k: int | None = None, plans: Collection[str] | None = None
    ) -> tuple[Hit, ...]:
        """Return the ``top_k`` best passages of ``plans`` (all plans if ``None``), best first.

        ``found_by`` names the searches (``"dense"``, ``"keyword"``) that had the passage among
        their own ``top_k``; neither may have, where only both together brought it up. A blank
        query, and a plan that has no passages, find nothing.
        """
        (hits,) = self.search_many([query], top_k=top_k, plans=plans)
        return hits

    def search_many(
        self,
        queries: Sequence[str],
        *,
        top_k: int | None = None,
        plans: Collection[str] | None = None,
    ) -> list[tuple[Hit, ...]]:
        """Return what `search` would for each query; all are embedded in one call."""
        top_k = self.top_k if top_k is None else top_k
        allowed = self._allowed(plans)
        asked = [query for query in queries if query.strip() and allowed.size]
        vectors = dict(zip(asked, question_vectors(self.store.embeddings, asked), strict=True))
        return [
            self._hits(query, vectors[query], allowed, top_k, plans) if query in vectors else ()
            for query in queries
        ]

    def _hits(
        self,
        query: str,
        embedding: list[float],
        allowed: Places,
        top_k: int,
        plans: Collection[str] | None,
    ) -> tuple[Hit, ...]:
        if allowed.size <= self.exact_up_to:
            scored = self._all_scored(query, embedding, allowed)
        else:
            scored = self._best_scored(query, embedding, allowed, max(CANDIDATES, top_k), plans)
        places, dense, keyword, fused = scored
        wanted = top_k if self.reranker is None else max(top_k, RERANKED)
        ranked = best(fused, wanted)
        found = {
            DENSE: set(best(dense, top_k)),
            KEYWORD: {place for place in best(keyword, top_k) if keyword[place] > 0},
        }
        passages = self._passages_at(places[ranked].tolist())
        hits = tuple(
            Hit(
                passage=passage,
                score=float(fused[place]),
                rank=rank,
                found_by=tuple(leg for leg, its_best in found.items() if place in its_best),
                cosine=float(dense[place]),
            )
            for rank, (place, passage) in enumerate(zip(ranked, passages, strict=True), start=1)
        )
        return hits if self.reranker is None else reranked(query, hits, self.reranker)[:top_k]

    def _passages_at(self, places: list[int]) -> Sequence[Passage]:
        if isinstance(self.passages, StoredPassages):
            return self.passages.at(places)
        return [self.passages[place] for place in places]

    def _allowed(self, plans: Collection[str] | None) -> Places:
        """Return the places of the passages of these plans, rising."""
        if plans is None:
            return np.arange(len(self._plan_of))
        asked = [number for number, plan in enumerate(self._plans) if plan in plans]
        if len(asked) == len(self._plans):
            return np.arange(len(self._plan_of))
        return np.flatnonzero(np.isin(self._plan_of, asked))

    def _all_scored(self, query: str, embedding: list[float], allowed: Places) -> _Scored:
        """Score all passages that are allowed."""
        dense = self.store.cosines(embedding, self._labels[allowed])
        keyword = self.keywords.scores(query)[allowed]
        return _Scored(allowed, dense, keyword, fuse(dense, keyword, self.dense_weight))

    def _best_scored(
        self,
        query: str,
        embedding: list[float],
        allowed: Places,
        wanted: int,
        plans: Collection[str] | None,
    ) -> _Scored:
        """Score the passages that one of the searches has among its best ``wanted``."""
        wanted = min(wanted, allowed.size)
        everywhere = allowed.size == len(self._labels)
        nearest, _ = self.store.nearest(embedding, wanted, None if everywhere else plans)
        by_dense = np.searchsorted(self._labels, nearest)
        scores = self.keywords.scores(query)
        of_allowed = scores if everywhere else scores[allowed]
        by_keyword = allowed[np.argpartition(of_allowed, -wanted)[-wanted:]]
        by_keyword = by_keyword[scores[by_keyword] > 0]
        places = np.union1d(by_dense, by_keyword)
        sample = self._labels[allowed[:: -(-allowed.size // _SAMPLE)]]
        cosines = self.store.cosines(embedding, np.concatenate((self._labels[places], sample)))
        dense, of_sample = cosines[: places.size], cosines[places.size :]
        keyword = scores[places]
        fused = fuse(dense, keyword, self.dense_weight, (of_sample, of_allowed))
        return _Scored(places, dense, keyword, fused)

    def batch(
        self,
        inputs: list[str],
        config: RunnableConfig | list[RunnableConfig] | None = None,
        *,
        return_exceptions: bool = False,
        **kwargs: Any,
    ) -> list[list[Document]]:
        """Return the documents for each query, as LangChain's ``batch`` does.

        The queries are embedded in one call, so many at a time as are remembered.
        """
        found: list[list[Document]] = []
        for queries, configs in _portions(inputs, config):
            self._embed_ahead(queries)
            found += super().batch(queries, configs, return_exceptions=return_exceptions, **kwargs)
        return found

    async def abatch(
        self,
        inputs: list[str],
        config: RunnableConfig | list[RunnableConfig] | None = None,
        *,
        return_exceptions: bool = False,
        **kwargs: Any,
    ) -> list[list[Document]]:
        """Return what `batch` does."""
        found: list[list[Document]] = []
        for queries, configs in _portions(inputs, config):
            await run_in_executor(None, self._embed_ahead, queries)
            found += await super().abatch(
                queries, configs, return_exceptions=return_exceptions, **kwargs
            )
        return found

    def _embed_ahead(self, queries: Sequence[str]) -> None:
        """Have the embeddings remember the queries, if they can."""
        model = self.store.embeddings
        asked = [query for query in queries if query.strip()]
        if isinstance(model, LazyEmbeddings):
            # If the model does not load, every search tells of it.
            with suppress(EmbeddingModelError):
                model.embed_queries(asked)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **kwargs: Any
    ) -> list[Document]:
        return [hit.passage.to_document() for hit in self.search(query, **kwargs)]

    async def _aget_relevant_documents(
        self, query: str, *, run_manager: AsyncCallbackManagerForRetrieverRun, **kwargs: Any
    ) -> list[Document]:
        hits = await run_in_executor(None, self.search, query, **kwargs)
        return [hit.passage.to_document() for hit in hits]


def _portions(
    queries: list[str], config: RunnableConfig | list[RunnableConfig] | None
) -> Iterator[tuple[list[str], list[RunnableConfig]]]:
    """Yield so many queries, each with its configuration, as the embeddings remember."""
    configs = get_config_list(config, len(queries))
    for start in range(0, len(queries), REMEMBERED_QUESTIONS):
        part = slice(start, start + REMEMBERED_QUESTIONS)
        yield queries[part], configs[part]
