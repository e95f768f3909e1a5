"""Words that point into what was said before: the second item, both plans, the highest of them."""

import re
from collections.abc import Callable, Sequence

from assistant.language.numbers import number_of
from assistant.language.regions import regions_in, without_regions
from assistant.language.rules import patterns_of
from assistant.question.conversation import Turn, name_of
from assistant.question.topics import never, own_topic, subject_of
from corpus.documents import Source

_RULES = patterns_of(__file__, "follow-ups")
_ITEM = _RULES["item"]
_BOTH_REGIONS = _RULES["both-regions"]
_BOTH_TOPICS = _RULES["both-topics"]
_COMPARES = _RULES["compares"]
_PRONOUN = _RULES["pronoun"]
_SEVERAL = 2
# What only joins an item to what is asked of it.
_JOINS = "的，,：: "
_AND = "和与跟及、"


def item_meant(text: str, turn: Turn) -> str:
    """Return a question about an item of the answer before by its name, or nothing.

    “第二条具体怎么做” after an answer of two items and more means the second of them.
    """
    found = _ITEM.search(text)
    items = turn.items
    if found is None or not items:
        return ""
    position = _position(found, len(items))
    if position is None or position >= len(items):
        return ""
    return name_of(items[position]) + text[found.end() :].lstrip(_JOINS)


def _position(found: re.Match[str], count: int) -> int | None:
    if found.group("former"):
        return 0 if count == _SEVERAL else None
    if found.group("last") or found.group("latter"):
        return count - 1
    number = number_of(found.group("number"))
    return None if number is None else number - 1


def with_both(
    text: str, turns: Sequence[Turn], sources: Sequence[Source], said: Callable[[str], bool] = never
) -> str:
    """Return a question about several regions or topics that were spoken of, or nothing.

    “这两家”, “两地” are the regions of the last questions, “这两项” their topics; “哪个最高” and
    “相差多少” go on with what was asked of several regions one after another.
    """
    compares = _COMPARES.search(text) is not None
    if regions_in(text, sources) and not compares:
        return ""
    return (
        _of_both_regions(text, turns, sources, said)
        or _of_both_topics(text, turns, sources)
        or (_compared(text, turns, sources, said) if compares else "")
    )


def _of_both_regions(
    text: str, turns: Sequence[Turn], sources: Sequence[Source], said: Callable[[str], bool]
) -> str:
    both = _BOTH_REGIONS.search(text)
    regions = _regions_of(turns, sources, alike=False) if both else []
    if both is None or len(regions) < _SEVERAL:
        return ""
    rest = (text[: both.start()] + text[both.end() :]).strip(_JOINS)
    topic = "" if own_topic(rest, sources, said) else _topic_of(turns[-1], sources)
    return f"{'和'.join(regions)}{topic}{rest}"


def _of_both_topics(text: str, turns: Sequence[Turn], sources: Sequence[Source]) -> str:
    both = _BOTH_TOPICS.search(text)
    topics = _topics_of(turns, sources) if both else []
    if both is None or len(topics) < _SEVERAL:
        return ""
    regions = regions_in(turns[-1].question, sources)
    return f"{'和'.join(regions)}{text[: both.start()]}{'和'.join(topics)}{text[both.end() :]}"


def _compared(
    text: str, turns: Sequence[Turn], sources: Sequence[Source], said: Callable[[str], bool]
) -> str:
    """A question for the highest or the difference that names no topic, with what is compared."""
    if own_topic(text, sources, said):
        return ""
    regions = list(regions_in(text, sources)) or _regions_of(turns, sources, alike=True)
    topic = _topic_of(turns[-1], sources)
    if len(regions) >= _SEVERAL:
        if pronoun := _PRONOUN.search(text):
            return text[: pronoun.start()] + topic + text[pronoun.end() :]
        rest = without_regions(text, sources).lstrip(_AND)
        return f"{'和'.join(regions)}{topic}{rest}"
    topics = _topics_of(turns, sources)
    return f"{'和'.join(regions)}{'和'.join(topics)}{text}" if len(topics) >= _SEVERAL else ""


def _regions_of(turns: Sequence[Turn], sources: Sequence[Source], *, alike: bool) -> list[str]:
    """The regions of the last questions in the order they came up.

    With ``alike`` only of those that ask the same; else until there are several.
    """
    topic = _topic_of(turns[-1], sources)
    found: list[str] = []
    for turn in reversed(turns):
        if alike and _topic_of(turn, sources) != topic:
            break
        of_turn = [r for r in regions_in(turn.question, sources) if r not in found]
        found = [*of_turn, *found]
        if not alike and len(found) >= _SEVERAL:
            break
    return found


def _topics_of(turns: Sequence[Turn], sources: Sequence[Source]) -> list[str]:
    """The topics of the last two questions."""
    topics = (_topic_of(turn, sources) for turn in turns[-_SEVERAL:])
    return list(dict.fromkeys(filter(None, topics)))


def _topic_of(turn: Turn, sources: Sequence[Source]) -> str:
    return subject_of(turn.question, sources)
