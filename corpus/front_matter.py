"""The lines of a letterhead and of the box above a document, each with its place in the text."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from corpus.characters import simplified
from corpus.numerals import NUMERAL

# Of patterns: with what an institution's name ends that issues documents.
ORGANISATION_END = (
    "(?:政府|办公室|办公厅|委员会|委|局|厅|部|党组|中心|医院|领导小组|指挥部|工会|学会|协会|联合会)"
)
_FRONT_LINES = 80
_TAIL_LINES = 14
_LONGEST_READ = 400
_LONGEST_VALUE = 90
_DEBRIS = re.compile(r"\[(?:bookmark|image):[^\]\n]*\]")
_HAN_SPACES = re.compile("(?<=[一-鿿]) (?=[一-鿿])")
# Two institutions side by side; but the parts of one name may be set apart, too.
_SIDE_BY_SIDE = re.compile(
    rf"(?<=[一-鿿]{{3}}[府室会组部局委厅院心]) +(?!办公室|办公厅|党组|党委|委员会|文件|关于|印发)"
    rf"(?=[一-鿿]{{2,20}}?{ORGANISATION_END})"
)
_FIRST_HEADING = re.compile(
    rf"第[{NUMERAL}\d]+[章节编篇条]|[{NUMERAL}]+[、.．]|"
    rf"[（(][{NUMERAL}]+[）)]|\d{{1,2}}[.．、]\s*\D|目\s*[录次]$|[问答][:：]"
)
# What a government's page calls these things in the box above a document.
LABELS = {
    "title": ("标题", "名称", "文件名称", "信息名称"),
    "issuer": (
        "发文机关", "发文单位", "制发机关", "发文机构", "发布机构", "发布单位", "公开主体",
        "责任单位", "印发单位", "印发机关", "颁布单位",
    ),
    "number": ("发文字号", "文号", "文件编号", "文件字号", "标准编号"),
    "issued_on": ("成文日期", "发文日期", "印发日期", "生成日期", "成文时间", "发文时间"),
    "published_on": ("发布日期", "发布时间", "公开日期", "公开时间", "时间", "日期"),
    "effective": ("实施日期", "施行日期", "生效日期", "实施时间"),
    "validity": ("有效性", "有效期", "时效性", "效力状态", "废止日期", "失效日期"),
    "source": ("信息来源", "来源", "稿源", "文章来源"),
}  # fmt: skip
# Other labels, which end the value before them.
_OTHER_LABELS = (
    "浏览次数|浏览量|浏览|点击数|点击|阅读量|阅读次数|访问量|访问次数|字号|字体|字体大小|视力保护色|作者"
    "|编辑|责任编辑|打印|索引号|主题分类|分类|信息分类|主题词|统一编号|公开方式|组配分类|体裁"
)
_FIELD_OF = {label: field for field, labels in LABELS.items() for label in labels}


def _spaced(label: str) -> str:
    return r"[\s　]*".join(label)


_ANY_LABEL = "|".join(_spaced(label) for label in sorted(_FIELD_OF, key=len, reverse=True))
_LABEL = re.compile(rf"(?:^|(?<=[\s　|｜【\[（(]))({_ANY_LABEL})\s*[】\]]?\s*[:：]\s*")
_LABEL_ALONE = re.compile(rf"\s*[【\[]?\s*({_ANY_LABEL})\s*[】\]]?\s*[:：]?\s*")
_VALUE_END = re.compile(rf"\s{{2,}}|[　|｜\t【]|\s+(?:{_ANY_LABEL}|{_OTHER_LABELS})\s*[:：]|\s\[")
# What a site puts around a document, copied together with it.
SITE = re.compile(
    r"(?:您?(?:现在|当前|所在)的?位置|您的位置)|^首页|^[>＞»›]|首页\s*[>＞»›]|ICP备|公网安备|版权所有"
    r"|网站(?:标识码|地图|支持)|^(?:分享到|打印|关闭|字体|字号|扫一扫|上一篇|下一篇|相关(?:链接|文章|阅读))"
    r"|^【?(?:打印|关闭|收藏)|浏览次数|点击数"
)


@dataclass(frozen=True)
class Line:
    """A line that says something: its words to be read, and where it stands.

    ``text`` is in simplified characters, runs of white space are one blank, none stands
    between two Han characters, and institutions side by side have a 、 between them. ``raw``
    is the source from ``start`` on, character for character, in simplified characters.
    """

    text: str
    raw: str
    start: int
    is_cell: bool

    @property
    def end(self) -> int:
        """Offset just after the last character."""
        return self.start + len(self.raw)


@dataclass(frozen=True)
class Words:
    """What a document says in some place: in short, and from where to where it stands there."""

    value: str
    start: int
    end: int


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines that say something."""
    position = 0
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        start = position + raw.find(stripped)
        position += len(raw)
        if words := read_words(stripped[:_LONGEST_READ]):
            plain = simplified(stripped[:_LONGEST_READ])
            yield Line(text=words, raw=plain, start=start, is_cell=raw.startswith("\t"))


def read_words(raw: str) -> str:
    """Return what a line says, as a reader takes it in.

    >>> read_words("太仓市民政局  太仓市财政局"), read_words("太仓市 人民政府 办公室 文件")
    ('太仓市民政局、太仓市财政局', '太仓市人民政府办公室文件')
    """
    text = unicodedata.normalize("NFC", simplified(_DEBRIS.sub("", raw)))
    text = re.sub(r"\s+", " ", text).strip()
    return _HAN_SPACES.sub("", _SIDE_BY_SIDE.sub("、", text))


def front_of(lines: Sequence[Line]) -> list[Line]:
    """Return the lines before the first numbered heading."""
    front: list[Line] = []
    for line in lines[:_FRONT_LINES]:
        if front and _FIRST_HEADING.match(line.text):
            break
        front.append(line)
    return front


def tail_of(lines: Sequence[Line], front: Sequence[Line]) -> list[Line]:
    """Return the last lines, where a notice with clauses of its own is signed."""
    return [line for line in lines[-_TAIL_LINES:] if line not in front]


def is_heading(line: Line) -> bool:
    """Whether a line begins with the number of a clause."""
    return _FIRST_HEADING.match(line.text) is not None


def labelled(front: Sequence[Line]) -> dict[str, Words]:
    """Return what stands behind a label, on its line or, in a table, in the next cell."""
    found: dict[str, Words] = {}
    for line, following in zip_longest(front, front[1:]):
        alone = _LABEL_ALONE.fullmatch(line.raw)
        if alone and following is not None and (line.is_cell or line.raw.endswith((":", "："))):
            _keep(found, alone.group(1), following, 0)
            continue
        for label in _LABEL.finditer(line.raw):
            _keep(found, label.group(1), line, label.end())
    return found


def _keep(found: dict[str, Words], label: str, line: Line, begin: int) -> None:
    end = _VALUE_END.search(line.raw, begin + 1)
    stop = end.start() if end else len(line.raw)
    value = read_words(line.raw[begin:stop])
    if value and len(value) <= _LONGEST_VALUE and not value.endswith(("：", ":")):
        field = _FIELD_OF[re.sub(r"[\s　]", "", label)]
        found.setdefault(field, Words(value, line.start + begin, line.start + stop))
