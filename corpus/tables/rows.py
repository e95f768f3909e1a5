"""The rows of a table as typed records: of what each is, and a value under each column's heads."""

from typing import Literal

from corpus.documents import Excerpt, Value
from corpus.indicators.units import name_and_unit, with_unit

# What the cells of a column are.
ColumnKind = Literal["ordinal", "unit", "figure", "time", "institution", "text"]


class Column(Value):
    """A column by its heads.

    ``path`` holds the heads from the outermost in; ``name`` is what they say is measured,
    without the ``year`` and the ``unit``: “规划床位数（张） › 2025年” is 规划床位数, 2025, 张;
    ``levels`` are the parts of the name, one a head that says more than these.
    """

    index: int
    path: tuple[str, ...]
    levels: tuple[str, ...]
    unit: str
    year: int | None
    kind: ColumnKind

    @property
    def name(self) -> str:
        """What the column holds, in one: 最高支付限额职工医保."""
        return "".join(self.levels)

    @property
    def head(self) -> str:
        """All heads as one, without the unit: 床位使用率2023年."""
        return "".join(name_and_unit(head)[0] for head in self.path)


class Field(Value):
    """A cell of a row: its words, ``""`` where it is empty, and the unit that goes with them.

    ``excerpt`` is the cell itself; that of a merged one belongs to every row beside it.
    """

    column: Column
    words: str
    unit: str = ""
    excerpt: Excerpt | None = None

    @property
    def said(self) -> str:
        """The words with the unit behind a number that has none: 600张."""
        return with_unit(self.words, self.unit.removeprefix("1") if "/" in self.unit else self.unit)

    @property
    def labelled(self) -> str:
        """The cell after the heads of its column, which tell its unit where it has no number."""
        if not self.words:
            return ""
        head = self.column.head if self.said != self.words else "".join(self.column.path)
        return f"{head}：{self.said}"


class Row(Value):
    """A row of a table with whatever its table says about it.

    ``table`` is where its table begins in the text, and ``path`` the clause address, ending in
    the table's title and the row (“第13行”).
    ``number`` is what the table itself prints in its column of numbers; ``groups`` are the
    words that several rows share, the outermost first; ``entity`` is what the row is of. Where
    that is a year (rows of years under columns of things), it is ``year`` too. ``is_total``
    marks a row that adds others up. ``excerpt`` is the row's own words.
    """

    table: int
    path: tuple[str, ...]
    title: str
    number: str
    groups: tuple[str, ...]
    entity: str
    entity_head: str
    entity_column: int
    group_columns: tuple[int, ...]
    year: int | None
    is_total: bool
    fields: tuple[Field, ...]
    excerpt: Excerpt

    @property
    def values(self) -> tuple[Field, ...]:
        """The cells that say something of the entity: no number, no unit, not its own name."""
        return tuple(f for f in self.fields if f.column.kind not in ("ordinal", "unit"))

    @property
    def labelled(self) -> str:
        """The row with the heads of its columns: “项目：县医院新院区；床位：600张”."""
        said = (field.labelled for field in self.fields if field.column.kind != "unit")
        return "；".join(filter(None, said))
