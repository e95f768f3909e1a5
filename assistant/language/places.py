"""Places that a question names: the one it begins with, and those that no plan is of."""

from collections.abc import Callable, Collection, Sequence

from assistant.language.regions import region_names
from assistant.language.rules import patterns_of
from corpus.documents import Source
from corpus.place_names import regions_in
from index.places import ends_in_word, is_surely_place, place_names
from index.words import tagged

_RULES = patterns_of(__file__, "places")
_OFFICIAL = _RULES["level"]
_GENERIC = _RULES["generic"]
_DIRECTION = _RULES["direction"]
_WITH_LEVEL = _RULES["named-with-level"]
_NO_NAME = _RULES["no-name"]
_WITHOUT_LEVEL = _RULES["without-level"]
_SHORTEST = 2
# Tags of words that name nothing: prepositions, conjunctions, adverbs, pronouns, particles.
_NO_NAME_TAGS = "pcdruy"
# With what the names of towns end within a sentence.
TOWN = _RULES["town"]


def place_at_head(text: str, names: Collection[str] = ()) -> str:
    """Return the place that a text begins with, or nothing; the beginning of a name is none.

    >>> place_at_head("太仓市的床位"), place_at_head("太仓医院", ["太仓医院"])
    ('太仓市', '')
    """
    found = place_names(text)
    begins = bool(found) and text.startswith(found[0])
    return found[0] if begins and not any(text.startswith(name) for name in names) else ""


def foreign_places(
    question: str, sources: Sequence[Source], *, is_of_plan: bool
) -> tuple[str, ...]:
    """Return the places that a question names and no plan is of.

    Where it ``is_of_plan``, of a region that has one, only a place with its level (太仓市) counts.
    What a plan's region lies in (江苏省 before 常熟市) is none, nor an area of a kind (社区, 东区).
    """
    known = region_names(sources)
    if not known:
        return ()
    text = _without_outer(question, known)
    for name in sorted((*known, *(s.title for s in sources)), key=len, reverse=True):
        text = text.replace(name, "，")
    if is_of_plan and not _OFFICIAL.search(text):
        return ()
    named = (name for name in _named_in(text) if is_direction(name) or not _GENERIC.search(name))
    return tuple(dict.fromkeys(named))


def is_direction(place: str) -> bool:
    """Whether a place is called by where it lies (东区): many regions have one."""
    return _DIRECTION.search(place) is not None


def is_spoken_of(place: str, said: Callable[[str], bool]) -> bool:
    """Whether a place is ``said`` somewhere, with its level or without.

    >>> is_spoken_of("太仓市", "太仓的床位".__contains__)
    True
    """
    short = _WITH_LEVEL.sub("", place)
    return said(place) or (len(short) >= _SHORTEST and said(short))


def _named_in(text: str) -> tuple[str, ...]:
    """The places of the dictionary, and what by its level is one: no dictionary has them all."""
    known = tuple(n for n in place_names(text) if is_surely_place(n) or _WITHOUT_LEVEL.fullmatch(n))
    shorter = {name for name in known for level in regions_in(text) if name in level}
    coined = (n for n in regions_in(text) if n in known or _is_coined(n))
    return tuple(dict.fromkeys((*(n for n in known if n not in shorter), *coined)))


def _is_coined(region: str) -> bool:
    """Whether a region that is in no dictionary is one: 云溪区, but not an area, 发热门诊区.

    Words of a sentence that stand before a level are none: 没备案去市外, 除了市一院, 说说市一院.
    """
    short = _WITH_LEVEL.sub("", region)
    is_said_twice = short[: len(short) // 2] * 2 == short
    if is_said_twice or all(tag[0] in _NO_NAME_TAGS for _, tag in tagged(short)):
        return False
    if _NO_NAME.search(_WITH_LEVEL.sub("", region)):
        return False
    return not region.endswith("区") or not ends_in_word(region.removesuffix("区"))


def _without_outer(text: str, known: Collection[str]) -> str:
    """A text without the larger regions right before those that plans are of."""
    for name in known:
        at = text.find(name)
        while at > 0:
            before = text[:at]
            outer = next((p for p in _named_in(before) if before.endswith(p)), "")
            if not outer:
                break
            at -= len(outer)
            text = text[:at] + text[at + len(outer) :]
    return text


def places_with_level(text: str) -> tuple[str, ...]:
    """Return the places that a text names with their level: 太仓市, not 太仓."""
    return tuple(name for name in place_names(text) if _WITH_LEVEL.search(name))
