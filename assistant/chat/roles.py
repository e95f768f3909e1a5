"""Whether a sentence has a unit lead or cooperate as the plans have it."""

import re
from collections.abc import Sequence

from assistant.chat.figures import plain
from assistant.chat.items import CLAUSE_END, Item
from corpus.documents import Assignment

_LEADS = re.compile("牵头|主办|负责")
_COOPERATES = re.compile("配合|协助|协办")


def wrong_roles(said: str, item: Item) -> str:
    """A unit that leads where it only cooperates, or the other way round."""
    assignments = item.assignments
    units = {
        name: (_is_among(name, "lead", assignments), _is_among(name, "cooperating", assignments))
        for name in _unit_names(assignments)
    }
    for clause in CLAUSE_END.split(said):
        leads, cooperates = _LEADS.search(clause), _COOPERATES.search(clause)
        named = [name for name in units if name in clause]
        for name in named:
            if any(name != other and name in other for other in named):
                continue
            may_lead, may_cooperate = units[name]
            if leads and cooperates and not (may_lead and may_cooperate):
                return f"牵头与配合分不清：{name}"
            if (leads and not may_lead) or (cooperates and not may_cooperate):
                return f"牵头与配合说反了：{name}"
    return ""


def _unit_names(assignments: Sequence[Assignment]) -> set[str]:
    return {
        plain(name)
        for a in assignments
        for unit in (*a.lead, *a.cooperating)
        for name in (unit.said, unit.name)
        if name
    }


def _is_among(name: str, role: str, assignments: Sequence[Assignment]) -> bool:
    return any(
        name in (plain(unit.said), plain(unit.name))
        for a in assignments
        for unit in getattr(a, role)
    )
