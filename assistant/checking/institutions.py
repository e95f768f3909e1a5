"""The institutions and places that a text names, as a plan may call them too."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from assistant.checking.patterns import NUMBERED_HOSPITAL
from corpus.gazetteer.boundaries import wordings
from corpus.gazetteer.kinds import institution_name, place_name
from index.places import place_names

_INSTITUTION = re.compile(
    rf"医院|卫生院|保健院|分院|护理院|康复院|防治院|(?<=[市区县]){NUMBERED_HOSPITAL}(?![长内外区])"
    "|医疗综合体|卫生服务中心"
)
_LONGEST_SUFFIX = 6
_PLACE = re.compile("街道|[镇乡](?![级域内外民容场道村镇])")
_OFFICIAL = re.compile("[省市区县镇乡州盟旗]$")
_NUMBERED = re.compile("第?([一二三四五六七八九十])(?:人民)?医?院$")


def institutions_in(text: str, known: Collection[str] = ()) -> Iterator[tuple[int, str]]:
    """Yield the institutions that a text names, each with where it stands.

    ``known`` are names as plans have them: one that a wording ends with is what is named.

    >>> list(institutions_in("推进市一院、海虞卫生院创建二级医院"))
    [(2, '市一院'), (6, '海虞卫生院')]
    >>> list(institutions_in("突出梅李人民医院的定位", ["梅李人民医院"]))
    [(2, '梅李人民医院')]
    """
    position = 0
    for said in wordings(text, _INSTITUTION):
        ending = (name for name in known if said[-1].endswith(name))
        name = max(ending, key=len, default="") or institution_name(said, _INSTITUTION)
        if name:
            at = text.find(name, position)
            if at >= 0:
                yield at, name
                position = at + len(name)


def institutions_among(names: Iterable[str]) -> frozenset[str]:
    """Return those of some names that are an institution's."""
    longest = _LONGEST_SUFFIX
    return frozenset(n for n in names if _INSTITUTION.search(n, max(0, len(n) - longest)))


def plain_name(name: str, regions: Sequence[str]) -> str:
    """Return an institution's name without what is said or left out at will.

    >>> plain_name("常熟市第三人民医院", ["常熟市", "常熟"]), plain_name("市三院", [])
    ('三院', '三院')
    """
    for region in sorted(regions, key=len, reverse=True):
        name = name.removeprefix(region)
    name = re.sub("^[市区县](?=.{2})", "", name)
    return _NUMBERED.sub(r"\1院", name)


def others_named(text: str, known: str, regions: Sequence[str]) -> bool:
    """Whether a text names an institution or a place that stands nowhere in ``known``.

    What is said of one town or one hospital is not what a plan says of its whole region.
    """
    institutions = (name for _, name in institutions_in(text))
    places = (place_name(said) for said in wordings(text, _PLACE))
    officially = (name for name in place_names(text) if _OFFICIAL.search(name))
    for name in (*institutions, *places, *officially):
        plain = plain_name(name, regions)
        if plain and name not in regions and name not in known and plain not in known:
            return True
    return False
