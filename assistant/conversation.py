"""Follow-up questions made to stand alone: ellipsis, pronouns and a change of plan."""

import re
from collections.abc import Sequence

from assistant.answers import Message
from corpus.documents import Source

_OPENING = re.compile("^(那么?|还有|另外|再问一下|换成|改成|我问的是|我是问|不是问?[^，,]*[，,]\\s*(是|我问的是)?)")
_CLOSING = re.compile("(又|的话)?(呢|吗|怎么样|如何)?[？?。！!]*$")
_PRONOUN = re.compile("它的|它们的|他们的|其|该指标的?|这个指标的?|这项工作|这项任务|这个|那个|这家医院|它们?")
_YEAR_ONLY = re.compile(r"(到|至)?(20\d\d)\s*年?的?")
_ASKS = re.compile(
    r"(的)?(20\d\d年)?(的)?(目标值?|现状|数值|性质)?(和现状|和目标)?(分别)?(要|应)?(是|为|有|达到)?"
    r"(多少|什么|哪些|几[家个名张岁项]?|谁牵头|谁负责|由谁牵头|谁)(性质的?|牵头|负责)?[^，。？]{0,6}[？?]?$"
)
_LONGEST_ELLIPSIS = 16


def standalone(asked: str, history: Sequence[Message], sources: Sequence[Source]) -> str:
    """Return a question that says by itself what is meant after this conversation.

    A question that names its topic is returned as it stands, but for the plan, which is
    taken over from the conversation if it names none.
    """
    previous = _previous_question(history, sources)
    asked = asked.strip()
    if not previous:
        return asked
    core = _CLOSING.sub("", _OPENING.sub("", asked)).strip("，, ")
    region_then, region_now = _region_in(previous, sources), _region_in(asked, sources)
    if core and region_now and _without_region(core, sources) == "":
        return _with_region(previous, region_then, region_now)
    year = _YEAR_ONLY.fullmatch(core)
    if year:
        return _with_year(previous, year.group(2))
    if _PRONOUN.search(asked):
        topic = _topic(previous, sources)
        question = _PRONOUN.sub(f"{topic}的" if "的" in _PRONOUN.search(asked).group() else topic, asked, count=1)  # type: ignore[union-attr]
        return question if region_now or not region_then else region_then + question
    is_ellipsis = _OPENING.search(asked) or asked.rstrip("？?").endswith("呢")
    if is_ellipsis and len(core) <= _LONGEST_ELLIPSIS:
        ending = _ASKS.search(previous)
        core = core if region_now or not region_then else region_then + core
        return core + (ending.group() if ending else "")
    if region_now or not region_then or len(asked) > _LONGEST_ELLIPSIS * 2:
        return asked
    return region_then + asked


def _previous_question(history: Sequence[Message], sources: Sequence[Source]) -> str:
    """The user's last question, itself made to stand alone after what came before."""
    asked = [message.content for message in history if message.role == "user"]
    previous = ""
    for content in asked:
        earlier = (Message(role="user", content=previous),) if previous else ()
        previous = standalone(content, earlier, sources) if content.strip() else previous
    return previous


def _regions(sources: Sequence[Source]) -> list[str]:
    names = [s.region for s in sources if s.region]
    return [*names, *(re.sub("[市区县]$", "", name) for name in names)]


def _region_in(text: str, sources: Sequence[Source]) -> str:
    return next((name for name in _regions(sources) if name in text), "")


def _without_region(text: str, sources: Sequence[Source]) -> str:
    for name in _regions(sources):
        text = text.replace(name, "")
    return text.strip("的 规划方案")


def _with_region(previous: str, then: str, now: str) -> str:
    return previous.replace(then, now) if then else now + previous


def _with_year(previous: str, year: str) -> str:
    if re.search(r"20\d\d", previous):
        return re.sub(r"20\d\d", year, previous, count=1)
    return f"{year}年{previous}"


def _topic(previous: str, sources: Sequence[Source]) -> str:
    topic = _ASKS.sub("", previous)
    for name in _regions(sources):
        topic = topic.replace(name, "")
    return topic.strip("的，？? ")
