"""The assistant: plans in, questions answered with citations or refused."""

from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from langchain_core.embeddings import Embeddings

from assistant.answers import Answer, Message, Trace
from assistant.api import History, SideBySide
from assistant.checking.checker import checked
from assistant.checking.findings import Report
from assistant.checking.manuscripts import manuscript_from, manuscript_from_file
from assistant.library import Library
from assistant.pipeline import Composer
from corpus.catalogue import read_plan, sources
from corpus.documents import Plan, Source, SourceText
from corpus.library.plan_ids import free_id
from corpus.library.user_plans import all_sources, read_any
from corpus.metadata import source_from
from corpus.parsing import plan_from
from index.build import index_in_memory, open_index
from index.fingerprint import dictionary_names, fingerprint_of
from index.passages import passages_from
from index.settings import Settings, load_settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.chat.writer import Writer

Progress = Callable[[int, int], None]


class Assistant(SideBySide):
    """Answers questions about a library of plans. Safe to use from several threads.

    The first answer loads the embedding model (about three seconds on two cores).
    """

    def __init__(
        self, library: Library, settings: Settings, chat_model: "BaseChatModel | None" = None
    ) -> None:
        self._library = library
        self._settings = settings
        self._composer = Composer(library, settings)
        self._writer: Writer | None = None
        if chat_model or settings.chat_model:
            from assistant.chat.writer import writer_from  # noqa: PLC0415 - slow, seldom needed

            self._writer = writer_from(settings, library.names, chat_model)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The plans that can be asked about."""
        return self._library.sources

    @property
    def library(self) -> Library:
        """The plans and their index, to look things up in."""
        return self._library

    @classmethod
    def shipped(
        cls, settings: Settings | None = None, progress: Progress | None = None
    ) -> "Assistant":
        """Return the assistant over the shipped plans, their index opened or, if stale, built.

        ``progress`` is told how many passages are embedded, and of how many.

        Raises:
            CorpusError: a plan is missing, or not the file that the catalogue describes.
            SearchError: the index cannot be built or saved.
        """
        return cls._opened(sources(), read_plan, settings or load_settings(), progress)

    @classmethod
    def from_library(
        cls, settings: Settings | None = None, progress: Progress | None = None
    ) -> "Assistant":
        """Return the assistant over the shipped plans and the user's own, otherwise as `shipped`.

        Only what was not indexed before is embedded.
        """
        settings = settings or load_settings()
        folder = settings.library_folder
        read = partial(read_any, folder=folder)
        return cls._opened(all_sources(folder), read, settings, progress)

    @classmethod
    def _opened(
        cls,
        known: Sequence[Source],
        read: Callable[[Source], Plan],
        settings: Settings,
        progress: Progress | None,
    ) -> "Assistant":
        plans = cache(lambda: [read(source) for source in known])
        opened = open_index(
            lambda: [p for plan in plans() for p in passages_from(plan, settings.passage_chars)],
            settings,
            fingerprint=fingerprint_of(known, settings),
            names=lambda: dictionary_names(plans()),
            progress=progress,
        )
        return cls(Library(known, opened, read), settings)

    @classmethod
    def from_files(
        cls, files: Sequence[str | Path], settings: Settings | None = None
    ) -> "Assistant":
        """Return an assistant over files (txt, md, docx, pdf, html), indexed in memory.

        A file's name without its suffix is the plan's id, with a number behind it where two
        files have the same; title and region are what the document says of itself. Raises
        `UnreadableFileError` for a file that cannot be read.
        """
        from corpus.formats.files import read_file  # noqa: PLC0415 - slow: Word, PDF and HTML

        plans = []
        taken: set[str] = set()
        for path in map(Path, files):
            text = read_file(path)
            source_id = free_id(path.stem, taken)
            taken.add(source_id)
            known = {"id": source_id, "file": path.name}
            plans.append(plan_from(source_from(text, path.name).model_copy(update=known), text))
        return cls.from_plans(plans, settings)

    @classmethod
    def from_texts(
        cls,
        texts: Mapping[str, str],
        settings: Settings | None = None,
        embeddings: Embeddings | None = None,
    ) -> "Assistant":
        """Return an assistant over plain texts, indexed in memory; a key is id and title.

        ``embeddings`` takes the place of the model that the settings name.
        """
        plans = [
            plan_from(Source(id=key, title=key), SourceText(text=text))
            for key, text in texts.items()
        ]
        return cls.from_plans(plans, settings, embeddings)

    @classmethod
    def from_plans(
        cls,
        plans: Sequence[Plan],
        settings: Settings | None = None,
        embeddings: Embeddings | None = None,
    ) -> "Assistant":
        """Return an assistant over plans that were read already, indexed in memory."""
        settings = settings or load_settings()
        by_id = {plan.source.id: plan for plan in plans}
        passages = [p for plan in plans for p in passages_from(plan, settings.passage_chars)]

        def read(source: Source) -> Plan:
            return by_id[source.id]

        built = index_in_memory(passages, settings, embeddings, dictionary_names(plans))
        return cls(Library([plan.source for plan in plans], built, read), settings)

    def worded_by(self, chat_model: "BaseChatModel") -> "Assistant":
        """Return an assistant over the same plans whose answers this LangChain model words."""
        return Assistant(self._library, self._settings, chat_model)

    def answer(
        self, question: str, history: History | None = None, plans: Collection[str] | None = None
    ) -> Answer:
        """Return the answer to a question.

        Args:
            question: what the user typed, in Chinese.
            history: the conversation before it, messages with ``role`` and ``content``.
            plans: ids of the plans to ask; all by default, or those the question names.

        Raises:
            BadQuestionError: the question is empty or too long.
            UnknownPlanError: ``plans`` has an id that no plan has.
        """
        return self.trace(question, history, plans).answer

    def stream(
        self, question: str, history: History | None = None, plans: Collection[str] | None = None
    ) -> Generator[str | Answer]:
        """Yield the answer's text piece by piece, then the `Answer`; arguments as for `answer`.

        Where a chat model words it, a piece is a sentence that the plans bear out. The answer
        has the last word: it is the composed one, with a notice, if the model fails midway.
        Closing the iterator ends the request to the model.
        """
        trace = yield from self._worded(question, history, plans)
        yield trace.answer

    def check(self, draft: str | Path, plans: Collection[str] | None = None) -> Report:
        """Return what the plans say to the figures and claims of a draft report.

        Args:
            draft: its text, or the path of its file (txt, md, docx, pdf, html).
            plans: ids of the plans that it speaks of where it names none itself.

        Raises:
            UnreadableFileError: the file cannot be read.
            UnknownPlanError: ``plans`` has an id that no plan has.
        """
        if isinstance(draft, Path):
            return checked(manuscript_from_file(draft), self._library, plans)
        return checked(manuscript_from(SourceText(text=draft)), self._library, plans)

    def trace(
        self, question: str, history: History | None = None, plans: Collection[str] | None = None
    ) -> Trace:
        """Return the answer with the way it came about; arguments as for `answer`."""
        worded = self._worded(question, history, plans)
        while True:
            try:
                next(worded)
            except StopIteration as stop:
                trace: Trace = stop.value
                return trace

    def _worded(
        self, question: str, history: History | None, plans: Collection[str] | None
    ) -> Generator[str, None, Trace]:
        """Yield the answer's text, composed or worded by the chat model; return how it came."""
        messages = [Message.model_validate(m, from_attributes=True) for m in history or ()]
        compose = self._composer.compose
        trace, draft = compose(question, messages, plans)
        if self._writer and trace.answer.refused and messages:
            # What the rules make of a follow-up led nowhere: the model may know what is meant.
            again = self._writer.standalone(question, messages)
            second, its_draft = compose(again, (), plans) if again else (trace, draft)
            if not second.answer.refused:
                trace, draft = second.as_asked(question), its_draft
        if self._writer and draft and not trace.answer.refused:
            return (yield from self._writer.write(trace, draft))
        yield from trace.answer.text.splitlines(keepends=True)
        return trace
