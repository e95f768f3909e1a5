"""What a document says of itself: title, region, issuer, number, date, period and status.

Read from the lines before its first numbered heading, where official documents say it: the
letterhead, the notice that issues the plan, the title, the signature over the date; or the
box of labels on a government's page. A notice with clauses of its own is signed at its end.
What is not said stays empty, but for the title, which then is the file's name. All of it is a
guess that the user may correct. Traditional characters are put into simplified ones, by which
the document is asked for; what is cited keeps its own.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import NamedTuple

from corpus.characters import simplified
from corpus.documents import Source, SourceText
from corpus.front_matter import Line, Words, front_of, labelled, lines_of, tail_of
from corpus.issuing import date_labelled, date_said, issuer_said, number_labelled, number_said
from corpus.periods import period_from
from corpus.place_names import region_said, region_spelt_out
from corpus.titles import (
    BRACKETED_STATUS,
    STATUS,
    first_line,
    title_labelled,
    title_of_file,
    title_of_table,
    title_said,
)

FRONT_CHARACTERS = 20_000
_TAIL_CHARACTERS = 3_000
_REGION_CHARACTERS = 200_000
_LONGEST_STATUS_LINE = 90
_STATUS_ALONE = re.compile(rf"[一-鿿]{{0,4}}{STATUS}")
_ORGANISATION_SOURCE = re.compile("[一-鿿]{2,30}(?:局|委|委员会|政府|办公室|中心|医院|厅|部)")


class Said(NamedTuple):
    """What a document says of itself, with the places of the words that say it."""

    title: Words | None
    issuer: Words | None
    number: Words | None
    issued_on: Words | None
    published_on: Words | None
    status: Words | None
    labels: Mapping[str, Words]


def source_from(source_text: SourceText, file_name: str) -> Source:
    """Return what a document says of itself; id, file and hash stay empty.

    >>> text = "太仓市卫生健康“十四五”规划（征求意见稿）\\n一、总则\\n（一）背景"
    >>> found = source_from(SourceText(text=text), "规划.docx")
    >>> found.title, found.region, found.status, found.period
    ('太仓市卫生健康“十四五”规划', '太仓市', '征求意见稿', '2021—2025年')
    """
    said = said_by(source_text)
    title = said.title.value if said.title else title_of_file(file_name)
    issuer = _value(said.issuer)
    text = simplified(source_text.text[:_REGION_CHARACTERS])
    return Source(
        id="",
        title=title,
        region=region_said(title) or region_spelt_out(title, text) or region_said(issuer),
        issuer=issuer,
        number=_value(said.number),
        issued_on=_value(said.issued_on) or _value(said.published_on),
        period=period_from(title, text),
        status=_value(said.status) or _status_in([title, PurePath(file_name).stem]),
    )


def said_by(source_text: SourceText) -> Said:
    """Return what a document says of itself and where."""
    text = source_text.text
    lines = list(lines_of(text[:FRONT_CHARACTERS]))
    front = front_of(lines)
    tail = _tail(text, lines, front)
    labels = labelled(front)
    title = title_labelled(labels["title"]) if "title" in labels else None
    number = number_labelled(labels["number"]) if "number" in labels else None
    issued = date_labelled(labels["issued_on"]) if "issued_on" in labels else None
    published = date_labelled(labels["published_on"]) if "published_on" in labels else None
    source = labels.get("source")
    if source and not _ORGANISATION_SOURCE.fullmatch(source.value):
        source = None
    return Said(
        title=title or title_said(front) or title_of_table(lines) or _marked(source_text, front),
        issuer=labels.get("issuer") or issuer_said(front, tail) or source,
        number=number or number_said(front),
        issued_on=issued or date_said(front) or date_said(tail),
        published_on=published,
        status=_status(front),
        labels=labels,
    )


def _tail(text: str, lines: Sequence[Line], front: Sequence[Line]) -> list[Line]:
    if len(text) <= FRONT_CHARACTERS:
        return tail_of(lines, front)
    start = len(text) - _TAIL_CHARACTERS
    last = list(lines_of(text[start:]))[1:]  # the first may be cut
    return [
        Line(each.text, each.raw, each.start + start, each.is_cell) for each in tail_of(last, [])
    ]


def _marked(source_text: SourceText, front: Sequence[Line]) -> Words | None:
    """The first line that the file marks as a heading, else the first that may be a title."""
    marked = {heading.start for heading in source_text.headings}
    titles = [line for line in front if line.start in marked]
    return first_line(titles[:1]) or first_line(front)


def _value(words: Words | None) -> str:
    return words.value if words else ""


def _status(front: Sequence[Line]) -> Words | None:
    for line in front:
        found = (
            BRACKETED_STATUS.search(line.text) if len(line.text) <= _LONGEST_STATUS_LINE else None
        )
        if found or _STATUS_ALONE.fullmatch(line.text):
            return Words(found.group(1) if found else line.text, line.start, line.end)
    return None


def _status_in(titles: Sequence[str]) -> str:
    found = (BRACKETED_STATUS.search(title) for title in titles)
    return next((status.group(1) for status in found if status), "")
