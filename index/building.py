"""A store and a keyword index built passage by passage: no text embedded twice, no list kept."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from index.dense import FaissStore
from index.documents import digest_of
from index.embedding import unit_vectors
from index.passages import Passage
from index.settings import Settings
from index.sparse import KeywordCounts, KeywordIndex
from index.store import PassageStore
from index.words import WordList, keyword_tokens

BATCH = 32  # texts embedded at a time

FAISS, MILVUS = "faiss", "milvus"

_PORTION = 1024  # passages held at a time

Progress = Callable[[int, int], None]


def build_from(
    passages: Sequence[Passage],
    names: Iterable[str],
    store: PassageStore,
    *,
    progress: Progress | None = None,
    known: PassageStore | None = None,
) -> KeywordIndex:
    """Put ``passages`` into an empty store, and return their keywords.

    A text whose vector is in the store ``known`` is not embedded again.

    The passages are gone through twice and never all held. ``progress`` is called with the
    different texts that have vectors so far, and their number.

    Raises:
        ValueError: two passages have the same id.
    """
    texts, new = _counted(passages, known)
    done = texts - new
    if progress:
        progress(done, texts)
    words, counts = WordList(names), KeywordCounts()
    embeddings = store.embeddings
    for portion in _portions(passages):
        written = [passage.indexed_text for passage in portion]
        vectors: dict[str, NDArray[np.float32]] = {}
        for source in (store,) if known is None else (known, store):
            vectors |= source.vectors_of_texts(text for text in written if text not in vectors)
        missing = [text for text in dict.fromkeys(written) if text not in vectors]
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
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


def saved_store(
    kind: str, folder: Path, settings: Settings, embeddings: Embeddings
) -> PassageStore:
    """Return the store of this kind that was saved in a folder.

    Raises:
        CorruptIndexError: a file is missing or damaged.
        SearchError: the store is elsewhere and cannot be reached.
    """
    if kind == MILVUS:
        from index.milvus import MilvusStore  # noqa: PLC0415 - its libraries are an extra

        return MilvusStore.load(folder, embeddings, settings)
    return FaissStore.load(folder, embeddings, settings.exact_up_to)


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


def _portions(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    rest = iter(passages)
    while portion := list(islice(rest, _PORTION)):
        yield portion
