"""The vectors of recent questions: each computed once, those of a batch in one call."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]


class QuestionVectors:
    """Remembers the vectors of the last ``size`` questions; ``embed`` makes those of others.

    A question that several threads ask for at once is embedded by the first; the others wait.
    Where that fails, the first is told of it, and the others try by themselves. Safe to use
    from several threads; while ``embed`` runs, known questions are answered.
    """

    def __init__(self, embed: Callable[[list[str]], list[list[float]]], size: int) -> None:
        self.size = size
        self._embed = embed
        self._lock = threading.Lock()
        self._known: OrderedDict[str, Future[Vector]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._known)

    def of(self, questions: Sequence[str]) -> list[list[float]]:
        """Return a vector for each question, in their order."""
        with self._lock:
            mine = {q: Future[Vector]() for q in dict.fromkeys(questions) if q not in self._known}
            self._known.update(mine)
            asked = [self._known[question] for question in questions]
            for question in questions:
                self._known.move_to_end(question)
        try:
            if mine:
                for future, vector in zip(mine.values(), self._embed(list(mine)), strict=True):
                    future.set_result(np.array(vector, dtype=np.float64))
        finally:
            self._forget(mine)
        return [
            self._awaited(question, future)
            for question, future in zip(questions, asked, strict=True)
        ]

    def _awaited(self, question: str, future: Future[Vector]) -> list[float]:
        try:
            vector: list[float] = future.result().tolist()
        except CancelledError:  # whoever was to embed it failed
            (vector,) = self.of([question])
        return vector

    def _forget(self, tried: dict[str, Future[Vector]]) -> None:
        """Forget what was tried in vain, then the questions that were asked longest ago."""
        with self._lock:
            for question, future in tried.items():
                if future.cancel():
                    del self._known[question]
            done = [question for question, future in self._known.items() if future.done()]
            for question in done[: max(0, len(self._known) - self.size)]:
                del self._known[question]
