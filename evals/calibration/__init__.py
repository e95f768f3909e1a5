"""Questions that nothing was tuned on, for calibrating the judge; `README.md` says more."""

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


def open_documents(settings: Settings | None = None) -> Assistant:
    """Return an assistant over the three documents, indexed in memory."""
    return Assistant.from_files(sorted((FOLDER / "documents").glob("*.docx")), settings)
