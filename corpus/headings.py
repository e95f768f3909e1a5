"""The headings of Chinese official documents: their numbering, and where they end in a line."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from corpus.documents import Excerpt
from corpus.numerals import CIRCLED, HUNDREDS, NUMERAL, number_from

NumberStyle = Literal[
    "附件", "问", "部分", "章", "节",
    "条", "一、", "（一）", "专栏", "1.", "1.1", "（1）", "①", "1.1.1",
    "标题1", "标题2", "标题3", "标题4", "标题5", "标题6", "标题7", "标题8", "标题9", "unnumbered",
]  # fmt: skip
MARKED_STYLES: tuple[NumberStyle, ...] = (
    "标题1", "标题2", "标题3", "标题4", "标题5", "标题6", "标题7", "标题8", "标题9",
)  # fmt: skip
_HAN = f"{NUMERAL}{HUNDREDS}"
# What follows a decimal that is a quantity, not the number of a clause: 1.5万人.
_QUANTITY = "[万亿个人元岁%％‰倍年月日家张名所项例台座公千百]"
_MARKERS: tuple[tuple[NumberStyle, re.Pattern[str]], ...] = (
    ("部分", re.compile(rf"第\s*[{_HAN}\d]+\s*(?:部分|[篇编])[\s、.．：:]*")),
    ("章", re.compile(rf"第\s*[{_HAN}\d]+\s*章[\s、.．]*")),
    ("节", re.compile(rf"第\s*[{_HAN}\d]+\s*节[\s、.．]*")),
    # “第三条规定的” goes on with a sentence about the article; “第三条之一” is one of its own.
    (
        "条",
        re.compile(
            rf"第\s*[{_HAN}\d]+\s*条(?:之[{_HAN}]+)?"
            r"(?:[\s、.．：:]+|(?=[【（(〔])|(?![第至和与及或、的中所规款项之，。；]))"
        ),
    ),
    # “二、三级医院” goes on with a numeral: an enumeration.
    ("一、", re.compile(rf"[{_HAN}]+\s*、\s*(?![{_HAN}]+级)")),
    ("（一）", re.compile(rf"[（(]\s*[{_HAN}]+\s*[）)]\s*")),
    ("（1）", re.compile(r"[（(]\s*\d{1,2}\s*[）)]\s*")),
    ("①", re.compile(rf"[{CIRCLED}]\s*")),
    ("问", re.compile(rf"(?:问题?|[QＱ])\s*[{_HAN}\d]*\s*[：:、.．]\s*(?=[^。]*[？?])")),
    ("专栏", re.compile(rf"专栏\s*[{_HAN}\d]*\s*[：:]?\s*")),
    ("1.1.1", re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}(?![\d.])[\s、]*(?=\D)")),
    ("1.1", re.compile(rf"\d{{1,2}}\.\d{{1,2}}(?![\d.])(?:\s+|、|(?!{_QUANTITY}))(?=\D)")),
    ("1.", re.compile(r"\d{1,3}\s*(?:[．、](?!\d)|\.(?!\d))\s*")),
)
_NUMBER = re.compile(rf"[{CIRCLED}]|\d+(?=\D*$)|[{_HAN}]+")
_BARE = re.compile(
    rf"第[{_HAN}\d]+条(?:之[{_HAN}]+)?|第[（(]?[{_HAN}\d]+[）)]?[款项目]"
    rf"|[（(][{_HAN}\d]+[）)]|[{_HAN}]+|[{CIRCLED}]"
)
_SPACE = re.compile(r"\s+")
# The short title that some articles have before their words: 第三条【部门职责】….
_ARTICLE_TITLE = re.compile(r"[【（(〔][^【】（）()〔〕，。；]{2,16}[】）)〕]\s*")
# What a sentence has and a title has not: an obligation, what something amounts to, or a figure
# with its unit where a clause ends (“打造15分钟医疗圈” goes on).
_STATES = re.compile(
    r"应当|不得|可以|不予|不能|方可|免收|有权|起(?:施行|执行|实施)|[率数额准限期例资费]为"
    r"|标准按|百分之|不(?:低于|少于|超过|高于)"
    r"|\d\s*[百千万亿]*(?:[%％‰元人张名家所辆台户件期场次份只亩处支]|公里|公斤|平方米|个(?:百分点|月|工作日)?)"
    r"(?:以[上下内]|左右)?(?=[，。；：:]|$)"
    r"|\d\s*[日号]前"
    rf"|[{_HAN}零两千万]\s*(?:元|公里|平方米|个月|个工作日|日内|分钟内|小时内)"
)
# By these words a sentence is the first, second … of several, one or more of them in a paragraph.
ORDINAL = re.compile(
    rf"(?:[{NUMERAL}]+是(?!否)|其[{NUMERAL}]+[是，,、：]|第[{NUMERAL}]+[，,：]|首先[，,]?|其次[，,]?"
    rf"|再[次者][，,]?|最后[，,]|[{CIRCLED}])"
)
# Longest heading that may run into its sentence, in characters, its number not counted; the
# longest among the plans' numbered ones is 31 (江阴 12). An unnumbered opening must be shorter.
_RUN_IN_LIMIT = 32
_UNNUMBERED_LIMIT = 28
_UNNUMBERED_LEAST = 4
_WHOLE_LINE_LIMIT = 60
# Under these numbers a line may hold a task and no heading; longer than this, it does.
TASK_STYLES: tuple[NumberStyle, ...] = ("条", "1.", "（1）", "①")
_HEADING_SENTENCE_LIMIT = 12
# Under these, a line that states something is a clause, not the title of others.
_STATING_STYLES: tuple[NumberStyle, ...] = (*TASK_STYLES, "一、", "（一）", "1.1", "1.1.1")
_ARTICLE_TITLE_LIMIT = 12


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
    marker_end: int = 0
    is_item: bool = False


def is_bare_number(label: str) -> bool:
    """Whether a heading is but the number of a clause, as one that is a whole sentence is.

    >>> is_bare_number("第3条"), is_bare_number("第（二）项"), is_bare_number("第三章 目标")
    (True, True, False)
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


def without_marker(heading: Excerpt) -> Excerpt:
    """Return the words of a heading without its number."""
    found = heading_from(heading.text)
    return heading.cut(found.marker_end if found else 0, len(heading.text))


def states_something(words: str) -> bool:
    """Whether words are a statement by themselves, and not the title of what follows.

    >>> states_something("全市低保标准为每人每月1100元"), states_something("三公里以内二十元")
    (True, True)
    >>> states_something("打造15分钟医疗圈"), states_something("加强0—6岁儿童健康管理")
    (False, False)
    """
    return _STATES.search(words) is not None


def as_item(heading: Heading, line: str) -> Heading:
    """Return a numbered line as an item of a list: all its words are its own, none a title.

    >>> item = as_item(heading_from("（二）特困人员急救。"), "（二）特困人员急救。")
    >>> item.label, item.body_start
    ('（二）', 3)
    """
    end = heading.marker_end
    label = _SPACE.sub("", line[:end]).rstrip("、.．")
    if heading.style in TASK_STYLES:
        label = f"第{heading.number}项"
    return replace(heading, label=label, heading_end=end, body_start=end, is_item=True)


def _numbered(line: str, style: NumberStyle, marker_end: int) -> Heading:
    numeral = _NUMBER.search(line, 0, marker_end)
    number = number_from(numeral.group()) if numeral else None
    if style == "条":
        return _article(line, number, marker_end)
    end = _title_end(line, marker_end, _RUN_IN_LIMIT, marks="。：？?")
    if style == "问" and end is None:
        end = _title_end(line, marker_end, len(line), marks="？?")
    if end is not None and line[end] in "？?":
        end += 1  # a question keeps its mark, by which it is known
        start = min(end + len(line[end:]) - len(line[end:].lstrip()), len(line))
        return Heading(style, number, label_from(line[:end]), end, start, marker_end)
    if end is None and _is_title(line):
        end = len(line)
    is_bare = end is None or (
        style in (*TASK_STYLES, "1.1", "1.1.1") and _is_whole_sentence(line, marker_end, end)
    )
    if is_bare or (style in _STATING_STYLES and states_something(line[marker_end:end])):
        label = f"第{number}条" if style in TASK_STYLES else line[:marker_end].strip("、 ")
        return Heading(style, number, label, marker_end, marker_end, marker_end)
    assert end is not None
    body_start = _body_start(line, marker_end, end)
    return Heading(style, number, label_from(line[:end]), end, body_start, marker_end)


def _article(line: str, number: int | None, marker_end: int) -> Heading:
    """An article is known by its number as it is printed; all but a short title is its words."""
    label = _SPACE.sub("", line[:marker_end]).rstrip("、.．：:")
    title = _ARTICLE_TITLE.match(line, marker_end)
    rest = line[marker_end:]
    if title and title.end() < len(line):
        marker_end, label = title.end(), f"{label}{title.group().strip()}"
    elif len(rest) <= _ARTICLE_TITLE_LIMIT and re.fullmatch(r"[^，。；：:]+", rest):
        marker_end, label = len(line), label_from(line)
    return Heading("条", number, label, marker_end, marker_end, marker_end)


def _is_title(line: str) -> bool:
    """Whether a whole line is a title: short, and no sentence."""
    return len(line) <= _WHOLE_LINE_LIMIT and not re.search("[。；]", line)


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
    if end - start < _UNNUMBERED_LEAST and not bullet:
        return None
    if ORDINAL.match(line, start) or states_something(line[start:end]):
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
