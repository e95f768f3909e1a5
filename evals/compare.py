"""Two runs of the same questions: which answers changed, and whether that is more than chance."""

from collections.abc import Sequence

from corpus.documents import Value
from evals.metrics import mcnemar
from evals.result import Result
from evals.rows import Row


class Change(Value):
    """A question whose answer was right in one run and wrong in the other."""

    before: Row
    after: Row

    @property
    def is_gain(self) -> bool:
        """Whether the answer is right now."""
        return self.after.is_right


class Comparison(Value):
    """What changed between two runs.

    ``common`` questions are the same in both, gold answer included; ``p_value`` is that of
    McNemar's exact test on the changes. ``left_out`` were added, removed or rewritten.
    """

    common: int
    left_out: int
    changes: tuple[Change, ...]
    p_value: float

    @property
    def gained(self) -> tuple[Change, ...]:
        """The answers that became right."""
        return tuple(change for change in self.changes if change.is_gain)

    @property
    def lost(self) -> tuple[Change, ...]:
        """The answers that became wrong."""
        return tuple(change for change in self.changes if not change.is_gain)


def comparison_of(before: Result, after: Result) -> Comparison:
    """Return what changed from one result to the other."""
    earlier = {_key(row): row for row in before.rows}
    pairs = [(earlier[_key(row)], row) for row in after.rows if _key(row) in earlier]
    changes = _changes(pairs)
    gained = sum(change.is_gain for change in changes)
    return Comparison(
        common=len(pairs),
        left_out=len(before.rows) + len(after.rows) - 2 * len(pairs),
        changes=changes,
        p_value=mcnemar(gained, len(changes) - gained),
    )


def _key(row: Row) -> tuple[str, ...]:
    return row.id, row.file, row.digest


def _changes(pairs: Sequence[tuple[Row, Row]]) -> tuple[Change, ...]:
    return tuple(
        Change(before=before, after=after)
        for before, after in pairs
        if before.is_right != after.is_right
    )
