"""A question to several plans: whether they are to be compared, and what is asked of each."""

from assistant.answers import Question
from assistant.language.regions import plan_names, short_region
from assistant.language.rules import patterns_of
from assistant.language.terms import terms_of, topic_of
from assistant.library import Library

_RULES = patterns_of(__file__, "parts")
_HIGHEST, _LOWEST, _MENTIONS = (_RULES[name] for name in ("highest", "lowest", "mentions"))
_DIFFERENCES = _RULES["differences"]


def wants_highest(question: Question) -> bool:
    """Whether it is asked which plan has the most, or in which order they stand."""
    return _HIGHEST.search(question.text) is not None


def wants_lowest(question: Question) -> bool:
    """Whether it is asked which plan has the least."""
    return _LOWEST.search(question.text) is not None


def wants_extreme(question: Question) -> bool:
    """Whether it is asked which plan has the most, the least, or in which order they stand."""
    return wants_highest(question) or wants_lowest(question)


def asks_who_mentions(question: Question) -> bool:
    """Whether it is asked which plans speak of something, rather than what they say."""
    return _MENTIONS.search(question.text) is not None


def asks_for_differences(question: Question) -> bool:
    """Whether it is asked in what several plans differ, rather than by how much."""
    return len(question.plans) > 1 and _DIFFERENCES.search(question.text) is not None


def without_differences(question: str) -> str:
    """Return a question without the words that ask in what plans differ.

    >>> without_differences("青禾和白石的托育服务有什么不同")
    '青禾和白石的托育服务'
    """
    return _DIFFERENCES.sub("", question).strip("，, ")


def is_of_each(question: Question) -> bool:
    """Whether several plans are asked, each to answer for itself."""
    if len(question.plans) == 1 or question.kind == "across":
        return False
    return question.names_plan or (question.kind != "list" and wants_extreme(question))


def own_parts(question: Question, library: Library) -> dict[str, str]:
    """Return what is asked of each plan, where different things are: 常熟的中医阁和埇桥的中医馆.

    Nothing, unless something of its own is asked of every plan.
    """
    sources = [library.source(plan) for plan in question.plans]
    places = {s.id: question.text.find(short_region(s)) for s in sources if s.region}
    named = sorted((place, plan) for plan, place in places.items() if place >= 0)
    if len(named) < len(question.plans):
        return {}
    ends = [place for place, _ in named[1:]] + [len(question.text)]
    parts = {
        plan: question.text[place:end].rstrip("和与及、，跟")
        for (place, plan), end in zip(named, ends, strict=True)
    }
    names = plan_names(library.sources)
    has_own = all(terms_of(topic_of(part, names)) for part in parts.values())
    return parts if has_own else {}
