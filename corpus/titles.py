"""The title of a document: as a notice, a title line, a table's caption or its first line says."""

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import PurePath

from corpus.front_matter import ORGANISATION_END, SITE, Line, Words, is_heading
from corpus.periods import YEAR
from corpus.place_names import region_said

_LONGEST_LINE = 60
_SHORTEST_TITLE, _LONGEST_TITLE = 4, 90
_TITLE_BEGINNING = 24
_NOTICE_LINES = 4
_KIND = (
    "(?:规划|纲要|方案|要点|计划|意见|行动|办法|细则|措施|安排|清单|布局|通知|公告|条例|规定"
    "|总结|报告|公报|年报|标准|规范|指南|指引|规程|预案|制度|章程|决定|批复|通报|通告|纪要|解读|问答"
    "|须知|名单|目录|汇报|简报|说明|情况|规则|协议|倡议书|复函)"
)
STATUS = "(?:征求意见稿|送审稿|讨论稿|审议稿|报批稿|修订稿|论证稿|初稿|草案|试行|暂行)"
BRACKETED_STATUS = re.compile(rf"\s*[（(【\[〔]\s*([一-鿿]{{0,6}}{STATUS})\s*[）)】\]〕]")
_TITLE_LINE = re.compile(rf"[^。；！？：:，]*{_KIND}[》”]?(?:[（(][^（()）]{{2,20}}[）)])?")
# A kind of document and not a document: 国家标准, 情况说明, 目录.
_NO_TITLE = re.compile(
    rf"(?:中华人民共和国)?(?:国家|行业|地方|团体|企业)?(?:{_KIND}|文件|附件|前言|引言|摘要)+\d*"
    r"|[A-Za-z\d\s./:,—-]*"
)
_NOTICE = re.compile(
    r"(?:印发|发布|公布|转发|下发|征求)\s*(.+?)\s*(?:公开)?(?:意见|建议)?\s*的?\s*"
    r"(?:通知|公告|公示|函)"
)
_WHOLE_NOTICE = re.compile(
    r"关于(?:公开)?(?:印发|发布|公布|转发|下发|征求).+?(?:通知|公告|公示|函)"
)
# Whose it is, this does not say by itself.
_OURS = re.compile("[我本](?=[省市县区州盟旗院局委])")
_QUOTED = re.compile("《([^《》]+)》")
_NOT_IN_TITLE = re.compile(rf"\t|{YEAR}年\d|号$|文件$|^附件|^各|[，。：:；]|签发人|^\d{{4}}-")
_YEARS_IN_BRACKETS = re.compile(
    rf"[（(]\s*{YEAR}\s*年?\s*(?:[—–\-－~～至到]+\s*{YEAR}\s*年?)?[)）]"
)
_CAPTION = re.compile("(.+?)(主要)?(发展)?(主要|核心)?(指标|目标)(体系|表|一览表)?")
_CALLS_ITSELF = re.compile("(?:制定|编制|制订)本(规划|纲要|方案|计划)")
_FILE_NOISE = re.compile(
    rf"^附件\s*\d*\s*[：:.、_-]?|[（(]\s*\d+\s*[）)]|{STATUS}|[（(【\[]\s*[）)】\]]|"
    r"[-_ ]*副本|(?:最终|终)[稿版]|[vV]\d+$|\d{8}"
)
# Lines of a letterhead that are no title: whose it is, its number, its date, a notice's salutation.
_LETTERHEAD = re.compile(
    rf"[一-鿿、]{{2,40}}{ORGANISATION_END}(?:文件|令)?"
    r"|.*[〔\[［(（【]\s*\d{4}\s*[〕\]］)）】].*号|[（(].*[）)]|附件\s*\d*[:：]?"
    rf"|(?:签发人|密级|紧急程度|份号|特急|加急|机密|秘密).*|.*{YEAR}\s*年.{{1,5}}月.{{1,5}}日.{{0,4}}"
    r"|.*\d{4}-\d{1,2}-\d{1,2}.*"
)
_SENTENCE = re.compile("[。；;，,：:、…]$|。")
_SHORTEST_FIRST_LINE = 5


def title_said(front: Sequence[Line]) -> Words | None:
    """Return the plan that a notice issues, or the title line, which may run over two lines."""
    for position, line in enumerate(front):
        if len(line.text) > _LONGEST_TITLE or not re.search("关于|印发|征求", line.text):
            continue
        for end in range(position + 1, min(position + _NOTICE_LINES, len(front)) + 1):
            together = "".join(each.text for each in front[position:end])
            notice = _NOTICE.search(together)
            if notice and (named := _named_by(notice.group(1), together)):
                return Words(named, line.start, front[end - 1].end)
    for position, line in enumerate(front):
        bare = without_status(line.text)
        if len(bare) > _LONGEST_LINE or not _TITLE_LINE.fullmatch(bare) or SITE.search(line.text):
            continue
        if line.is_cell or _NO_TITLE.fullmatch(bare):
            continue
        start, end = line.start, line.end
        before = front[position - 1] if position else None
        if before is not None and _begins_title(before):
            bare, start = before.text + bare, before.start
        after = front[position + 1] if position + 1 < len(front) else None
        if after is not None and _YEARS_IN_BRACKETS.fullmatch(after.text):
            bare, end = bare + after.text, after.end
        if named := _whole(bare):
            return Words(named, start, end)
    return None


def title_labelled(found: Words) -> Words:
    """Return the title that stands behind a label: of a notice, what it issues."""
    notice = _NOTICE.search(found.value)
    named = _named_by(notice.group(1), found.value) if notice else ""
    return Words(named or _whole(found.value) or found.value, found.start, found.end)


def _begins_title(line: Line) -> bool:
    text = line.text
    if line.is_cell or len(text) > _TITLE_BEGINNING or _NOT_IN_TITLE.search(text):
        return False
    return not (BRACKETED_STATUS.search(text) or SITE.search(text) or _NO_TITLE.fullmatch(text))


def _named_by(named: str, notice: str) -> str:
    """What a notice issues; the notice itself, where that is only called ours."""
    found = _named_in(named)
    if found and _OURS.match(found):
        whole = _WHOLE_NOTICE.search(notice)
        return _named_in(whole.group()) if whole else ""
    return found


def first_line(front: Sequence[Line]) -> Words | None:
    """Return the first line that is neither letterhead nor sentence, as a title of any wording."""
    for line in front:
        text = without_status(line.text)
        if is_heading(line):
            return None
        if line.is_cell or SITE.search(text) or _LETTERHEAD.fullmatch(text):
            continue
        if _NO_TITLE.fullmatch(text) or len(text) < _SHORTEST_FIRST_LINE:
            continue
        if _SENTENCE.search(text) or len(text) > _LONGEST_LINE or re.match("关于印发$", text):
            return None
        named = _whole(text)
        return Words(named, line.start, line.end) if named else None
    return None


def title_of_table(lines: Sequence[Line]) -> Words | None:
    """A title from a table's caption, if it names a region and the text calls itself a plan."""
    itself = _CALLS_ITSELF.search("".join(line.text for line in lines))
    for line, following in pairwise(lines):
        caption = _CAPTION.fullmatch(line.text)
        if itself and caption and following.is_cell and region_said(line.text):
            title = f"{caption.group(1)}{caption.group(3) or ''}{itself.group(1)}"
            return Words(title, line.start, line.end)
    return None


def _named_in(words: str) -> str:
    """The document that words name, in 《》 or by themselves."""
    quoted = _QUOTED.search(words)
    return _whole(quoted.group(1) if quoted else words)


def _whole(words: str) -> str:
    named = without_status(words)
    if named.startswith("《") and named.find("》") == len(named) - 1:
        named = named[1:-1]
    return named if _SHORTEST_TITLE <= len(named) <= _LONGEST_TITLE and "。" not in named else ""


def without_status(title: str) -> str:
    """Return a title without the status in brackets behind it."""
    return BRACKETED_STATUS.sub("", title).strip()


def title_of_file(file_name: str) -> str:
    """Return a file's name as a title.

    >>> title_of_file("附件1：太仓市卫生健康规划（征求意见稿）(2).docx")
    '太仓市卫生健康规划'
    >>> title_of_file("a\\nb.txt")
    'a b'
    """
    stem = " ".join(PurePath(file_name).stem.split())
    bare = without_status(stem)
    for _ in range(2):  # a bracket may be empty only when its words are gone
        bare = _FILE_NOISE.sub("", bare).strip(" _-—.")
    return bare or stem or "未命名规划"
