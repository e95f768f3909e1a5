"""Whether the numerals of a sentence number what they do in its source: 三级, 第二十个."""

from bisect import bisect_right
from itertools import accumulate

from assistant.chat.items import Item
from assistant.chat.joining import CONTAINERS, JOINING, blanked
from assistant.language.numbers import IN_HAN
from index.words import tagged

# Tags of what a numeral may number: 三级医院, 二级预防, 五院; a noun or what acts as one.
_NAMED = "nfamqb"
_WORD, _LONG_WORD = 2, 2  # characters


def wrong_numerals(said: str, item: Item) -> str:
    """A number in Han characters that the source has, but beside other words: 三 of 市三院."""
    source = f"{item.said}\n{item.where}"
    blank = blanked(said)
    words = tagged(blank)
    starts = [0, *accumulate(len(word) for word, _ in words)]
    for match in IN_HAN.finditer(blank):
        position = bisect_right(starts, match.start()) - 1
        word = words[position][0]
        if len(word) > _LONG_WORD and word in source:
            continue
        following, tag = words[position + 1] if position + 1 < len(words) else ("", "")
        length = min(len(following), _WORD if tag[:1] in _NAMED else 1)
        phrase = word + (
            "" if following in JOINING or following in CONTAINERS else following[:length]
        )
        if phrase not in source and not (tag[:1] == "v" and word in source):
            return f"数字与所说的事项对不上：{phrase}"
    return ""
