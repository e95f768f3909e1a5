"""Whether a sentence has units lead or cooperate as the plans have it."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal

from assistant.chat.figures import plain
from assistant.chat.items import Item
from corpus.documents import Unit

Role = Literal["lead", "cooperating"]
_LEADS = "牵头|主办|主管|负责|领头|挑头|组长单位|责任单位"
_COOPERATES = "配合|协助|协办|协同|参与|参加|支持单位"
_ROLE = re.compile(f"(?P<lead>{_LEADS})|(?P<cooperating>{_COOPERATES})")
# The units stand behind: 牵头单位是甲局, 配合的有乙局.
# What else a unit may do; the source must have the very word.
_OTHER_ROLE = re.compile("监督|督导|督查|审批|审核|承办|考核")
# The units of a task in brackets at its end: （基层卫生科、人事科）.
_IN_BRACKETS = re.compile(r"[（(]([^（）()：]+)[）)]")
_UNIT_END = re.compile("(?:科|处|股|室|局|委|办|部|院|所|站|会|中心|党委|委员会)$")
_BEHIND = re.compile("(?:单位|部门|科室|的)*(?:分别)?(?:是|为|有|：|包括)+")
_LISTED = re.compile("[、，,；;。：:（）()\n]|以及|和|及(?!其)|与|或|还有")
_AGENT = re.compile("^.*?(?:除[^由]*外)?由")
_FILLER = re.compile(
    "^(?:分别|共同|也|都|还|主要|其中|另外|同时|则|主动)+|(?:分别|共同|一起|主动|主要|等|也|都|还|是|为|作为|都是|同为)+$"
)
_SHORTEST = 2
_NO_UNIT = re.compile(
    "任务|工作(?!部门|委员会)|事项$|这项|该项|^(?:牵头|配合|责任)?(?:单位|部门)$|哪|谁|\\d|^的|^是|^为|的$|是$|为$"
)


def wrong_roles(said: str, item: Item) -> str:
    """A unit that leads where it only cooperates, the other way round, or has no part in it."""
    source = f"{item.said}\\n{item.where}"
    told = _units(item)
    known = {role: "".join(units) for role, units in told.items()}
    for match in _OTHER_ROLE.finditer(said):
        before = said[: match.start()]
        if ("由" in before or before.endswith("共同")) and match.group() not in source:
            return f"原文没有这样的分工：{match.group()}"
    for match in _ROLE.finditer(said):
        after = said[match.end() : match.end() + _SHORTEST]
        opposite = _COOPERATES if match.lastgroup == "lead" else _LEADS
        has_object = after and after not in ("单位", "部门")
        is_said = match.group() + after in source
        if has_object and not is_said and re.search(f"(?:{opposite}){re.escape(after)}", source):
            return f"牵头与配合说反了：{match.group()}{after}"
    for role, names in _said(said):
        other: Role = "cooperating" if role == "lead" else "lead"
        if not _role_in(source, role) and not told[role]:
            return f"原文没有这样的分工：{'牵头' if role == 'lead' else '配合'}"
        for name in names:
            if name in known[role] or any(name.endswith(u) for u in told[role] if len(u) > 1):
                continue
            if name in known[other] or any(name.endswith(u) for u in told[other] if len(u) > 1):
                return f"牵头与配合说反了：{name}"
            if item.assignments or item.is_row:
                return f"分工里没有：{name}"
    return ""


def gives_roles(text: str) -> bool:
    """Whether a text says who leads or cooperates."""
    return _ROLE.search(text) is not None


def _role_in(source: str, role: Role) -> bool:
    return any(match.lastgroup == role for match in _ROLE.finditer(source))


def _said(text: str) -> Iterator[tuple[Role, list[str]]]:
    """Yield each role that a text gives, with the units it gives it to."""
    start = 0
    for match in _ROLE.finditer(text):
        role: Role = "lead" if match.lastgroup == "lead" else "cooperating"
        behind = _BEHIND.match(text, match.end())
        if behind:
            following = _ROLE.search(text, behind.end())
            listed = re.split(
                "[。；;]", text[behind.end() : following.start() if following else None]
            )[0]
            yield role, _names(listed)
            start = behind.end()
            continue
        before = text[start : match.start()]
        if "由" in before:
            yield role, _names(_AGENT.sub("", before.split("。")[-1]))
        else:
            clause = re.split("[。；;]", before)[-1]
            yield role, _names(re.split("[，,（(：]", clause)[-1])
        start = match.end()


def _names(listed: str) -> list[str]:
    pieces = (_FILLER.sub("", piece.strip("“”\"' ")) for piece in _LISTED.split(listed))
    return [p for p in pieces if len(p) >= _SHORTEST and not _NO_UNIT.search(p)]


def _names_of(units: Iterable[Unit]) -> list[str]:
    return [plain(name) for unit in units for name in (unit.said, unit.name) if name]


@lru_cache(maxsize=256)
def _units(item: Item) -> dict[Role, tuple[str, ...]]:
    """The units of each role in an item: of records, of the columns of a row, of sentences."""
    found: dict[Role, list[str]] = {"lead": [], "cooperating": []}
    for assignment in item.assignments:
        found["lead"] += _names_of(assignment.lead)
        found["cooperating"] += _names_of(assignment.cooperating)
    if not item.assignments:
        for line in item.said.split("\n"):
            for role, names in _said(line):
                found[role] += names
            for listed in _IN_BRACKETS.findall(line):
                names = _names(listed)
                if names and all(_UNIT_END.search(name) for name in names):
                    found["lead"] += names
    return {role: tuple(names) for role, names in found.items()}
