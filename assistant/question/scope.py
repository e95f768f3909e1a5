"""Whether a question is for what the plans say at all."""

import re
from collections.abc import Callable
from typing import Literal, get_args

from assistant.answers import Question
from assistant.language.rules import patterns_of
from assistant.question.conversation import is_courtesy

OtherWish = Literal[
    "greeting",
    "thanks",
    "assent",
    "farewell",
    "help",
    "order",
    "another language",
    "person",
    "patient",
    "small talk",
]
# A question that names a plan is one about the plan: “埇桥孩子近视怎么办”.
_OF_NO_PLAN: tuple[OtherWish, ...] = ("patient", "small talk", "order")

_RULES = patterns_of(__file__, "scope")
_PERSON, _ROLE = _RULES["person"], _RULES["role"]
_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_\u3400-\u9fff]+")
# A question has so small a share of Han characters, and so many other words, if it is in
# another language; CT, MRI, AED are no sentence.
_FEW_HAN = 0.3
_FEWEST_WORDS = 3
# Words of so many letters are looked up in the plans, which may be in that language, too.
_LONG_WORD = 4
_KNOWN = 0.5


def other_wish(
    question: Question, said: Callable[[str], bool] = lambda _: False
) -> OtherWish | None:
    """Return what is wanted instead of something that plans say, ``None`` if nothing is.

    ``said`` tells whether some plan has a word: whom a plan names may be asked about.
    """
    wishes: tuple[OtherWish, ...] = get_args(OtherWish)
    found = next((wish for wish in wishes if _wants(wish, question, said)), None)
    return found or ("assent" if is_courtesy(question.asked) else None)


def person_asked(question: str) -> str:
    """Return the name of whom it is asked who that is, nothing if nobody or the holder of a post.

    >>> person_asked("请问李时珍是谁"), person_asked("组长是谁")
    ('李时珍', '')
    """
    found = _PERSON.search(question)
    name = next((name for name in found.groups() if name), "") if found else ""
    return "" if _ROLE.search(name) else name


def is_in_another_language(text: str) -> bool:
    """Whether a text is a sentence in another language than Chinese.

    >>> is_in_another_language("What is the goal for 2025?"), is_in_another_language("CT和MRI")
    (True, False)
    """
    letters = _LETTER.findall(text)
    if not letters or len(_HAN.findall(text)) / len(letters) >= _FEW_HAN:
        return False
    words = _WORD.findall(text)
    return len(words) >= _FEWEST_WORDS or _RULES["other-script"].search(text) is not None


def _wants(wish: OtherWish, question: Question, said: Callable[[str], bool]) -> bool:
    text = question.asked
    if wish == "another language":
        return is_in_another_language(text) and not _is_of_plans(text, said)
    if wish == "person":
        name = person_asked(text)
        return bool(name) and not question.names_plan and not said(name)
    if wish in _OF_NO_PLAN and question.names_plan:
        return False
    return _RULES[wish].search(text) is not None


def _is_of_plans(text: str, said: Callable[[str], bool]) -> bool:
    """Whether the plans are in the language of a text: most of its longer words are said there."""
    words = [word.lower() for word in _WORD.findall(text) if len(word) >= _LONG_WORD]
    return bool(words) and sum(map(said, words)) >= _KNOWN * len(words)
