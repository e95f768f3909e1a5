"""The assistant: plans in, questions answered with citations or refused."""

import asyncio
import threading
from collections.abc import (
    AsyncIterator,
    Collection,
    Generator,
    Iterable,
    Mapping,
    Sequence,
)
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from langchain_core.embeddings import Embeddings

from assistant.answers import Answer, Candidate, Message, Trace
from assistant.checking.checker import checked
from assistant.checking.findings import Report
from assistant.checking.manuscripts import manuscript_from, manuscript_from_file
from assistant.decision.judge import SURE
from assistant.decision.refusals import not_chosen
from assistant.library import (
    Library,
    Progress,
    library_in_memory,
    plans_from_files,
    shipped_library,
    whole_library,
)
from assistant.pipeline import Pipeline
from corpus.documents import Plan, Source, SourceText
from corpus.parsing import plan_from
from index.settings import Settings, load_settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.chat.writer import Writer

History = Sequence[Mapping[str, str] | Message]


class Assistant:
    """Answers questions about a library of plans. Safe to use from several threads.

    The first answer loads the embedding model (about three seconds on two cores).
    """

    def __init__(
        self, library: Library, settings: Settings, chat_model: "BaseChatModel | None" = None
    ) -> None:
        self._library = library
        self._settings = settings
        self._pipeline = Pipeline(library, settings)
        self._writer: Writer | None = None
        if chat_model or settings.chat_model:
            from assistant.chat.writer import writer_from  # noqa: PLC0415 - slow, seldom needed

            self._writer = writer_from(settings, library, chat_model)

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
        settings = settings or load_settings()
        return cls(shipped_library(settings, progress), settings)

    @classmethod
    def from_library(
        cls, settings: Settings | None = None, progress: Progress | None = None
    ) -> "Assistant":
        """Return the assistant over the shipped plans and the user's own, otherwise as `shipped`.

        Only what was not indexed before is embedded.
        """
        settings = settings or load_settings()
        return cls(whole_library(settings, progress), settings)

    @classmethod
    def from_files(
        cls, files: Sequence[str | Path], settings: Settings | None = None
    ) -> "Assistant":
        """Return an assistant over files (txt, md, docx, pdf, html), indexed in memory.

        A file's name without its suffix is the plan's id, with a number behind it where two
        files have the same; title and region are what the document says of itself. Raises
        `UnreadableFileError` for a file that cannot be read.
        """
        return cls.from_plans(plans_from_files(files), settings)

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
        return cls(library_in_memory(plans, settings, embeddings), settings)

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

    def proposals(
        self, question: str, history: History | None = None, plans: Collection[str] | None = None
    ) -> tuple[Candidate, ...]:
        """Return what is proposed for a question, before anyone judges; arguments as `answer`."""
        messages = [Message.model_validate(m, from_attributes=True) for m in history or ()]
        return tuple(self._pipeline.proposals(question, messages, plans))

    def _worded(
        self, question: str, history: History | None, plans: Collection[str] | None
    ) -> Generator[str, None, Trace]:
        """Yield the answer's text, composed or worded by the chat model; return how it came."""
        messages = [Message.model_validate(m, from_attributes=True) for m in history or ()]
        run = self._pipeline.run
        trace = run(question, messages, plans)
        if self._writer is None:
            yield from trace.answer.text.splitlines(keepends=True)
            return trace
        if messages and trace.confidence < SURE:
            # The rules may not have made of a follow-up what is meant: the model may know.
            again = self._writer.standalone(question, messages)
            second = run(again, (), plans) if again and again != trace.question.text else trace
            if second.confidence >= trace.confidence:
                trace = second.as_asked(question)
        written = yield from self._writer.write(trace)
        apart = not_chosen(written.question, self._library)
        if not apart or apart in written.answer.text:
            return written
        text = f"{apart}\n\n{written.answer.text}"
        return written.model_copy(
            update={"answer": written.answer.model_copy(update={"text": text})}
        )

    def answer_many(
        self,
        questions: Iterable[str],
        history: History | None = None,
        plans: Collection[str] | None = None,
        *,
        at_once: int = 4,
    ) -> tuple[Answer, ...]:
        """Return the answers to several questions, in their order, each as `answer` gives it.

        None of them is a follow-up of the one before: ``history`` and ``plans`` are the same
        for all. ``at_once`` questions are answered side by side. Raises as `answer` does; then
        no answer is returned.
        """
        with ThreadPoolExecutor(at_once) as pool:
            return tuple(pool.map(lambda asked: self.answer(asked, history, plans), questions))

    async def aanswer(
        self, question: str, history: History | None = None, plans: Collection[str] | None = None
    ) -> Answer:
        """Return what `answer` does, computed in a thread while the event loop goes on."""
        return await asyncio.to_thread(self.answer, question, history, plans)

    async def astream(
        self, question: str, history: History | None = None, plans: Collection[str] | None = None
    ) -> AsyncIterator[str | Answer]:
        """Yield what `stream` does, computed in a thread while the event loop goes on.

        Closing the iterator, or cancelling its task, closes the stream too.
        """
        pieces = self.stream(question, history, plans)
        one_at_a_time = threading.Lock()

        def following() -> str | Answer | None:
            with one_at_a_time:
                return next(pieces, None)

        def close() -> None:
            with one_at_a_time:  # a piece may still be in the making
                pieces.close()

        try:
            while (piece := await asyncio.to_thread(following)) is not None:
                yield piece
        finally:
            await asyncio.to_thread(close)
