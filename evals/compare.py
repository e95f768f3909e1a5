"""Two runs of the same questions: which answers changed, and whether that is more than chance."""

from corpus.documents import Value
from evals.metrics import mcnemar
from evals.result import Result
from evals.rows import Row


class Comparison(Value):
    """What changed between two runs: the answers that became right, and those that became wrong.

    ``common`` questions are the same in both, gold answer included; ``p_value`` is that of
    McNemar's exact test on the changes. ``left_out`` were added, removed or rewritten.
    """

    common: int
    left_out: int
    gained: tuple[Row, ...]
    lost: tuple[Row, ...]
    p_value: float


def comparison_of(before: Result, after: Result) -> Comparison:
    """Return what changed from one result to the other."""
    was_right = {_key(row): row.is_right for row in before.rows}
    common = [row for row in after.rows if _key(row) in was_right]
    changed = [row for row in common if row.is_right != was_right[_key(row)]]
    gained = tuple(row for row in changed if row.is_right)
    lost = tuple(row for row in changed if not row.is_right)
    return Comparison(
        common=len(common),
        left_out=len(before.rows) + len(after.rows) - 2 * len(common),
        gained=gained,
        lost=lost,
        p_value=mcnemar(len(gained), len(lost)),
    )


def _key(row: Row) -> tuple[str, ...]:
    return row.id, row.file, row.digest
