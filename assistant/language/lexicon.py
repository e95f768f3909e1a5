"""The words by which people ask and their plain words for things, in groups with examples."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import Field

from corpus.documents import Value

_FILE = Path(__file__).with_name("lexicon.toml")


class Group(Value):
    """Words of one kind, and what may stand in their place; nothing for words left out.

    ``examples`` and ``counters`` give for a text what becomes of it by its words: by the
    words of the group, or in spite of them.
    """

    id: str
    words: dict[str, tuple[str, ...]] = Field(min_length=1)
    examples: dict[str, str] = Field(min_length=1)
    counters: dict[str, str] = Field(min_length=1)


@cache
def groups() -> tuple[Group, ...]:
    """Return the groups of the lexicon in its order; an id is ``list.group``.

    Raises:
        pydantic.ValidationError: a group has no example or no counter-example.
    """
    lists = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(
        Group(
            id=f"{list_name}.{name}",
            words=_words(table["words"]),
            examples=table["examples"],
            counters=table["counters"],
        )
        for list_name, tables in lists.items()
        for name, table in tables.items()
    )


@cache
def words_of(list_name: str) -> Mapping[str, tuple[str, ...]]:
    """Return the words of a list (``phrases``, ``plain`` …), the longest first.

    >>> words_of("plain")["挑头"]
    ('牵头',)
    """
    chosen = (group.words for group in groups() if group.id.startswith(f"{list_name}."))
    words = {word: wordings for each in chosen for word, wordings in each.items()}
    return dict(sorted(words.items(), key=lambda entry: -len(entry[0])))


def _words(written: str | Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    if isinstance(written, str):
        return {word: () for word in written.split()}
    return {word: tuple(wordings.split()) for word, wordings in written.items()}
