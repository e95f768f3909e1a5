"""The places that a text names."""

import warnings
from functools import cache
from typing import Any

from index.words import general_tokenizer

_PLACE_TAG = "ns"


def place_names(text: str) -> tuple[str, ...]:
    """Return the places that ``text`` names, as far as jieba's dictionary knows them.

    >>> place_names("太仓市2025年人均预期寿命目标")
    ('太仓市',)
    """
    words = _tagger().cut(text, HMM=False)
    return tuple(dict.fromkeys(w.word for w in words if w.flag == _PLACE_TAG and len(w.word) > 1))


@cache
def _tagger() -> Any:
    """Load jieba's part-of-speech tags (half a second, once)."""
    tokenizer = general_tokenizer()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba.posseg  # noqa: PLC0415 - slow, and seldom needed
    return jieba.posseg.POSTokenizer(tokenizer)
