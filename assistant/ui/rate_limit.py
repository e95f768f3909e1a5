"""How many questions one account may ask in a minute."""

from collections import deque
from collections.abc import Callable
from threading import Lock
from time import monotonic

from corpus.errors import TooManyQuestionsError

MOST_A_MINUTE = 60
_MINUTE = 60.0


class RateLimit:
    """Counts each account's questions of the last minute.

    Args:
        most: how many are answered.
        clock: gives seconds that never go back.
    """

    def __init__(self, most: int = MOST_A_MINUTE, clock: Callable[[], float] = monotonic) -> None:
        self._most = most
        self._clock = clock
        self._asked: dict[str, deque[float]] = {}
        self._lock = Lock()

    def count(self, account: str) -> None:
        """Count a question; raise `TooManyQuestionsError` if there were too many before it."""
        now = self._clock()
        with self._lock:
            asked = self._asked.setdefault(account, deque())
            while asked and now - asked[0] >= _MINUTE:
                asked.popleft()
            if len(asked) >= self._most:
                wait = round(_MINUTE - (now - asked[0])) or 1
                raise TooManyQuestionsError(
                    f"一分钟内最多提 {self._most} 个问题", f"请等 {wait} 秒再问"
                )
            asked.append(now)
