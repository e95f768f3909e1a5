"""Follow-up questions made to stand alone: ellipsis, pronouns and a change of plan."""

import re
from collections.abc import Collection, Sequence
from itertools import takewhile

from assistant.answers import Message
from assistant.language.institutions import is_institution
from assistant.language.places import place_at_head
from assistant.language.regions import plan_names, region_in, without_regions
from assistant.language.rules import patterns_of
from assistant.language.terms import terms_of, topic_of
from corpus.documents import Source
from index.words import nouns_in

_RULES = patterns_of(__file__, "follow-ups")
_OPENING = _RULES["opening"]
_CLOSING = _RULES["closing"]
_ELLIPSIS = _RULES["ellipsis"]
_DENIED = _RULES["denied"]
# To an earlier question: to the first one, or to the one before the last.
_BACK = _RULES["back"]
_TO_THE_FIRST = _RULES["to-the-first"]
_PRONOUN = _RULES["pronoun"]
# What only points at the words before it: “健康镇村那个呢”.
_POINTER = _RULES["pointer"]
_LIKEWISE = _RULES["likewise"]
_YEAR = _RULES["year"]
_YEAR_ALONE = _RULES["year-alone"]
_WITH_YEAR = _RULES["with-year"]
_ASKS = _RULES["asks"]
_THING_ASKED = _RULES["thing-asked"]
_OF_ALL_PLANS = _RULES["of-all-plans"]
_COURTESY = _RULES["courtesy"]
_OF_UNIT = _RULES["of-a-unit"]
_LONGEST_ELLIPSIS = 16
_SHORTEST_NAME = 2
_LONGEST_FOLLOW_UP = 32
_FEWEST_TO_GO_BACK = 3


def standalone(
    asked: str,
    history: Sequence[Message],
    sources: Sequence[Source],
    names: Collection[str] = (),
) -> str:
    """Return a question that says by itself what is meant after this conversation.

    A question that names its topic is returned as it stands, but for the plan, which is
    taken over from the conversation if it names none. ``names`` are those of institutions
    and the like: after a question about 梅李人民医院, “支塘的呢” means 支塘人民医院.
    """
    asked = asked.strip()
    if _COURTESY.match(asked):
        return asked
    back = _BACK.match(asked)
    previous = _previous_question(history, sources, names, back=back)
    if not previous:
        return asked
    elsewhere = "" if region_in(asked, sources) else place_at_head(_OPENING.sub("", asked), names)
    if elsewhere:
        is_all = elsewhere == _bare(asked).removesuffix("的")
        return _same_topic("", previous, elsewhere, sources) if is_all else asked
    wanted = _DENIED.sub("", _BACK.sub("", asked))
    core = _bare(wanted)
    pointed = _POINTER.sub("", core)
    if pointed != core and terms_of(topic_of(pointed, plan_names(sources))):
        core, wanted = pointed, f"{pointed}呢"
    return (
        _of_the_same(wanted, core, previous, sources, names)
        or _elliptic(wanted, core, previous, sources)
        or _with_subject(wanted, core, previous, sources, names)
    )


def _bare(wanted: str) -> str:
    """A question without the words that only go on with a conversation."""
    return _CLOSING.sub("", _OPENING.sub("", wanted)).strip("，, ")


def _of_the_same(
    wanted: str, core: str, previous: str, sources: Sequence[Source], names: Collection[str]
) -> str:
    """A question with a pronoun, about the like, or with no topic of its own; else nothing."""
    region_now = region_in(wanted, sources)
    topic = topic_of(core, plan_names(sources))
    if region_now and _LIKEWISE.search(wanted) and not nouns_in(topic):
        return _same_topic(region_now, previous, region_now, sources)
    if _PRONOUN.search(wanted):
        subject = _subject(previous, sources, names)
        text = _PRONOUN.sub(lambda m: subject + (m.group("of") or ""), wanted, count=1)
        return _of_region(text, previous, sources)
    other = _named_alike(core.removesuffix("的"), previous, names)
    if other or terms_of(topic):
        return other
    return _same_topic(core, previous, region_now, sources)


def _elliptic(wanted: str, core: str, previous: str, sources: Sequence[Source]) -> str:
    """A question that names its topic alone, asked in the way of the previous one; else nothing."""
    is_ellipsis = _OPENING.search(wanted) or _ELLIPSIS.search(wanted)
    if not is_ellipsis or len(core) > _LONGEST_ELLIPSIS:
        return ""
    ending = None if _ASKS.search(core) else _ASKS.search(previous)
    asks = ending.group() if ending else ""
    text = core.removesuffix("的") + (_THING_ASKED.sub("", asks) if nouns_in(asks) else asks)
    return _of_region(text, previous, sources)


def _with_subject(
    wanted: str, core: str, previous: str, sources: Sequence[Source], names: Collection[str]
) -> str:
    """A whole question, with the plan and, if it has none, the subject of the previous one."""
    if len(wanted) > _LONGEST_FOLLOW_UP or _OF_ALL_PLANS.search(wanted):
        return wanted
    if not nouns_in(topic_of(core, plan_names(sources))):
        subject = _subject(previous, sources, names)
        wanted = region_in(wanted, sources) + subject + without_regions(wanted, sources)
    return _of_region(wanted, previous, sources)


def _of_region(question: str, previous: str, sources: Sequence[Source]) -> str:
    """A question of the region that the previous one was of, unless it names one itself."""
    carried = "" if region_in(question, sources) else region_in(previous, sources)
    return carried + question


def _same_topic(core: str, previous: str, region_now: str, sources: Sequence[Source]) -> str:
    """The previous question put again: to another plan, for another year, for something else."""
    question = previous
    region_then = region_in(previous, sources) or place_at_head(_OPENING.sub("", previous))
    if region_now:
        question = (
            previous.replace(region_then, region_now) if region_then else region_now + previous
        )
    year = _YEAR.search(core)
    rest = without_regions(core, sources)
    if year and _YEAR_ALONE.search(rest):
        if _YEAR.search(question):
            return _YEAR.sub(year.group(), question, count=1)
        return f"{year.group()}年{question}"
    if not rest:
        return question
    return (region_now or region_then) + _topic(previous, sources) + rest


def _named_alike(core: str, previous: str, names: Collection[str]) -> str:
    """The previous question about another thing of the same kind, or nothing.

    >>> _named_alike("支塘", "梅李人民医院的定位", ["梅李人民医院", "支塘人民医院", "支塘镇"])
    '支塘人民医院的定位'
    >>> _named_alike("市五院", "市三院升到什么等级", ["市三院", "市五院"])
    '市五院升到什么等级'
    """
    mentioned = max((name for name in names if name in previous), key=len, default="")
    alike = [
        (_shared_ending(name, mentioned), name)
        for name in names
        if len(core) >= _SHORTEST_NAME and name.startswith(core) and name != mentioned
    ]
    shared, name = max(alike, default=(0, ""))
    enough = 1 if len(name) == len(mentioned) and name[:1] == mentioned[:1] else _SHORTEST_NAME
    return previous.replace(mentioned, name) if mentioned and shared >= enough else ""


def _shared_ending(first: str, second: str) -> int:
    """How many characters two names end with alike."""
    pairs = zip(reversed(first), reversed(second), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _previous_question(
    history: Sequence[Message],
    sources: Sequence[Source],
    names: Collection[str],
    *,
    back: re.Match[str] | None,
) -> str:
    """The user's last question, itself made to stand alone; an earlier one to go ``back`` to."""
    questions = [""]
    for message in history:
        if message.role == "user" and message.content.strip():
            earlier = (Message(role="user", content=questions[-1]),) if questions[-1] else ()
            questions.append(standalone(message.content, earlier, sources, names))
    if back is None or len(questions) < _FEWEST_TO_GO_BACK:
        return questions[-1]
    return questions[1] if _TO_THE_FIRST.search(back.group()) else questions[-2]


def _subject(previous: str, sources: Sequence[Source], names: Collection[str]) -> str:
    """What the previous question is about: the last name in it, or else its topic."""
    if _ASKS.search(previous) and not _OF_UNIT.search(previous):
        return _topic(previous, sources)
    mentioned = [name for name in names if name in previous and is_institution(name)]
    if mentioned:
        return max(mentioned, key=lambda name: (previous.rfind(name) + len(name), len(name)))
    runs = topic_of(previous, plan_names(sources), as_typed=True).strip("？?，,").split()
    return next((run for run in runs if nouns_in(run)), _topic(previous, sources))


def _topic(previous: str, sources: Sequence[Source]) -> str:
    topic = _WITH_YEAR.sub("", without_regions(_ASKS.sub("", previous), sources))
    return topic.strip("的，？? ")
