"""What a plan is once it has been read: excerpts, sections, indicators and assignments.

All values are frozen. Every piece of text is an `Excerpt`, which knows where in the
source it stands, so that whatever is said later can be traced to the very characters.
"""

from itertools import pairwise
from typing import Self

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


class Section(Value):
    """A heading with the paragraphs that stand directly under it.

    ``path`` holds the headings from the outermost to this section's own, so the flat list
    of a plan's sections is a tree. ``heading`` is ``None`` for text before any heading.
    """

    path: tuple[str, ...]
    heading: Excerpt | None
    paragraphs: tuple[Excerpt, ...]


class Reading(Value):
    """An indicator's value for a year; ``value`` is ``None`` where the plan prints ``——``."""

    year: int | None
    value: str | None


class Indicator(Value):
    """A row of an indicator table.

    ``path`` is the clause address, ending in the table's title and the row (“第13行”).
    ``excerpt`` is the row in the source, its cells divided by white space.
    """

    path: tuple[str, ...]
    row: int
    group: str
    name: str
    unit: str
    baseline: Reading | None
    target: Reading | None
    nature: str
    excerpt: Excerpt


class Assignment(Value):
    """Who leads a task and who cooperates; ``excerpt`` is the line that says so.

    ``number`` is ``None`` for the working group that leads a whole action.
    """

    path: tuple[str, ...]
    number: int | None
    task: str
    lead: tuple[str, ...]
    cooperating: tuple[str, ...]
    excerpt: Excerpt


class Plan(Value):
    """A plan as read: its source, its text as it stands in the file, and what was found in it."""

    source: Source
    text: str
    sections: tuple[Section, ...]
    indicators: tuple[Indicator, ...]
    assignments: tuple[Assignment, ...]
