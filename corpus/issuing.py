"""Who issued a document, when, and under which number, as its letterhead and signature say."""

import re
from collections.abc import Sequence

from corpus.front_matter import ORGANISATION_END, SITE, Line, Words
from corpus.numerals import NUMERAL, ZEROS
from corpus.periods import date_from

_LONGEST_LINE = 60
_ORGANISATION = re.compile(f"(?!各|附|抄送)[一-鿿、 ]{{2,60}}{ORGANISATION_END}")
_HAN_DAY = rf"[\d{ZEROS}{NUMERAL}]{{4}}\s*年.{{1,5}}月.{{1,5}}日"
_DAY = rf"(?:{_HAN_DAY}|(?:19|20)\d\d[-./]\d{{1,2}}[-./]\d{{1,2}})"
_ISSUED = "印发|发布|公布|颁布|通过|批准"
_DATE_LINE = re.compile(rf"[（(]?\s*({_DAY})\s*[）)]?(?:{_ISSUED})?")
_SIGNED_AND_DATED = re.compile(rf"(.+?)\s*({_DATE_LINE.pattern})")
_NOTICE_ISSUER = re.compile(
    r"([一-鿿、]{4,60}?)(?:关于(?!各)|(?<=[局委厅府室会部院心])(?:印发|发布|公布|转发|下发)《)"
)
# The days on which a standard was issued and comes into force stand on one line.
_STANDARD_DATES = re.compile(rf"({_DAY})\s*发布\s*({_DAY})\s*实施")
_STANDARD_ISSUER = re.compile(rf"([一-鿿、 ]{{2,40}}{ORGANISATION_END})\s*发布")
_NUMBER = re.compile(
    r"([一-鿿]{2,12})\s*[〔\[［(（【]\s*(\d{4})\s*[〕\]］)）】]\s*第?\s*(\d{1,4})\s*号"
)
_ORDER = re.compile(r"第\s*(\d{1,4})\s*号")
_STANDARD_NUMBER = re.compile(
    r"(?:GB|WS|YY|DB\d{2,6}|MZ|SB|RB|HJ|AQ|T|Q)\s?(?:/\s?[A-Z]{1,8})?\s?\d{1,6}(?:\.\d{1,3})?"
    r"\s?[—–-]+\s?(?:19|20)\d\d"
)


def issuer_said(front: Sequence[Line], tail: Sequence[Line]) -> Words | None:
    """Return who signs over the date, whose letterhead it is, or who issues by the notice."""
    return (
        _signature(front)
        or _letterhead(front)
        or _notice_issuer(front)
        or _signature(tail)
        or _standard_issuer(front)
    )


def _signature(lines: Sequence[Line]) -> Words | None:
    for position, line in enumerate(lines):
        together = _SIGNED_AND_DATED.fullmatch(line.text)
        if together and _ORGANISATION.fullmatch(together.group(1)):
            return Words(together.group(1), line.start, line.end)
        if _DATE_LINE.fullmatch(line.text):
            signed: list[Line] = []
            for before in reversed(lines[:position]):
                if not _ORGANISATION.fullmatch(before.text):
                    break
                signed.insert(0, before)
            if signed:
                names = "、".join(each.text for each in signed)
                return Words(names, signed[0].start, signed[-1].end)
    return None


def _letterhead(front: Sequence[Line]) -> Words | None:
    for line in front:
        if line.text.endswith("文件") and _ORGANISATION.fullmatch(line.text[:-2]):
            return Words(line.text[:-2], line.start, line.end)
    return None


def _notice_issuer(front: Sequence[Line]) -> Words | None:
    """The institutions that a notice's title begins with, on its line or on those above."""
    for position, line in enumerate(front):
        issuer = _NOTICE_ISSUER.match(line.text)
        if issuer and _ORGANISATION.fullmatch(issuer.group(1)):
            return Words(issuer.group(1), line.start, line.end)
        if line.text.startswith("关于") and position:
            before = front[position - 1]
            if _ORGANISATION.fullmatch(before.text):
                return Words(before.text, before.start, before.end)
    return None


def _standard_issuer(front: Sequence[Line]) -> Words | None:
    for line in front:
        issuer = _STANDARD_ISSUER.fullmatch(line.text)
        if issuer:
            return Words(issuer.group(1).strip(), line.start, line.end)
    return None


def number_said(lines: Sequence[Line]) -> Words | None:
    """Return the number of a document, or of a standard, on a line of its own."""
    for line in lines:
        text = line.text
        behind = text.rpartition("：")[2] if text.startswith("文") else text
        found = _NUMBER.match(behind)
        if found and len(text) <= _LONGEST_LINE and "《" not in text:
            number = f"{found.group(1)}〔{found.group(2)}〕{found.group(3)}号"
            return Words(number, line.start, line.end)
        if standard := _STANDARD_NUMBER.fullmatch(text):
            return Words(standard.group(), line.start, line.end)
        if order := _ORDER.fullmatch(text):
            return Words(f"第{order.group(1)}号", line.start, line.end)
    return None


def number_labelled(found: Words) -> Words | None:
    """Return the number behind a label; a place left empty holds none."""
    number = _NUMBER.search(found.value)
    if number:
        words = f"{number.group(1)}〔{number.group(2)}〕{number.group(3)}号"
        return Words(words, found.start, found.end)
    return found if any(c.isdigit() for c in found.value) else None


def date_said(lines: Sequence[Line]) -> Words | None:
    """Return the day that stands on a line of its own, or behind who signs."""
    for line in lines:
        if len(line.text) > _LONGEST_LINE or SITE.search(line.text):
            continue
        standard = _STANDARD_DATES.fullmatch(line.text)
        found = standard or _DATE_LINE.fullmatch(line.text)
        found = found or _signed_and_dated(line)
        if found:
            last = 1 if standard else found.lastindex or 1
            if date := date_from(found.group(last)):
                return Words(date, line.start, line.end)
    return None


def _signed_and_dated(line: Line) -> re.Match[str] | None:
    """A line that ends with a day, if only who signs stands before it."""
    found = _SIGNED_AND_DATED.fullmatch(line.text)
    return found if found and _ORGANISATION.fullmatch(found.group(1)) else None


def standard_in_force(lines: Sequence[Line]) -> Words | None:
    """Return the day on which a standard comes into force, as its cover says."""
    for line in lines:
        found = _STANDARD_DATES.fullmatch(line.text)
        if found:
            return Words(date_from(found.group(2)), line.start, line.end)
    return None


def date_labelled(found: Words) -> Words | None:
    """Return the day behind a label."""
    date = date_from(found.value)
    return Words(date, found.start, found.end) if date else None
