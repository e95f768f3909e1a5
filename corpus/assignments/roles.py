"""The words that give units their part in a task, before a list of units or as a column's head."""

import re
from typing import Literal

Role = Literal["group", "lead", "cooperating", "leader", "deadline"]

_OFFICE = "(?:单位|部门|科室|处室|股室|机构|主体)"
_OR = r"(?:[（(/、和与及]?(?:责任|主办|主管|负责|实施|落实)[）)]?)?"
_LEAD = (
    "(?:总?牵头|责任|主责|主要责任|第一责任|主办|主管|负责|承办|承担|落实|组织|实施|组织实施|具体实施)"
    f"{_OR}{_OFFICE}"
)
_COOPERATING = rf"(?:配合|协办|协同|协助|协作|参与|参加|支持|会办|辅助)(?:责任|实施)?{_OFFICE}"
_LEADER = "(?:责任|分管|牵头|包保|主管|负责|包抓|挂钩)(?:省|市|县|区|州|委|局)?领导"
_DEADLINE = (
    "(?:计划|拟|要求)?(?:完成|办结|整改|落实|实施|推进|工作|目标)?(?:时限|期限|时间节点|时间要求)"
    "|(?:计划|拟|要求)?(?:完成|办结|落实)(?:时间|日期|进度)"
)
# 牵头单位：, 配合部门：, 完成时限： before what they announce.
LABEL = re.compile(
    "(?:(?P<group>专项小组组长单位)"
    f"|(?P<leader>{_LEADER})|(?P<deadline>{_DEADLINE})"
    f"|(?P<cooperating>{_COOPERATING})|(?P<lead>{_LEAD}))\\s*[：:]"
)
# The same as the head of a column, where 单位 may be left out.
_HEADS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("deadline", re.compile(f"{_DEADLINE}|进度(?:安排|要求)|时间(?:安排|进度)|完成(?:年|月)度?")),
    ("leader", re.compile(f"{_LEADER}|(?:责任|负责|联系)人")),
    ("cooperating", re.compile(f"{_COOPERATING}|^(?:配合|协办|协同|协助|参与|参加)")),
    ("lead", re.compile(f"{_LEAD}|^(?:牵头|主办|主责|责任(?:分工|落实)?|分工)$|^(?:总?牵头|主责)")),
)
# Where several of these stand together, the first leads, and those after it cooperate.
_RANKS = (re.compile("牵头|组长"), re.compile("主办|主管|主责|主要责任|第一责任"))


def role_of_head(head: str) -> Role | None:
    """Return the part that the units under a column's head have.

    >>> role_of_head("牵头部门"), role_of_head("参加单位"), role_of_head("办结时限")
    ('lead', 'cooperating', 'deadline')
    >>> role_of_head("单位"), role_of_head("重点任务")
    (None, None)
    """
    words = re.sub(r"\s+", "", head)
    return next((role for role, pattern in _HEADS if pattern.search(words)), None)


def rank_of(label: str) -> int:
    """How surely a label means the one that leads; 0 is the surest.

    >>> rank_of("牵头单位"), rank_of("主办单位"), rank_of("责任单位")
    (0, 1, 2)
    """
    return next((rank for rank, words in enumerate(_RANKS) if words.search(label)), len(_RANKS))
