"""Follow-up questions made to stand alone: ellipsis, pronouns and a change of plan."""

import re
from collections.abc import Collection, Sequence
from itertools import takewhile

from assistant.answers import Message
from assistant.language.regions import plan_names, region_in, without_regions
from assistant.language.terms import terms_of, topic_of
from corpus.documents import Source
from index.places import place_names
from index.words import nouns_in

_OPENING = re.compile(
    "^(那么?|还有|另外|再问一下|换成|改成|我(要|问|想问|说|指)的?是|(是|问)的是)[，,]?"
)
_CLOSING = re.compile("(又|的话)?(呢|吗|怎么样|如何)?[？?。！!]*$")
_DENIED = re.compile(r"^(不是|不要|不问|不对|错了|我?(说|问|打|搞|弄|看)错了?)[^，,。]*[，,。]\s*")
# To an earlier question: to the first one, or to the one before the last.
_BACK = re.compile(
    "^(再?回到|返回|回头(看|说|问)?)(最?)(前面|开头|开始|刚才|上面|之前|第一个)[^，,]*[，,]?"
)
_TO_THE_FIRST = re.compile("最|开头|开始|第一个")
_PRONOUN = re.compile(
    "(它们|他们|它|其(?!他|它|中|余|实)|[这那该](个|项|家|座|份|所|种|类|些)?"
    "(指标|工作|任务|医院|制度|项目|工程|中心|机构|政策|计划|体系|平台|比例|目标|事情?|数字?)|这个|那个)(的)?"
)
# What only points at the words before it: “健康镇村那个呢”.
_POINTER = re.compile("(?<=[\u4e00-\u9fff]{2})([这那](个|项|块|一块|方面))$")
_LIKEWISE = re.compile("也|同样|一样|这[么样]|那[么样](?!呢)")
_YEAR = re.compile(r"20\d\d(?=\s*年)")
_YEAR_ALONE = re.compile(r"(到|至)?\s*20\d\d\s*年?的?")
_ASKS = re.compile(
    r"(的)?(20\d\d年)?(的)?(目标值?|现状|数值|性质)?(和现状|和目标)?(分别)?(要|应)?(是|为|有|达到)?"
    r"(多少|什么|哪些|几[家个名张岁项]?|谁牵头|谁负责|由谁牵头|谁)(性质的?|牵头|负责)?[^，。？]{0,6}[？?]?$"
)
_THING_ASKED = re.compile("(?<=多少|什么|哪些)[^，。？]+[？?]?$")
_OF_ALL_PLANS = re.compile("(哪些|哪几份|哪几个|各|所有|几份)(规划|文件|方案|地方|市)")
_COURTESY = re.compile("(谢谢|多谢|感谢|好的|知道了|明白了?|辛苦了?|再见|拜拜)[^？?]{0,6}$")
_LONGEST_ELLIPSIS = 16
_SHORTEST_NAME = 2
_LONGEST_FOLLOW_UP = 32
_FEWEST_TO_GO_BACK = 3
_INSTITUTION = re.compile("(医院|卫生院|中心|集团|学校|公司|机构|站|所|局|委员会|委)$")
_OF_UNIT = re.compile("(哪个|哪些|什么|由).{0,3}(部门|单位|机构)|共建|变成|转型|改成")


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
    elsewhere = "" if region_in(asked, sources) else _place_at_head(asked, names)
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


def _place_at_head(asked: str, names: Collection[str] = ()) -> str:
    """The place that a question begins with, or nothing; one that begins a name is none."""
    core = _OPENING.sub("", asked)
    found = place_names(core)
    begins = bool(found) and core.startswith(found[0])
    return found[0] if begins and not any(core.startswith(name) for name in names) else ""


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
        text = _PRONOUN.sub(lambda m: subject + (m.group(4) or ""), wanted, count=1)
        return _of_region(text, previous, sources)
    other = _named_alike(core.removesuffix("的"), previous, names)
    if other or terms_of(topic):
        return other
    return _same_topic(core, previous, region_now, sources)


def _elliptic(wanted: str, core: str, previous: str, sources: Sequence[Source]) -> str:
    """A question that names its topic alone, asked in the way of the previous one; else nothing."""
    is_ellipsis = _OPENING.search(wanted) or wanted.rstrip("？?").endswith("呢")
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
    region_then = region_in(previous, sources) or _place_at_head(previous)
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
    mentioned = [name for name in names if name in previous and _INSTITUTION.search(name)]
    if mentioned:
        return max(mentioned, key=lambda name: (previous.rfind(name) + len(name), len(name)))
    runs = topic_of(previous, plan_names(sources), as_typed=True).strip("？?，,").split()
    return next((run for run in runs if nouns_in(run)), _topic(previous, sources))


def _topic(previous: str, sources: Sequence[Source]) -> str:
    topic = _YEAR_ALONE.sub("", without_regions(_ASKS.sub("", previous), sources))
    return topic.strip("的，？? ")
