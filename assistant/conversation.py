"""Follow-up questions made to stand alone: ellipsis, pronouns and a change of plan."""

import re
from collections.abc import Collection, Sequence
from itertools import takewhile

from assistant.answers import Message
from assistant.regions import plan_names, region_in, without_regions
from assistant.terms import terms_of, topic_of
from corpus.documents import Source

_OPENING = re.compile(
    "^(那么?|还有|另外|再问一下|换成|改成|我(要|问|想问|说|指)的?是|(是|问)的是)[，,]?"
)
_CLOSING = re.compile("(又|的话)?(呢|吗|怎么样|如何)?[？?。！!]*$")
_DENIED = re.compile(r"^(不是|不要|不问|不对)[^，,。]*[，,。]\s*")
_PRONOUN = re.compile("(它们|他们|它|其|该指标|这个指标|这项工作|这项任务|这家医院|这个|那个)(的)?")
_YEAR = re.compile(r"20\d\d(?=\s*年)")
_YEAR_ALONE = re.compile(r"(到|至)?\s*20\d\d\s*年?的?")
_ASKS = re.compile(
    r"(的)?(20\d\d年)?(的)?(目标值?|现状|数值|性质)?(和现状|和目标)?(分别)?(要|应)?(是|为|有|达到)?"
    r"(多少|什么|哪些|几[家个名张岁项]?|谁牵头|谁负责|由谁牵头|谁)(性质的?|牵头|负责)?[^，。？]{0,6}[？?]?$"
)
_OF_ALL_PLANS = re.compile("(哪些|哪几份|哪几个|各|所有|几份)(规划|文件|方案|地方|市)")
_LONGEST_ELLIPSIS = 16
_SHORTEST_NAME = 2
_LONGEST_FOLLOW_UP = 32


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
    previous = _previous_question(history, sources, names)
    if not previous:
        return asked
    wanted = _DENIED.sub("", asked)
    core = _CLOSING.sub("", _OPENING.sub("", wanted)).strip("，, ")
    region_then, region_now = region_in(previous, sources), region_in(wanted, sources)
    carried = "" if region_now else region_then
    if _PRONOUN.search(wanted):
        topic = _topic(previous, sources)
        return carried + _PRONOUN.sub(lambda m: topic + (m.group(2) or ""), wanted, count=1)
    other = _named_alike(core.removesuffix("的"), previous, names)
    if other or not terms_of(topic_of(core, plan_names(sources))):
        return other or _same_topic(core, previous, region_now, sources)
    is_ellipsis = _OPENING.search(wanted) or wanted.rstrip("？?").endswith("呢")
    if is_ellipsis and len(core) <= _LONGEST_ELLIPSIS:
        ending = None if _ASKS.search(core) else _ASKS.search(previous)
        return carried + core.removesuffix("的") + (ending.group() if ending else "")
    if len(asked) > _LONGEST_FOLLOW_UP or _OF_ALL_PLANS.search(asked):
        return asked
    return carried + wanted


def _same_topic(core: str, previous: str, region_now: str, sources: Sequence[Source]) -> str:
    """The previous question put again: to another plan, for another year, for something else."""
    question = previous
    region_then = region_in(previous, sources)
    if region_now:
        question = (
            previous.replace(region_then, region_now) if region_then else region_now + previous
        )
    year = _YEAR.search(core)
    rest = without_regions(core, sources)
    if year and _YEAR_ALONE.fullmatch(rest):
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
    """
    mentioned = max((name for name in names if name in previous), key=len, default="")
    alike = [
        (_shared_ending(name, mentioned), name)
        for name in names
        if len(core) >= _SHORTEST_NAME and name.startswith(core) and name != mentioned
    ]
    shared, name = max(alike, default=(0, ""))
    return previous.replace(mentioned, name) if mentioned and shared >= _SHORTEST_NAME else ""


def _shared_ending(first: str, second: str) -> int:
    """How many characters two names end with alike."""
    pairs = zip(reversed(first), reversed(second), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _previous_question(
    history: Sequence[Message], sources: Sequence[Source], names: Collection[str]
) -> str:
    """The user's last question, itself made to stand alone after what came before."""
    previous = ""
    for message in history:
        if message.role == "user" and message.content.strip():
            earlier = (Message(role="user", content=previous),) if previous else ()
            previous = standalone(message.content, earlier, sources, names)
    return previous


def _topic(previous: str, sources: Sequence[Source]) -> str:
    topic = _YEAR_ALONE.sub("", without_regions(_ASKS.sub("", previous), sources))
    return topic.strip("的，？? ")
