"""What people say of themselves before they ask: it is not what they ask."""

from collections.abc import Sequence

from assistant.language.regions import region_in
from assistant.language.rules import patterns_of
from assistant.question.conversation import is_courtesy
from assistant.question.topics import own_topic
from corpus.documents import Source

_RULES = patterns_of(__file__, "prefaces")
# Somebody speaks of himself or of what he is writing.
_TELLER = _RULES["teller"]
_DISMISSED = _RULES["dismissed"]
_END = _RULES["end"]
_FOLLOW_UPS = patterns_of(__file__, "follow-ups")
_WANTS = _FOLLOW_UPS["wants"]
_WHOSE = _RULES["whose"]
_FILLER = _FOLLOW_UPS["filler"]
_NEW_TOPIC = _FOLLOW_UPS["new-topic"]


def without_preface(asked: str, sources: Sequence[Source]) -> str:
    """Return a question without what leads up to it, but with the region that names.

    Nothing is left out unless what remains names its own topic and asks.

    >>> without_preface("我们在起草保障章节，借鉴一下：急救站有几个", ())
    '急救站有几个'
    """
    if is_courtesy(asked):
        return asked
    text = _DISMISSED.sub("", asked)
    head = _FILLER.match(text) or _NEW_TOPIC.match(text)
    rest = text[head.end() :] if head else text
    text = rest if own_topic(rest, sources) else text
    while _TELLER.match(text) and (end := _END.search(text)):
        lead, rest = text[: end.start()], text[end.end() :]
        region = "" if region_in(rest, sources) else region_in(lead, sources)
        whose = _WHOSE.search(rest) if region else None
        asks = _WANTS.search(rest) if whose else _asks(rest, sources)
        if _WANTS.search(lead) or not asks:
            break
        text = rest.replace(whose.group(), region) if whose else f"{region}{rest}"
    return text


def _asks(text: str, sources: Sequence[Source]) -> bool:
    return _WANTS.search(text) is not None and bool(own_topic(text, sources))
