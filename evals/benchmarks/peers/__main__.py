"""``python -m evals.benchmarks.peers``: ask all systems, print what they bring as Markdown."""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version

from langchain_core.embeddings import Embeddings
from rich.console import Console
from rich.progress import Progress

from assistant import Assistant
from evals.benchmarks.peers.chunks import Peer, chunks_of
from evals.benchmarks.peers.comparing import (
    BUDGETS,
    Asked,
    Found,
    OfPeer,
    OurSearch,
    OurWhole,
    System,
    asked_from,
    found_by,
)
from evals.benchmarks.saved_index import saved_index
from evals.dataset import HALVES, load_samples
from evals.run import plan_texts
from index.embedding import embeddings_from
from index.settings import load_settings

LIBRARIES = ("langchain-text-splitters", "llama-index-core", "haystack-ai")
HEADINGS_READ = ", headings counted"

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def main() -> None:
    """Measure and print; takes some minutes, most of them to embed the peers' pieces."""
    settings = load_settings()
    plans = plan_texts()
    embeddings = embeddings_from(settings)
    asked = asked_from(load_samples(), Assistant.shipped(settings), plans)
    # Opened anew, so that it remembers none of these questions.
    index = saved_index(settings)
    ours = (
        OurWhole(Assistant.shipped(settings), plans, len(index.passages)),
        OurSearch(index, plans),
    )
    peers = [OfPeer(peer, chunks_of(peer, plans)) for peer in peers_with(embeddings)]
    systems: tuple[System, ...] = (*ours, *peers)
    counts = {halves: sum(one.sample.half == halves for one in asked) for halves in HALVES}
    pieces = sum(peer.pieces for peer in peers)
    out.print(f"{len(asked)} questions: {counts}", soft_wrap=True)
    out.print(", ".join(f"{name} {version(name)}" for name in LIBRARIES), soft_wrap=True)
    out.print(f"{sum(peer.unlocated for peer in peers)} of the peers' {pieces} pieces not located")
    with Progress(console=err, transient=True, disable=not err.is_terminal) as bar:
        for told_plans in (False, True):
            task = bar.add_task("", total=None)
            alone, found = found_by(
                systems,
                asked,
                embeddings,
                told_plans=told_plans,
                progress=lambda done, total, task=task: bar.update(  # type: ignore[misc]
                    task, completed=done, total=total
                ),
            )
            out.print("\ntold which plans are meant" if told_plans else "\nall plans compete")
            for line in table_of(with_heading_rows(found, ours), asked, systems, alone):
                out.print(line, soft_wrap=True, markup=False)


def peers_with(embeddings: Embeddings) -> Iterator[Peer]:
    """Yield every peer in the forms that are compared."""
    from evals.benchmarks.peers.haystack import Haystack, by_lines, recursive
    from evals.benchmarks.peers.langchain import LangChain
    from evals.benchmarks.peers.llama_index import LlamaIndex

    warnings.simplefilter("ignore")  # those of the libraries, which are not ours to mend
    for size, overlap in ((500, 50), (250, 25)):
        yield LangChain(embeddings, size, overlap)
        yield LlamaIndex(embeddings, size, overlap)
        splitter, cut = recursive(size, overlap), f"recursive splitter {size}/{overlap}"
        yield (vectors := Haystack(embeddings, splitter, cut, "vectors"))
        yield Haystack(embeddings, splitter, cut, "BM25", vectors.store)
        yield Haystack(embeddings, splitter, cut, "both", vectors.store)
    yield Haystack(embeddings, by_lines(5, 1), "document splitter 5/1 lines", "vectors")


def with_heading_rows(found: Mapping[str, Found], ours: Sequence[System]) -> dict[str, Found]:
    """Return the rows, each of ours followed by itself where its headings count as read."""
    names = {system.name for system in ours}
    rows: dict[str, Found] = {}
    for name, of_system in found.items():
        rows[name] = of_system
        if name in names:
            rows[name + HEADINGS_READ] = of_system.with_headings_read()
    return rows


def table_of(
    rows: Mapping[str, Found], asked: Sequence[Asked], systems: Sequence[System], alone: Found
) -> Iterator[str]:
    """Yield the lines of a Markdown table: shares in per cent, times as multiples."""
    pieces = {system.name: system.pieces for system in systems}
    budgets = " / ".join(f"{budget:,}" for budget in BUDGETS)
    yield f"| system | pieces | tuning {budgets} | held-out {budgets} | time |"
    yield "|---|---|---|---|---|"
    for name, found in rows.items():
        cells = [
            " / ".join(
                f"{100 * (found.share(asked, half, budget).mean or 0):.1f}" for budget in BUDGETS
            )
            for half in HALVES
        ]
        count = pieces[name.removesuffix(HEADINGS_READ)]
        yield f"| {name} | {count} | {' | '.join(cells)} | {found.ratio(alone):.2f} × |"


if __name__ == "__main__":
    main()
