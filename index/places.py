"""The places that a text names."""

from index.words import tagged

_PLACE_TAG = "ns"
# Names of places, people and the rest: before the name of a level each is that of a place.
_NAME_TAGS = frozenset({"ns", "nr", "nrt", "nz"})
_LEVELS = frozenset("区县市")
# By the dictionary names of places, which mean none in a plan.
_NO_PLACE = frozenset({"新建", "城市", "市区"})


def place_names(text: str) -> tuple[str, ...]:
    """Return the places that ``text`` names, as far as jieba's dictionary knows them.

    >>> place_names("太仓市2025年人均预期寿命目标"), place_names("吴江区有多少张床位")
    (('太仓市',), ('吴江区',))
    """
    places = []
    words = tagged(text)
    followed = [word for word, _ in words[1:]] + [""]
    for (word, tag), following in zip(words, followed, strict=True):
        if len(word) == 1 or word in _NO_PLACE:
            continue
        if tag in _NAME_TAGS and following in _LEVELS:
            places.append(word + following)
        elif tag == _PLACE_TAG:
            places.append(word)
    return tuple(dict.fromkeys(places))


def ends_in_word(text: str) -> bool:
    """Whether ``text`` ends in a word that jieba's dictionary knows, and no name.

    >>> ends_in_word("发热门诊"), ends_in_word("太仓"), ends_in_word("云溪")
    (True, False, False)
    """
    word, tag = tagged(text)[-1]
    return len(word) > 1 and tag not in _NAME_TAGS
