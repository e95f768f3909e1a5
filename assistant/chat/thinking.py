"""A model's text without what it thought aloud before answering."""

import re
from typing import NamedTuple

# The tags in which reasoning models wrap their thoughts.
_NAMES = "think|thinking|thought|reasoning|reflection"
_OPENING = re.compile(rf"<\s*(?:{_NAMES})\s*>", re.IGNORECASE)
_CLOSING = re.compile(rf"<\s*/\s*(?:{_NAMES})\s*>", re.IGNORECASE)
_EITHER = re.compile(f"{_OPENING.pattern}|{_CLOSING.pattern}", re.IGNORECASE)
_LONGEST_TAG = 16


class Said(NamedTuple):
    """What was said aloud; ``starts_over`` if all that came before proves to be thought."""

    text: str
    starts_over: bool = False


class Thinking:
    """Leaves thoughts out of a text that comes in pieces, tags cut in two included.

    A model whose opening tag is in its server's template only closes it: then all that came
    before was thought. A tag that is never closed leaves nothing.
    """

    def __init__(self) -> None:
        self._held = ""
        self._depth = 0

    def feed(self, piece: str) -> Said:
        """Return what can be told to be said with this piece."""
        self._held += piece
        text, starts_over = "", False
        while tag := _EITHER.search(self._held):
            before, self._held = self._held[: tag.start()], self._held[tag.end() :]
            text += "" if self._depth else before
            if _OPENING.fullmatch(tag.group()):
                self._depth += 1
            elif self._depth:
                self._depth -= 1
            else:
                text, starts_over = "", True
        cut = self._held.rfind("<")
        if cut < 0 or len(self._held) - cut > _LONGEST_TAG:
            cut = len(self._held)
        before, self._held = self._held[:cut], self._held[cut:]
        return Said(text + ("" if self._depth else before), starts_over)

    def end(self) -> str:
        """Return what was held back for fear of a tag."""
        held, self._held = self._held, ""
        return "" if self._depth else held


def without_thinking(text: str) -> str:
    """Return a whole text without its thoughts.

    >>> without_thinking("<think>嗯……</think>84岁[1]。"), without_thinking("嗯</think>84岁。")
    ('84岁[1]。', '84岁。')
    """
    thinking = Thinking()
    return thinking.feed(text).text + thinking.end()
