"""Several things asked about in one clause: “A、B和C各多少” is a question about each."""

from collections.abc import Sequence

from assistant.language.rules import patterns_of
from assistant.question.division import Part
from assistant.question.topics import own_topic, subject_of
from corpus.documents import Source

_RULES = patterns_of(__file__, "coordination")
_BETWEEN = _RULES["between"]
_EACH = _RULES["each"]
_FIGURES = _RULES["figures"]
_COMPUTES = _RULES["computes"]
_SEVERAL = 2
_MOST = 6


def coordinated(question: str, sources: Sequence[Source]) -> tuple[Part, ...]:
    """Return the question put to each of the things that it asks a figure of; none if to one.

    “常熟和埇桥的床位数、护士数各多少” asks for both of both plans.
    """
    subject = subject_of(question, sources)
    if _COMPUTES.search(question) or not _FIGURES.search(question) or subject not in question:
        return ()
    things = [thing.strip("的") for thing in _BETWEEN.split(subject)]
    if not _SEVERAL <= len(things) <= _MOST:
        return ()
    if not all(own_topic(thing, sources) for thing in things):
        return ()
    asked = ((thing, question.replace(subject, thing)) for thing in things)
    return tuple(Part(asked=thing, question=_EACH.sub("", text)) for thing, text in asked)
