"""A plan's own words as HTML: in reading order, with a stretch of them marked."""

from collections.abc import Iterator, Sequence
from typing import Literal

from markupsafe import Markup

from corpus.documents import Assignment, Excerpt, Plan, Section, Table, Value
from corpus.text import readable

BlockKind = Literal["heading", "paragraph", "table", "responsibility"]
Stretch = tuple[int, int]


class Block(Value):
    """A heading, paragraph, table or line of responsibility, where it stands in its plan.

    ``rows`` are a table's cells; anything else is one row of one cell. ``number`` is the
    heading of a paragraph that stands in its line.
    """

    kind: BlockKind
    path: tuple[str, ...]
    rows: tuple[tuple[Excerpt, ...], ...]
    number: Excerpt | None = None

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return min((cell.start for row in self.rows for cell in row if cell.spans), default=0)

    @property
    def end(self) -> int:
        """Offset just after the last character."""
        return max((cell.end for row in self.rows for cell in row if cell.spans), default=0)


def blocks_of(plan: Plan) -> tuple[Block, ...]:
    """Return all that a plan says, in the order in which it stands in the text."""
    blocks = [block for section in plan.sections for block in _of_section(section, plan.text)]
    blocks += [_of_table(table) for table in plan.tables]
    blocks += [_of_assignment(assignment) for assignment in plan.duty_lines]
    return tuple(sorted(blocks, key=lambda block: block.start))


def blocks_around(blocks: Sequence[Block], stretch: Stretch, characters: int) -> tuple[Block, ...]:
    """Return the blocks of a stretch with about ``characters`` of text before it and after."""
    start, end = stretch
    return tuple(b for b in blocks if b.end > start - characters and b.start < end + characters)


def block_html(block: Block, stretch: Stretch) -> Markup:
    """Return a block as HTML, the words of the stretch in ``<mark>``."""
    if block.kind == "table":
        return _table_html(block, stretch)
    words = marked(block.rows[0][0], stretch)
    if block.kind == "heading":
        level = min(len(block.path) + 2, 6)
        return Markup("<h{}>{}</h{}>").format(level, words, level)
    if block.number is not None:
        words = Markup("<b>{}</b> {}").format(readable(block.number.text), words)
    return Markup('<p class="{}">{}</p>').format(block.kind, words)


def marked(excerpt: Excerpt, stretch: Stretch) -> Markup:
    """Return an excerpt's words, those that stand in the stretch of the source in ``<mark>``.

    >>> marked(Excerpt(text="健康镇<建成>率", spans=((0, 3), (9, 14))), (1, 11))
    Markup('健<mark>康镇&lt;建</mark>成&gt;率')
    """
    inside = [within(position, stretch) for position in _positions(excerpt)]
    if True not in inside:
        return Markup("{}").format(readable(excerpt.text))
    first, last = inside.index(True), len(inside) - inside[::-1].index(True)
    before, words, after = excerpt.text[:first], excerpt.text[first:last], excerpt.text[last:]
    return Markup("{}<mark>{}</mark>{}").format(*map(_spaced, (before, words, after)))


def within(offset: int, stretch: Stretch) -> bool:
    """Whether an offset is in a stretch."""
    return stretch[0] <= offset < stretch[1]


def _of_section(section: Section, text: str) -> Iterator[Block]:
    heading, paragraphs = section.heading, section.paragraphs
    same_line = heading and paragraphs and "\n" not in text[heading.end : paragraphs[0].start]
    number = heading if same_line else None
    if heading is not None and number is None:
        yield Block(kind="heading", path=section.path, rows=((heading,),))
    for index, paragraph in enumerate(paragraphs):
        yield Block(
            kind="paragraph",
            path=section.path,
            rows=((paragraph,),),
            number=None if index else number,
        )


def _of_table(table: Table) -> Block:
    return Block(kind="table", path=table.path, rows=table.rows)


def _of_assignment(assignment: Assignment) -> Block:
    return Block(kind="responsibility", path=assignment.path, rows=((assignment.excerpt,),))


def _table_html(block: Block, stretch: Stretch) -> Markup:
    rows = [_row_html(row, stretch, "td" if number else "th") for number, row in _numbered(block)]
    title = block.path[-1] if block.path else ""
    return Markup(
        '<div class="scrolls" tabindex="0"><table><caption>{}</caption>{}</table></div>'
    ).format(title, Markup("").join(rows))


def _numbered(block: Block) -> Iterator[tuple[int, tuple[Excerpt, ...]]]:
    width = max(len(row) for row in block.rows)
    for number, row in enumerate(block.rows):
        yield number, (*row, *[Excerpt(text="", spans=())] * (width - len(row)))


def _row_html(row: Sequence[Excerpt], stretch: Stretch, tag: str) -> Markup:
    cells = [Markup("<{}>{}</{}>").format(tag, marked(cell, stretch), tag) for cell in row]
    cited = any(within(cell.start, stretch) for cell in row if cell.spans)
    return Markup("<tr{}>{}</tr>").format(
        Markup(' class="cited"') if cited else "", Markup("").join(cells)
    )


def _positions(excerpt: Excerpt) -> Iterator[int]:
    """Yield the offset in the source of each character."""
    for start, end in excerpt.spans:
        yield from range(start, end)


def _spaced(words: str) -> str:
    """The words as staff see them, a space kept at either end where there was one."""
    shown = readable(words)
    if not shown:
        return " " if words else ""
    before = " " if words[0].isspace() else ""
    after = " " if words[-1].isspace() else ""
    return f"{before}{shown}{after}"
