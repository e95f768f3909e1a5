"""How fast the assistant is and how much memory it takes, beside what cannot be avoided.

Seconds tell as much of the machine as of the program; so each comes with its ratio (×) to
what no such program can do without, measured in turns with it in the same run:

- answering a question, searching for it (once, again, in a batch), to embedding it alone;
- ``from assistant import answer``, and a whole ``plans ask``, to importing the libraries
  alone (sentence_transformers, langchain_core, faiss), in seconds and in memory;
- building an index, to embedding its passages alone.

All are medians. The index that ``plans ask`` opens is built in a temporary folder first, by
a process of its own, which gives the seconds and the memory of a full build.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant import Assistant
from corpus.catalogue import shipped_plans
from corpus.documents import Value
from evals.benchmarks.datasets import sampled
from evals.benchmarks.processes import Cost, cost_of, plans, python
from evals.benchmarks.report import Figure, Report, median_of
from evals.benchmarks.saved_index import saved_index
from evals.dataset import chosen, load_samples
from evals.run import warm_up
from evals.samples import Sample
from index.build import Index, index_in_memory
from index.embedding import embeddings_from
from index.passages import Passage, passages_from
from index.settings import Settings, load_settings

ROUNDS = 5
BUILD_ROUNDS = 3
BUILD_PASSAGES = 120
QUESTION = "梅李人民医院的定位是什么"

_LIBRARIES = "import sentence_transformers, langchain_core, faiss"
_DOOR = "from assistant import answer"
_BUILD = """
import json, time
from assistant import Assistant
counts = [0]
begun = time.perf_counter()
Assistant.shipped(progress=lambda done, total: counts.append(total))
print(json.dumps([time.perf_counter() - begun, counts[-1]]))
"""

Progress = Callable[[int, int], None]


class Searched(Value):
    """The milliseconds to search for one question, to search again, and to embed it alone."""

    first: float
    again: float
    embedding: float


class Asked(Value):
    """The milliseconds of one question: of each hop, in all, and to embed it alone."""

    id: str
    hops: dict[str, float]
    total: float
    embedding: float


def run(
    data: Path | None,
    settings: Settings,
    *,
    limit: int | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> Report:
    """Measure everything, with ``limit`` questions of the tuning half (all by default).

    ``data`` is not needed.

    What else runs on the machine is measured too.

    Raises:
        EvaluationError: a process that was to be measured failed.
    """
    begun = perf_counter()
    samples = sampled(chosen(load_samples(), halves=("tuning",)), limit, seed)
    with TemporaryDirectory() as folder:
        place = {"PLANS_CACHE_FOLDER": folder}
        build = cost_of(python(_BUILD), place)
        costs = processes_measured(place, ROUNDS)
        opened = load_settings(**{**settings.model_dump(), "cache_folder": folder})
        assistant = Assistant.shipped(opened)
        asked = questions_measured(samples, assistant, embeddings_from(settings), progress)
        questions = [sample.question for sample in samples]
        searched = searches_measured(questions, saved_index(opened), embeddings_from(settings))
        batches = [batch_measured(questions, saved_index(opened)) for _ in range(BUILD_ROUNDS)]
    passages = [
        passage
        for plan in shipped_plans()
        for passage in passages_from(plan, settings.passage_chars)
    ]
    builds = builds_measured(
        sampled(passages, BUILD_PASSAGES, seed), settings, embeddings_from(settings), BUILD_ROUNDS
    )
    return Report(
        suite="speed",
        title="速度与内存（“×”为与不可避免的开销之比）",
        n=len(samples),
        limit=limit,
        seed=seed,
        seconds=perf_counter() - begun,
        figures={
            **question_figures(asked),
            **search_figures(searched, batches),
            **process_figures(costs),
            **build_figures(build, builds),
        },
        remarks=("本机同时运行的其他程序会影响秒数，对倍数影响较小",),
        rows=tuple(asked),
    )


def questions_measured(
    samples: Sequence[Sample],
    assistant: Assistant,
    embeddings: Embeddings,
    progress: Progress | None = None,
) -> tuple[Asked, ...]:
    """Ask each question once, and embed it once by itself, in turns.

    ``embeddings`` must not remember what it has embedded.
    """
    warm_up(assistant)
    embeddings.embed_query(QUESTION)
    asked = []
    for sample in samples:
        begun = perf_counter()
        trace = assistant.trace(
            sample.question, [turn.model_dump() for turn in sample.history], sample.plans
        )
        answered = perf_counter()
        embeddings.embed_query(trace.question.text)
        embedded = perf_counter()
        asked.append(
            Asked(
                id=sample.id,
                hops={hop: 1000 * seconds for hop, seconds in trace.seconds.items()},
                total=1000 * (answered - begun),
                embedding=1000 * (embedded - answered),
            )
        )
        if progress:
            progress(len(asked), len(samples))
    return tuple(asked)


def searches_measured(
    questions: Sequence[str], index: Index, embeddings: Embeddings
) -> tuple[Searched, ...]:
    """Embed each question alone, search for it and search again, in turns.

    ``index`` must not remember the questions yet.
    """
    index.search(QUESTION)
    searched = []
    for question in dict.fromkeys(questions):
        times = [perf_counter()]
        embeddings.embed_query(question)
        times.append(perf_counter())
        index.search(question)
        times.append(perf_counter())
        index.search(question)
        times.append(perf_counter())
        embedding, first, again = (1000 * np.diff(times)).tolist()
        searched.append(Searched(first=first, again=again, embedding=embedding))
    return tuple(searched)


def batch_measured(questions: Sequence[str], index: Index) -> float:
    """Return the milliseconds a question, where all are searched for in one call."""
    index.search(QUESTION)
    asked = list(dict.fromkeys(questions))
    begun = perf_counter()
    index.search_many(asked)
    return 1000 * (perf_counter() - begun) / len(asked)


def processes_measured(environment: Mapping[str, str], rounds: int) -> dict[str, tuple[Cost, ...]]:
    """Run, in turns, the libraries' imports, the import of `answer`, and ``plans ask``."""
    commands = {
        "libraries": python(_LIBRARIES),
        "import": python(_DOOR),
        "ask": plans("ask", QUESTION),
    }
    runs = [
        {name: cost_of(command, environment) for name, command in commands.items()}
        for _ in range(rounds)
    ]
    return {name: tuple(turn[name] for turn in runs) for name in commands}


def builds_measured(
    passages: Sequence[Passage], settings: Settings, embeddings: Embeddings, rounds: int
) -> tuple[tuple[float, float], ...]:
    """Return, for each round, the seconds to index the passages and to embed them alone."""
    texts = [passage.indexed_text for passage in passages]
    embeddings.embed_documents(texts[:1])
    measured = []
    for _ in range(rounds):
        begun = perf_counter()
        index_in_memory(passages, settings, embeddings)
        built = perf_counter()
        embeddings.embed_documents(texts)
        measured.append((built - begun, perf_counter() - built))
    return tuple(measured)


def question_figures(asked: Sequence[Asked]) -> dict[str, Figure]:
    """Return the latency of the whole way and of each hop, in milliseconds, and its ratio."""
    alone = [one.embedding for one in asked]
    totals = [one.total for one in asked]
    figures = {
        "embed_p50_ms": _percentile("单独计算问题向量 p50", alone, 50),
        "p50_ms": _percentile("回答一个问题 p50", totals, 50),
        "p95_ms": _percentile("回答一个问题 p95", totals, 95),
        "latency_ratio": _ratio("　与单独计算向量之比", totals, alone),
    }
    for hop in asked[0].hops if asked else ():
        of_hop = [one.hops.get(hop, 0.0) for one in asked]
        figures[f"{hop}_p50_ms"] = _percentile(f"　{hop} p50", of_hop, 50)
        figures[f"{hop}_p95_ms"] = _percentile(f"　{hop} p95", of_hop, 95)
    return figures


def search_figures(searched: Sequence[Searched], batches: Sequence[float]) -> dict[str, Figure]:
    """Return the latency of a search, of the same again, and of one in a batch."""
    alone = [one.embedding for one in searched]
    first, again = [one.first for one in searched], [one.again for one in searched]
    typical = float(np.median(alone))
    return {
        "retrieval_p50_ms": _percentile("只检索一个问题 p50", first, 50),
        "retrieval_p95_ms": _percentile("只检索一个问题 p95", first, 95),
        "retrieval_ratio": _ratio("　与单独计算向量之比", first, alone),
        "repeated_p50_ms": _percentile("　再问一次 p50", again, 50),
        "repeated_ratio": _ratio("　与单独计算向量之比", again, alone),
        "batch_ms": median_of("　成批检索，每题", batches, "ms"),
        "batch_ratio": median_of(
            "　与单独计算向量之比", [batch / typical for batch in batches], "×"
        ),
    }


def process_figures(costs: Mapping[str, Sequence[Cost]]) -> dict[str, Figure]:
    """Return the cold start in seconds and in memory, each with its ratio."""
    labels = {"libraries": "只导入程序库", "import": "导入 answer", "ask": "plans ask 全程"}
    figures = {}
    seconds = {name: [cost.seconds for cost in runs] for name, runs in costs.items()}
    memory = {name: [cost.mib for cost in runs] for name, runs in costs.items()}
    for name, label in labels.items():
        figures[f"{name}_s"] = median_of(label, seconds[name], "s")
        figures[f"{name}_mib"] = median_of("　内存峰值", memory[name], "MiB")
        if name != "libraries":
            figures[f"{name}_ratio"] = _ratio(
                "　用时与只导入程序库之比", seconds[name], seconds["libraries"]
            )
            figures[f"{name}_memory_ratio"] = _ratio(
                "　内存与只导入程序库之比", memory[name], memory["libraries"]
            )
    return figures


def build_figures(full: Cost, builds: Sequence[tuple[float, float]]) -> dict[str, Figure]:
    """Return the build of the whole index, and the ratio that parts of it gave."""
    seconds, passages = json.loads(full.output)
    return {
        "build_s": median_of("建立索引", [seconds], "s"),
        "passages_per_s": median_of("　每秒段数", [passages / seconds], "/s"),
        "build_mib": median_of("　内存峰值", [full.mib], "MiB"),
        "build_ratio": _ratio(
            "　与单独计算段落向量之比",
            [built for built, _ in builds],
            [alone for _, alone in builds],
        ),
    }


def _percentile(label: str, milliseconds: Sequence[float], rank: int) -> Figure:
    value = float(np.percentile(milliseconds, rank)) if milliseconds else None
    return Figure(label=label, value=value, unit="ms", n=len(milliseconds))


def _ratio(label: str, costs: Iterable[float], unavoidable: Iterable[float]) -> Figure:
    """Return the median of the ratios, pair by pair, of what was measured in turns."""
    pairs = zip(costs, unavoidable, strict=True)
    return median_of(label, [cost / other for cost, other in pairs], "×")
