"""A plan from its text: the way from lines to sections, indicators and assignments."""

import re
from collections.abc import Iterable

from corpus.assignments import assignment_from, group_lead_from
from corpus.documents import (
    Assignment,
    Excerpt,
    Indicator,
    Plan,
    Section,
    Source,
    SourceText,
    Table,
)
from corpus.headings import DEPTH, TASK_STYLES, Heading, heading_from, label_from
from corpus.tables import indicators_from, table_from
from corpus.text import Line, joined, lines_of

_ENDS_SENTENCE = re.compile(r"[。！？；：…”）)》】]$")
_BACK_MATTER = re.compile(r"抄送[：:]|附件[：:]?\s*$")
# A line shorter than this that ends without a mark is a line of its own (a letterhead, a
# title); a longer one was cut by the end of a page.
_SHORTEST_CUT_LINE = 20
_LONGEST_TITLE = 40
# Blank lines after which a box (专栏) is over.
_BLANKS_AFTER_BOX = 2


def plan_from(source: Source, source_text: SourceText) -> Plan:
    """Read the text of a plan."""
    reader = _Reader(source_text)
    for block in _blocks(lines_of(source_text.text)):
        reader.read(block)
    return reader.plan(source)


def _blocks(lines: Iterable[Line]) -> Iterable[list[Line]]:
    """Group the lines of each table, and the lines of a paragraph that a page break cut."""
    block: list[Line] = []
    for line in lines:
        if block and not (_continues_table(block, line) or _continues_paragraph(block, line)):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _continues_table(block: list[Line], line: Line) -> bool:
    in_table = block[0].is_cell and not _is_box(block[0])
    return in_table and not _is_box(line) and (line.is_cell or line.blanks_before == 0)


def _continues_paragraph(block: list[Line], line: Line) -> bool:
    last = block[-1].excerpt.text
    return not (
        block[0].is_cell
        or line.is_cell
        or _ENDS_SENTENCE.search(last)
        or len(last) < _SHORTEST_CUT_LINE
        or (len(block) == 1 and _is_heading_alone(last))
        or _is_numbered(line.excerpt.text)
    )


def _is_box(line: Line) -> bool:
    return line.is_cell and line.excerpt.text.startswith("专栏")


def _is_numbered(text: str) -> bool:
    heading = heading_from(text)
    return heading is not None and heading.style != "unnumbered"


def _is_heading_alone(text: str) -> bool:
    """Whether a line is a heading; a numbered task is not, for it may be a cut paragraph."""
    heading = heading_from(text)
    if heading is None or heading.style in (*TASK_STYLES, "unnumbered"):
        return False
    return heading.body_start == len(text)


class _Reader:
    """Reads blocks in order, keeping the headings that are open at each point."""

    def __init__(self, source_text: SourceText) -> None:
        self._source_text = source_text
        self._open: list[Heading] = []
        self._sections: list[_OpenSection] = [_OpenSection((), None)]
        self._tables: list[Table] = []
        self._indicators: list[Indicator] = []
        self._assignments: list[Assignment] = []

    def plan(self, source: Source) -> Plan:
        return Plan(
            source=source,
            source_text=self._source_text,
            sections=tuple(
                Section(path=s.path, heading=s.heading, paragraphs=tuple(s.paragraphs))
                for s in self._sections
                if s.heading is not None or s.paragraphs
            ),
            tables=tuple(self._tables),
            indicators=tuple(self._indicators),
            assignments=tuple(self._assignments),
            debris=(),
        )

    def read(self, block: list[Line]) -> None:
        if block[0].is_cell and not _is_box(block[0]):
            self._read_table(block)
        else:
            paragraph = block[0].excerpt
            for line in block[1:]:
                paragraph = joined(paragraph, line.excerpt)
            self._read_paragraph(paragraph, block[0])

    def _read_table(self, block: list[Line]) -> None:
        title = self._take_title()
        self._close_to_targets()
        path = (*self._path(), label_from(title.text)) if title else self._path()
        table = table_from(block, path)
        indicators = indicators_from(self._source_text.text, table)
        self._tables.append(table)
        self._indicators.extend(indicators)
        self._sections.append(_OpenSection(path, title))
        if not indicators:
            self._sections[-1].paragraphs.extend(x.excerpt for x in block if x.excerpt.text)
        self._sections.append(_OpenSection(self._path(), None))

    def _take_title(self) -> Excerpt | None:
        """The line before a table, if it is short and no sentence: the table's title."""
        paragraphs = self._sections[-1].paragraphs
        if not paragraphs or len(paragraphs[-1].text) > _LONGEST_TITLE:
            return None
        return None if paragraphs[-1].text.endswith("。") else paragraphs.pop()

    def _close_to_targets(self) -> None:
        """A table of indicators belongs to the heading that announces targets, if one is open."""
        announcing = [i for i, h in enumerate(self._open) if re.search("目标|指标", h.label)]
        if announcing:
            self._open = self._open[: announcing[-1] + 1]

    def _read_paragraph(self, paragraph: Excerpt, first: Line) -> None:
        if first.blanks_before >= _BLANKS_AFTER_BOX:
            self._close_box()
        if _BACK_MATTER.match(paragraph.text):
            self._open_section(None, None)
        heading = heading_from(paragraph.text)
        if heading is None or (heading.style == "unnumbered" and not self._open):
            self._close("unnumbered")
            self._add(paragraph, None)
            return
        heading = self._in_sequence(heading)
        self._close(heading.style)
        self._open_section(heading, paragraph.cut(0, heading.heading_end))
        body = paragraph.cut(heading.body_start, len(paragraph.text))
        if body.text:
            self._add(body, heading.number)

    def _in_sequence(self, heading: Heading) -> Heading:
        """Read （2） as （二） where it continues a row of （一） clauses."""
        clause = next((h for h in self._open if h.style == "（一）"), None)
        inner = any(DEPTH[h.style] == DEPTH["1."] for h in self._open)
        if heading.style != "（1）" or clause is None or clause.number is None or inner:
            return heading
        if heading.number != clause.number + 1:
            return heading
        return Heading(
            "（一）", heading.number, heading.label, heading.heading_end, heading.body_start
        )

    def _close(self, style: str) -> None:
        depth = next(d for s, d in DEPTH.items() if s == style)
        closed = [h for h in self._open if DEPTH[h.style] >= depth]
        self._open = [h for h in self._open if DEPTH[h.style] < depth]
        if closed and style == "unnumbered":
            self._sections.append(_OpenSection(self._path(), None))

    def _close_box(self) -> None:
        if any(heading.style == "专栏" for heading in self._open):
            self._close("专栏")
            self._sections.append(_OpenSection(self._path(), None))

    def _open_section(self, heading: Heading | None, excerpt: Excerpt | None) -> None:
        if heading is None or excerpt is None:
            self._open = []
            self._sections.append(_OpenSection((), None))
            return
        self._open.append(heading)
        self._sections.append(_OpenSection(self._path(), excerpt))
        group_lead = group_lead_from(excerpt, self._path())
        if group_lead:
            self._assignments.append(group_lead)

    def _path(self) -> tuple[str, ...]:
        return tuple(heading.label for heading in self._open)

    def _add(self, paragraph: Excerpt, number: int | None) -> None:
        words, assignment = assignment_from(paragraph, self._path(), number)
        if assignment:
            self._assignments.append(assignment)
        if words.text:
            self._sections[-1].paragraphs.append(words)


class _OpenSection:
    """A section still being read."""

    def __init__(self, path: tuple[str, ...], heading: Excerpt | None) -> None:
        self.path = path
        self.heading = heading
        self.paragraphs: list[Excerpt] = []
