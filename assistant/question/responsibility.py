"""How a question asks who does what and by when: which task, which part a unit has, its tasks."""

from typing import Literal

from assistant.answers import Question
from assistant.language.rules import patterns_of
from corpus.assignments.deadlines import TIME
from corpus.numerals import number_from

Part = Literal["牵头", "配合"]

_RULES = patterns_of(__file__, "responsibility")
TASK_NUMBER = _RULES["task-number"]
ASKS_TASKS = _RULES["asks-tasks"]
_PART, _LEADS, _ACT = (_RULES[name] for name in ("part", "leads", "act"))
_OF_UNITS, _TASKS, _CLAIM = (_RULES[name] for name in ("of-units", "tasks", "claim"))
_WHICH_PART, _GROUP = _RULES["which-part"], _RULES["group"]
_IN_SO_MANY_WORDS = _RULES["in-so-many-words"]
_ROW_NUMBER, _HAS_COOPERATING = _RULES["row-number"], _RULES["has-cooperating"]
_MOST, _FEWEST, _LEADER = _RULES["most"], _RULES["fewest"], _RULES["leader"]
_DUE, _DONE, _WHICH = _RULES["due"], _RULES["done"], _RULES["which-tasks"]
_EARLIEST, _LATEST, _ONGOING = _RULES["earliest"], _RULES["latest"], _RULES["ongoing"]
_UP_TO, _ALL_BEFORE, _WHAT_IS = _RULES["up-to"], _RULES["all-before"], _RULES["what-is"]
_WHO = _RULES["who"]
_DEADLINE = _RULES["deadline-words"]
_LIST_ITSELF = _RULES["list-itself"]
_DUE_WORDS = (_DUE, TIME, _LIST_ITSELF)
Order = Literal["earliest", "latest"]
Span = Literal["within", "up to", "all before"]


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


def task_number_in(text: str) -> int | None:
    """Return the number by which a question calls a task.

    >>> task_number_in("第8项由谁牵头"), task_number_in("第十二项是什么"), task_number_in("8项任务")
    (8, 12, None)
    """
    match = TASK_NUMBER.search(text)
    if match:
        return int(next(filter(None, match.groups())))
    in_words = _ROW_NUMBER.search(text)
    return number_from(in_words.group().strip("第项件号 ")) if in_words else None


def means_row(text: str) -> bool:
    """Whether a task's number is one of a list (第8项), not that of a clause (第8条)."""
    return _ROW_NUMBER.search(text) is not None


def means_list(text: str) -> bool:
    """Whether a list of tasks is named as such: 附件1, 任务清单."""
    return _LIST_ITSELF.search(text) is not None


def asks_what_it_is(text: str) -> bool:
    """Whether it is asked what a task is, and not who has it."""
    return _WHAT_IS.search(text) is not None


def asks_who(text: str) -> bool:
    """Whether somebody is asked for: 谁, 哪个部门."""
    return _WHO.search(text) is not None


def without_deadlines(text: str) -> str:
    """Return a question without the time by which something is due, and the words for that.

    >>> without_deadlines("基层卫生6月底前要完成的")
    '基层卫生，要，的'
    """
    for words in (*_DUE_WORDS, _DONE, _EARLIEST, _LATEST, _WHICH):
        text = words.sub("，", text)
    return text


def asks_whether_any_cooperates(text: str) -> bool:
    """Whether it is asked if a task has a unit that cooperates at all."""
    return _HAS_COOPERATING.search(text) is not None


def asks_for_most(text: str) -> Literal["most", "fewest"] | None:
    """Return whether the unit with the most or the fewest tasks is asked for.

    >>> asks_for_most("哪个单位牵头的任务最多"), asks_for_most("哪个单位牵头")
    ('most', None)
    """
    if not _MOST.search(text):
        return None
    return "fewest" if _FEWEST.search(text) else "most"


def asks_for_leader(text: str) -> bool:
    """Whether the person is asked for who answers for a task."""
    return _LEADER.search(text) is not None


def asks_when_due(text: str) -> bool:
    """Whether it is asked by when something is to be finished."""
    return _DUE.search(text) is not None


def deadline_words(text: str) -> str:
    """Return what a question calls a deadline.

    >>> deadline_words("办结时间最晚的是哪项"), deadline_words("6月要完成哪几项")
    ('办结时间', '完成时限')
    """
    match = _DEADLINE.search(text)
    return match.group() if match else "完成时限"


def asks_by_deadline(text: str) -> bool:
    """Whether tasks are asked for by when they are to be finished."""
    return bool(_DONE.search(text) and _WHICH.search(text)) or bool(
        order_in(text) and _DUE.search(text)
    )


def order_in(text: str) -> Order | None:
    """Return whether the task that is due first, or last, is asked for."""
    if _EARLIEST.search(text):
        return "earliest"
    return "latest" if _LATEST.search(text) else None


def is_ongoing(text: str) -> bool:
    """Whether tasks without an end are asked for: 长期."""
    return _ONGOING.search(text) is not None


def span_in(text: str) -> Span:
    """Return which deadlines a date in a question means: in it, up to it, or all before it."""
    if _ALL_BEFORE.search(text):
        return "all before"
    return "up to" if _UP_TO.search(text) else "within"
