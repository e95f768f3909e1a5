"""Several things asked about in one clause: “A、B和C各多少” is a question about each."""

from collections.abc import Callable, Sequence

from assistant.language.institutions import is_institution
from assistant.language.rules import patterns_of
from assistant.question.division import Part
from assistant.question.topics import never, own_topic, subject_of
from corpus.documents import Source

_RULES = patterns_of(__file__, "coordination")
_BETWEEN = _RULES["between"]
_EACH = _RULES["each"]
_FIGURES = _RULES["figures"]
_COMPUTES = _RULES["computes"]
_SEVERAL = 2
_MOST = 6


def coordinated(
    question: str, sources: Sequence[Source], said: Callable[[str], bool] = never
) -> tuple[Part, ...]:
    """Return the question put to each of the things that it asks a figure of; none if to one.

    “常熟和埇桥的床位数、护士数各多少” asks for both of both plans.
    """
    subject = subject_of(question, sources)
    if _COMPUTES.search(question) or not _FIGURES.search(question) or subject not in question:
        return ()
    things = [thing.strip("的") for thing in _BETWEEN.split(subject)]
    if not _SEVERAL <= len(things) <= _MOST:
        return ()
    if not all(own_topic(thing, sources, said) for thing in things):
        return ()
    pairs = zip(things, _whole(things), strict=True)
    asked = ((thing, question.replace(subject, whole)) for thing, whole in pairs)
    return tuple(Part(asked=thing, question=_EACH.sub("", text)) for thing, text in asked)


def _whole(things: Sequence[str]) -> list[str]:
    """Each thing as it stands alone: “A和B的C” are the C of both, “A的B和C” are both of A.

    Only where A is an institution is that sure.
    """
    first, *others = things
    *before, last = things
    owner, of, head = last.partition("的")
    if of and all(map(is_institution, (*before, owner))):
        return [*(f"{thing}的{head}" for thing in before), last]
    owner, of, _ = first.partition("的")
    if of and is_institution(owner) and not any("的" in thing for thing in others):
        return [first, *(f"{owner}的{thing}" for thing in others)]
    return [*things]
