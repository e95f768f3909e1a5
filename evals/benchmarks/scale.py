"""How retrieval grows: 10³ to 10⁶ passages, their build, disk, memory, milliseconds and recall.

A library is made out of the shipped plans (see `recombined`), for to embed 10⁶ passages would
take a day; so a build is measured without embedding and without finding keywords (for which
see the suite ``speed``). It is built in one process and searched in another, each charged with
its own peak of memory; a third compares every vector, to tell the recall. The questions are
those of the tuning half, each embedded alone beside its search, for the ratio.
"""

import json
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

import numpy as np

from corpus.documents import Value
from evals.benchmarks.datasets import Progress, in_turn, tuning_samples
from evals.benchmarks.measuring import Cost, cost_of, python, saved_index
from evals.benchmarks.report import Figure, Report, latencies_of
from evals.benchmarks.scale_steps import Setup, index_folder
from index.embedding import unit_vectors
from index.settings import Settings
from index.storage import size_of

SIZES = (1_000, 10_000, 100_000, 1_000_000)
QUESTIONS = 100

_SEARCHES = {
    "embed": "　单独计算问题向量",
    "dense": "　向量检索",
    "keyword": "　关键词检索",
    "hybrid": "　混合检索",
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
    data: Path | None, settings: Settings, *, limit: int | None, seed: int, progress: Progress
) -> Report:
    """Measure; ``limit`` is the largest number of passages. ``data`` is not needed.

    Raises:
        EvaluationError: a process that was to be measured failed.
    """
    sizes = [size for size in SIZES if limit is None or size <= limit]
    setup = _setup(settings, seed)
    with TemporaryDirectory() as place:
        setup.save(Path(place))
        rows = [measured(Path(place), size) for size in in_turn(sizes, progress)]
    return Report(
        title="规模：从一千段到一百万段",
        n=QUESTIONS,
        figures={name: f for row in rows for name, f in figures_of(row).items()},
        remarks=(
            "段落由自带规划的句子重组，向量由真实向量加噪声得到："
            f"与原向量的余弦中位数 {setup.made().closeness:.3f}，即与别的规划中最相近一段的余弦",
            "建立索引的用时不含计算向量和分词；倍数是检索（含计算问题向量）与单独计算向量之比",
        ),
        rows=tuple(rows),
    )


def _setup(settings: Settings, seed: int) -> Setup:
    """Return what the processes need, from the index of the shipped plans."""
    index = saved_index(settings)
    texts = [passage.indexed_text for passage in index.passages]
    known = index.hybrid.store.vectors_of_texts(texts)
    questions = [sample.question for sample in tuning_samples(QUESTIONS, seed)]
    return Setup(
        passages=index.passages,
        vectors=np.stack([known[text] for text in texts]),
        names=index.names,
        seed=seed,
        questions=questions,
        queries=unit_vectors([index.embeddings.embed_query(question) for question in questions]),
        settings=settings,
    )


def measured(folder: Path, size: int) -> Row:
    """Build, compare and search a library of so many passages, each in its own process."""

    def cost_of_step(name: str) -> Cost:
        steps = "from pathlib import Path; from evals.benchmarks import scale_steps"
        return cost_of(python(f"{steps}; scale_steps.{name}(Path({str(folder)!r}), {size})"))

    built = cost_of_step("build")
    index = index_folder(folder)
    disk = size_of(index)
    cost_of_step("compare_all")
    searched = cost_of_step("search")
    rmtree(index)
    opened, recall, times = json.loads(searched.output)
    return Row(
        passages=size,
        build_seconds=json.loads(built.output),
        build_mib=built.mib,
        disk_mib=disk / 2**20,
        open_seconds=opened,
        search_mib=searched.mib,
        recall=recall,
        milliseconds=times,
    )


def figures_of(row: Row) -> dict[str, Figure]:
    """Return the figures of a library, each named after its size."""
    n, times = row.passages, row.milliseconds
    figures = {
        "build_s": Figure(label=f"{n} 段，建立索引", value=row.build_seconds, unit="s", n=n),
        "build_mib": Figure(label="　内存峰值", value=row.build_mib, unit="MiB", n=n),
        "disk_mib": Figure(label="　占用磁盘", value=row.disk_mib, unit="MiB", n=n),
        "open_s": Figure(label="　打开并校验", value=row.open_seconds, unit="s", n=n),
        "search_mib": Figure(label="　检索时内存峰值", value=row.search_mib, unit="MiB", n=n),
        "recall": Figure(label="　向量检索召回@10", value=row.recall, n=len(times["embed"])),
    }
    figures |= latencies_of(times, _SEARCHES, "embed", ("hybrid",))
    return {f"n{n}_{name}": figure for name, figure in figures.items()}
