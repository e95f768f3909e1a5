"""Places that a question names: the one it begins with, and those that no plan is of."""

from collections.abc import Collection, Sequence

from assistant.language.regions import region_names
from assistant.language.rules import patterns_of
from corpus.documents import Source
from index.places import place_names

_RULES = patterns_of(__file__, "places")
_OFFICIAL = _RULES["level"]
_WITH_LEVEL = _RULES["named-with-level"]
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
    """
    known = region_names(sources)
    if not known:
        return ()
    text = question
    for name in sorted((*known, *(s.title for s in sources)), key=len, reverse=True):
        text = text.replace(name, "，")
    if is_of_plan and not _OFFICIAL.search(text):
        return ()
    return place_names(text)


def places_with_level(text: str) -> tuple[str, ...]:
    """Return the places that a text names with their level: 太仓市, not 太仓."""
    return tuple(name for name in place_names(text) if _WITH_LEVEL.search(name))
