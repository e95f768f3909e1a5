"""The parts of a question that asks several things, each made to stand alone."""

from collections.abc import Collection, Sequence

from assistant.answers import Message
from assistant.language.institutions import is_institution
from assistant.language.regions import regions_in, without_regions
from assistant.language.rules import patterns_of
from assistant.question.asking import asking_stretches
from assistant.question.cues import Said
from assistant.question.follow_ups import standalone
from assistant.question.topics import own_topic, subject_of
from corpus.documents import Source, Value
from index.words import tagged

# What cannot be answered without the clause before it: 分别是多少, 哪个最高.
_DEPENDS = patterns_of(__file__, "division")["depends"]
_OF_ALL_PLANS = patterns_of(__file__, "follow-ups")["of-all-plans"]
_ROLE = patterns_of(__file__, "division")["role"]
_MOST_PARTS = 8
# A part that begins with a verb, a preposition or an adverb says of nobody what it asks.
_PREDICATE_TAGS = "vpd"
# Prepositions that the dictionary does not tell as such.
_UNTAGGED = "往"


class Part(Value):
    """A part of a question: ``asked`` as it was typed, ``question`` as it stands alone."""

    asked: str
    question: str


def parts_of(
    question: str, sources: Sequence[Source], names: Collection[str], said: Said
) -> tuple[Part, ...]:
    """Return the parts of a question, each as it would be asked alone; none if it has only one.

    “A是多少，B呢” has two; “分别是多少，哪个最高” one: nobody can say which without the first.
    The parts are a conversation: a later one takes over what the earlier ones name, and always
    the region.
    """
    asked = asking_stretches(question)
    if not 1 < len(asked) <= _MOST_PARTS or _OF_ALL_PLANS.search(asked[0]):
        return ()
    if any(_DEPENDS.search(part) and not own_topic(part, sources, said) for part in asked[1:]):
        return ()
    turns: list[Message] = []
    parts = []
    regions: tuple[str, ...] = ()
    subject = ""
    for part in asked:
        alone = standalone(part, turns, sources, names, said)
        is_role = bool(subject) and _asks_role_alone(part, sources)
        if alone == part:
            if turns and (is_role or _lacks_subject(part)):
                alone = f"{subject}{part}"
            else:
                subject = _subject(part, sources, names) or subject
        own = regions_in(alone, sources)
        if not own and not _OF_ALL_PLANS.search(alone):
            alone = "和".join(regions) + alone
        regions = own or regions
        parts.append(Part(asked=part, question=alone))
        if not is_role:
            turns.append(Message(role="user", content=alone))
    return tuple(parts)


def _asks_role_alone(part: str, sources: Sequence[Source]) -> bool:
    """Whether a part asks of an office whether it leads or helps, and not with what."""
    topic = own_topic(part, sources)
    return bool(topic) and _ROLE.search(part) is not None and all(map(is_institution, topic))


def _lacks_subject(part: str) -> bool:
    """Whether a part begins with what is done, and says of nobody: 设多少张床位, 往哪里发展."""
    first, second, *_ = (*tagged(part), ("", "x"), ("", "x"))
    is_predicate = first[1][0] in _PREDICATE_TAGS or first[0] in _UNTAGGED
    return is_predicate or (first[1][0] == "r" and second[1][0] == "v")


def _subject(question: str, sources: Sequence[Source], names: Collection[str]) -> str:
    """The institution or project that a question begins with, or else what it is about."""
    subject = subject_of(question, sources)
    named = [
        name
        for name in names
        if name in question and without_regions(name, sources) in subject and is_institution(name)
    ]
    return max(named, key=len, default=subject)
