"""How a question asks who does what: which task, which part a unit has, or all its tasks."""

from typing import Literal

from assistant.answers import Question
from assistant.language.rules import patterns_of

Part = Literal["牵头", "配合"]

_RULES = patterns_of(__file__, "responsibility")
TASK_NUMBER = _RULES["task-number"]
ASKS_TASKS = _RULES["asks-tasks"]
_PART, _LEADS, _ACT = (_RULES[name] for name in ("part", "leads", "act"))
_OF_UNITS, _TASKS, _CLAIM = (_RULES[name] for name in ("of-units", "tasks", "claim"))
_WHICH_PART, _GROUP = _RULES["which-part"], _RULES["group"]
_IN_SO_MANY_WORDS = _RULES["in-so-many-words"]


def names_part(question: Question) -> bool:
    """Whether a question says what a unit does in a task: 牵头, 配合, 管, 做."""
    return bool(_PART.search(question.text) or _ACT.search(question.text))


def part_in(words: str) -> Part | None:
    """Return the part that words give to a unit first, ``None`` if they give none.

    >>> part_in("主抓哪些任务"), part_in("参与的任务"), part_in("管哪些事")
    ('牵头', '配合', None)
    """
    part = _PART.search(words)
    if part is None:
        return None
    return "牵头" if _LEADS.match(part.group()) else "配合"


def asks_which_part(text: str) -> bool:
    """Whether it is asked which part a unit has: 牵头还是配合."""
    return _WHICH_PART.search(text) is not None


def asks_for_tasks(question: Question) -> bool:
    """Whether something is asked that may be tasks: 哪些, 几项."""
    return ASKS_TASKS.search(question.text) is not None


def names_tasks(question: Question) -> bool:
    """Whether it is tasks that are asked for by that name: 哪些任务, 任务有哪些."""
    return _TASKS.search(question.text) is not None


def claims_part(question: Question) -> bool:
    """Whether a question says who does something, and wants that confirmed."""
    return _CLAIM.search(question.text) is not None


def asks_for_group(question: Question) -> bool:
    """Whether it is asked who leads the working group of a whole action."""
    return _GROUP.search(question.text) is not None


def without_parts(text: str) -> str:
    """Return a text without what is said of units beside what their tasks are about."""
    return _OF_UNITS.sub("，", text)


def is_said_outright(sentence: str) -> bool:
    """Whether a sentence says in so many words who does something."""
    return _IN_SO_MANY_WORDS.search(sentence) is not None
