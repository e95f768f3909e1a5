"""Files on their way to a reader: each is gone after an hour, and all when the page closes."""

from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from time import time
from weakref import finalize

KEPT_SECONDS = 3600.0


class Exports:
    """Holds exported files until Gradio has taken its copy, which it deletes by itself.

    Args:
        clock: gives the seconds since 1970.
    """

    def __init__(self, clock: Callable[[], float] = time) -> None:
        self._clock = clock
        self._folder = Path(mkdtemp(prefix="plans-"))
        finalize(self, rmtree, self._folder, ignore_errors=True)

    def put(self, name: str, content: bytes) -> str:
        """Return where a file of this name and content is, for an hour."""
        for folder in self._folder.iterdir():
            if self._clock() - folder.stat().st_mtime > KEPT_SECONDS:
                rmtree(folder, ignore_errors=True)
        file = Path(mkdtemp(dir=self._folder), name)
        file.write_bytes(content)
        return str(file)
