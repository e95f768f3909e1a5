"""Names of the field that stand for the same thing, to look a thing up by every one of them."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import Field

from assistant.language.terms import normalised
from corpus.documents import Value

_FILE = Path(__file__).with_name("thesaurus.toml")


class Names(Value):
    """The names of one field: ``same`` has those of one thing in each of its entries.

    ``examples`` give for a name another one of the same thing, ``counters`` one of another.
    """

    id: str
    same: tuple[tuple[str, ...], ...]
    examples: dict[str, str] = Field(min_length=1)
    counters: dict[str, str] = Field(min_length=1)


@cache
def fields() -> tuple[Names, ...]:
    """Return the fields of the thesaurus in its order.

    Raises:
        pydantic.ValidationError: a field has no example or no counter-example.
    """
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(
        Names(
            id=name,
            same=tuple(tuple(line.split()) for line in table["same"].strip().splitlines()),
            examples=table["examples"],
            counters=table["counters"],
        )
        for name, table in tables.items()
    )


def names_of(name: str) -> tuple[str, ...]:
    """Return all names of what a name stands for, normalised, itself first.

    >>> "安宁疗护" in names_of("临终关怀"), names_of("疗护")
    (True, ('疗护',))
    """
    own = normalised(name)
    return tuple(dict.fromkeys((own, *_groups().get(own, ()))))


@cache
def known_names() -> tuple[str, ...]:
    """Return every name of the thesaurus, normalised, the longest first."""
    return tuple(sorted(_groups(), key=len, reverse=True))


@cache
def _groups() -> Mapping[str, tuple[str, ...]]:
    groups: dict[str, tuple[str, ...]] = {}
    for each in (names for field in fields() for names in field.same):
        written = tuple(map(normalised, each))
        for name in written:
            groups[name] = (*groups.get(name, ()), *written)
    return groups
