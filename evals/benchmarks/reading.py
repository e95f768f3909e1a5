"""How long plans take to be read, and how much memory, for 5, 100 and 1,000 documents.

Each number of documents is read in a process of its own: the shipped plans over and over,
each under an id of its own, from their files to sections, tables, indicators, assignments
and passages. In one run the plans are dropped as soon as their passages are made, as where an
index is built; in another all passages are kept, as where it is searched. Embedding is no
part of it: the suite ``speed`` measures that.
"""

import json
from pathlib import Path

from evals.benchmarks.datasets import Progress, in_turn
from evals.benchmarks.measuring import cost_of, python
from evals.benchmarks.report import Figure, Report
from index.settings import Settings

NUMBERS_OF_DOCUMENTS = (5, 100, 1000)

_READ = """
import json
from itertools import cycle, islice
from time import perf_counter
from corpus.catalogue import read_text, sources
from corpus.documents import SourceText
from corpus.parsing import plan_from
from index.passages import passages_from

count = 0
kept = []
begun = perf_counter()
for number, source in enumerate(islice(cycle(sources()), {documents})):
    named = source.model_copy(update={{"id": f"{{source.id}}-{{number}}"}})
    passages = passages_from(plan_from(named, SourceText(text=read_text(source))), {longest})
    count += len(passages)
    if {keep}:
        kept.append(passages)
print(json.dumps([perf_counter() - begun, count]))
"""
_IMPORT_ONLY = "import corpus.catalogue, corpus.parsing, index.passages"


def run(
    data: Path | None, settings: Settings, *, limit: int | None, seed: int, progress: Progress
) -> Report:
    """Measure; ``limit`` is the largest number of documents. Neither data nor seed matters.

    Raises:
        EvaluationError: a process ended with an error.
    """
    numbers = [n for n in NUMBERS_OF_DOCUMENTS if limit is None or n <= limit]
    runs = [(documents, kept) for documents in numbers for kept in (False, True)]
    libraries = cost_of(python(_IMPORT_ONLY)).mib
    figures = {"libraries_mib": _mib("只导入程序库的内存", libraries, 1)}
    for documents, kept in in_turn(runs, progress):
        code = _READ.format(documents=documents, longest=settings.passage_chars, keep=kept)
        cost = cost_of(python(code))
        seconds, passages = json.loads(cost.output)
        above = cost.mib - libraries
        n = documents
        if kept:
            figures[f"kept_{n}_mib"] = _mib(f"{n} 份，段落全部留在内存", above, passages)
            continue
        each = 1000 * seconds / n
        figures[f"read_{n}_s"] = Figure(label=f"{n} 份，读取", value=seconds, unit="s", n=n)
        figures[f"read_{n}_ms_each"] = Figure(label=f"{n} 份，平均每份", value=each, unit="ms", n=n)
        figures[f"read_{n}_mib"] = _mib(f"{n} 份，逐份读取", above, n)
    return Report(
        title="读取规划：时间与内存",
        n=sum(numbers),
        figures=figures,
        remarks=("文档为自带的五份规划反复读取；不含计算向量",),
    )


def _mib(label: str, value: float, n: int) -> Figure:
    return Figure(label=label, value=value, unit="MiB", n=n)
