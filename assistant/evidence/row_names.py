"""The rows of a table that a text names, each by as much of its name as the text has."""

from assistant.evidence.naming import pieces_in, plain, share_of, without_name
from assistant.evidence.tables import Entry, TableRows
from corpus.documents import Value
from corpus.tables.rows import Row
from index.passages import Passage

# So much of a name stands in the question, in pieces of at least two characters.
NAMED = 0.6
# So many characters of its end name a row, if no other ends so.
_TELLING_END = 3
_SHORTEST_BASE = 2


class Named(Value):
    """A row that a question names; ``share`` is how much of its name it has, 0 to 1."""

    passage: Passage
    row: Row
    share: float


def rows_named(text: str, table: TableRows) -> tuple[tuple[Named, ...], str]:
    """Return the rows of a table that a text names, the one with the longest name first.

    What one name takes of the text no other takes again, but what it begins with like another
    (每千人口) is said for both. Also returned is what is left of the text.
    """
    left = plain(text)
    named: list[Named] = []
    candidates = [entry for entry in table.rows if entry[1].entity]
    names = [row.entity for _, row in candidates]
    while candidates:
        said = [n.row.entity for n in named]
        shares = [(_share(row.entity, left, names, said), row) for _, row in candidates]
        share, row = max(shares, key=lambda each: (_characters(each[1], left, each[0]), each[0]))
        if share < NAMED:
            break
        same = [(p, r) for p, r in candidates if r.entity == row.entity]
        named.extend(Named(passage=p, row=r, share=share) for p, r in _of_group(same, left))
        left = without_name(row.entity, left)
        candidates = [(p, r) for p, r in candidates if r.entity != row.entity]
    return tuple(named), left


def _characters(row: Row, text: str, share: float) -> float:
    """How many characters of a row's name a text has, none if that names no row."""
    return sum(map(len, pieces_in(plain(row.entity), text))) if share >= NAMED else 0.0


def _share(name: str, text: str, names: list[str], said: list[str]) -> float:
    """How much of a name a text has; nothing where it has but a word that many names end with."""
    whole = plain(name)
    pieces = pieces_in(whole, text)
    share = share_of(name, text)
    if pieces and len(pieces) == 1 and whole.endswith(pieces[0]) and share < 1:
        is_alone = sum(plain(other).endswith(pieces[0]) for other in names) == 1
        return max(share, NAMED) if is_alone and len(pieces[0]) >= _TELLING_END else 0.0
    for other in said:
        base = _common_base(whole, plain(other))
        if len(base) >= _SHORTEST_BASE:
            share = max(share, share_of(whole.removeprefix(base), text))
    return share


def _common_base(name: str, other: str) -> str:
    """What two names begin with alike."""
    length = next((at for at, (a, b) in enumerate(zip(name, other, strict=False)) if a != b), 0)
    return name[:length]


def _of_group(same: list[Entry], text: str) -> list[Entry]:
    """Of rows with one name those whose group is named, all if none is."""
    told = [(p, r) for p, r in same if any(share_of(g, text) >= NAMED for g in r.groups)]
    return told or same
