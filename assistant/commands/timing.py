"""Where the seconds of a command go, counted from the start of its process."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_IMPORTED_AT = time.perf_counter()
_STAT = Path("/proc/self/stat")
_START_FIELD = 19  # field 22 of stat(5), counted from the state, the first after the name


def process_seconds() -> float:
    """Return the seconds since this process started.

    Linux tells that to a hundredth of a second; elsewhere they count from the import of
    this module, which leaves out the start of the interpreter.
    """
    try:
        fields = _STAT.read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return time.perf_counter() - _IMPORTED_AT
    started = int(fields[_START_FIELD]) / os.sysconf("SC_CLK_TCK")
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started


class Stopwatch:
    """Times the stages of a command; ``seconds`` maps their names to how long they took."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time the block as the stage ``name``; an error in it is not timed."""
        begun = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - begun
