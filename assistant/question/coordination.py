"""Several things asked about in one clause: “A、B和C各多少” is a question about each."""

from collections.abc import Callable, Iterator, Sequence

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
    asked = ((thing, question.replace(subject, whole)) for thing, whole in _whole(things))
    return tuple(Part(asked=thing, question=_EACH.sub("", text)) for thing, text in asked)


def _whole(things: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each thing with what is said of one for all: “A的B和C” are of A, “A和B的C” are both C."""
    first, last = (things[at].partition("的") for at in (0, -1))
    is_shared = sum("的" in thing for thing in things) == 1
    owner = first[0] + first[1] if is_shared and first[1] else ""
    head = last[1] + last[2] if is_shared and last[1] else ""
    for thing in things:
        yield thing, thing if "的" in thing else f"{owner}{thing}{head}"
