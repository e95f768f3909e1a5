"""Every error that this project raises on purpose, each with a message and a remedy.

::

    PlansError                     what went wrong, and what the reader can do about it
    ├── SettingsError              a setting is unknown or has an unusable value
    ├── CommandError               a command or an option is not written as it must be
    ├── CorpusError                a plan cannot be read
    │   ├── UnreadableFileError    a file is missing, is no text, or has an unknown format
    │   ├── ChangedPlanError       a plan is no longer what its entry describes
    │   ├── UnknownPlanError       no plan has that id
    │   ├── ExportError            a plan cannot be written to the file named
    │   └── LibraryError           the user's own plans cannot be kept as asked
    │       ├── LibraryFolderError    their folder cannot be read or written
    │       ├── LibraryBusyError      another program is changing them
    │       ├── DamagedLibraryError   their list, or the text of one, is damaged
    │       ├── TakenIdError          another plan has that id, or it is none
    │       ├── KnownFileError        the very file is among them already
    │       └── ShippedPlanError      a shipped plan is not theirs to change
    ├── SearchError                the index cannot be built, opened or searched
    │   ├── EmbeddingModelError    the embedding model is missing or does not load
    │   ├── RerankerError          the reranker is missing, does not load, or is none
    │   ├── CorruptIndexError      the saved index is damaged
    │   └── CacheFolderError       the cache folder cannot be written
    ├── AnsweringError             a question cannot be answered as put
    │   ├── BadQuestionError       a question is empty, or too long
    │   ├── ChatModelError         the chat model cannot be reached, or fails
    │   └── TooManyQuestionsError  an account asks more than it may in a minute
    └── EvaluationError            a question file or a floor file cannot be used

Both texts are Chinese, for they are shown to staff as they stand. Finding nothing is
no error: it is an answer with ``refused=True``.
"""


class PlansError(Exception):
    """The base of all errors here: ``message`` says what happened, ``remedy`` what to do next."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}（{self.remedy}）"


class SettingsError(PlansError):
    """A setting is unknown, or has a value that cannot be used."""


class CommandError(PlansError):
    """A command line has an unknown command or option, too much or too little, or a bad value."""


class CorpusError(PlansError):
    """A plan cannot be read."""


class UnreadableFileError(CorpusError):
    """A file is missing, holds no text, or has a format that is not read."""


class ChangedPlanError(CorpusError):
    """A plan is no longer what its entry describes: its file changed, or was replaced."""


class UnknownPlanError(CorpusError):
    """No plan has the id that was asked for."""


class ExportError(CorpusError):
    """A plan cannot be exported as asked, or not to the file named."""


class LibraryError(CorpusError):
    """The user's own plans cannot be kept as asked."""


class LibraryFolderError(LibraryError):
    """The folder of the user's plans cannot be read or written, or its disk is full."""


class LibraryBusyError(LibraryError):
    """Another program is changing the user's plans."""


class DamagedLibraryError(LibraryError):
    """The list of the user's plans is damaged, or what was stored of one of them."""


class TakenIdError(LibraryError):
    """An id that was asked for belongs to another plan, or is no id."""


class KnownFileError(LibraryError):
    """A file that is to be added is among the user's plans already."""


class ShippedPlanError(LibraryError):
    """A shipped plan was to be changed, replaced or removed."""


class SearchError(PlansError):
    """The index cannot be built, opened or searched."""


class EmbeddingModelError(SearchError):
    """The embedding model is missing, or does not load."""


class RerankerError(SearchError):
    """The reranker is missing, does not load, or is a model of another kind."""


class CorruptIndexError(SearchError):
    """The saved index is damaged."""


class CacheFolderError(SearchError):
    """The cache folder cannot be written."""


class AnsweringError(PlansError):
    """A question cannot be answered as it was put."""


class BadQuestionError(AnsweringError):
    """A question is empty, or too long."""


class ChatModelError(AnsweringError):
    """The chat model cannot be reached, refuses to answer, or does not answer in time."""


class TooManyQuestionsError(AnsweringError):
    """An account has asked more questions than it may in a minute."""


class EvaluationError(PlansError):
    """A question file or a floor file cannot be used."""
