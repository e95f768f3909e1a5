"""A store and a keyword index built passage by passage: no text embedded twice, no list kept."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from corpus.errors import SearchError
from index.dense import FaissStore
from index.documents import digest_of
from index.embedding import unit_vectors
from index.passages import Passage
from index.settings import Settings
from index.sparse import KeywordCounts, KeywordIndex
from index.storage import IndexFolder, Recipe, checked_manifest
from index.store import PassageStore
from index.words import WordList, keyword_tokens

BATCH = 32  # texts embedded at a time

DENSE_FOLDER = "dense"
# The kinds of store, and the setting of a recipe that names one other than the first.
FAISS, MILVUS, STORE = "faiss", "milvus", "store"

PORTION = 1024  # passages held at a time
PORTION_OF_WORKERS = 50_000  # so that starting them is a small part of it

Progress = Callable[[int, int], None]

logger = logging.getLogger(__name__)


def build_from(
    passages: Sequence[Passage],
    names: Iterable[str],
    store: PassageStore,
    *,
    progress: Progress | None = None,
    known: PassageStore | None = None,
    workers: Embeddings | None = None,
) -> KeywordIndex:
    """Put ``passages`` into an empty store, and return their keywords.

    A text whose vector is in the store ``known`` is not embedded again.

    The passages are gone through twice and never all held. ``workers`` embed in the place of the
    store's model, many texts at a time. ``progress`` is called with the
    different texts that have vectors so far, and their number.

    Raises:
        ValueError: two passages have the same id.
    """
    texts, new = _counted(passages, known)
    done = texts - new
    if progress:
        progress(done, texts)
    words, counts = WordList(names), KeywordCounts()
    embeddings, size, batch_size = store.embeddings, PORTION, BATCH
    if workers is not None:
        embeddings, size, batch_size = workers, PORTION_OF_WORKERS, PORTION_OF_WORKERS
    for portion in _portions(passages, size):
        written = [passage.indexed_text for passage in portion]
        vectors: dict[str, NDArray[np.float32]] = {}
        for source in (store,) if known is None else (known, store):
            vectors |= source.vectors_of_texts(text for text in written if text not in vectors)
        missing = [text for text in dict.fromkeys(written) if text not in vectors]
        for start in range(0, len(missing), batch_size):
            batch = missing[start : start + batch_size]
            vectors.update(zip(batch, unit_vectors(embeddings.embed_documents(batch)), strict=True))
            done += len(batch)
            if progress:
                progress(done, texts)
        store.add_embedded(
            [passage.to_document() for passage in portion],
            np.stack([vectors[text] for text in written]),
        )
        for text in written:
            counts.add(keyword_tokens(text, words))
    return KeywordIndex.from_counts(counts, words)


def empty_store(settings: Settings, embeddings: Embeddings) -> PassageStore:
    """Return a new store of the kind that the settings name."""
    if settings.store == MILVUS:
        from index.milvus import MilvusStore  # noqa: PLC0415 - its libraries are an extra

        return MilvusStore(embeddings, settings)
    return FaissStore(embeddings, settings.exact_up_to)


def saved_store(folder: Path, settings: Settings, embeddings: Embeddings) -> PassageStore:
    """Return the store of the index saved in a folder, its files checked.

    Raises:
        CorruptIndexError: a file is missing, changed or cannot be read.
        SearchError: the store is elsewhere and cannot be reached.
    """
    if checked_manifest(folder).recipe.settings.get(STORE, FAISS) == MILVUS:
        from index.milvus import MilvusStore  # noqa: PLC0415 - its libraries are an extra

        return MilvusStore.load(folder / DENSE_FOLDER, embeddings, settings)
    return FaissStore.load(folder / DENSE_FOLDER, embeddings, settings.exact_up_to)


def known_store(
    folder: IndexFolder, recipe: Recipe, settings: Settings, embeddings: Embeddings
) -> PassageStore | None:
    """Return the store of the index in use, if the same model made its vectors."""
    try:
        saved = folder.current()
        if saved is None or not saved.is_dir():
            return None
        if checked_manifest(saved).recipe.embedding != recipe.embedding:
            return None
        return saved_store(saved, settings, embeddings)
    except SearchError as error:  # damaged, or elsewhere and out of reach
        logger.warning("%s", error)
        return None


def _counted(passages: Sequence[Passage], known: PassageStore | None) -> tuple[int, int]:
    """Return how many different texts there are, and how many of them are not in ``known``."""
    ids: set[str] = set()
    digests: set[bytes] = set()
    new = 0
    for portion in _portions(passages):
        ids.update(passage.id for passage in portion)
        texts = {digest_of(p.indexed_text): p.indexed_text for p in portion}
        unseen = [text for digest, text in texts.items() if digest not in digests]
        new += len(unseen) - (0 if known is None else len(known.labels_of_texts(unseen)))
        digests.update(texts)
    if len(ids) != len(passages):
        raise ValueError("two passages have the same id")
    return len(digests), new


def _portions(passages: Sequence[Passage], size: int = PORTION) -> Iterator[list[Passage]]:
    rest = iter(passages)
    while portion := list(islice(rest, size)):
        yield portion
