"""The parts that any plan has, whatever it calls them: its basis, its problems, its safeguards …"""

import re
from collections.abc import Iterator

from assistant.language.rules import patterns_of
from corpus.documents import Value

_ASKED = patterns_of(__file__, "plan-parts")
_OF_A_PLAN = patterns_of(__file__, "plan-part-words")["of-a-plan"]
_BUILDING = patterns_of(__file__, "plan-part-words")["building"]


class PlanPart(Value):
    """A part of a plan that a question asks for: its id, and what else the question says.

    ``verbs`` are the kinds of building works that it asks for: 新建, 迁建.
    """

    id: str
    rest: str
    verbs: tuple[str, ...] = ()


def plan_part_asked(question: str) -> PlanPart | None:
    """Return the part of a plan that a question asks for, if it does.

    >>> plan_part_asked("青禾规划的编制依据是什么").id
    'basis'
    >>> plan_part_asked("编制了多少床位") is None
    True
    """
    return next(_found(question), None)


def _found(question: str) -> Iterator[PlanPart]:
    for id, pattern in _ASKED.items():
        asked = pattern.search(question)
        if asked:
            rest = _OF_A_PLAN.sub(" ", pattern.sub(" ", question))
            verbs = tuple(dict.fromkeys(re.findall(_BUILDING, asked.group())))
            yield PlanPart(id=id, rest=rest, verbs=verbs if id == "works" else ())
