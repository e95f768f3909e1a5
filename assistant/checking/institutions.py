"""The institutions and places that a text names, as a plan may call them too."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from assistant.language.institutions import NAMED, by_number
from assistant.language.places import TOWN, places_with_level
from corpus.gazetteer.boundaries import wordings
from corpus.gazetteer.kinds import institution_name, place_name

_LONGEST_SUFFIX = 6


def institutions_in(text: str, known: Collection[str] = ()) -> Iterator[tuple[int, str]]:
    """Yield the institutions that a text names, each with where it stands.

    ``known`` are names as plans have them: one that a wording ends with is what is named.

    >>> list(institutions_in("推进市一院、海虞卫生院创建二级医院"))
    [(2, '市一院'), (6, '海虞卫生院')]
    >>> list(institutions_in("突出梅李人民医院的定位", ["梅李人民医院"]))
    [(2, '梅李人民医院')]
    """
    position = 0
    for said in wordings(text, NAMED):
        ending = (name for name in known if said[-1].endswith(name))
        name = max(ending, key=len, default="") or institution_name(said, NAMED)
        if name:
            at = text.find(name, position)
            if at >= 0:
                yield at, name
                position = at + len(name)


def institutions_among(names: Iterable[str]) -> frozenset[str]:
    """Return those of some names that are an institution's."""
    longest = _LONGEST_SUFFIX
    return frozenset(n for n in names if NAMED.search(n, max(0, len(n) - longest)))


def plain_name(name: str, regions: Sequence[str]) -> str:
    """Return an institution's name without what is said or left out at will.

    >>> plain_name("常熟市第三人民医院", ["常熟市", "常熟"]), plain_name("市三院", [])
    ('三院', '三院')
    """
    for region in sorted(regions, key=len, reverse=True):
        name = name.removeprefix(region)
    name = re.sub("^[市区县](?=.{2})", "", name)
    return by_number(name)


def others_named(text: str, known: str, regions: Sequence[str]) -> bool:
    """Whether a text names an institution or a place that stands nowhere in ``known``.

    What is said of one town or one hospital is not what a plan says of its whole region.
    """
    institutions = (name for _, name in institutions_in(text))
    places = (place_name(said) for said in wordings(text, TOWN))
    for name in (*institutions, *places, *places_with_level(text)):
        plain = plain_name(name, regions)
        if plain and name not in regions and name not in known and plain not in known:
            return True
    return False
