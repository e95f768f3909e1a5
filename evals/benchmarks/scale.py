"""How retrieval grows: 10³ to 10⁶ passages, their build, disk, memory, milliseconds and recall.

A library is made out of the shipped plans (see `recombined`), for to embed 10⁶ passages would
take a day; so a build is measured without embedding and without finding keywords (for which
see the suite ``speed``). It is searched in a process of its own, charged with its own peak of
memory. The questions are those of the tuning half, each embedded alone beside its search, for
the ratio; the recall is that of the vector search against comparing every vector.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np

from corpus.documents import Value
from evals.benchmarks.datasets import Progress, in_turn, tuning_samples
from evals.benchmarks.measuring import cost_of, milliseconds, python, saved_index, timed
from evals.benchmarks.recombined import Array, Recombined
from evals.benchmarks.report import Figure, Report, latencies_of
from index.dense import FaissStore
from index.embedding import embeddings_from, question_vectors, unit_vectors
from index.hybrid import HybridRetriever
from index.settings import Settings
from index.sparse import KeywordCounts, KeywordIndex
from index.storage import IndexFolder, Recipe, checked_manifest, size_of
from index.stored import StoredPassages

SIZES = (1_000, 10_000, 100_000, 1_000_000)
QUESTIONS = 100
NEAREST = 10  # the k of the recall

_RECIPE = Recipe(format=0, corpus="recombined", model="", settings={})
_SEARCHES = {
    "embed": "　单独计算问题向量",
    "hybrid": "　混合检索",
}


class Row(Value):
    """What a library of so many passages cost; milliseconds are one a question."""

    passages: int
    build_seconds: float
    disk_mib: float
    search_mib: float
    recall: float
    milliseconds: dict[str, tuple[float, ...]]


def run(
    data: Path | None, settings: Settings, *, limit: int | None, seed: int, progress: Progress
) -> Report:
    """Measure; ``limit`` is the largest number of passages. ``data`` is not needed.

    Raises:
        EvaluationError: the process that was to be measured failed.
    """
    sizes = [size for size in SIZES if limit is None or size <= limit]
    questions = [sample.question for sample in tuning_samples(QUESTIONS, seed)]
    index = saved_index(settings)
    texts = [passage.indexed_text for passage in index.passages]
    known = index.hybrid.store.vectors_of_texts(texts)
    vectors = np.stack([known[text] for text in texts])
    made = Recombined(index.passages, vectors, index.names, seed)
    rows = [measured(made, size, questions, settings) for size in in_turn(sizes, progress)]
    return Report(
        title="规模：从一千段到一百万段",
        n=QUESTIONS,
        figures={name: f for row in rows for name, f in figures_of(row).items()},
        remarks=(
            "段落由自带规划的句子重组，向量由真实向量加噪声得到："
            f"与原向量的余弦中位数 {made.closeness:.3f}，即与别的规划中最相近一段的余弦",
            "建立索引的用时不含计算向量和分词；倍数是检索（含计算问题向量）与单独计算向量之比",
        ),
        rows=tuple(rows),
    )


def measured(made: Recombined, size: int, questions: Sequence[str], settings: Settings) -> Row:
    """Build a library of so many passages, and search it in a process of its own."""
    model = embeddings_from(settings)
    store = FaissStore(model, settings.exact_up_to)
    with TemporaryDirectory() as place:
        seconds = build(made, size, store, Path(place))
        index = IndexFolder(Path(place)).folder_of(_RECIPE)
        asked = Path(place) / "asked.json"
        asked.write_text(json.dumps([questions, settings.model_dump(mode="json")]), "utf-8")
        step = "from pathlib import Path; from evals.benchmarks.scale import search; search"
        searched = cost_of(python(f"{step}(Path({str(index)!r}), Path({str(asked)!r}))"))
        found, times = json.loads(searched.output)
        queries = unit_vectors(question_vectors(model, list(questions)))
        return Row(
            passages=size,
            build_seconds=seconds,
            disk_mib=size_of(index) / 2**20,
            search_mib=searched.mib,
            recall=recall_of(found, store, queries),
            milliseconds=times,
        )


def build(made: Recombined, size: int, store: FaissStore, folder: Path) -> float:
    """Index made passages and save the index; return the seconds without those of the making."""
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
    return seconds + perf_counter() - begun


def recall_of(found: Sequence[Sequence[int]], store: FaissStore, queries: Array) -> float:
    """Return which share of the nearest of all vectors was found, over the questions."""
    labels, vectors = store.plans()[0], store.vectors()
    nearest = [labels[np.argsort(-(vectors @ query))[:NEAREST]] for query in queries]
    return float(
        np.mean([np.isin(true, of_one).mean() for true, of_one in zip(nearest, found, strict=True)])
    )


def search(index: Path, asked: Path) -> None:
    """Open an index and put the questions; print the labels found, and milliseconds, as JSON."""
    questions, said = json.loads(asked.read_text(encoding="utf-8"))
    settings = Settings.model_validate(said)
    model = embeddings_from(settings)
    checked_manifest(index)
    store = FaissStore.load(index / "dense", model, settings.exact_up_to)
    hybrid = HybridRetriever(
        passages=StoredPassages(store),
        store=store,
        keywords=KeywordIndex.load(index / "keyword"),
        top_k=settings.top_k,
        dense_weight=settings.dense_weight,
        exact_up_to=settings.exact_up_to,
    )
    hybrid.search(questions[-1])
    times: dict[str, list[float]] = {name: [] for name in _SEARCHES}
    found = []
    for question in questions:
        vector, spent = timed(model.embed_query, question)
        times["embed"].append(spent)
        times["hybrid"].append(milliseconds(hybrid.search, question))
        found.append(store.nearest(vector, NEAREST)[0].tolist())
    print(json.dumps([found, times]))


def figures_of(row: Row) -> dict[str, Figure]:
    """Return the figures of a library, each named after its size."""
    n, times = row.passages, row.milliseconds
    figures = {
        "build_s": Figure(label=f"{n} 段，建立索引", value=row.build_seconds, unit="s", n=n),
        "disk_mib": Figure(label="　占用磁盘", value=row.disk_mib, unit="MiB", n=n),
        "search_mib": Figure(label="　检索时内存峰值", value=row.search_mib, unit="MiB", n=n),
        "recall": Figure(label="　向量检索召回@10", value=row.recall, n=len(times["embed"])),
    }
    figures |= latencies_of(times, _SEARCHES)
    return {f"n{n}_{name}": figure for name, figure in figures.items()}
