"""Which of the plans at hand a quoted title may be that of."""

import re
from collections.abc import Iterator, Sequence

from assistant.checking.stance import kinds_in
from assistant.language.regions import short_region
from assistant.language.terms import terms_of
from assistant.language.years import FIVE_YEAR_PLAN, YEAR
from corpus.documents import Source

# A title that is quoted and names a plan of some kind.
TITLE = re.compile("《([^《》]+(?:规划|纲要|要点|方案|意见|行动|计划|办法|决定)[^《》]*)》")
# What makes a title one that something is said by.
_SAYS = re.compile(
    "(?:[（(][^（()）]*[）)])?[^，。《]{0,6}?(?:提出|要求|明确|规定|确定|指出|下达|目标|中)"
)
_ACCORDING = re.compile("(?:根据|按照|对照|依据|按)$")
_MARKS = re.compile(r"[\W_]|印发|关于")
_PERIOD = re.compile(f"{YEAR.pattern}|{FIVE_YEAR_PLAN.pattern}")
_USUAL = re.compile(
    "发展|事业|规划|纲要|工作|要点|方案|重点|任务|分工|实施|行动|计划|的|年|征求意见稿|[市区县]"
)
_SHARED = 0.5


def may_be(title: str, source: Source) -> bool:
    """Whether a title, as a draft words it, may be a source's.

    >>> source = Source(id="a", title="太仓市“十四五”卫生健康发展规划", region="太仓市")
    >>> may_be("规划", source), may_be("太仓市卫生健康“十四五”规划", source)
    (True, True)
    >>> may_be("太仓市2024年卫生健康工作要点", source), may_be("江苏省卫生健康规划", source)
    (False, False)
    """
    bare, known = _MARKS.sub("", title), _MARKS.sub("", source.title)
    if bare in known or known in bare:
        return True
    kinds, its_kinds = kinds_in(bare), kinds_in(known)
    periods, its_periods = set(_PERIOD.findall(bare)), set(_PERIOD.findall(known))
    region = short_region(source)
    if not (region and region in bare) or (its_kinds and not kinds & its_kinds):
        return False
    if periods and its_periods and not periods & its_periods:
        return False
    topic, its_topic = (set(terms_of(_topic(words, region))) for words in (bare, known))
    return not topic or len(topic & its_topic) >= _SHARED * len(topic)


def foreign_in(text: str, sources: Sequence[Source]) -> Iterator[int]:
    """Yield where the titles end by which a text says something, and which are no source's."""
    for quoted in TITLE.finditer(text):
        says = _SAYS.match(text, quoted.end()) or _ACCORDING.search(text[: quoted.start()])
        if says and not any(may_be(quoted[1], source) for source in sources):
            yield quoted.end()


def _topic(title: str, region: str) -> str:
    return _USUAL.sub("", _PERIOD.sub("", title.replace(region, "")))
