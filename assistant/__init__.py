"""Cited answers to questions about Chinese health plans.

::

    from assistant import answer

    print(answer("梅李人民医院的定位是什么").text)

What is exported is loaded at its first use: importing this package loads no library.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.answers import Answer, Citation, Question
    from assistant.api import aanswer, answer
    from assistant.assistant import Assistant

__all__ = ["Answer", "Assistant", "Citation", "Question", "aanswer", "answer"]

_HOMES = {
    "Answer": "assistant.answers",
    "Assistant": "assistant.assistant",
    "Citation": "assistant.answers",
    "Question": "assistant.answers",
    "aanswer": "assistant.api",
    "answer": "assistant.api",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
