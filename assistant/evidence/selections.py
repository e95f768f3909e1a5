"""Which rows of a table a question picks out without naming them, and by which column."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from assistant.answers import Question
from assistant.evidence.cell_figures import amount_of
from assistant.evidence.cells import field_of
from assistant.evidence.heads import attributes_named, columns_meant
from assistant.evidence.naming import found_in, plain, share_of
from assistant.evidence.row_names import rows_named
from assistant.evidence.tables import Attribute, Entry, TableRows, lacks_year, tables_asked
from assistant.language.terms import normalised
from assistant.library import Library
from assistant.question.tables import Change
from corpus.documents import Value
from corpus.tables.rows import Column, Field

_NAMED = 0.6
_LONGEST_SUFFIX = 4
_FEW = 2
# So many characters of a head leave no doubt.
_LONG_HEAD = 6.0
_BEFORE_KIND = re.compile(
    r"(?<!不算)(?<!除了)(?:[哪几各每两三四五六七八九十]|\d)[个家所类种]?$|[或和及与]$"
)
_AFTER_KIND = re.compile("[里中当]")


class RowsAsked(Value):
    """Rows of one table that a question speaks of together, totals left out.

    ``names_row`` tells whether the question names one of them by itself; ``score`` is how many
    characters of the table's title, heads and path the question has,
    ``is_part`` whether it restricts them to a group or a kind of name.
    """

    table: TableRows
    rows: tuple[Entry, ...]
    attributes: tuple[Attribute, ...]
    fit: float
    score: float
    is_part: bool
    names_row: bool

    @property
    def closeness(self) -> float:
        """How much of the heads the question has, 0 to 1."""
        return min(self.fit, _LONG_HEAD) / _LONG_HEAD


def rows_asked_together(question: Question, library: Library) -> list[RowsAsked]:
    """Return the rows that a question may speak of together, the best fitting table first."""
    found = []
    text = normalised(question.text)
    for table in tables_asked(question, library):
        if lacks_year(question, table):
            continue
        rows = tuple(entry for entry in table.rows if not entry[1].is_total)
        named, left = rows_named(question.text, table)
        of_named = tuple((n.passage, n.row) for n in named if not n.row.is_total)
        part = of_named if len(of_named) >= _FEW else _restricted(table, rows, text)
        attributes, fit = attributes_named(question, left, table)
        words = (table.title, table.entity_head, *table.rows[0][0].path[:-2])
        score = fit + max((found_in(word, left) for word in words if word), default=0.0)
        score += sum(found_in(n.row.entity, plain(question.text)) for n in named)
        chosen = RowsAsked(
            table=table,
            rows=part or rows,
            attributes=attributes,
            fit=fit,
            score=score,
            is_part=bool(part),
            names_row=bool(named),
        )
        found.append(chosen)
    return sorted(found, key=lambda each: -each.score)


def amounts_of(
    question: Question, entries: Sequence[Entry], attribute: Attribute
) -> list[tuple[Entry, Field, Decimal]]:
    """Return the single figures that rows give under an attribute, for the year that is meant."""
    column = _one_column(question, attribute)
    if column is None:
        return []
    found = []
    for entry in entries:
        field = field_of(entry[1], column)
        amount = amount_of(field)
        if amount is not None:
            found.append((entry, field, amount))
    return found


def rows_that(
    change: Change, attribute: Attribute, entries: Sequence[Entry]
) -> tuple[Column, Column, tuple[Entry, ...]]:
    """Return the last two years of an attribute, and the rows whose figure went that way between.

    No rows where it has fewer than two years.
    """
    dated = sorted((c for c in attribute.columns if c.year), key=lambda c: c.year or 0)
    if len(dated) < _FEW:
        return attribute.columns[0], attribute.columns[0], ()
    before, after = dated[-2:]
    chosen = []
    for entry in entries:
        first, last = (amount_of(field_of(entry[1], column)) for column in (before, after))
        if first is not None and last is not None and _went(first, last) == change:
            chosen.append(entry)
    return before, after, tuple(chosen)


def _went(first: Decimal, last: Decimal) -> Change:
    if first == last:
        return "stayed"
    return "rose" if last > first else "fell"


def _one_column(question: Question, attribute: Attribute) -> Column | None:
    columns = columns_meant(question, attribute)
    return columns[-1] if columns else None


def _restricted(table: TableRows, rows: Sequence[Entry], text: str) -> tuple[Entry, ...]:
    """The rows of a group that the text names, or of a kind of name that it counts by (哪个镇).

    What all rows are by their head is no such kind, nor is what the text leaves out (不算街道).
    """
    groups = {group for _, row in rows for group in row.groups}
    named = max(groups, key=lambda group: (share_of(group, text), len(plain(group))), default="")
    if named and share_of(named, text) >= _NAMED:
        return tuple(entry for entry in rows if named in entry[1].groups)
    suffixes = Counter(s for _, row in rows for s in _suffixes(row.entity))
    shared = {s for s, count in suffixes.items() if _FEW <= count < len(rows)}
    of_all = "" if "（" in table.entity_head else table.entity_head
    counted = {s for s in shared if s not in of_all and _counts_by(s, shared, text)}
    others = [s for s in shared if s not in counted]
    if any(kind + other[0] in text for kind in counted for other in others):
        return ()  # 哪个镇街
    if any(s in table.entity_head and re.search(f"[各每]个?{s}", text) for s in counted):
        return ()  # 各镇街: all rows of 镇（街道）
    return tuple(entry for entry in rows if any(entry[1].entity.endswith(s) for s in counted))


def _counts_by(kind: str, kinds: Collection[str], text: str) -> bool:
    """Whether a text asks among things of a kind: 哪个镇, 四个街道, 镇里, 街道或镇, 县区."""
    at = text.find(kind)
    before, after = text[:at], text[at + len(kind) :]
    others = [other for other in kinds if other != kind and before.endswith(other)]
    before = before.removesuffix(max(others, key=len, default=""))
    return at >= 0 and bool(_BEFORE_KIND.search(before) or _AFTER_KIND.match(after))


def _suffixes(name: str) -> Iterator[str]:
    for length in range(1, min(_LONGEST_SUFFIX, len(name) - 1) + 1):
        yield name[-length:]
