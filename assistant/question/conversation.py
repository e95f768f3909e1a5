"""What was asked and answered before a question, each question made to stand alone."""

import re
from collections.abc import Callable, Sequence

from assistant.answers import Message
from assistant.language.numbers import number_of
from assistant.language.rules import patterns_of
from corpus.documents import Value

_COURTESY = patterns_of(__file__, "follow-ups")["courtesy"]
# How an answer begins the lines of a list, and the numbers of its citations.
_BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.．、])\s+(?P<text>.+)$")
_MARKER = re.compile(r"\[\d+\]")
# How an item of a list is numbered.
_NUMBER = re.compile("^(?:第?[一二三四五六七八九十]+[、是]|[（(][一二三四五六七八九十]+[）)])")
_ITEM_END = re.compile("[。；;]")
# What follows the name of an item: its explanation.
_NAME_END = re.compile("[，,：:；;。（(]")
# What tells how many there are: 等五大数据库.
_COUNTED = re.compile("等?([一二两三四五六七八九十]+|\\d+)[大个项类种家]")
_LONGEST_NAME = 30
_FEWEST_ITEMS = 2


class Turn(Value):
    """A question that says by itself what is meant, and what was answered to it."""

    question: str
    answer: str = ""

    @property
    def items(self) -> tuple[str, ...]:
        """The items of the answer in their order: its lines, sentences, or what 、 separates."""
        text = _MARKER.sub("", self.answer)
        lines = [m.group("text") for line in text.splitlines() if (m := _BULLET.match(line))]
        if len(lines) >= _FEWEST_ITEMS:
            return tuple(lines)
        sentences = [part.strip() for part in _ITEM_END.split(text) if part.strip()]
        if len(sentences) >= _FEWEST_ITEMS:
            return tuple(sentences)
        named = re.split("[、和]", text.strip("。 ").split("：")[-1])
        counted = _COUNTED.search(named[-1])
        number = number_of(counted.group(1)) if counted else None
        if number and len(named) >= number:
            named = [*named[-number:-1], named[-1][: counted.start()] if counted else named[-1]]
        return tuple(named) if len(named) > _FEWEST_ITEMS else ()


def name_of(item: str) -> str:
    """Return what an item of a list is called: its words before the first mark.

    >>> name_of("一是公共卫生体系亟待完善，投入不足"), name_of("常熟市：5.4名")
    ('公共卫生体系亟待完善', '常熟市')
    """
    return _NAME_END.split(_NUMBER.sub("", item).strip())[0][:_LONGEST_NAME]


def is_courtesy(text: str) -> bool:
    """Whether somebody only thanks, greets or says that all is clear."""
    return _COURTESY.match(text.strip()) is not None


def turns_of(
    history: Sequence[Message], standing: Callable[[str, Sequence[Turn]], str]
) -> tuple[Turn, ...]:
    """Return the conversation turn by turn, courtesies left out.

    ``standing`` makes a question stand alone after the turns before it.
    """
    turns: list[Turn] = []
    for position, message in enumerate(history):
        asked = message.content.strip()
        if message.role != "user" or not asked or is_courtesy(asked):
            continue
        following = history[position + 1] if position + 1 < len(history) else None
        answer = following.content if following and following.role == "assistant" else ""
        turns.append(Turn(question=standing(asked, tuple(turns)), answer=answer))
    return tuple(turns)
