"""The ways to ask: in one call from a script, from coroutines, and several at once."""

import asyncio
import threading
from abc import ABC, abstractmethod
from collections.abc import (
    AsyncIterator,
    Collection,
    Generator,
    Iterable,
    Mapping,
    Sequence,
)
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.answers import Answer, Message

if TYPE_CHECKING:
    from assistant.assistant import Assistant

History = Sequence[Mapping[str, str] | Message]


class SideBySide(ABC):
    """What answers questions one by one, made to answer them in batches and from coroutines.

    Subclasses are safe to use from several threads.
    """

    @abstractmethod
    def answer(
        self, question: str, history: History | None = None, plans: Collection[str] | None = None
    ) -> Answer:
        """Return the answer to a question."""

    @abstractmethod
    def stream(
        self, question: str, history: History | None = None, plans: Collection[str] | None = None
    ) -> Generator[str | Answer]:
        """Yield the answer's text piece by piece, then the `Answer`."""

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


_opening = threading.Lock()


@lru_cache(maxsize=1)
def _assistant() -> "Assistant":
    from assistant.assistant import Assistant  # noqa: PLC0415 - it is built on `SideBySide`

    return Assistant.from_library()


def opened() -> "Assistant":
    """Return the assistant over all plans, opened at the first call in a process."""
    with _opening:
        return _assistant()


def answer(
    question: str, history: History | None = None, plans: Collection[str] | None = None
) -> Answer:
    """Answer a question about the shipped plans and the user's own; see `Assistant.answer`.

    The first call opens the index and loads the embedding model (about six seconds on two
    cores), and builds the index if there is none (one to two minutes); later calls take
    milliseconds. Safe to call from several threads: the first one opens, the others wait.
    """
    return opened().answer(question, history, plans)


async def aanswer(
    question: str, history: History | None = None, plans: Collection[str] | None = None
) -> Answer:
    """Return what `answer` does, computed in a thread while the event loop goes on."""
    return await asyncio.to_thread(answer, question, history, plans)
