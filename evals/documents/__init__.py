"""Documents of other shapes than the shipped plans, and questions that nobody tuned on.

`README.md` beside this file says what they are.
"""

from pathlib import Path

from assistant import Assistant
from evals.dataset import samples_in
from evals.places import PlanText
from evals.samples import DocumentSample
from index.settings import Settings

FOLDER = Path(__file__).parent
FORMATS = ("docx", "pdf")
DOCUMENTS = ("fengwan", "huaijiang")


def load_documents_samples() -> tuple[DocumentSample, ...]:
    """Return the questions about the documents; errors as for `samples_in`."""
    return samples_in(FOLDER, DocumentSample)


def open_documents(file_format: str, settings: Settings | None = None) -> Assistant:
    """Return an assistant over the documents' files of one format, as a user would open it."""
    return Assistant.from_files([FOLDER / f"{name}.{file_format}" for name in DOCUMENTS], settings)


def texts_of(assistant: Assistant) -> dict[str, PlanText]:
    """Return the plans of an assistant as it read them, ready to look places up in."""
    return {s.id: PlanText(assistant.library.plan(s.id)) for s in assistant.sources}
