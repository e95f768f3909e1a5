"""Whether a question stands alone, or a cue in it points to what was said before."""

from collections.abc import Callable, Sequence

from assistant.language.regions import region_in
from assistant.language.rules import patterns_of
from assistant.question.topics import never, own_topic
from corpus.documents import Source

_RULES = patterns_of(__file__, "follow-ups")
_TOPICS = patterns_of(__file__, "topics")
_FILLER = _RULES["filler"]
_NEW_TOPIC = _RULES["new-topic"]
_OPENING = _RULES["opening"]
_ELLIPSIS = _RULES["ellipsis"]
_DENIED = _RULES["denied"]
_POINTER = _RULES["pointer"]
_MORE = _RULES["more"]
_WANTS = _RULES["wants"]
_OF_ALL_PLANS = _RULES["of-all-plans"]
_QUOTED = _TOPICS["quoted"]
_CUES = (
    _OPENING,
    _ELLIPSIS,
    _RULES["pronoun"],
    _POINTER,
    _RULES["their-region"],
    _RULES["likewise"],
    # “市级的几个”: the noun is the one before.
    _RULES["headless"],
    _RULES["within"],
    _TOPICS["pointing"],
    _DENIED,
)
# A word that some plan has.
Said = Callable[[str], bool]


def _always(_: str) -> bool:
    return True


def wants_more(asked: str) -> bool:
    """Whether it is asked what else there is, beyond what was answered."""
    return _MORE.match(_FILLER.sub("", asked.strip())) is not None


def stands_alone(asked: str, sources: Sequence[Source], said: Said = never) -> bool:
    """Whether a question says by itself what it is about.

    It does if it is put to all plans, or names a topic and asks something of it, and no cue
    points to what was said before; beside a region's name a cue carries nothing but the topic.
    """
    told = _FILLER.sub("", asked)
    text = _NEW_TOPIC.sub("", told)
    if _OF_ALL_PLANS.search(text) or any(source.title in text for source in sources):
        return True
    is_cued = any(cue.search(text) for cue in _CUES)
    if region_in(text, sources):
        # Beside a region, whatever is no word that only asks is a topic, where no cue is.
        topic = own_topic(_POINTER.sub("", text), sources, said if is_cued else _always)
        is_fragment = any(cue.search(text) for cue in (_ELLIPSIS, _OPENING, _DENIED))
        return bool(topic) and (_WANTS.search(text) is not None or not is_fragment)
    names_quoted = _QUOTED.search(text) is not None
    if not _WANTS.search(text) or not own_topic(_POINTER.sub("", text), sources, said):
        return False
    return text != told or not is_cued or names_quoted
