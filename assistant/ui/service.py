"""Who answers: the assistant in service, replaced as a whole when the library changes."""

from collections.abc import Callable
from threading import Lock

from assistant.assistant import Assistant
from assistant.library import Library
from assistant.ui.accounts import Accounts
from assistant.ui.examples import FIRST_QUESTION
from assistant.ui.exports import Exports
from assistant.ui.rate_limit import RateLimit
from index.settings import Settings

Progress = Callable[[int, int], None]


class Service:
    """Gives the assistant that answers now; whoever was given one keeps it to the end.

    Args:
        assistant: who answers at first.
        settings: where the library is that can be added to; without them it stays as it is.
        accounts: who may ask; without them anyone who reaches the page.
    """

    def __init__(
        self,
        assistant: Assistant,
        settings: Settings | None = None,
        accounts: Accounts | None = None,
    ) -> None:
        self._assistant = assistant
        self._changing = Lock()
        self._rate_limit = RateLimit()
        self.exports = Exports()
        self.settings = settings
        self.accounts = accounts

    @property
    def assistant(self) -> Assistant:
        """Who answers now."""
        return self._assistant

    @property
    def library(self) -> Library:
        """What is asked now."""
        return self._assistant.library

    def admit(self, account: str | None) -> None:
        """Count a question of an account; raise `TooManyQuestionsError` if there are too many."""
        if self.accounts is not None:
            self._rate_limit.count(account or "")

    def may_change(self, account: str | None) -> bool:
        """Whether an account may add plans and remove them; anyone may where there are none."""
        if self.settings is None:
            return False
        return self.accounts is None or self.accounts.is_librarian(account or "")

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
