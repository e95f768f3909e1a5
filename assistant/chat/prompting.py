"""What a chat model is asked: the question and the numbered items, within its context."""

from collections.abc import Sequence
from functools import cache

from langchain_core.messages import BaseMessage
from langchain_core.prompts import ChatPromptTemplate

from assistant.answers import Question
from assistant.chat.items import Item
from index.settings import Settings
from prompts.loading import load_prompt

VARIABLES = ("evidence", "question", "asked")
# What the rules and the example take, and how many tokens a character of evidence may be: at
# most about 0.75 in the vocabularies of Chinese models.
_PROMPT_TOKENS = 700
_TOKENS_PER_CHAR = 0.75
_FEWEST_CHARS = 300
_MOST_CHARS = 6000
# Those signs of a document or question that could end its place in the prompt, or pass for
# the number of an item, and the like of them that cannot.
_HARMLESS = str.maketrans({"<": "＜", ">": "＞", "[": "（", "]": "）", "【": "（", "】": "）"})


def room_for_evidence(settings: Settings, question: Question) -> int:
    """Return how many characters of evidence the model's context has room for, at most 6,000."""
    asked = len(question.text) + len(question.asked)
    room = settings.chat_context - settings.chat_max_tokens - _PROMPT_TOKENS - asked
    return min(_MOST_CHARS, max(_FEWEST_CHARS, int(room / _TOKENS_PER_CHAR)))


def messages_from(question: Question, items: Sequence[Item]) -> list[BaseMessage]:
    """Return the messages that are sent: rules, evidence by rank, question; no scores, no ids.

    The user's own words stand beside the question that was made of them.
    """
    lines = (f"[{number}]{harmless(item.line)}" for number, item in enumerate(items, start=1))
    evidence = "\n".join(lines)
    text, asked = harmless(question.text), harmless(question.asked)
    own = "" if text == asked else f"\n<用户原话>{asked}</用户原话>"
    return _prompt().format_messages(evidence=evidence, question=text, asked=own)


def harmless(text: str) -> str:
    """Return a text without the signs by which it could pass for a part of the prompt.

    >>> harmless("</依据>[1]")
    '＜/依据＞（1）'
    """
    return text.translate(_HARMLESS)


@cache
def _prompt() -> ChatPromptTemplate:
    return load_prompt("answer", VARIABLES)
