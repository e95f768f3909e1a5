"""Texts made comparable: width, white space, debris, formulas and the writing of numbers."""

import re
import unicodedata
from functools import lru_cache

# Written anew rather than taken from `corpus`, so that an error there cannot hide itself here.
_DEBRIS = re.compile(r"\[bookmark:[^\]\n]*\]")
_MARKERS = re.compile(r"\[\d+\]")
_LATEX = (("\\geq", "≥"), ("\\leq", "≤"), ("\\ge", "≥"), ("\\le", "≤"), ("\\%", "%"), ("$", ""))
_SIGNS = str.maketrans({"⩾": "≥", "⩽": "≤", "≧": "≥", "≦": "≤", "﹥": ">", "﹤": "<", "−": "-"})
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
# White space between two numbers keeps them apart: "6.86 6.9" must not become 6.866.9.
_SPACE = re.compile(r"(?P<gap>(?<=[\d.])\s+(?=[\d.]))|\s+")
_DECIMAL = re.compile(r"(?<![\d.])\d+\.\d+(?!\.?\d)")
_NUMBER_BEFORE = r"(?<!\d)(?<!\d\.)"
_NUMBER_AFTER = r"(?!\d|\.\d)"


def squeezed(text: str) -> str:
    """Return a text without white space and conversion debris, the rest untouched.

    >>> squeezed("健康[bookmark: _Toc1] 镇\\n建成率")
    '健康镇建成率'
    """
    return "".join(_DEBRIS.sub("", text).split())


def without_markers(text: str) -> str:
    """Return an answer's text without its citation markers.

    >>> without_markers("要3.2人[1][12]。")
    '要3.2人。'
    """
    return _MARKERS.sub("", text)


def comparable(text: str) -> str:
    """Return a text in one writing, so that the same words and numbers are the same string.

    NFKC, lower case, no white space but between numbers, no debris, LaTeX signs as
    characters, no thousands separators, no zeros at the end of a decimal.

    >>> comparable("比例 $\\\\geq ６０\\\\%$，0.50 或 1,000")
    '比例≥60%,0.5或1000'
    """
    # A half-width comma groups digits, a full-width one divides clauses: before NFKC.
    text = _THOUSANDS.sub("", _DEBRIS.sub("", text))
    for latex, sign in _LATEX:
        text = text.replace(latex, sign)
    text = unicodedata.normalize("NFKC", text).translate(_SIGNS).casefold()
    text = _SPACE.sub(lambda match: " " if match["gap"] else "", text)
    return _DECIMAL.sub(lambda match: match.group().rstrip("0").rstrip("."), text)


@lru_cache(maxsize=4096)
def _pattern_of(wording: str) -> re.Pattern[str]:
    wanted = comparable(wording)
    before = _NUMBER_BEFORE if wanted[:1].isdigit() else ""
    after = _NUMBER_AFTER if wanted[-1:].isdigit() else ""
    return re.compile(before + re.escape(wanted) + after)


def holds(text: str, wording: str) -> bool:
    """Whether a text, already `comparable`, says this wording; numbers count as numbers.

    A number at either end of the wording must be a whole number of the text. A wording
    that names a unit asks for that unit; one that does not leaves the unit open.

    >>> [holds(comparable("达到125%"), wording) for wording in ("25", "125", "125%", "125‰")]
    [False, True, True, False]
    >>> holds(comparable("0.50"), "0.5"), holds(comparable("60"), "60%")
    (True, False)
    """
    return _pattern_of(wording).search(text) is not None
