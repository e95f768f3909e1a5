"""``python -m evals.benchmarks.peers``: ask all systems, print what they bring as Markdown."""

import warnings
from importlib.metadata import version

from rich.console import Console
from rich.progress import track

from assistant import Assistant
from evals.benchmarks.measuring import saved_index
from evals.benchmarks.peers.comparing import (
    asked_from,
    found_by,
    our_systems,
    system_of,
    table_of,
)
from evals.benchmarks.peers.libraries import peers_with
from evals.dataset import load_samples
from evals.run import plan_texts
from index.embedding import embeddings_from
from index.settings import load_settings

LIBRARIES = ("langchain-text-splitters", "llama-index-core", "haystack-ai")


def main() -> None:
    """Measure and print; takes some minutes, most of them to embed the peers' pieces."""
    out, err = Console(highlight=False, soft_wrap=True), Console(stderr=True)
    warnings.simplefilter("ignore")  # those of the libraries, which are not ours to mend
    settings = load_settings()
    plans, embeddings = plan_texts(), embeddings_from(settings)
    asked = asked_from(load_samples(), Assistant.shipped(settings), plans)
    # The index is opened anew, so that it remembers none of these questions.
    ours = our_systems(Assistant.shipped(settings), saved_index(settings), plans)
    cut = track(peers_with(embeddings), "indexing", console=err, transient=True)
    peers = [system_of(peer, plans) for peer in cut]
    held_out = sum(one.sample.held_out for one in asked)
    out.print(f"{len(asked)} questions, {held_out} of them held out")
    out.print(", ".join(f"{name} {version(name)}" for name in LIBRARIES))
    pieces, unlocated = sum(p.pieces for p in peers), sum(p.unlocated for p in peers)
    out.print(f"{unlocated} of the peers' {pieces} pieces not located\n")
    found, alone = found_by((*ours, *peers), asked, embeddings, lambda *_: None)
    rows = [*found, *(of_ours.with_headings_read() for of_ours in found[: len(ours)])]
    for line in table_of(rows, asked, alone):
        out.print(line, markup=False)


if __name__ == "__main__":
    main()
