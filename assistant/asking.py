"""One call for scripts: all plans, opened once in a process."""

from collections.abc import Collection
from functools import lru_cache
from threading import Lock

from assistant.answers import Answer
from assistant.assistant import Assistant, History

_lock = Lock()


@lru_cache(maxsize=1)
def _assistant() -> Assistant:
    return Assistant.from_library()


def answer(
    question: str, history: History | None = None, plans: Collection[str] | None = None
) -> Answer:
    """Answer a question about the shipped plans and the user's own; see `Assistant.answer`.

    The first call opens the index, and builds it if there is none (one to two minutes on two
    cores); later calls take milliseconds.
    """
    with _lock:
        assistant = _assistant()
    return assistant.answer(question, history, plans)
