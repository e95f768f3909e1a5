"""How long plans take to be read, and how much memory, for 5, 100 and 1,000 documents.

Each number of documents is read in a process of its own: the shipped plans over and over,
each under an id of its own, from their files to sections, tables, indicators, assignments
and passages. In one run the plans are dropped as soon as their passages are made, as where an
index is built; in another all passages are kept, as where it is searched. Embedding is no
part of it: the suite ``speed`` measures that.
"""

import json
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from corpus.documents import Value
from evals.benchmarks.processes import cost_of, python
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

count = characters = 0
kept = []
begun = perf_counter()
for number, source in enumerate(islice(cycle(sources()), {documents})):
    text = read_text(source)
    named = source.model_copy(update={{"id": f"{{source.id}}-{{number}}"}})
    passages = passages_from(plan_from(named, SourceText(text=text)), {longest})
    characters += len(text)
    count += len(passages)
    if {keep}:
        kept.append(passages)
print(json.dumps([perf_counter() - begun, count, characters]))
"""
_IMPORT_ONLY = "import corpus.catalogue, corpus.parsing, index.passages"


class Row(Value):
    """What reading so many documents cost; ``mib`` is the peak of the process."""

    documents: int
    kept: bool
    seconds: float
    passages: int
    characters: int
    mib: float


def run(
    data: Path | None,
    settings: Settings,
    *,
    limit: int | None,
    seed: int,
    progress: Callable[[int, int], None],
) -> Report:
    """Measure; ``limit`` is the largest number of documents. Neither data nor seed matters.

    Raises:
        EvaluationError: a process ended with an error.
    """
    begun = perf_counter()
    numbers = [n for n in NUMBERS_OF_DOCUMENTS if limit is None or n <= limit]
    runs = [(documents, kept) for documents in numbers for kept in (False, True)]
    rows = []
    libraries = cost_of(python(_IMPORT_ONLY)).mib
    for done, (documents, kept) in enumerate(runs):
        progress(done, len(runs))
        rows.append(_measured(documents, kept, settings.passage_chars))
    progress(len(runs), len(runs))
    figures = {
        "libraries_mib": Figure(label="只导入程序库的内存", value=libraries, unit="MiB", n=1)
    }
    for row in rows:
        figures.update(_figures_of(row, libraries))
    return Report(
        suite="reading",
        title="读取规划：时间与内存",
        n=sum(row.documents for row in rows),
        limit=limit,
        seed=seed,
        seconds=perf_counter() - begun,
        figures=figures,
        remarks=("文档为自带的五份规划反复读取；不含计算向量",),
        rows=tuple(rows),
    )


def _measured(documents: int, kept: bool, longest: int) -> Row:
    cost = cost_of(python(_READ.format(documents=documents, longest=longest, keep=kept)))
    seconds, passages, characters = json.loads(cost.output)
    return Row(
        documents=documents,
        kept=kept,
        seconds=seconds,
        passages=passages,
        characters=characters,
        mib=cost.mib,
    )


def _figures_of(row: Row, libraries: float) -> dict[str, Figure]:
    n = row.documents
    above = row.mib - libraries
    if row.kept:
        return {
            f"kept_{n}_mib": Figure(
                label=f"{n} 份，段落全部留在内存", value=above, unit="MiB", n=row.passages
            )
        }
    return {
        f"read_{n}_s": Figure(label=f"{n} 份，读取", value=row.seconds, unit="s", n=n),
        f"read_{n}_ms_each": Figure(
            label=f"{n} 份，平均每份", value=row.seconds / n * 1000, unit="ms", n=n
        ),
        f"read_{n}_mib": Figure(label=f"{n} 份，逐份读取", value=above, unit="MiB", n=n),
    }
