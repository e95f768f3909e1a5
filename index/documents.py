"""Documents by number, kept in SQLite: in memory while they are few, on disk when they are many."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote
from weakref import finalize

import numpy as np
from langchain_core.documents import Document
from numpy.typing import NDArray

from corpus.errors import CacheFolderError

Labels = NDArray[np.int64]

_T = TypeVar("_T")

# SQLite takes at most 32,766 values a statement.
_VALUES = 10_000
_TABLES = """
CREATE TABLE documents (
    label INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, plan TEXT NOT NULL,
    digest BLOB NOT NULL, text TEXT NOT NULL, metadata TEXT NOT NULL
);
CREATE INDEX by_plan ON documents (plan, label);
CREATE INDEX by_digest ON documents (digest, label);
"""


class DocumentTable:
    """LangChain documents, each under a label: a number that rises in the order of adding.

    Metadata must be JSON; its ``plan`` is what documents are selected by. A table of one's own
    is SQLite's temporary database, in memory while it fits the cache (64 MiB) and otherwise in a
    file that vanishes with the process; a loaded one is read where it lies, and copied into
    such a database by the first change. At 10⁶ passages it takes 4 MB where Python objects
    would take 3 GB. Not safe to use from several threads at once: lock around it.
    """

    def __init__(self) -> None:
        self._take(_temporary(), changeable=True)
        self._database.executescript(_TABLES)

    @classmethod
    def load(cls, file: Path) -> "DocumentTable":
        """Return the table that `save` wrote.

        Raises:
            OSError, sqlite3.Error: the file is missing or cannot be read.
        """
        with file.open("rb"):  # SQLite says only that it is "unable to open" it
            table = cls.__new__(cls)
        address = f"file:{quote(str(file.absolute()))}?mode=ro&immutable=1"
        saved = sqlite3.connect(address, uri=True, check_same_thread=False)
        table._take(saved, changeable=False)
        table._database.execute("SELECT label, id, plan, digest, text, metadata FROM documents")
        return table

    def save(self, file: Path) -> None:
        """Write all documents into a new file.

        Raises:
            OSError: the file cannot be written.
        """
        try:
            with sqlite3.connect(file) as saved:
                saved.execute("PRAGMA journal_mode = OFF")
                saved.execute("PRAGMA synchronous = OFF")
                self._database.backup(saved)
            saved.close()
        except sqlite3.Error as error:
            raise OSError(None, f"{file.name}: {error}") from error

    def put(self, labels: Iterable[int], documents: Iterable[Document]) -> None:
        """Add documents, each with an id of its own, under labels that are not taken."""
        rows = [
            (
                label,
                document.id,
                str(document.metadata.get("plan", "")),
                digest_of(document.page_content),
                document.page_content,
                json.dumps(document.metadata, ensure_ascii=False),
            )
            for label, document in zip(labels, documents, strict=True)
        ]
        try:
            with self._changing() as database:
                database.executemany("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?)", rows)
        except sqlite3.OperationalError as error:
            raise no_room(error) from error

    def remove(self, labels: Iterable[int]) -> None:
        """Remove the documents under these labels."""
        with self._changing() as database:
            database.executemany("DELETE FROM documents WHERE label = ?", ((n,) for n in labels))

    def labels(self) -> Labels:
        """Return all labels, rising."""
        return self._numbers("SELECT label FROM documents ORDER BY label")

    def plans(self) -> tuple[Labels, tuple[str, ...], NDArray[np.int32]]:
        """Return all labels, rising; the plans, by name; and the number of each label's plan."""
        names = [name for (name,) in self._database.execute("SELECT DISTINCT plan FROM documents")]
        found = [
            self._numbers("SELECT label FROM documents WHERE plan = ? ORDER BY label", name)
            for name in names
        ]
        if not found:
            return np.zeros(0, np.int64), (), np.zeros(0, np.int32)
        numbers = np.repeat(np.arange(len(names), dtype=np.int32), [len(one) for one in found])
        labels = np.concatenate(found)
        order = np.argsort(labels)
        return labels[order], tuple(names), numbers[order]

    def labels_of(self, ids: Iterable[str]) -> dict[str, int]:
        """Return the labels of the documents with these ids; unknown ids are left out."""
        found: dict[str, int] = {}
        for some in _batched(dict.fromkeys(ids), _VALUES):
            places = ", ".join("?" * len(some))
            found.update(
                self._database.execute(
                    f"SELECT id, label FROM documents WHERE id IN ({places})", some
                )
            )
        return found

    def labels_of_texts(self, texts: Iterable[str]) -> dict[str, int]:
        """Return, for each text that a document has, the first label of such a document."""
        by_digest = {digest_of(text): text for text in texts}
        found: dict[str, int] = {}
        for some in _batched(by_digest, _VALUES):
            places = ", ".join("?" * len(some))
            rows = self._database.execute(
                "SELECT digest, MIN(label) FROM documents "
                f"WHERE digest IN ({places}) GROUP BY digest",
                some,
            )
            found.update((by_digest[digest], label) for digest, label in rows)
        return found

    def at(self, labels: Sequence[int]) -> list[Document]:
        """Return the documents under these labels, in this order."""
        found: dict[int, tuple[str, str, str]] = {}
        for some in _batched(dict.fromkeys(labels), _VALUES):
            places = ", ".join("?" * len(some))
            rows = self._database.execute(
                f"SELECT label, id, text, metadata FROM documents WHERE label IN ({places})", some
            )
            found.update((row[0], row[1:]) for row in rows)
        return [_document(*found[label]) for label in labels]

    def __iter__(self) -> Iterator[Document]:
        # By numbers, not by a cursor: that would see what is changed meanwhile.
        for some in _batched(self.labels().tolist(), _VALUES):
            yield from self.at(some)

    def _numbers(self, query: str, *values: str) -> Labels:
        rows = self._database.execute(query, values)
        return np.fromiter(chain.from_iterable(rows), dtype=np.int64)

    def _take(self, database: sqlite3.Connection, *, changeable: bool) -> None:
        self._database, self._changeable = database, changeable
        finalize(self, database.close)

    def _changing(self) -> sqlite3.Connection:
        """Return the connection for a change, which as a context manager commits it."""
        if not self._changeable:
            copy = _temporary()
            self._database.backup(copy)
            self._database.close()
            self._take(copy, changeable=True)
        return self._database


def no_room(error: Exception) -> CacheFolderError:
    """Return what to raise where a temporary file cannot be written."""
    return CacheFolderError(
        f"临时文件写不进去：{error}", "请检查磁盘空间，或用环境变量 TMPDIR 指定另一个文件夹"
    )


def digest_of(text: str) -> bytes:
    """Return what tells a text from any other: 16 bytes of BLAKE2."""
    return blake2b(text.encode(), digest_size=16).digest()


def _batched(values: Iterable[_T], size: int) -> Iterator[tuple[_T, ...]]:
    rest = iter(values)
    while some := tuple(islice(rest, size)):
        yield some


def _document(id_: str, text: str, metadata: str) -> Document:
    return Document(id=id_, page_content=text, metadata=json.loads(metadata))


def _temporary() -> sqlite3.Connection:
    """Return a database that SQLite moves from memory to a nameless file when it grows."""
    database = sqlite3.connect("", check_same_thread=False)
    database.execute("PRAGMA cache_size = -65536")  # KiB
    database.execute("PRAGMA journal_mode = MEMORY")
    database.execute("PRAGMA synchronous = OFF")
    return database
