"""The markers by which a model says where a sentence stands: ``[1]``, ``【1】``, ``[1,3]``."""

import re
from typing import NamedTuple

_WORD = r"(?:依据|来源|出处|编号|证据|资料|引文|citation|source|ref|\^|#)?\s*[:：]?\s*"
_NUMBER = rf"{_WORD}\d{{1,3}}(?:†[^\]】］]{{0,20}})?"
_RANGE = r"\s*[-–—~～至到]\s*"
_COMMA = r"\s*[,，、;；和]\s*"
MARKER = re.compile(
    rf"[\[［【]\s*({_NUMBER}(?:(?:{_RANGE}|{_COMMA}){_NUMBER})*)\s*[\]］】]", re.IGNORECASE
)
MARKERS = re.compile(rf"(?:{MARKER.pattern})+", re.IGNORECASE)
_PART = re.compile(r"(\d{1,3})(?:†[^,，、;；]*)?(?:\s*[-–—~～至到]\s*\D{0,6}(\d{1,3}))?")
# A marker that the model did not finish.
UNFINISHED = re.compile(rf"[\[［【]\s*(?:{_NUMBER}[\s,，、;；-]*)?$", re.IGNORECASE)
_GAP = re.compile(r"\s+(?=[。！？；，,;.!?]|$)")


class Marked(NamedTuple):
    """A text without its markers, and the numbers in them, in order and once each."""

    text: str
    numbers: tuple[int, ...]


def marked(text: str) -> Marked:
    """Return a text and its markers apart; numbers of no evidence are among them.

    >>> marked("要0.5人［1］，共3家【2，4】。"), marked("见[1-3][0]").numbers
    (Marked(text='要0.5人，共3家。', numbers=(1, 2, 4)), (1, 2, 3, 0))
    >>> marked("吴卫办〔2021〕34号").numbers, marked("共3家[1][")
    ((), Marked(text='共3家', numbers=(1,)))
    """
    numbers: dict[int, None] = {}
    for marker in MARKER.finditer(text):
        for part in _PART.finditer(marker.group(1)):
            first = int(part.group(1))
            last = int(part.group(2) or first)
            numbers.update(dict.fromkeys(range(first, max(first, last) + 1)))
    without = UNFINISHED.sub("", MARKER.sub("", text))
    return Marked(_GAP.sub("", without).strip(), tuple(numbers))
