"""What a document says of itself: title, region, issuer, number, date, period and status.

Read from the lines before its first numbered heading, where official documents say it: the
letterhead, the notice that issues the plan, the title, the signature over the date; or the
box of labels on a government's page. What is not said stays empty, but for the title, which
then is the file's name. All of it is a guess that the user may correct.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import PurePath

from corpus.documents import Source, SourceText
from corpus.numerals import NUMERAL, ZEROS
from corpus.periods import YEAR, date_from, period_from
from corpus.place_names import region_said, region_spelt_out

_FRONT_LINES = 80
_FRONT_CHARACTERS = 20_000
_REGION_CHARACTERS = 200_000
_LONGEST_LINE = 60
_LONGEST_READ = 400
_SHORTEST_TITLE = 4
_LONGEST_TITLE = 90
_TITLE_BEGINNING = 24
_NOTICE_LINES = 4

_DEBRIS = re.compile(r"\[(?:bookmark|image):[^\]\n]*\]")
_HAN_SPACES = re.compile("(?<=[一-鿿]) (?=[一-鿿])")
_FIRST_HEADING = re.compile(
    rf"第[{NUMERAL}\d]+[章节编篇条]|[{NUMERAL}]+[、.．]|"
    rf"[（(][{NUMERAL}]+[）)]|\d{{1,2}}[.．、]\s*\D|目\s*[录次]$"
)
_PLAN_WORD = (
    "(?:规划|纲要|方案|要点|计划|意见|行动|办法|细则|措施|安排|清单|布局|通知|公告|条例|规定)"
)
_STATUS = "(?:征求意见稿|送审稿|讨论稿|审议稿|报批稿|修订稿|论证稿|初稿|草案|试行)"
_BRACKETED_STATUS = re.compile(rf"\s*[（(【\[〔]\s*([一-鿿]{{0,6}}{_STATUS})\s*[）)】\]〕]")
_STATUS_ALONE = re.compile(rf"[一-鿿]{{0,4}}{_STATUS}")
_TITLE_LINE = re.compile(rf"[^。；！？：:，]*{_PLAN_WORD}[》”]?(?:[（(][^（()）]{{2,20}}[）)])?")
_NOTICE = re.compile(
    r"(?:印发|发布|公布|转发|下发|征求)\s*(.+?)\s*(?:公开)?(?:意见|建议)?\s*的?\s*"
    r"(?:通知|公告|公示|函)"
)
_NOTICE_ISSUER = re.compile(r"([一-鿿]{4,30}?)关于(?:印发|发布|公布|转发|下发)")
_QUOTED = re.compile("《([^《》]+)》")
_NOT_IN_TITLE = re.compile(rf"\t|{YEAR}年\d|号$|文件$|^附件|^各|[，。：:；]|签发人")
_ORGANISATION = re.compile(
    "(?!各|附)[一-鿿、 ]{2,40}"
    "(?:政府|办公室|委员会|委|局|厅|部|党组|中心|医院|领导小组|指挥部|工会)"
)
_DATE_LINE = re.compile(
    rf"[（(]?\s*([\d{ZEROS}{NUMERAL}]{{4}}\s*年.{{1,5}}月.{{1,5}}日)\s*[）)]?(?:印发|发布)?"
)
_SIGNED_AND_DATED = re.compile(rf"(.+?)\s*({_DATE_LINE.pattern})")
_NUMBER = re.compile(
    r"([一-鿿]{2,12})\s*[〔\[［(（【]\s*(\d{4})\s*[〕\]］)）】]\s*第?\s*(\d{1,4})\s*号"
)
_CAPTION = re.compile("(.+?)(主要)?(发展)?(主要|核心)?(指标|目标)(体系|表|一览表)?")
_CALLS_ITSELF = re.compile("(?:制定|编制|制订)本(规划|纲要|方案|计划)")
_FILE_NOISE = re.compile(
    rf"^附件\s*\d*\s*[：:.、_-]?|[（(]\s*\d+\s*[）)]|{_STATUS}|[（(【\[]\s*[）)】\]]|"
    r"[-_ ]*副本|(?:最终|终)[稿版]|[vV]\d+$|\d{8}"
)
# What a government's page calls these things in the box above a document.
_LABELS = {
    "title": ("标题", "名称", "文件名称", "信息名称"),
    "issuer": ("发文机关", "发布机构", "发文单位", "制发机关", "发文机构"),
    "number": ("发文字号", "文号", "文件编号"),
    "issued_on": ("成文日期", "发文日期", "印发日期", "发布日期", "生成日期", "公开日期"),
}


def source_from(source_text: SourceText, file_name: str) -> Source:
    """Return what a document says of itself; id, file and hash stay empty.

    >>> text = "太仓市卫生健康“十四五”规划（征求意见稿）\\n一、总则\\n（一）背景"
    >>> found = source_from(SourceText(text=text), "规划.docx")
    >>> found.title, found.region, found.status, found.period
    ('太仓市卫生健康“十四五”规划', '太仓市', '征求意见稿', '2021—2025年')
    """
    lines = list(_lines_of(source_text.text[:_FRONT_CHARACTERS]))
    cells_and_lines = _front_of(lines)
    front = [line.strip() for line in cells_and_lines]
    labelled = _labelled(front)
    stem = PurePath(file_name).stem
    said = labelled.get("title") or _title_said(cells_and_lines)
    title = _without_status(said) or _title_of_table(lines) or _title_of_file(stem)
    issuer = labelled.get("issuer") or _issuer(front)
    text = source_text.text[:_REGION_CHARACTERS]
    return Source(
        id="",
        title=title,
        region=region_said(title) or region_spelt_out(title, text) or region_said(issuer),
        issuer=issuer,
        number=_number([labelled.get("number", ""), *front]),
        issued_on=date_from(labelled.get("issued_on", "")) or _date(front),
        period=period_from(title, text),
        status=_status(front) or _status([title, stem]),
    )


def _lines_of(text: str) -> Iterator[str]:
    """Yield the lines that say something; an indicator table's first cell keeps its tab."""
    for raw in unicodedata.normalize("NFC", _DEBRIS.sub("", text)).splitlines():
        line = _HAN_SPACES.sub("", re.sub(r"\s+", " ", raw[:_LONGEST_READ])).strip()
        if line:
            yield f"\t{line}" if raw.startswith("\t") else line


def _front_of(lines: Sequence[str]) -> list[str]:
    front: list[str] = []
    for line in lines[:_FRONT_LINES]:
        if front and _FIRST_HEADING.match(line):
            break
        front.append(line)
    return front


def _labelled(front: Sequence[str]) -> dict[str, str]:
    """What stands behind a label, on its line or, in a table, in the next cell."""
    found: dict[str, str] = {}
    for line, following in pairwise([*front, ""]):
        label, colon, value = (part.strip() for part in re.sub("[:：]", "：", line).partition("："))
        for field, labels in _LABELS.items():
            if label.replace(" ", "") in labels and (colon or len(front) > 1):
                words = value or following
                if words and len(words) <= _LONGEST_TITLE and not words.endswith(("：", ":")):
                    found.setdefault(field, words)
    return found


def _title_said(front: Sequence[str]) -> str:
    """The plan that a notice issues, or the title line, which may run over two lines."""
    for position, line in enumerate(front):
        if len(line) > _LONGEST_TITLE or not re.search("关于|印发|征求", line):
            continue
        for end in range(position + 1, position + 1 + _NOTICE_LINES):
            notice = _NOTICE.search("".join(front[position:end]))
            if notice and (named := _named_in(notice.group(1))):
                return named
    for position, line in enumerate(front):
        bare = _without_status(line)
        if len(bare) <= _LONGEST_LINE and _TITLE_LINE.fullmatch(bare):
            before = front[position - 1] if position else ""
            begins = before and len(before) <= _TITLE_BEGINNING and not _NOT_IN_TITLE.search(before)
            if begins and not _BRACKETED_STATUS.search(before):
                bare = before + bare
            return _named_in(bare)
    return ""


def _named_in(words: str) -> str:
    quoted = _QUOTED.search(words)
    named = _without_status(quoted.group(1) if quoted else words).strip("《》 ")
    return named if _SHORTEST_TITLE <= len(named) <= _LONGEST_TITLE and "。" not in named else ""


def _without_status(title: str) -> str:
    return _BRACKETED_STATUS.sub("", title).strip()


def _title_of_table(lines: Sequence[str]) -> str:
    """A title from a table's caption, if it names a region and the text calls itself a plan."""
    itself = _CALLS_ITSELF.search("".join(lines))
    for line, following in pairwise(lines):
        caption = _CAPTION.fullmatch(line)
        if itself and caption and following.startswith("\t") and region_said(line):
            return f"{caption.group(1)}{caption.group(3) or ''}{itself.group(1)}"
    return ""


def _title_of_file(stem: str) -> str:
    """A file's name as a title.

    >>> _title_of_file("附件1：太仓市卫生健康规划（征求意见稿）(2)")
    '太仓市卫生健康规划'
    >>> _title_of_file("a\\nb")
    'a b'
    """
    stem = " ".join(stem.split())
    bare = _without_status(stem)
    for _ in range(2):  # a bracket may be empty only when its words are gone
        bare = _FILE_NOISE.sub("", bare).strip(" _-—.")
    return bare or stem or "未命名规划"


def _issuer(front: Sequence[str]) -> str:
    """Who signs over the date, else whose letterhead it is, else who issues by the notice."""
    for position, line in enumerate(front):
        together = _SIGNED_AND_DATED.fullmatch(line)
        if together and _ORGANISATION.fullmatch(together.group(1)):
            return together.group(1)
        if _DATE_LINE.fullmatch(line):
            signed = []
            for before in reversed(front[:position]):
                if not _ORGANISATION.fullmatch(before):
                    break
                signed.append(before)
            if signed:
                return "、".join(reversed(signed))
    for line in front:
        if line.endswith("文件") and _ORGANISATION.fullmatch(line[:-2]):
            return line[:-2]
    for line in front:
        issuer = _NOTICE_ISSUER.match(line)
        if issuer and _ORGANISATION.fullmatch(issuer.group(1)):
            return issuer.group(1)
    return ""


def _number(lines: Sequence[str]) -> str:
    for line in lines:
        found = _NUMBER.match(line.rpartition("：")[2] if line.startswith("文") else line)
        if found and len(line) <= _LONGEST_LINE and "《" not in line:
            return f"{found.group(1)}〔{found.group(2)}〕{found.group(3)}号"
    return ""


def _date(front: Sequence[str]) -> str:
    for line in front:
        found = _DATE_LINE.fullmatch(line) or _SIGNED_AND_DATED.fullmatch(line)
        if found and len(line) <= _LONGEST_LINE:
            return date_from(found.group(found.lastindex or 1))
    return ""


def _status(lines: Sequence[str]) -> str:
    for line in lines:
        found = _BRACKETED_STATUS.search(line) if len(line) <= _LONGEST_TITLE else None
        if found:
            return found.group(1)
        if _STATUS_ALONE.fullmatch(line):
            return line
    return ""
