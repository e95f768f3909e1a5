"""The headings of Chinese official documents: their numbering, and where they end in a line."""

import re
from dataclasses import dataclass
from typing import Literal

from corpus.numerals import CIRCLED, NUMERAL, number_from

NumberStyle = Literal[
    "部分", "章", "节", "条", "一、", "（一）", "专栏", "1.", "1.1", "（1）", "①", "1.1.1",
    "标题1", "标题2", "标题3", "标题4", "标题5", "标题6", "标题7", "标题8", "标题9", "unnumbered",
]  # fmt: skip
MARKED_STYLES: tuple[NumberStyle, ...] = (
    "标题1", "标题2", "标题3", "标题4", "标题5", "标题6", "标题7", "标题8", "标题9",
)  # fmt: skip
_HAN = f"{NUMERAL}百"
# What follows a decimal that is a quantity, not the number of a clause: 1.5万人.
_QUANTITY = "[万亿个人元岁%％‰倍年月日家张名所项例台座公千百]"
_MARKERS: tuple[tuple[NumberStyle, re.Pattern[str]], ...] = (
    ("部分", re.compile(rf"第\s*[{_HAN}\d]+\s*(?:部分|[篇编])[\s、.．：:]*")),
    ("章", re.compile(rf"第\s*[{_HAN}\d]+\s*章[\s、.．]*")),
    ("节", re.compile(rf"第\s*[{_HAN}\d]+\s*节[\s、.．]*")),
    ("条", re.compile(rf"第\s*[{_HAN}\d]+\s*条[\s、.．]+")),
    # “二、三级医院” goes on with a numeral: an enumeration.
    ("一、", re.compile(rf"[{_HAN}]+\s*、\s*(?![{_HAN}]+级)")),
    ("（一）", re.compile(rf"[（(]\s*[{_HAN}]+\s*[）)]\s*")),
    ("（1）", re.compile(r"[（(]\s*\d{1,2}\s*[）)]\s*")),
    ("①", re.compile(rf"[{CIRCLED}]\s*")),
    ("专栏", re.compile(rf"专栏\s*[{_HAN}\d]*\s*[：:]?\s*")),
    ("1.1.1", re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}(?![\d.])[\s、]*(?=\D)")),
    ("1.1", re.compile(rf"\d{{1,2}}\.\d{{1,2}}(?![\d.])(?:\s+|、|(?!{_QUANTITY}))(?=\D)")),
    ("1.", re.compile(r"\d{1,3}\s*(?:[．、](?!\d)|\.(?!\d))\s*")),
)
_NUMBER = re.compile(rf"[{CIRCLED}]|\d+(?=\D*$)|[{_HAN}]+")
_BARE = re.compile(r"第\d+条")
# Longest heading that may run into its sentence, in characters, its number not counted; the
# longest among the plans' numbered ones is 31 (江阴 12). An unnumbered opening must be shorter.
_RUN_IN_LIMIT = 32
_UNNUMBERED_LIMIT = 28
_WHOLE_LINE_LIMIT = 60
# Under these numbers a line may hold a task and no heading; longer than this, it does.
TASK_STYLES: tuple[NumberStyle, ...] = ("条", "1.", "（1）", "①")
_HEADING_SENTENCE_LIMIT = 12


@dataclass(frozen=True)
class Heading:
    """A heading at the start of a line: its style, number, label, and where each part ends.

    ``label`` is what a clause address shows. ``heading_end`` and ``body_start`` are offsets
    in the line. The body begins at ``body_start``: after the heading where that is a title
    (“人才培养：…”), with it where it is a sentence too (“人均补助标准不低于90元。…”); for a
    heading alone on its line it is the line's length.
    """

    style: NumberStyle
    number: int | None
    label: str
    heading_end: int
    body_start: int


def is_bare_number(label: str) -> bool:
    """Whether a heading is but the number of a clause, as one that is a whole sentence is.

    >>> is_bare_number("第3条"), is_bare_number("第三章 目标")
    (True, False)
    """
    return _BARE.fullmatch(label) is not None


def heading_from(line: str) -> Heading | None:
    """Return the heading that a line starts with, or ``None`` for a plain paragraph.

    >>> heading_from("（一）以人为本、健康至上。始终坚持以人民健康为中心").label
    '（一）以人为本、健康至上'
    >>> heading_from("3. 编制吴中区发展规划，明确战略目标、主要任务、重点工程、保障措施。").label
    '第3条'
    >>> heading_from("3岁以下婴幼儿") is None
    True
    """
    for style, marker in _MARKERS:
        match = marker.match(line)
        if match:
            return _numbered(line, style, match.end())
    return _unnumbered(line)


def marked_heading_from(line: str, level: int) -> Heading:
    """Return the heading that a line is, for a line that its file marks as one of ``level``.

    >>> marked_heading_from("发展目标", 2).style, marked_heading_from("第二章 目标", 1).style
    ('标题2', '章')
    """
    label = label_from(line)
    for style, marker in _MARKERS:
        match = marker.match(line)
        numeral = _NUMBER.search(line, 0, match.end()) if match else None
        if numeral:
            return Heading(style, number_from(numeral.group()), label, len(line), len(line))
    style = MARKED_STYLES[min(level, len(MARKED_STYLES)) - 1]
    return Heading(style, None, label, len(line), len(line))


def _numbered(line: str, style: NumberStyle, marker_end: int) -> Heading:
    numeral = _NUMBER.search(line, 0, marker_end)
    number = number_from(numeral.group()) if numeral else None
    end = _title_end(line, marker_end, _RUN_IN_LIMIT)
    if end is None and len(line) <= _WHOLE_LINE_LIMIT and not re.search("[。；]", line):
        end = len(line)
    if end is None or (style in TASK_STYLES and _is_whole_sentence(line, marker_end, end)):
        label = f"第{number}条" if style in TASK_STYLES else line[:marker_end].strip("、 ")
        return Heading(style, number, label, marker_end, marker_end)
    return Heading(style, number, label_from(line[:end]), end, _body_start(line, marker_end, end))


def _is_whole_sentence(line: str, start: int, end: int) -> bool:
    """Whether a numbered line is a sentence rather than a heading that happens to end in 。"""
    return end + 1 == len(line) and end - start > _HEADING_SENTENCE_LIMIT


def _unnumbered(line: str) -> Heading | None:
    """A bullet (——) or a short opening sentence heads the rest of its paragraph."""
    bullet = re.match(r"[—–-]{1,2}\s*", line)
    start = bullet.end() if bullet else 0
    end = _title_end(line, start, _UNNUMBERED_LIMIT, marks="。：" if bullet else "。")
    minimum_body = 15
    if end is None or len(line) - end < minimum_body or (not bullet and "，" in line[:end]):
        return None
    return Heading(
        "unnumbered", None, label_from(line[start:end]), end, _body_start(line, start, end)
    )


def _title_end(line: str, start: int, limit: int, marks: str = "。：") -> int | None:
    """Where a heading that runs into its sentence ends: before the first mark, if near enough."""
    depth = 0
    for position in range(start, min(start + limit + 1, len(line))):
        character = line[position]
        depth += (character in "“（(《") - (character in "”）)》")
        if character in marks and depth <= 0:
            return position if position > start else None
    return None


def _body_start(line: str, title_start: int, title_end: int) -> int:
    after_mark = min(title_end + 1, len(line))
    if after_mark == len(line):
        return len(line)
    return title_start if line[title_end] == "。" else after_mark


def label_from(heading: str) -> str:
    """Return a heading as a clause address shows it: single spaces, no closing mark.

    >>> label_from("（一）发展环境。")
    '（一）发展环境'
    """
    return re.sub(r"\s+", " ", heading).strip().rstrip("。：:").replace(" .", ".")
