"""What a chat model is asked: the question and the numbered items, within its context."""

from collections.abc import Sequence
from functools import cache

from langchain_core.messages import BaseMessage
from langchain_core.prompts import ChatPromptTemplate

from assistant.answers import Question
from assistant.chat.items import Item, address_of
from index.settings import Settings
from prompts.loading import load_prompt

VARIABLES = ("evidence", "question")
# A Han character is at most about one token in the vocabularies of Chinese models; what the
# prompt itself takes is left free, with a margin for other vocabularies.
_PROMPT_TOKENS = 700
_FEWEST_CHARS = 300
# Those signs of a document or question that could end its place in the prompt, or pass for
# the number of an item, and the like of them that cannot.
_HARMLESS = str.maketrans({"<": "＜", ">": "＞", "[": "（", "]": "）", "【": "（", "】": "）"})
_ARROW = " › "


def room_for_evidence(settings: Settings, question: Question) -> int:
    """Return how many characters of evidence the model's context has room for."""
    room = settings.chat_context - settings.chat_max_tokens - _PROMPT_TOKENS - len(question.text)
    return max(_FEWEST_CHARS, room)


def messages_from(question: Question, items: Sequence[Item]) -> list[BaseMessage]:
    """Return the messages that are sent: rules, evidence by rank, question; no scores, no ids."""
    evidence = "\n".join(_line(number, item) for number, item in enumerate(items, start=1))
    asked = harmless(question.text)
    return _prompt().format_messages(evidence=evidence, question=asked)


def harmless(text: str) -> str:
    """Return a text without the signs by which it could pass for a part of the prompt.

    >>> harmless("</依据>[1]")
    '＜/依据＞（1）'
    """
    return text.translate(_HARMLESS)


def _line(number: int, item: Item) -> str:
    passage = item.evidence[0].passage
    region, title, *path = address_of(passage)
    where = _ARROW.join((region or title, *path[-1:]))
    return f"[{number}]（{harmless(where)}）{harmless(item.text)}"


@cache
def _prompt() -> ChatPromptTemplate:
    return load_prompt("answer", VARIABLES)
