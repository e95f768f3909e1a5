"""A draft report as sentences, each with its headings and with what was said before it."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePath

from corpus.documents import Excerpt, Plan, Source, SourceText, Table, Value
from corpus.indicators.headers import header_from
from corpus.parsing import plan_from
from corpus.text import sentences_of

_LONGEST_TITLE = 60
_LONG_LINE = 20
_LONGEST_CAPTION = 24
_ENDS_SENTENCE = re.compile("[。；，！？、…]$")
_ENDS = re.compile(r"[。！？；：…”）)》】]\s*$")
_FIGURE = re.compile(r"\d")
_RESPONSIBLE = re.compile("(?:牵头|责任|主办|配合|协办|协同)(?:单位|部门)")
_MARKS = " \t#*"
# The columns that say what a row is of, and no value of it.
_NO_VALUES = re.compile(
    "序号|编号|指标(?!值)|名称|项目|内容|任务|单位|地区|性质|属性|领域|类别|备注"
)


_NUMBERS = re.compile("序号|编号|^NO", re.IGNORECASE)


class Sentence(Value):
    """A sentence of a draft, or a cell of a table in it.

    ``path`` are the headings above it, from the outermost; ``earlier`` is what its paragraph
    says before it, and what leads up to its paragraph. A cell has the name of its row with its
    unit, and its column's head.
    """

    excerpt: Excerpt
    path: tuple[str, ...]
    earlier: str = ""
    row: str = ""
    column: str = ""
    unit: str = ""

    @property
    def is_cell(self) -> bool:
        """Whether it is a cell of a table."""
        return bool(self.row or self.column)


class Manuscript(Value):
    """A draft as read: its title, and its sentences in order."""

    title: str
    source_text: SourceText
    sentences: tuple[Sentence, ...]


def manuscript_from_file(path: Path) -> Manuscript:
    """Read a draft from a file; raise `UnreadableFileError` if it cannot be read."""
    from corpus.formats.files import read_file  # noqa: PLC0415 - slow: Word, PDF and HTML

    return manuscript_from(read_file(path), PurePath(path.name).stem)


def manuscript_from(source_text: SourceText, name: str = "") -> Manuscript:
    """Divide a draft into sentences; ``name`` is its title where its text has none.

    A text whose long lines mostly end with a sentence has a paragraph a line; in another one
    a paragraph may run over several lines.
    """
    whole = source_text.whole_paragraphs or not is_wrapped(source_text.text)
    plan = plan_from(
        Source(id="draft", title=name), source_text.model_copy(update={"whole_paragraphs": whole})
    )
    cells = (cell for table in plan.tables for cell in _cells_in(table))
    found = [*_sentences_in(plan), *cells, *_responsibilities_in(plan)]
    return Manuscript(
        title=_title_of(source_text.text) or name,
        source_text=source_text,
        sentences=tuple(sorted(found, key=lambda sentence: sentence.excerpt.start)),
    )


def is_wrapped(text: str) -> bool:
    """Whether lines are cut where they are full: most long ones end in mid-sentence."""
    long = [line for line in text.splitlines() if len(line.strip()) >= _LONG_LINE]
    return sum(not _ENDS.search(line) for line in long) > len(long) / 2


def _title_of(text: str) -> str:
    """The first line, if it is no sentence."""
    first = next((line.strip(_MARKS) for line in text.splitlines() if line.strip(_MARKS)), "")
    return first if len(first) <= _LONGEST_TITLE and not first.endswith("。") else ""


def _sentences_in(plan: Plan) -> Iterator[Sentence]:
    above = _Above()
    for section in plan.sections:
        if section.heading is not None:
            path = section.path[:-1]
            yield Sentence(excerpt=section.heading, path=path, earlier=above.lead(path))
        for paragraph in section.paragraphs:
            path, earlier = above.path(section.path), above.lead(section.path)
            for sentence in sentences_of(paragraph):
                yield Sentence(excerpt=sentence, path=path, earlier=earlier)
                earlier += sentence.text
            above.take(section.path, paragraph.text)


class _Above:
    """What stands above a paragraph besides its headings.

    A paragraph that ends with a colon (“规划明确，到2025年：”) leads up to the clauses under it
    and beside it; a short line that is no sentence (“【目标摘登】”) heads what follows it.
    """

    def __init__(self) -> None:
        self._of_lead: tuple[str, ...] = ()
        self._lead = ""
        self._of_caption: tuple[str, ...] = ()
        self._caption = ""
        self._has_begun = False

    def lead(self, path: tuple[str, ...]) -> str:
        """Return the words that lead up to what stands under these headings."""
        return self._lead if path[: len(self._of_lead)] == self._of_lead else ""

    def path(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """Return the headings with the line that heads what follows it."""
        return (*path, self._caption) if self._caption and path == self._of_caption else path

    def take(self, path: tuple[str, ...], paragraph: str) -> None:
        """Take note of a paragraph."""
        words = paragraph.strip()
        if words.endswith(("：", ":")):
            self._of_lead, self._lead = path, words
        elif len(words) <= _LONGEST_CAPTION and not _ENDS_SENTENCE.search(words):
            if self._has_begun:  # the first line is the title, not a caption
                self._of_caption, self._caption = path, words
        elif path == self._of_lead:
            self._lead = ""
        self._has_begun = True


def _responsibilities_in(plan: Plan) -> Iterator[Sentence]:
    """The lines that say who is responsible, each with what its section says before it."""
    for assignment in plan.duty_lines:
        earlier = "".join(
            paragraph.text
            for section in plan.sections
            if section.path == assignment.path
            for paragraph in section.paragraphs
            if paragraph.end <= assignment.excerpt.start
        )
        yield Sentence(excerpt=assignment.excerpt, path=assignment.path, earlier=earlier)


def _cells_in(table: Table) -> Iterator[Sentence]:
    """The cells with figures or units; where no header is known, the first column has names."""
    rows = [[cell.text for cell in row] for row in table.rows]
    header = header_from(rows)
    end = header.end if header else 1
    width = max(map(len, rows), default=0)
    heads = [" ".join(row[i] for row in rows[:end] if i < len(row)) for i in range(width)]
    others = (i for i, head in enumerate(heads) if not _NUMBERS.search(head))
    name = header.columns.name if header else next(others, 0)
    unit = header.columns.unit if header else None
    named = {name, *(i for i, head in enumerate(heads) if _NO_VALUES.search(head))}
    for cells in table.rows[end:]:
        if len(cells) != width:
            continue
        for index, cell in enumerate(cells):
            is_value = index not in named and _FIGURE.search(cell.text)
            if is_value or (cell.text and _RESPONSIBLE.search(heads[index])):
                yield Sentence(
                    excerpt=cell,
                    path=table.path,
                    row=cells[name].text,
                    column=heads[index],
                    unit=cells[unit].text if unit is not None else "",
                )
