"""What the page keeps between visits: readers' conversations, and what they said of answers.

One SQLite file holds both. A reader is known by a name that only that reader's browser, or
account, gives; nobody else's conversations are found under it.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from pydantic import TypeAdapter, ValidationError

from assistant.ui.turns import Turn
from corpus.documents import Value
from corpus.errors import LibraryFolderError

FILE_NAME = "page.sqlite3"
MOST_KEPT = 200
LONGEST_TITLE = 40
_TURNS = TypeAdapter(tuple[Turn, ...])
_TABLES = """
create table if not exists conversations (
    id text primary key, reader text not null, title text not null,
    saved_at text not null, turns text not null);
create index if not exists by_reader on conversations (reader, saved_at);
create table if not exists votes (
    id integer primary key, reader text not null, saved_at text not null,
    helpful integer not null, reason text not null, turns text not null);
"""


class Conversation(Value):
    """A conversation as it is kept; ``id`` is found by its own reader only."""

    id: str
    title: str
    turns: tuple[Turn, ...]


class Vote(Value):
    """What a reader said of the last of these turns; the others came before it."""

    helpful: bool
    reason: str
    turns: tuple[Turn, ...]


class ConversationStore:
    """Keeps conversations and votes in a folder, which is made when something is kept.

    Every method raises `LibraryFolderError` if the file cannot be read or written.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE_NAME

    def titles(self, reader: str) -> list[tuple[str, str]]:
        """Return title and id of a reader's conversations, the last one first."""
        query = "select title, id from conversations where reader = ? order by saved_at desc"
        with self._opened() as base:
            return [(title, key) for title, key in base.execute(query, (reader,))]

    def conversation(self, reader: str, key: str) -> Conversation | None:
        """Return a reader's conversation; ``None`` if there is none, or none that can be read."""
        query = "select title, turns from conversations where reader = ? and id = ?"
        with self._opened() as base:
            found = base.execute(query, (reader, key)).fetchone()
        if found is None:
            return None
        try:
            return Conversation(id=key, title=found[0], turns=_TURNS.validate_json(found[1]))
        except ValidationError:  # kept by a version whose answers had other fields
            return None

    def keep(self, reader: str, key: str, turns: Sequence[Turn]) -> str:
        """Keep a conversation and return its id; ``key`` is that of the one it goes on, or empty.

        The oldest are dropped beyond `MOST_KEPT`. A conversation is called by its first question.
        """
        key = key or token_hex(16)
        title = " ".join(turns[0].question.split())[:LONGEST_TITLE]
        said = _TURNS.dump_json(tuple(turns)).decode()
        with self._opened() as base:
            base.execute(
                "insert into conversations values (:id, :reader, :title, :now, :turns)"
                " on conflict (id) do update set turns = :turns, saved_at = :now"
                " where reader = :reader",
                {"id": key, "reader": reader, "title": title, "now": _now(), "turns": said},
            )
            base.execute(
                "delete from conversations where reader = ? and id not in (select id from"
                " conversations where reader = ? order by saved_at desc limit ?)",
                (reader, reader, MOST_KEPT),
            )
        return key

    def rename(self, reader: str, key: str, title: str) -> None:
        """Give a reader's conversation another title."""
        named = " ".join(title.split())[:LONGEST_TITLE]
        with self._opened() as base:
            base.execute(
                "update conversations set title = ? where reader = ? and id = ?",
                (named, reader, key),
            )

    def forget(self, reader: str, key: str) -> None:
        """Delete a reader's conversation."""
        with self._opened() as base:
            base.execute("delete from conversations where reader = ? and id = ?", (reader, key))

    def vote(self, reader: str, vote: Vote) -> None:
        """Keep what a reader says of an answer."""
        said = _TURNS.dump_json(vote.turns).decode()
        with self._opened() as base:
            base.execute(
                "insert into votes (reader, saved_at, helpful, reason, turns)"
                " values (?, ?, ?, ?, ?)",
                (reader, _now(), vote.helpful, vote.reason, said),
            )

    def votes(self) -> list[Vote]:
        """Return what all readers said, the first first; what cannot be read is left out."""
        votes = []
        with self._opened() as base:
            rows = base.execute("select helpful, reason, turns from votes order by id").fetchall()
        for helpful, reason, turns in rows:
            try:
                said = _TURNS.validate_json(turns)
            except ValidationError:
                continue
            votes.append(Vote(helpful=bool(helpful), reason=reason, turns=said))
        return votes

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one transaction."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with closing(sqlite3.connect(self._file, timeout=10)) as base:
                self._file.chmod(0o600)
                base.executescript(_TABLES)
                with base:
                    yield base
        except (OSError, sqlite3.Error) as error:
            raise LibraryFolderError(
                f"对话记录读写不了：{self._file}：{error}", "请检查文件夹的权限和磁盘空间"
            ) from error


def _now() -> str:
    return datetime.now(UTC).isoformat()
