"""Who answers: the assistant in service, replaced as a whole when the library changes."""

from collections.abc import Callable
from threading import Lock

from assistant.assistant import Assistant
from assistant.library import Library
from assistant.ui.examples import FIRST_QUESTION
from index.settings import Settings

Progress = Callable[[int, int], None]


class Desk:
    """Gives the assistant that answers now; whoever was given one keeps it to the end.

    Args:
        assistant: who answers at first.
        settings: where the library is that can be added to; without them it stays as it is.
    """

    def __init__(self, assistant: Assistant, settings: Settings | None = None) -> None:
        self._assistant = assistant
        self._changing = Lock()
        self.settings = settings

    @property
    def assistant(self) -> Assistant:
        """Who answers now."""
        return self._assistant

    @property
    def library(self) -> Library:
        """What is asked now."""
        return self._assistant.library

    def reopen(self, progress: Progress | None = None) -> None:
        """Take in what the library has become; answers go on from the old one meanwhile.

        Raises the errors of `Assistant.from_library`; then the old one stays in service.
        """
        if self.settings is None:
            return
        with self._changing:
            fresh = Assistant.from_library(self.settings, progress)
            fresh.answer(FIRST_QUESTION)  # loads what is loaded at first use, before anyone waits
            self._assistant = fresh
