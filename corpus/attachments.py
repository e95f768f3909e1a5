"""What stands around a document's own words: its attachments, their list, and who signs it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.documents import Excerpt
from corpus.headings import Heading, label_from
from corpus.items import Read
from corpus.numerals import HUNDREDS, NUMERAL, number_from
from corpus.paragraphs import Block

_NUMBER = rf"[{NUMERAL}{HUNDREDS}\d]"
# 附件2, 附件2：任务分工表, 附表 任务清单; “附件2所列的” is part of a sentence.
_MARKER = re.compile(
    rf"(?P<kind>附[件表录图])\s*(?P<number>(?:[A-Z]?{_NUMBER}{{1,2}}(?:[-—－]\d{{1,2}})?|[A-Z])?(?![\d年]))"
    r"(?P<gap>\s*[：:、.．]?\s*)"
)
_GOES_ON = re.compile(r"[所中的里内和与及规列、，]")
# 附件：1.监测指标体系 2.任务分工表, in one line or several.
_LIST = re.compile(r"附件\s*[：:]\s*(?=\S)")
_LISTED = re.compile(r"(?<![\d.])(?P<number>\d{1,2})\s*[.．、]\s*(?!\d+\s*[%％])")
LIST_LABEL = "附件"
_LONGEST_TITLE = 60
_SENTENCE = re.compile(r"[。；！？：:]$")
_DATE = re.compile(
    rf"(?:\d{{4}}|[{NUMERAL}〇○零]{{4}})\s*年\s*(?:\d{{1,2}}|[{NUMERAL}]+)\s*月"
    rf"\s*(?:\d{{1,2}}|[{NUMERAL}]+)\s*日(?:\s*(?:印发|发布|公布))?"
)
_CONTACT = re.compile(
    r"[（(]?\s*(?:联系人|联\s*系\s*方\s*式|联系电话|联系单位|咨询电话|抄送|主送)\s*[：:]|[（(]此件"
)
_LONGEST_SIGNATURE = 30
_ISSUER = re.compile(r"[局委会部办院厅府室处站心司团组社校所]$")
_ISSUER_AND_DATE = re.compile(rf"(?P<issuer>[^，。；：\d]{{4,30}}?)\s+{_DATE.pattern}")


def attachment_heading(text: str, title: str = "") -> Heading | None:
    """Return the heading of an attachment that a line is, ``title`` being the line after it.

    >>> attachment_heading("附件2", "任务分工表").label
    '附件2 任务分工表'
    >>> attachment_heading("附件2所列单位应当按时完成。") is None
    True
    """
    marker = _MARKER.match(text)
    if marker is None or len(text) > _LONGEST_TITLE or _SENTENCE.search(text):
        return None
    rest = text[marker.end() :]
    if _GOES_ON.match(rest) or (not rest and not marker["number"] and not title):
        return None
    if not marker["number"] and rest and not marker["gap"]:
        return None
    digits = re.match(_NUMBER + "+", marker["number"])
    name = label_from(rest or title)
    label = f"{marker['kind']}{marker['number']} {name}".strip()
    number = number_from(digits.group()) if digits else None
    return Heading("附件", number, label, len(text), len(text), marker.end())


@dataclass(frozen=True)
class Matter:
    """The blocks of a document, and those before which its last chapter is left."""

    blocks: tuple[Read, ...]
    leaves: frozenset[int]


def matter_of(read: Sequence[Read]) -> Matter:
    """Return the blocks with attachments as headings, and where a document's own words end.

    The list of attachments in a covering letter is a section too, 附件; signatures, contacts
    and what follows that list belong to no chapter.
    """
    blocks = tuple(_with_attachments(read))
    leaves = {*_signatures(blocks), *_after_lists(blocks)}
    leaves |= {i for i, (block, _) in enumerate(blocks) if _is_contact(block)}
    return Matter(blocks, frozenset(leaves))


def _with_attachments(read: Sequence[Read]) -> Iterator[Read]:
    """Yield the blocks, a line 附件1 together with the title under it."""
    index = 0
    has_body = False
    while index < len(read):
        block, heading = read[index]
        following = read[index + 1] if index + 1 < len(read) else None
        index += 1
        if block.is_table or block.level is not None:
            has_body = has_body or heading is not None
            yield block, heading
            continue
        text = block.paragraph.text
        if _is_list(text):
            opening = _LIST.match(text)
            end = opening.end() if opening else 0
            yield block, Heading("附件", None, LIST_LABEL, end, end, end)
            number = _last_listed(text)
            while index < len(read) and _goes_on_listing(read[index][0], number):
                number = _last_listed(read[index][0].paragraph.text)
                yield read[index][0], None
                index += 1
            continue
        title = following[0].paragraph.text if following and _is_title(following) else ""
        own = attachment_heading(text, title)
        if own is None or (own.number is None and not has_body):
            has_body = has_body or (heading is not None and heading.number is not None)
            yield block, heading
            continue
        if own.label == attachment_heading_alone(text, own) or not title or following is None:
            yield block, own
            continue
        whole = Block((*block.lines, *following[0].lines), None)
        length = len(whole.paragraph.text)
        yield whole, replace(own, heading_end=length, body_start=length)
        index += 1


def attachment_heading_alone(text: str, heading: Heading) -> str:
    """Return the label that the line of an attachment has without the line after it."""
    alone = attachment_heading(text)
    return alone.label if alone is not None and text[heading.marker_end :] else ""


def _is_list(text: str) -> bool:
    """Whether a line opens the list of attachments: 附件：1.监测指标体系."""
    return _LIST.match(text) is not None and not text.endswith("。")


def _last_listed(text: str) -> int | None:
    """The number of the last attachment that a line lists, ``None`` if it numbers none."""
    opening = _LIST.match(text)
    start = opening.end() if opening else 0
    if not _LISTED.match(text, start):
        return None
    return int([found["number"] for found in _LISTED.finditer(text, start)][-1])


def _goes_on_listing(block: Block, number: int | None) -> bool:
    if block.is_table or number is None:
        return False
    found = _LISTED.match(block.paragraph.text)
    return found is not None and int(found["number"]) == number + 1


def _is_title(entry: Read) -> bool:
    """Whether a line after 附件1 can be its title."""
    block, heading = entry
    if block.is_table or (heading is not None and heading.number is not None):
        return False
    text = block.paragraph.text
    return len(text) <= _LONGEST_TITLE and not _SENTENCE.search(text)


def _is_contact(block: Block) -> bool:
    return not block.is_table and block.level is None and is_contact(block.paragraph.text)


def attachments_listed(
    paragraphs: Sequence[Excerpt],
) -> Iterator[tuple[int | None, str, Excerpt]]:
    """Yield number, name and words of the attachments that a covering letter lists."""
    for paragraph in paragraphs:
        found = list(_LISTED.finditer(paragraph.text))
        if not found:
            yield None, label_from(paragraph.text), paragraph
            continue
        ends = [*(following.start() for following in found[1:]), len(paragraph.text)]
        for listed, end in zip(found, ends, strict=True):
            words = paragraph.cut(listed.end(), end)
            yield int(listed["number"]), label_from(words.text.rstrip(";；,，.")), words


def is_contact(text: str) -> bool:
    """Whether a line tells whom to ask, or who gets a copy.

    >>> is_contact("（联系人：李明，电话：5551234）"), is_contact("联系实际，抓好落实。")
    (True, False)
    """
    return _CONTACT.match(text) is not None


def _after_lists(blocks: Sequence[Read]) -> Iterator[int]:
    """Yield where the list of attachments is over."""
    in_list = False
    number: int | None = None
    for index, (block, heading) in enumerate(blocks):
        if heading is not None:
            in_list = heading.label == LIST_LABEL
        elif in_list and not _goes_on_listing(block, number):
            in_list = False
            yield index
        if in_list:
            number = _last_listed(block.paragraph.text)


def _signatures(blocks: Sequence[Read]) -> Iterator[int]:
    """Yield the blocks that sign: the issuer, and the date in a line of its own after it."""
    for index, (block, heading) in enumerate(blocks):
        if block.is_table or block.level is not None or heading is not None:
            continue
        text = block.paragraph.text
        both = _ISSUER_AND_DATE.fullmatch(text)
        if both and _ISSUER.search(both["issuer"]):
            yield index
        elif index and _DATE.fullmatch(text) and _is_issuer(blocks[index - 1]):
            yield index - 1


def _is_issuer(entry: Read) -> bool:
    block, heading = entry
    if block.is_table or heading is not None:
        return False
    text = block.paragraph.text
    is_name = not re.search(r"[。；！？：:，、]|\d", text) and _ISSUER.search(text)
    return len(text) <= _LONGEST_SIGNATURE and bool(is_name)
