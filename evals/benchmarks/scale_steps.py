"""What the processes of the suite ``scale`` do: build an index, search it, compare everything.

They share a folder with a saved `Setup`; each prints what it measured as a line of JSON.
"""

import json
import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter

import numpy as np

from evals.benchmarks.measuring import Times, milliseconds, timed
from evals.benchmarks.recombined import Array, Recombined
from index.dense import FaissStore
from index.embedding import LazyEmbeddings, embeddings_from
from index.hybrid import HybridRetriever
from index.passages import Passage
from index.settings import Settings
from index.sparse import KeywordCounts, KeywordIndex
from index.storage import IndexFolder, Recipe, checked_manifest
from index.stored import StoredPassages

NEAREST = 10  # the k of the recall

_SETUP, _TRUTH = "setup.pickle", "nearest.npy"
_RECIPE = Recipe(format=0, corpus="recombined", model="", settings={})


@dataclass(frozen=True)
class Setup:
    """What the passages are made of, and the questions with their vectors (questions, d)."""

    passages: Sequence[Passage]
    vectors: Array
    names: Sequence[str]
    seed: int
    questions: Sequence[str]
    queries: Array
    settings: Settings

    def made(self) -> Recombined:
        """Return what makes the passages: the same ones in every process."""
        return Recombined(self.passages, self.vectors, self.names, self.seed)

    def save(self, folder: Path) -> None:
        """Save it for the processes, which trust what they find there."""
        (folder / _SETUP).write_bytes(pickle.dumps(self))

    @classmethod
    def load(cls, folder: Path) -> "Setup":
        """Return what was saved in a folder."""
        setup: Setup = pickle.loads((folder / _SETUP).read_bytes())
        return setup

    @property
    def never_loaded(self) -> LazyEmbeddings:
        """The model, for a store that is asked with vectors alone."""
        return LazyEmbeddings(partial(embeddings_from, self.settings))


def build(folder: Path, size: int) -> None:
    """Index made passages and save the index; print the seconds, those of the making left out."""
    setup = Setup.load(folder)
    made = setup.made()
    store = FaissStore(setup.never_loaded, setup.settings.exact_up_to)
    counts = KeywordCounts()
    seconds = 0.0
    for passages, vectors, keywords in made.portions(size):
        begun = perf_counter()
        store.add_embedded([passage.to_document() for passage in passages], vectors)
        for tokens in keywords:
            counts.add(tokens)
        seconds += perf_counter() - begun
    begun = perf_counter()
    keyword_index = KeywordIndex.from_counts(counts, made.words)

    def write(unfinished: Path) -> None:
        store.save(unfinished / "dense")
        keyword_index.save(unfinished / "keyword")

    saved = IndexFolder(folder)
    with saved.locked():
        saved.save(_RECIPE, write, dimension=store.dimension, passages=size, libraries={})
    print(json.dumps(seconds + perf_counter() - begun))


def compare_all(folder: Path, size: int) -> None:
    """Find the nearest of all vectors to each question, and keep their labels."""
    setup = Setup.load(folder)
    store = FaissStore.load(index_folder(folder) / "dense", setup.never_loaded)
    labels, vectors = store.plans()[0], store.vectors()
    nearest = [np.argsort(-(vectors @ query))[:NEAREST] for query in setup.queries]
    np.save(folder / _TRUTH, labels[np.array(nearest)])


def search(folder: Path, size: int) -> None:
    """Open the index and put the questions; print the seconds, the recall and milliseconds."""
    setup, saved = Setup.load(folder), index_folder(folder)
    settings, model = setup.settings, embeddings_from(setup.settings)
    begun = perf_counter()
    checked_manifest(saved)
    store = FaissStore.load(saved / "dense", model, settings.exact_up_to)
    keywords = KeywordIndex.load(saved / "keyword")
    hybrid = HybridRetriever(
        passages=StoredPassages(store),
        store=store,
        keywords=keywords,
        top_k=settings.top_k,
        dense_weight=settings.dense_weight,
        exact_up_to=settings.exact_up_to,
    )
    opened = perf_counter() - begun
    hybrid.search(setup.questions[-1])
    times: Times = {"embed": [], "dense": [], "keyword": [], "hybrid": []}
    shares = []
    for question, query, expected in zip(
        setup.questions, setup.queries.tolist(), np.load(folder / _TRUTH), strict=True
    ):
        times["embed"].append(milliseconds(model.embed_query, question))
        (found, _), dense = timed(store.nearest, query, NEAREST)
        times["dense"].append(dense)
        times["keyword"].append(milliseconds(_best_by_keyword, keywords, question))
        times["hybrid"].append(milliseconds(hybrid.search, question))
        shares.append(len(set(found.tolist()) & set(expected.tolist())) / NEAREST)
    print(json.dumps([opened, float(np.mean(shares)), times]))


def _best_by_keyword(keywords: KeywordIndex, question: str) -> None:
    np.argpartition(keywords.scores(question), -NEAREST)


def index_folder(folder: Path) -> Path:
    """Return where the index is saved."""
    return IndexFolder(folder).folder_of(_RECIPE)
