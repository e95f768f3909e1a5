"""By which words a draft tells what a plan says, and by which what was done or counted."""

import re
from dataclasses import dataclass
from typing import Literal

from assistant.language.years import COMING_PERIOD, YEAR

# ``aimed``: worded as an aim, but nothing tells that a plan says it.
Stance = Literal["planned", "aimed", "actual", "open"]

PLAN_WORD = (
    "(?<!免疫)规划(?!建设|布局|新建|设置|选址|局|用地)|纲要"
    "|(?:工作|本|该)要点|要点(?=[》，。]|提出|要求|安排|明确|规定|下达|部署|确定)"
    "|(?:分工|行动|本|该)方案|方案(?=》|提出|要求|安排|明确|规定|下达|部署|确定)"
)
_PLANNED = (
    rf"(?P<plan>{PLAN_WORD})|(?P<period>[35]年内|{COMING_PERIOD.pattern})"
    rf"|目标(?!人群|导向|管理)|[到至]{YEAR.pattern}年"
    "|要求(?=控制|不[低高少超]|降|提|达|由|高于|低于|每年|[到至])"
)
# An aim that one sets oneself for a year or a month is no plan's.
_OWN_AIM = (
    "(?:今年|明年|来年|本年度?|全年|年度|年内|[上下]半年|月底前?|年底前)"
    "[^，。；]{0,8}?(?:目标|任务|计划|安排)|计划(?=新|完成|开展|投入|建|增)"
)
_ACTUAL = (
    rf"{_OWN_AIM}|截[至止]|目前|全年|今年|明年|本年|去年|上年|上一年|[上下]半年|季度|(?<!\d)\d{{1,2}}月"
    r"|[同环]比(?=[增下上升降提减回][^，。]{0,4}\d)|实际|已(?:经|建|有|完|达|设|创|开|实|培|引|通|累|超)|累计|现有|实有|年内|现在|当前|年初"
    "|[现完]成情况|完成[率值]|下一步|本月|监测结果|仅有|建议|最新|我[市区县](?=为|是|达|有|实|目前|已)"
)
_MARKERS = re.compile(f"(?P<actual>{_ACTUAL})|(?P<planned>{_PLANNED})")
# A sentence that begins so says what a plan says, and so may those after it.
_LEAD = re.compile(
    rf"[^，。；]{{0,16}}?(?:{PLAN_WORD})[》”]?(?:[还也又]|同时|中)*"
    rf"(?:(?:提出|要求|明确|安排|规定|确定)(?!的)|[，：:])|(?:力争)?[到至]{YEAR.pattern}年"
    "|[^，。；]{0,12}目标(?:是|为|[，：:])"
)
_WORDED_AS_AIM = re.compile("力争|确保|争取|控制在|不低于|不少于|不超过|不高于|应达")
_SAID_AFTER = re.compile(
    "(?:以[上下内]|左右)?的?(?:规划|约束性|预期性)?(?:目标|要求)"
    "|[^，。；]{0,24}?的(?:规划|要点|方案)(?:目标|任务|要求|标准)"
)
# A figure is one's own where these words compare it with what is aimed at.
_COMPARED_WITH_AIM = re.compile(
    "(?:以[上下内]|左右)?，?(?:已|也|均|还|仍)?"
    "(?:高于|低于|优于|好于|超过|超出|超额|离|距|与|比|较|未达|达到了?|完成)[^，。；]{0,16}?(?:规划|目标|要求)"
)
_AIMS = re.compile(f"目标(?!人群)|{PLAN_WORD}")
_PROGRESS = re.compile(
    "进展|完成|情况|现状|成效|落实|实施|执行|成绩|成果|回顾|基础|做法|存在|问题|评估|总结"
)
# A heading under which one says what one will do oneself.
_OWN_PLANS = re.compile("打算|下一步|思路|计划|建议|安排|举措|措施|部署")
_TELLS_OF_PLAN = re.compile(
    f"(?:出台|印发|发布|解读|读懂|速览)[^，。]*(?:{PLAN_WORD})"
    f"|(?:{PLAN_WORD})[^，。]*(?:出台|解读|摘要|速览|宣传)|规划.*(?:目标|指标)(?!.*(?:{_PROGRESS.pattern}))"
)
_CAME_OUT = re.compile("》[^，。；]{0,6}?(?:正式|已经?)?(?:印发|发布|出台|公布)(?!后|以来|实施以)")
_KINDS = (("要点", "要点"), ("方案", "方案"), ("规划", "规划"), ("纲要", "规划"))


@dataclass(frozen=True)
class StanceMarker:
    """The last words before a place that tell whether a plan speaks; ``end`` is theirs.

    ``names_plan`` tells that they name a plan or its years, and ``kind`` which kind of plan
    (规划, 要点, 方案).
    """

    end: int
    stance: Stance
    names_plan: bool = False
    kind: str = ""


def last_marker(text: str) -> StanceMarker | None:
    """Return the last marker in a text.

    >>> marker = last_marker("规划要求达到60%，目前为")
    >>> marker.stance, marker.end
    ('actual', 12)
    """
    found = list(_MARKERS.finditer(text))
    if not found:
        return None
    last = found[-1]
    if last["actual"]:
        return StanceMarker(last.end(), "actual")
    kinds = kinds_in(last["plan"] or "")
    return StanceMarker(
        last.end(), "planned", bool(last["plan"] or last["period"]), next(iter(kinds), "")
    )


def kinds_in(title: str) -> frozenset[str]:
    """Return what kinds of plans a title names; a 纲要 is a 规划.

    >>> sorted(kinds_in("“健康江阴2030”规划纲要重点任务分工方案"))
    ['方案', '规划']
    """
    return frozenset(kind for word, kind in _KINDS if word in title)


def stance_behind(text: str, end: int) -> Stance | None:
    """Return what the words right behind a figure tell of it.

    >>> stance_behind("达到60%的目标", 5), stance_behind("为66%，超过规划的目标", 4)
    ('planned', 'actual')
    """
    if _SAID_AFTER.match(text, end):
        return "planned"
    return "actual" if _COMPARED_WITH_AIM.match(text, end) else None


def led_by(sentence: str) -> Stance | None:
    """Return what a sentence leads one to expect of the next: a plan's words, or what was done."""
    if _LEAD.match(sentence):
        return "planned"
    marker = last_marker(sentence)
    return "actual" if marker and marker.stance == "actual" else None


def announced(heading: str) -> Stance | None:
    """Return what a heading announces, if it is clear.

    >>> announced("规划主要目标"), announced("目标完成情况"), announced("上半年工作进展")
    ('planned', None, 'actual')
    """
    aims = _AIMS.search(heading)
    progress = _PROGRESS.search(heading) or _OWN_PLANS.search(heading)
    if aims and not progress:
        return "planned"
    return "actual" if progress and not aims else None


def is_own_plan(heading: str) -> bool:
    """Whether under a heading a draft says what is to be done next."""
    return bool(_OWN_PLANS.search(heading)) and not re.search(PLAN_WORD, heading)


def tells_of_plan(title: str) -> bool:
    """Whether all that is said under a title is what a plan says.

    >>> tells_of_plan("常熟出台“十四五”卫生健康规划"), tells_of_plan("规划实施情况的报告")
    (True, False)
    """
    return bool(_TELLS_OF_PLAN.search(title))


def reports_plan(text: str) -> bool:
    """Whether the beginning of a text reports that a plan has come out.

    >>> reports_plan("近日，《太仓市卫生健康规划》正式印发。"), reports_plan("对照《太仓市规划》")
    (True, False)
    """
    return bool(_CAME_OUT.search(text))


def worded_as_aim(clause: str) -> bool:
    """Whether a clause is worded as an aim: 力争, 控制在, 不低于."""
    return bool(_WORDED_AS_AIM.search(clause))
