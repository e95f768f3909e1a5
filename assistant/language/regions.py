"""The names by which a question means a plan: its region, in full or short, and its title."""

from collections.abc import Sequence

from assistant.language.rules import patterns_of
from corpus.documents import Source

_REGION_SUFFIX = patterns_of(__file__, "regions")["suffix"]
# Of so few characters no name is said for a region: 滑县 is never 滑.
_SHORTEST = 2
# A title without a region must be so long to mean one document.
_TELLING = 6


def short_region(source: Source) -> str:
    """Return a region's name as people say it: 常熟 for 常熟市, but 滑县 as it stands."""
    short = _REGION_SUFFIX.sub("", source.region)
    return short if len(short) >= _SHORTEST else source.region


def region_names(sources: Sequence[Source]) -> tuple[str, ...]:
    """Return every name of the sources' regions, with and without 市, 区 or 县."""
    regions = [source for source in sources if source.region]
    return tuple(dict.fromkeys(n for s in regions for n in (s.region, short_region(s))))


def plan_names(sources: Sequence[Source]) -> tuple[str, ...]:
    """Return every wording that stands for a plan itself: its title, its region, both apart."""
    names = [*region_names(sources)]
    for source in sources:
        title = source.title
        names += [
            title,
            *(title.replace(n, "") for n in (source.region, short_region(source)) if n),
        ]
    return tuple(dict.fromkeys(names))


def plans_named(question: str, sources: Sequence[Source]) -> tuple[str, ...]:
    """Return the ids of the plans that a question names, in catalogue order.

    A title names one plan, a region every plan of it; where no region is named, a title
    without its region is enough.
    """
    titled = [s for s in sources if s.title in question and (s.region or len(s.title) >= _TELLING)]
    rest = question
    for source in sorted(titled, key=lambda source: -len(source.title)):
        rest = rest.replace(source.title, "，")
    named = {source.id for source in titled}
    named |= {s.id for s in sources if s.region and short_region(s) in rest}
    if not named:
        named = {source.id for source in sources if _title_alone(source, question)}
    return tuple(source.id for source in sources if source.id in named)


def _title_alone(source: Source, question: str) -> bool:
    bare = source.title
    for name in (source.region, short_region(source)):
        bare = bare.replace(name, "") if name else bare
    return len(bare) >= _TELLING and bare in question


def region_in(text: str, sources: Sequence[Source]) -> str:
    """Return the first region's name in a text, as it is written there, or nothing."""
    names = sorted(region_names(sources), key=len, reverse=True)
    found = [(text.find(name), -len(name), name) for name in names if name in text]
    return min(found)[2] if found else ""


def regions_in(text: str, sources: Sequence[Source]) -> tuple[str, ...]:
    """Return the regions that a text names, as it is written there, each once, in their order."""
    found: dict[str, str] = {}
    rest = text
    while region := region_in(rest, sources):
        found.setdefault(_REGION_SUFFIX.sub("", region), region)
        rest = rest.replace(region, "，" * len(region))
    return tuple(found.values())


def without_regions(text: str, sources: Sequence[Source]) -> str:
    """Return a text without the regions it names, and without what only held them."""
    for name in sorted(region_names(sources), key=len, reverse=True):
        text = text.replace(name, "")
    return text.strip("的 ，,")
