"""The places that a text names."""

from index.words import general_tokenizer, tagged

_PLACE_TAG = "ns"
# Names of places, people and the rest: before the name of a level each is that of a place.
_NAME_TAGS = frozenset({"ns", "nr", "nrt", "nz"})
_LEVELS = frozenset("区县市")
# By the dictionary names of places, which mean none in a plan.
_NO_PLACE = frozenset({"新建", "城市", "市区"})
# With what a place of some rank is named in full.
_IN_FULL = "省市区县州国"
# Ordinary words, which with a level are the name of some place as well: 安宁市, 长寿区.
_ORDINARY = frozenset(
    """
    平原 高原 中原 草原 古城 新城 旧城 山城 商城 故城 大城 满城 深山 山口 山丘 河口 湖口 江口
    海港 海岛 湖滨 滨海 江海 天桥 路桥 太平 和平 中和 长寿 安宁 吉利 永安 兴隆 文明 团结 胜利
    建设 解放 开发 海洋 中西 城东 城南 城西 城北 南郊 北郊 东郊 西郊 西部 东部 中部 北部 南部
    无极 大关 上街 牡丹 青山 朝阳
    """.split()
)


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


def is_surely_place(name: str) -> bool:
    """Whether ``name`` is a place and nothing else: with its level, or known with one.

    The dictionary takes many an ordinary word for a place (普及, 海洋), and people (钟南山).

    >>> [is_surely_place(name) for name in ("太仓", "太仓市", "海洋", "钟南山", "长寿")]
    [True, True, False, False, False]
    """
    if name in _ORDINARY:
        return False
    known = general_tokenizer().FREQ
    return name[-1] in f"{_IN_FULL}镇乡" or any(known.get(name + level) for level in _IN_FULL)
