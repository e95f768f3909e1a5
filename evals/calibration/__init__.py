"""Questions that nothing was tuned on, for calibrating the judge; `README.md` says more."""

from collections.abc import Iterator
from pathlib import Path

from assistant import Assistant
from evals.dataset import samples_in
from evals.samples import Sample
from index.settings import Settings

FOLDER = Path(__file__).parent


def plan_questions() -> tuple[Sample, ...]:
    """Return the questions about the shipped plans; errors as for `samples_in`."""
    return samples_in(FOLDER / "plans", Sample)


def document_questions() -> tuple[Sample, ...]:
    """Return the questions about the documents; errors as for `samples_in`."""
    return samples_in(FOLDER / "documents", Sample)


def questions_alone() -> dict[Path, tuple[Sample, ...]]:
    """Return the questions about documents that are each opened alone, by the document's file."""
    files = sorted((FOLDER / "alone").glob("*.docx"))
    samples = samples_in(FOLDER / "alone", Sample)
    return {file: tuple(s for s in samples if file.stem in s.about) for file in files}


def open_documents(settings: Settings | None = None) -> Assistant:
    """Return an assistant over the three documents, indexed in memory."""
    return Assistant.from_files(sorted((FOLDER / "documents").glob("*.docx")), settings)


def short_documents(
    settings: Settings | None = None,
) -> Iterator[tuple[Assistant, tuple[Sample, ...]]]:
    """Yield an assistant over each of the short documents alone, with the questions about it."""
    folder = FOLDER / "short"
    samples = samples_in(folder, Sample)
    for file in sorted(folder.glob("*.txt")):
        questions = tuple(s for s in samples if s.id.startswith(f"{file.stem}-"))
        yield Assistant.from_files([file], settings), questions
