"""Where each character of a plan's text went, so that it can be shown that none was lost."""

from collections import Counter
from collections.abc import Iterator

from corpus.documents import Plan, Value

# Of what a character can be a part, in the order in which it is shown.
PARTS = ("标题", "段落", "表格", "分工", "书签", "控制字符", "标点", "注码", "空白")


class Part(Value):
    """How many characters, in how many pieces, went into one kind of part."""

    name: str
    characters: int
    pieces: int


class Coverage(Value):
    """The parts of a plan's text; ``lost`` and ``doubled`` are offsets in none, or in several."""

    parts: tuple[Part, ...]
    characters: int
    lost: tuple[int, ...]
    doubled: tuple[int, ...]

    @property
    def share(self) -> float:
        """The share of the characters that are in exactly one part, 0 to 1."""
        if not self.characters:
            return 1.0
        return 1 - (len(self.lost) + len(self.doubled)) / self.characters


def coverage_of(plan: Plan) -> Coverage:
    """Count the characters of each part of a plan."""
    times = [0] * len(plan.text)
    characters: Counter[str] = Counter()
    pieces: Counter[str] = Counter()
    for name, spans in _pieces_of(plan):
        pieces[name] += 1
        for start, end in spans:
            characters[name] += end - start
            for offset in range(start, end):
                times[offset] += 1
    return Coverage(
        parts=tuple(
            Part(name=name, characters=characters[name], pieces=pieces[name]) for name in PARTS
        ),
        characters=len(plan.text),
        lost=tuple(offset for offset, n in enumerate(times) if n == 0),
        doubled=tuple(offset for offset, n in enumerate(times) if n > 1),
    )


def _pieces_of(plan: Plan) -> Iterator[tuple[str, tuple[tuple[int, int], ...]]]:
    for section in plan.sections:
        if section.heading is not None:
            yield "标题", section.heading.spans
        yield from (("段落", paragraph.spans) for paragraph in section.paragraphs)
    for table in plan.tables:
        yield from (("表格", cell.spans) for row in table.rows for cell in row)
    yield from (("分工", assignment.excerpt.spans) for assignment in plan.duty_lines)
    yield from ((piece.kind, ((piece.start, piece.end),)) for piece in plan.debris)
