"""One call for scripts: all plans, opened once in a process."""

import asyncio
from collections.abc import Collection
from functools import lru_cache
from threading import Lock

from assistant.answers import Answer
from assistant.assistant import Assistant, History

_opening = Lock()


@lru_cache(maxsize=1)
def _assistant() -> Assistant:
    return Assistant.from_library()


def opened() -> Assistant:
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
