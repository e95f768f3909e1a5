"""What the processes of the suite ``scale`` do: build an index, search it, compare everything.

They share a folder, which `prepare` fills; each prints what it measured as a line of JSON.
"""

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from time import perf_counter

import numpy as np
from langchain_core.embeddings import Embeddings
from pydantic import TypeAdapter

from evals.benchmarks.recombined import Recombined
from index.dense import FaissStore
from index.embedding import LazyEmbeddings, embeddings_from, unit_vectors
from index.hybrid import HybridRetriever
from index.passages import Passage
from index.settings import Settings, load_settings
from index.sparse import KeywordCounts, KeywordIndex
from index.storage import IndexFolder, Recipe, checked_manifest
from index.stored import StoredPassages

NEAREST = 10  # the k of the recall

_PASSAGES, _VECTORS, _QUESTIONS, _QUERIES, _TRUTH, _ABOUT = (
    "passages.json",
    "vectors.npy",
    "questions.json",
    "queries.npy",
    "nearest.npy",
    "about.json",
)
_ALL = TypeAdapter(tuple[Passage, ...])
_USED = {
    "embedding_model",
    "embedding_query_prompt",
    "embedding_passage_prompt",
    "exact_up_to",
    "dense_weight",
    "top_k",
}
_RECIPE = Recipe(format=0, corpus="recombined", model="", settings={})


def prepare(
    folder: Path,
    made: Recombined,
    questions: Sequence[str],
    settings: Settings,
    embeddings: Embeddings,
) -> None:
    """Write into a folder what the processes need to make passages and to ask questions."""
    np.save(folder / _VECTORS, made.vectors)
    (folder / _PASSAGES).write_bytes(_ALL.dump_json(tuple(made.passages)))
    queries = unit_vectors([embeddings.embed_query(question) for question in questions])
    np.save(folder / _QUERIES, queries)
    (folder / _QUESTIONS).write_text(json.dumps(questions), encoding="utf-8")
    used = settings.model_dump(include=_USED)
    about = {"names": made.words.names, "seed": made.seed, "settings": used}
    (folder / _ABOUT).write_text(json.dumps(about), encoding="utf-8")


def build(folder: Path, size: int) -> None:
    """Index made passages and save the index; print the seconds, those of the making left out."""
    made, settings = made_from(folder), _settings_of(folder)
    store = FaissStore(_never_loaded(settings), settings.exact_up_to)
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
    store = FaissStore.load(index_folder(folder) / "dense", _never_loaded(_settings_of(folder)))
    labels, vectors = store.plans()[0], store.vectors()
    nearest = [np.argsort(-(vectors @ query))[:NEAREST] for query in np.load(folder / _QUERIES)]
    np.save(folder / _TRUTH, labels[np.array(nearest)])


def search(folder: Path, size: int) -> None:
    """Open the index and put the questions; print the seconds, the recall and milliseconds."""
    settings, saved = _settings_of(folder), index_folder(folder)
    model = embeddings_from(settings)
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
    questions = json.loads((folder / _QUESTIONS).read_text(encoding="utf-8"))
    hybrid.search(questions[-1])
    milliseconds: dict[str, list[float]] = {"embed": [], "dense": [], "keyword": [], "hybrid": []}
    shares = []
    for question, expected in zip(questions, np.load(folder / _TRUTH), strict=True):
        times = [perf_counter()]
        vector = model.embed_query(question)
        times.append(perf_counter())
        found, _ = store.nearest(vector, NEAREST)
        times.append(perf_counter())
        scores = keywords.scores(question)
        np.argpartition(scores, -NEAREST)
        times.append(perf_counter())
        hybrid.search(question)
        times.append(perf_counter())
        for name, seconds in zip(milliseconds, np.diff(times).tolist(), strict=True):
            milliseconds[name].append(1000 * seconds)
        shares.append(len(set(found.tolist()) & set(expected.tolist())) / NEAREST)
    print(json.dumps([opened, float(np.mean(shares)), milliseconds]))


def made_from(folder: Path) -> Recombined:
    """Return what makes the passages."""
    about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
    passages = _ALL.validate_json((folder / _PASSAGES).read_bytes())
    return Recombined(passages, np.load(folder / _VECTORS), about["names"], about["seed"])


def _settings_of(folder: Path) -> Settings:
    about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
    return load_settings(**about["settings"])


def index_folder(folder: Path) -> Path:
    """Return where the index is saved."""
    return IndexFolder(folder).folder_of(_RECIPE)


def _never_loaded(settings: Settings) -> LazyEmbeddings:
    return LazyEmbeddings(partial(embeddings_from, settings))
