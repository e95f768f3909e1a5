"""Which numbered lines are the items of a list, told from headings by what stands around them."""

import re
from collections.abc import Iterator, Sequence

from corpus.headings import Heading, NumberStyle, as_item
from corpus.lead_ins import is_lead_in
from corpus.paragraphs import Block

Read = tuple[Block, Heading | None]
_ENDS_ITEM = re.compile(r"[；;](?:[和或及])?$")
# Of these a document has one row only, and its lines head what follows however they end.
_NEVER_ITEMS: tuple[NumberStyle, ...] = (
    "附件",
    "问",
    "部分",
    "章",
    "节",
    "条",
    "专栏",
    "unnumbered",
)
_QUESTION = re.compile(r"[？?]$")
_SEVERAL = 2


def with_items(blocks: Sequence[Read]) -> list[Read]:
    """Return the blocks with the numbered lines that are items of a list read as such.

    A row of numbered lines that follow one another directly is a list where one of them ends
    in a semicolon or states something by itself, or where the words before it announce one.
    Nothing stands under an item, so that a line that has a body is a heading in any row.
    """
    read = list(blocks)
    for first, last in _rows(read):
        before = read[first - 1][0] if first else None
        led = before is not None and not before.is_table and is_lead_in(before.paragraph.text)
        texts = [block.paragraph.text for block, _ in read[first : last + 1]]
        if any(_QUESTION.search(text) for text in texts):
            continue
        several = last - first + 1 >= _SEVERAL
        lists = led and several and not _heads(read, last)
        if lists or any(_ENDS_ITEM.search(text) for text in texts):
            for index in range(first, last + 1):
                block, heading = read[index]
                assert heading is not None
                read[index] = (block, as_item(heading, block.paragraph.text))
    return read


def _rows(read: Sequence[Read]) -> Iterator[tuple[int, int]]:
    """Yield where each row of numbered whole lines begins and ends, one directly after another."""
    first = 0
    while first < len(read):
        if not _may_be_item(read[first]):
            first += 1
            continue
        last = first
        while last + 1 < len(read) and _follows(read[last], read[last + 1]):
            last += 1
        yield first, last
        first = last + 1


def _may_be_item(entry: Read) -> bool:
    """Whether a numbered line is all of its clause: a whole line, or the words of a bare number."""
    block, heading = entry
    if heading is None or heading.style in _NEVER_ITEMS or block.level is not None:
        return False
    text = block.paragraph.text
    is_whole_line = heading.body_start == len(text)
    is_bare = heading.heading_end == heading.marker_end
    return is_whole_line or is_bare


def _follows(entry: Read, following: Read) -> bool:
    heading, other = entry[1], following[1]
    if heading is None or other is None or not _may_be_item(following):
        return False
    if heading.number is None or other.style != heading.style:
        return False
    return other.number == heading.number + 1


def _heads(read: Sequence[Read], last: int) -> bool:
    """Whether something stands under the last line of a row: then it is a heading."""
    if last + 1 == len(read):
        return False
    _, heading = read[last + 1]
    return heading is not None and heading.style != "unnumbered" and heading.number == 1
