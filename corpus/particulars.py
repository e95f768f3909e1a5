"""All that a document says of itself, each with the words that say it: 文号, 主送, 联系人."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal, get_args

from corpus.characters import simplified
from corpus.documents import SourceText
from corpus.front_matter import Line, Words, front_of, lines_of, read_words
from corpus.issuing import date_labelled, standard_in_force
from corpus.metadata import FRONT_CHARACTERS, Said, said_by
from corpus.periods import SAID_PERIOD, period_from
from corpus.place_names import region_said

Field = Literal[
    "title", "region", "issuer", "number", "issued_on", "published_on", "status", "period",
    "effective", "validity", "recipients", "copies", "contact", "phone", "drafter", "interpreter",
    "source", "annexes",
]  # fmt: skip
FIELDS: tuple[Field, ...] = get_args(Field)
_MOST_OF_A_KIND = 3
_LONGEST_SUBJECT = 16
_OPENS = re.compile("现将|现就|现印发|为[了贯进深认]")
_ADDRESSED = re.compile(
    r"(?:各|[省市县区州局委院]|本|全|直属|有关|机关|[一-鿿]{2,12}(?:政府|[局委厅院]))"
    r"[^。；：:]{0,300}[：:]"
)
_NOT_ADDRESSED = re.compile("如下|以下|现将|[是为]：$|问[：:]")
_IN_FORCE = re.compile(
    r"(?:自|从)\s*([^。；，,\n自]{2,30}?)\s*(?:起|开始)?\s*(?:正式)?(?:施行|实施|生效|执行)"
)
# Whose words these are: the document's own, not those of a measure in it.
_OF_ITSELF = re.compile(r"(?:[本该此][一-鿿《》]{2,12}|[。；，\n\s]|条)$")
_VALID = re.compile(r"有效期(?:限)?\s*[为至到：:]?\s*([^。；，,\n]{1,24})")
_VALID_ITSELF = re.compile(r"[本该此][一-鿿]{2,8}$|[，,；。]$")
_PHONE = (
    r"(?:[（(]?0\d{2,3}[）)]?\s?[-—－–]?\s?)?\d{7,8}(?!\d)|1\d{10}(?!\d)|1\d{4}(?!\d)|400[-\d]{7,9}"
)
_SAID_ANYWHERE: dict[Field, re.Pattern[str]] = {
    "copies": re.compile(r"抄\s*[送报]\s*[：:]\s*([^\n。]{2,200})"),
    "contact": re.compile(
        r"(?:联\s*系\s*人|经办人|联络员)\s*[：:]\s*"
        r"([^\n，,；;。：:（）()\d\s]{2,12}(?:[、 　][一-鿿]{2,4}){0,3})"
    ),
    "phone": re.compile(
        rf"(?:电\s*话|热线|联系方式|联\s*系\s*人\s*[：:]\s*[一-鿿]{{2,4}})(?:号码)?\s*[：:，,]?\s*"
        rf"((?:{_PHONE})(?:\s?[、，/]\s?(?:{_PHONE}))*)"
    ),
    "drafter": re.compile(
        r"(?:起草|编制|编写|牵头起草)(?:单位|部门|机构)\s*[：:]\s*([^\n。]{2,200})"
        r"|由\s*([一-鿿、]{4,60}?)\s*(?:负责|牵头)?(?:起草|编制)(?=[。，；])"
    ),
    "interpreter": re.compile(r"由\s*([一-鿿、]{2,60}?)\s*负责解释"),
}
_ANNEXES = re.compile(
    r"^\s*附\s*件\s*[：:]\s*(\S[^\n]*(?:\n\s*\d{1,2}\s*[.．、][^\n]+)*)", re.MULTILINE
)


@lru_cache(maxsize=64)
def particulars_from(source_text: SourceText) -> Mapping[Field, tuple[Words, ...]]:
    """Return what a document says of itself, by field; of a field that it is silent on, nothing.

    >>> text = "关于印发《太仓市托育办法》的通知\\n太卫〔2025〕3号\\n各镇人民政府：\\n联系人：王敏"
    >>> found = particulars_from(SourceText(text=text))
    >>> found["recipients"][0].value, found["contact"][0].value, "copies" in found
    ('各镇人民政府', '王敏', False)
    """
    found: dict[Field, tuple[Words, ...]] = {}
    for field, words in _found_in(source_text):
        before = found.get(field, ())
        if len(before) < _MOST_OF_A_KIND and all(words.value != b.value for b in before):
            found[field] = (*before, words)
    return found


def _found_in(source_text: SourceText) -> Iterator[tuple[Field, Words]]:
    said = said_by(source_text)
    text = simplified(source_text.text)
    front = front_of(list(lines_of(source_text.text[:FRONT_CHARACTERS])))
    yield from _of_source(said, text)
    for recipients in _recipients(front):
        yield "recipients", recipients
    yield from _times(said, text, front)
    for field, pattern in _SAID_ANYWHERE.items():
        for found in pattern.finditer(text):
            group = found.lastindex or 1
            value = read_words(found.group(group)).strip("。，,；; ")
            yield field, Words(value, found.start(), found.end(group))
    for found in _ANNEXES.finditer(text):
        parts = re.split(r"\n\s*", found.group(1).strip())
        yield "annexes", Words("；".join(map(read_words, parts)), found.start(1), found.end(1))


def _of_source(said: Said, text: str) -> Iterator[tuple[Field, Words]]:
    fields: tuple[Field, ...] = (
        "title", "issuer", "number", "issued_on", "published_on", "status",
    )  # fmt: skip
    for field in fields:
        words = getattr(said, field)
        if words:
            yield field, words
    if source := said.labels.get("source"):
        yield "source", source
    for words in (said.title, said.issuer):
        if words and (region := region_said(words.value)):
            yield "region", Words(region, words.start, words.end)
            break
    if said.title and (period := period_from(said.title.value)):
        yield "period", Words(period, said.title.start, said.title.end)
    for found in SAID_PERIOD.finditer(text):
        years = f"{found.group(1)}—{found.group(2)}年"
        yield "period", Words(years, *_sentence(text, found.start(), found.end()))


def _recipients(front: list[Line]) -> Iterator[Words]:
    for position, line in enumerate(front):
        if _OPENS.match(line.text):
            return
        for before in (front[position : position + 1], front[max(position - 1, 0) : position + 1]):
            together = "".join(each.text for each in before)
            is_named = _ADDRESSED.fullmatch(together) and not _NOT_ADDRESSED.search(together)
            if is_named and "关于" not in together:
                yield Words(together.rstrip("：:"), before[0].start, before[-1].end)
                return


def _times(said: Said, text: str, front: list[Line]) -> Iterator[tuple[Field, Words]]:
    """From when it is in force, and for how long."""
    if (label := said.labels.get("effective")) and (day := date_labelled(label)):
        yield "effective", day
    if day := standard_in_force(front):
        yield "effective", day
    for found in reversed(list(_IN_FORCE.finditer(text))):
        before = text[max(found.start() - _LONGEST_SUBJECT, 0) : found.start()]
        if not before or _OF_ITSELF.search(before):
            place = _sentence(text, found.start(), found.end())
            yield "effective", Words(read_words(found.group()), *place)
            break
    if label := said.labels.get("validity"):
        yield "validity", label
    for found in _VALID.finditer(text):
        before = text[max(found.start() - _LONGEST_SUBJECT, 0) : found.start()]
        start, end = _sentence(text, found.start(), found.end())
        if _VALID_ITSELF.search(before) and re.search("施行|实施|执行|本|印发", text[start:end]):
            yield "validity", Words(f"有效期{read_words(found.group(1))}", start, end)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence or line begins and ends that holds a stretch of text."""
    before = max(text.rfind(mark, 0, start) for mark in "。；\n")
    after = min(
        (at for at in (text.find(mark, end) for mark in "。；\n") if at >= 0), default=len(text)
    )
    return before + 1, after
