"""Numbers in a text."""

import re

from assistant.language.terms import folded

_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def figures_in(text: str) -> set[str]:
    """Return the numbers in a text.

    >>> sorted(figures_in("从２.7９提高到3.2"))
    ['2.79', '3.2']
    """
    return set(_FIGURE.findall(folded(text)))
