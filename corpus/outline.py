"""Which kinds of headings contain which others, learned from a document's own numbering."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from corpus.headings import MARKED_STYLES, Heading, NumberStyle

# The order that official documents usually follow: the smaller, the further out. A 专栏 (box)
# stands beside the （一） clauses of its chapter.
_USUAL: dict[NumberStyle, float] = {
    "附件": 0.5,
    "部分": 1,
    "章": 2,
    "节": 3,
    "条": 4,
    "一、": 5,
    "（一）": 6,
    "专栏": 6,
    "1.": 7,
    "1.1": 7.5,
    "（1）": 8,
    "①": 9,
    "1.1.1": 9.5,
    "问": 50,
    "unnumbered": 100,
}
_NEXT_TO = 0.25
_FIRST_TWO = {1, 2}

Ranks = Mapping[NumberStyle, float]


def ranks_from(headings: Sequence[tuple[Heading, int | None]]) -> Ranks:
    """Return how far out each style stands in a document; a heading contains those of higher rank.

    Styles stand in the usual order unless the document shows another: where a row （一）（二）
    goes on after a row of 一、二、 has begun and ended within it, （一） is the outer one there.
    Headings that the file marks and does not number stand where numbered ones of their level
    stand, or in the order of their levels.

    Args:
        headings: the headings of a document in order, each with the level at which its file
            marks it, ``None`` if it does not.
    """
    ranks = {**_USUAL, **_ranks_of_marked(headings)}
    row = [(heading.style, heading.number) for heading, _ in headings if heading.number]
    present = sorted({style for style, _ in row}, key=lambda style: ranks[style])
    for outer, inner in combinations(present, 2):
        if _holds(row, inner, outer, ranks) > _holds(row, outer, inner, ranks):
            ranks[inner] = ranks[outer] - _NEXT_TO
    return ranks


def _ranks_of_marked(
    headings: Sequence[tuple[Heading, int | None]],
) -> dict[NumberStyle, float]:
    """The ranks of 标题1, 标题2 …, seen from the numbered headings that are marked too."""
    numbered: dict[int, list[float]] = defaultdict(list)
    for heading, level in headings:
        if level is not None and heading.number:
            numbered[level].append(_USUAL[heading.style])
    ranks: dict[NumberStyle, float] = {}
    for level, style in enumerate(MARKED_STYLES, start=1):
        further_in = [min(found) for other, found in numbered.items() if other > level]
        further_out = [max(found) for other, found in numbered.items() if other < level]
        if level in numbered:
            ranks[style] = min(numbered[level])
        elif further_in:
            ranks[style] = min(further_in) - 1 + level / 10
        elif further_out:
            ranks[style] = max(further_out) + level / 100
        else:
            ranks[style] = level - 10
    return ranks


def _holds(
    row: Sequence[tuple[NumberStyle, int | None]],
    outer: NumberStyle,
    inner: NumberStyle,
    ranks: Ranks,
) -> int:
    """How often a row 1, 2 … of ``inner`` stands between two neighbouring numbers of ``outer``."""
    times = 0
    last: int | None = None
    within: set[int | None] = set()
    for style, number in row:
        if style == outer:
            times += last is not None and number == last + 1 and within >= _FIRST_TWO
            last, within = number, set()
        elif style == inner:
            within.add(number)
        elif ranks[style] < min(ranks[outer], ranks[inner]):
            last, within = None, set()
    return times
