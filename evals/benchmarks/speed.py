"""How fast the assistant is and how much memory it takes, beside what cannot be avoided.

Seconds tell as much of the machine as of the program; so each comes with its ratio (×) to
what no such program can do without, measured in turns with it in the same run:

- answering a question, and searching for it, to embedding it alone;
- ``from assistant import answer``, and a whole ``plans ask``, to importing the libraries
  alone (sentence_transformers, langchain_core, faiss), in seconds and in memory.

All are medians. The index that ``plans ask`` opens is built in a temporary folder first, by
a process of its own, which gives the seconds and the memory of a full build.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from langchain_core.embeddings import Embeddings

from assistant import Assistant
from evals.benchmarks.datasets import Progress, in_turn, tuning_samples
from evals.benchmarks.measuring import (
    Cost,
    Times,
    cost_of,
    milliseconds,
    plans,
    python,
    saved_index,
    timed,
)
from evals.benchmarks.report import Figure, Report, latencies_of, median_of, ratio_of
from evals.run import warm_up
from evals.samples import Sample
from index.build import Index
from index.embedding import embeddings_from
from index.settings import Settings

ROUNDS = 5
QUESTION = "梅李人民医院的定位是什么"

_BUILD = """
import json, time
from assistant import Assistant
counts = [0]
begun = time.perf_counter()
Assistant.shipped(progress=lambda done, total: counts.append(total))
print(json.dumps([time.perf_counter() - begun, counts[-1]]))
"""
# Each with its label and its command; the first is what the others cannot do without.
_PROCESSES = {
    "libraries": ("只导入程序库", python("import sentence_transformers, langchain_core, faiss")),
    "import": ("导入 answer", python("from assistant import answer")),
    "ask": ("plans ask 全程", plans("ask", QUESTION)),
}
LABELS = {
    "embed": "单独计算问题向量",
    "answer": "回答一个问题",
    "retrieval": "只检索一个问题",
}


def run(
    data: Path | None, settings: Settings, *, limit: int | None, seed: int, progress: Progress
) -> Report:
    """Measure everything, with ``limit`` questions of the tuning half (all by default).

    ``data`` is not needed. What else runs on the machine is measured too.

    Raises:
        EvaluationError: a process that was to be measured failed.
    """
    samples = tuning_samples(limit, seed)
    with TemporaryDirectory() as folder:
        place = {"PLANS_CACHE_FOLDER": folder}
        build = cost_of(python(_BUILD), place)
        costs = processes_measured(place, ROUNDS)
        opened = settings.model_copy(update={"cache_folder": Path(folder)})
        model, index = embeddings_from(settings), saved_index(opened)
        times = questions_measured(samples, Assistant.shipped(opened), index, model, progress)
    return Report(
        title="速度与内存（“×”为与不可避免的开销之比）",
        n=len(samples),
        figures=latencies_of(times, LABELS) | process_figures(costs) | build_figures(build),
        remarks=("本机同时运行的其他程序会影响毫秒和秒数，对倍数影响较小",),
    )


def questions_measured(
    samples: Sequence[Sample],
    assistant: Assistant,
    index: Index,
    embeddings: Embeddings,
    progress: Progress,
) -> Times:
    """Answer each question, embed it alone and search for it, in turns.

    Neither ``embeddings`` nor ``index`` may remember the questions yet. The hops of an answer
    are under their own names.
    """
    warm_up(assistant)
    embeddings.embed_query(QUESTION)
    index.search(QUESTION)
    times: Times = defaultdict(list)
    for sample in in_turn(samples, progress):
        history = [turn.model_dump() for turn in sample.history]
        trace, total = timed(assistant.trace, sample.question, history, sample.plans)
        text = trace.question.text
        times["embed"].append(milliseconds(embeddings.embed_query, text))
        times["retrieval"].append(milliseconds(index.search, text))
        times["answer"].append(total)
        for hop, seconds in trace.seconds.items():
            times[hop].append(1000 * seconds)
    return times


def processes_measured(environment: Mapping[str, str], rounds: int) -> dict[str, list[Cost]]:
    """Run, in turns, the libraries' imports, the import of `answer`, and ``plans ask``."""
    costs: dict[str, list[Cost]] = {name: [] for name in _PROCESSES}
    for _ in range(rounds):
        for name, (_label, command) in _PROCESSES.items():
            costs[name].append(cost_of(command, environment))
    return costs


def process_figures(costs: Mapping[str, Sequence[Cost]]) -> dict[str, Figure]:
    """Return the cold start in seconds and in memory, each with its ratio."""
    figures = {}
    seconds = {name: [cost.seconds for cost in runs] for name, runs in costs.items()}
    memory = {name: [cost.mib for cost in runs] for name, runs in costs.items()}
    for name, (label, _) in _PROCESSES.items():
        figures[f"{name}_s"] = median_of(label, seconds[name], "s")
        figures[f"{name}_mib"] = median_of("　内存峰值", memory[name], "MiB")
        if name != "libraries":
            for kind, what, spent in (("", "用时", seconds), ("memory_", "内存", memory)):
                figures[f"{name}_{kind}ratio"] = ratio_of(
                    f"　{what}与只导入程序库之比", spent[name], spent["libraries"]
                )
    return figures


def build_figures(build: Cost) -> dict[str, Figure]:
    """Return what building the whole index took."""
    seconds, passages = json.loads(build.output)
    return {
        "build_s": median_of("建立索引", [seconds], "s"),
        "passages_per_s": median_of("　每秒段数", [passages / seconds], "/s"),
        "build_mib": median_of("　内存峰值", [build.mib], "MiB"),
    }
