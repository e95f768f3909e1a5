"""What a plan is once it has been read: excerpts, sections, indicators and assignments.

All values are frozen. Every text is an `Excerpt`, which knows where in the source it stands.
"""

from bisect import bisect_right
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator


class Value(BaseModel):
    """A frozen value that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Excerpt(Value):
    """A stretch of a source's own words.

    ``text`` is exactly ``"".join(source[start:end] for start, end in spans)``: what lies
    between two spans (conversion debris, a page break in mid-sentence) has been dropped,
    nothing has been added.
    """

    text: str
    spans: tuple[tuple[int, int], ...]

    @model_validator(mode="after")
    def _spans_cover_text(self) -> Self:
        if sum(end - start for start, end in self.spans) != len(self.text):
            raise ValueError("the spans of an excerpt must be as long as its text")
        if any(a_end > b_start for (_, a_end), (b_start, _) in pairwise(self.spans)):
            raise ValueError("the spans of an excerpt must be in order and must not overlap")
        return self

    @property
    def start(self) -> int:
        """Offset in the source of the first character."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Offset in the source just after the last character."""
        return self.spans[-1][1]

    def cut(self, start: int, end: int) -> "Excerpt":
        """Return the excerpt of ``text[start:end]``, white space trimmed at both ends.

        >>> Excerpt(text="健康镇建成率", spans=((0, 3), (9, 12))).cut(2, 5)
        Excerpt(text='镇建成', spans=((2, 3), (9, 11)))
        """
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        spans = []
        position = 0
        for span_start, span_end in self.spans:
            length = span_end - span_start
            low, high = max(start - position, 0), min(end - position, length)
            if low < high:
                spans.append((span_start + low, span_start + high))
            position += length
        return Excerpt(text=self.text[start:end], spans=tuple(spans))


class Source(Value):
    """Where a plan comes from, as the document says it of itself; empty where it does not say."""

    id: str
    title: str
    region: str = ""
    issuer: str = ""
    number: str = ""
    issued_on: str = ""
    period: str = ""
    status: str = ""
    file: str = ""
    sha256: str = ""

    @property
    def name(self) -> str:
        """What people call the plan: its region, or its title if it is of none."""
        return self.region or self.title


class MarkedHeading(Value):
    """A line that its file itself marks as a heading; level 1 is the outermost."""

    start: int
    level: int


class Footnote(Value):
    """A note: its mark (①, [1], 注1), its line, and where the mark stands in the text before.

    Where it is an endnote or the note under a table, it is one all the same. ``references`` is
    empty where a file has the note and no mark, or does not say where it is.
    """

    mark: str
    start: int
    end: int
    references: tuple[tuple[int, int], ...] = ()


class SourceText(Value):
    """The text of a file as read; every offset in this project counts its characters.

    Whatever the format, tables are laid out as in the shipped plans: a cell a line behind a
    tab, a blank line between rows, a merged cell's words in its first place and empty cells
    in the others.

    Args:
        text: the words of the file, in reading order.
        headings: the lines that the file marks as headings, in order.
        whole_paragraphs: whether each line is a paragraph; otherwise a paragraph may have been
            cut in mid-sentence by the end of a page.
        pages: where each page begins, for a file that has pages; page 1 begins at ``pages[0]``.
        notes: in Chinese, what was left out or could not be read.
        below_merged: where the lines of empty cells begin that belong to the cell above them.
        beside_merged: the same of those that belong to the cell before them.
        footnotes: the notes that the file marks as such, in order.
    """

    text: str
    headings: tuple[MarkedHeading, ...] = ()
    whole_paragraphs: bool = False
    pages: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    below_merged: tuple[int, ...] = ()
    beside_merged: tuple[int, ...] = ()
    footnotes: tuple[Footnote, ...] = ()

    def page_of(self, offset: int) -> int | None:
        """Return the number of the page that ``offset`` is on, ``None`` where there are no pages.

        >>> SourceText(text="一二三四", pages=(0, 2)).page_of(3)
        2
        """
        return bisect_right(self.pages, offset) or None


class Section(Value):
    """A heading with the paragraphs that stand directly under it.

    ``path`` holds the headings from the outermost to this section's own, so the flat list
    of a plan's sections is a tree. Where a heading is also the first sentence of its
    paragraph, ``heading`` holds its number only, or is ``None`` if it has no number; it is
    ``None`` too for text before any heading. For a footnote, ``note`` is its mark, which is
    its heading, and the path says what the mark stands at (“注② 村医中执业医师占比”).
    """

    path: tuple[str, ...]
    heading: Excerpt | None
    paragraphs: tuple[Excerpt, ...]
    note: str = ""


class Table(Value):
    """A table as it stands: rows of cells, the header among them; an empty cell has no spans.

    ``path`` is the clause address, ending in the table's title where it has one; ``unit`` is
    that of a line above it (“单位：万元”). ``below_merged`` and ``beside_merged`` are the places,
    row and column, of empty cells that belong to the one above and the one before.
    """

    path: tuple[str, ...]
    rows: tuple[tuple[Excerpt, ...], ...]
    unit: str = ""
    below_merged: tuple[tuple[int, int], ...] = ()
    beside_merged: tuple[tuple[int, int], ...] = ()


Relation = Literal["=", "≈", "<", "≤", ">", "≥"]


class Quantity(Value):
    """What a value says, so that it can be compared and computed with.

    ``relation`` is how the figure stands to ``amount`` (≤6.8, 4.5左右: ≈). A ``direction``
    marks a change, not a level: “提高1岁左右” is 1 岁, 提高; ``amount`` is ``None`` where only
    the direction is said (“同比例提高”). ``per_year`` marks a change each year. ``upper`` is
    the end of a range (“10—15”).
    """

    amount: Decimal | None
    unit: str = ""
    relation: Relation = "="
    upper: Decimal | None = None
    direction: Literal["", "提高", "降低"] = ""
    per_year: bool = False


class Reading(Value):
    """An indicator's value for a year, as worded and as understood.

    ``value`` is ``None`` where the plan prints ``——``. ``quantities`` are several where a
    cell gives several figures (``93.87/86.67``), and none where the wording is no figure.
    """

    year: int | None
    value: str | None
    quantities: tuple[Quantity, ...] = ()
    excerpt: Excerpt | None = None


class Indicator(Value):
    """An indicator with its baseline and target: a row of a table, or stated in a sentence.

    ``path`` is the clause address; for a row it ends in the table's title and the row
    (“第13行”). ``row`` is ``None`` for an indicator in prose. ``excerpt`` is the row, its
    cells divided by white space, or the sentence; ``cells`` are the row's cells in the order
    of the columns. ``concept`` names what is measured, alike in all plans (“人均预期寿命” for
    人均期望寿命 too), or is empty.
    """

    path: tuple[str, ...]
    row: int | None
    group: str
    name: str
    unit: str
    baseline: Reading | None
    target: Reading | None
    nature: str
    excerpt: Excerpt
    cells: tuple[Excerpt, ...] = ()
    concept: str = ""

    @property
    def in_prose(self) -> bool:
        """Whether a sentence states it, not a table."""
        return self.row is None


class Unit(Value):
    """An institution that is responsible: as the plan words it, and its name in full."""

    said: str
    name: str


class Assignment(Value):
    """Who leads a task and who cooperates, and by when; ``excerpt`` are the words that say so.

    They stand in a ``line`` or bracket apart from what is to be done, or are part of a
    ``sentence`` or ``row``; ``beside`` are words elsewhere: the task, a deadline, a merged cell.
    ``action`` is the 行动 or chapter of the task, ``measure`` what is to be done in particular,
    as a row says, ``clause`` the words before a line. ``number`` is the clause's, or the one
    printed in the row; ``None`` for the working group (专项小组) that leads a whole action.
    ``deadline`` and ``leader``, a person, are as worded; ``verb`` is what those in charge do.
    """

    path: tuple[str, ...]
    number: int | None
    action: str
    task: str
    lead: tuple[Unit, ...]
    cooperating: tuple[Unit, ...]
    excerpt: Excerpt
    kind: Literal["line", "sentence", "row"] = "line"
    beside: tuple[Excerpt, ...] = ()
    measure: str = ""
    clause: Excerpt | None = None
    deadline: str = ""
    leader: str = ""
    verb: Literal["牵头", "负责"] = "负责"

    @property
    def of_group(self) -> bool:
        """Whether it says who leads the working group of a whole action, not who does a task."""
        return "专项小组组长单位" in self.excerpt.text


DebrisKind = Literal["书签", "控制字符", "标点", "注码", "空白"]


class Debris(Value):
    """Characters of a source that say nothing and were left out, and why."""

    kind: DebrisKind
    start: int
    end: int


class Plan(Value):
    """A plan as read: its source, the text of its file, and what was found in it.

    Each character of the text is in exactly one heading, paragraph, table cell, assignment or
    piece of debris; `corpus.coverage` counts them. Indicators are found in cells and sentences,
    and so are assignments without a line of their own.
    """

    source: Source
    source_text: SourceText
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    indicators: tuple[Indicator, ...]
    assignments: tuple[Assignment, ...]
    debris: tuple[Debris, ...]

    @cached_property
    def prose_indicators(self) -> tuple[Indicator, ...]:
        """The indicators that sentences state, in the order of the sentences."""
        stated = [indicator for indicator in self.indicators if indicator.in_prose]
        return tuple(sorted(stated, key=lambda indicator: indicator.excerpt.start))

    @cached_property
    def assignments_within(self) -> tuple[Assignment, ...]:
        """The assignments that sentences and rows give, in the order of the text."""
        within = (a for a in self.assignments if a.kind != "line")
        return tuple(sorted(within, key=lambda a: a.excerpt.start))

    @property
    def duty_lines(self) -> tuple[Assignment, ...]:
        """The assignments whose words are in no paragraph or cell."""
        return tuple(a for a in self.assignments if a.kind == "line")

    @property
    def text(self) -> str:
        """The text of the file as read."""
        return self.source_text.text
