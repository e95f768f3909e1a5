"""How retrieval grows: 10³ to 10⁶ passages, their build, disk, memory, milliseconds and recall.

A library is made out of the shipped plans (see `recombined`), for to embed 10⁶ passages would
take a day; so a build is measured without embedding and without finding keywords, whose rates
are measured beside it. It is built in one process and searched in another, each charged with
its own peak of memory; a third compares every vector, to tell the recall. The questions are
those of the tuning half, each embedded alone beside its search, for the ratio.
"""

import json
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np

from corpus.documents import Value
from evals.benchmarks.datasets import sampled
from evals.benchmarks.processes import cost_of, python
from evals.benchmarks.recombined import Recombined
from evals.benchmarks.report import Figure, Report
from evals.benchmarks.saved_index import saved_index
from evals.benchmarks.scale_steps import index_folder, made_from, prepare
from evals.dataset import chosen, load_samples
from index.embedding import embeddings_from
from index.settings import Settings
from index.storage import size_of
from index.words import keyword_tokens

SIZES = (1_000, 10_000, 100_000, 1_000_000)
QUESTIONS = 100

_CHILD = (
    "from pathlib import Path; from evals.benchmarks import scale_steps as s; s.{}(Path({!r}), {})"
)
_SEARCHES = {
    "embed": "单独计算问题向量",
    "dense": "向量检索",
    "keyword": "关键词检索",
    "hybrid": "混合检索",
}


class Row(Value):
    """What a library of so many passages cost; milliseconds are one a question."""

    passages: int
    build_seconds: float
    build_mib: float
    disk_mib: float
    open_seconds: float
    search_mib: float
    recall: float
    milliseconds: dict[str, tuple[float, ...]]


def run(
    data: Path | None,
    settings: Settings,
    *,
    limit: int | None = None,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Measure; ``limit`` is the largest number of passages. ``data`` is not needed.

    Raises:
        EvaluationError: a process that was to be measured failed.
    """
    begun = perf_counter()
    sizes = [size for size in SIZES if limit is None or size <= limit]
    with TemporaryDirectory() as place:
        folder = Path(place)
        _prepare(folder, settings, seed)
        closeness = made_from(folder).closeness
        rates = _rates(folder, settings)
        rows = []
        for number, size in enumerate(sizes):
            if progress:
                progress(number, len(sizes))
            rows.append(measured(folder, size))
    figures = {
        "embed_ms": Figure(label="计算一段的向量", value=rates[0], unit="ms", n=QUESTIONS),
        "keywords_ms": Figure(label="一段的分词", value=rates[1], unit="ms", n=QUESTIONS),
    }
    for row in rows:
        figures.update(figures_of(row))
    return Report(
        suite="scale",
        title="规模：从一千段到一百万段",
        n=QUESTIONS,
        limit=limit,
        seed=seed,
        seconds=perf_counter() - begun,
        figures=figures,
        remarks=(
            "段落由自带规划的句子重组，向量由真实向量加噪声得到："
            f"与原向量的余弦中位数 {closeness:.3f}，即与别的规划中最相近一段的余弦",
            "建立索引的用时不含计算向量和分词；倍数是检索（含计算问题向量）与单独计算向量之比",
        ),
        rows=tuple(rows),
    )


def _prepare(folder: Path, settings: Settings, seed: int) -> None:
    """Write what the processes need, from the index of the shipped plans."""
    index = saved_index(settings)
    samples = sampled(chosen(load_samples(), halves=("tuning",)), QUESTIONS, seed)
    texts = [passage.indexed_text for passage in index.passages]
    known = index.hybrid.store.vectors_of_texts(texts)
    vectors = np.stack([known[text] for text in texts])
    made = Recombined(index.passages, vectors, index.names, seed)
    prepare(folder, made, [sample.question for sample in samples], settings, index.embeddings)


def measured(folder: Path, size: int) -> Row:
    """Build, compare and search a library of so many passages, each in its own process."""
    built = cost_of(python(_CHILD.format("build", str(folder), size)))
    index = index_folder(folder)
    disk = size_of(index)
    cost_of(python(_CHILD.format("compare_all", str(folder), size)))
    searched = cost_of(python(_CHILD.format("search", str(folder), size)))
    rmtree(index)
    opened, recall, milliseconds = json.loads(searched.output)
    return Row(
        passages=size,
        build_seconds=json.loads(built.output),
        build_mib=built.mib,
        disk_mib=disk / 2**20,
        open_seconds=opened,
        search_mib=searched.mib,
        recall=recall,
        milliseconds=milliseconds,
    )


def figures_of(row: Row) -> dict[str, Figure]:
    """Return the figures of a library, each named after its size."""
    n, alone = row.passages, np.array(row.milliseconds["embed"])
    figures = {
        "build_s": Figure(label=f"{n} 段，建立索引", value=row.build_seconds, unit="s", n=n),
        "build_mib": Figure(label="　内存峰值", value=row.build_mib, unit="MiB", n=n),
        "disk_mib": Figure(label="　占用磁盘", value=row.disk_mib, unit="MiB", n=n),
        "open_s": Figure(label="　打开并校验", value=row.open_seconds, unit="s", n=n),
        "search_mib": Figure(label="　检索时内存峰值", value=row.search_mib, unit="MiB", n=n),
        "recall": Figure(label="　向量检索召回@10", value=row.recall, n=len(alone)),
    }
    for name, label in _SEARCHES.items():
        for rank in (50, 95):
            value = float(np.percentile(row.milliseconds[name], rank))
            figures[f"{name}_p{rank}_ms"] = Figure(
                label=f"　{label} p{rank}", value=value, unit="ms", n=len(alone)
            )
    ratio = float(np.median(np.array(row.milliseconds["hybrid"]) / alone))
    figures["ratio"] = Figure(label="　混合检索的倍数", value=ratio, unit="×", n=len(alone))
    return {f"n{n}_{name}": figure for name, figure in figures.items()}


def _rates(folder: Path, settings: Settings) -> tuple[float, float]:
    """Return the milliseconds to embed a passage and to find its keywords, in the mean."""
    made = made_from(folder)
    texts = [passage.indexed_text for passage in made.passages[:QUESTIONS]]
    model, words = embeddings_from(settings), made.words
    keyword_tokens(texts[0], words)
    model.embed_documents(texts[:1])
    begun = perf_counter()
    model.embed_documents(texts)
    embedded = perf_counter()
    for text in texts:
        keyword_tokens(text, words)
    done = perf_counter()
    return 1000 * (embedded - begun) / len(texts), 1000 * (done - embedded) / len(texts)
