"""The places that a text names."""

from index.words import tagged

_PLACE_TAG = "ns"


def place_names(text: str) -> tuple[str, ...]:
    """Return the places that ``text`` names, as far as jieba's dictionary knows them.

    >>> place_names("太仓市2025年人均预期寿命目标")
    ('太仓市',)
    """
    places = (word for word, tag in tagged(text) if tag == _PLACE_TAG and len(word) > 1)
    return tuple(dict.fromkeys(places))
