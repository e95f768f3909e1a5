"""Follow-up questions made to stand alone: ellipsis, pronouns, a change of plan, “the second one”.

A question that names its own topic stands alone and takes nothing over, whatever was asked
before. Only a cue carries something: 那, 呢, 它, 也, 换成, a word for an item or for both plans,
or a bare fragment that asks nothing by itself.
"""

import re
from collections.abc import Collection, Sequence
from itertools import takewhile

from assistant.answers import Message
from assistant.language.institutions import is_institution
from assistant.language.places import place_at_head
from assistant.language.regions import region_in, regions_in, without_regions
from assistant.language.rules import patterns_of
from assistant.question.asking import asking_stretches
from assistant.question.conversation import Turn, is_courtesy, turns_of
from assistant.question.cues import Said, stands_alone, wants_more
from assistant.question.references import item_meant, with_both
from assistant.question.topics import never, own_topic, subject_of
from corpus.documents import Source
from index.words import nouns_in

_RULES = patterns_of(__file__, "follow-ups")
_FILLER = _RULES["filler"]
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
_THEIR_REGION = _RULES["their-region"]
_LIKEWISE = _RULES["likewise"]
_HEADLESS = _RULES["headless"]
_WITHIN = _RULES["within"]
_POINTING = patterns_of(__file__, "topics")["pointing"]
_YEAR = _RULES["year"]
_YEAR_ALONE = _RULES["year-alone"]
_ASKS = _RULES["asks"]
_THING_ASKED = _RULES["thing-asked"]
_WANTS = _RULES["wants"]
_OF_ALL_PLANS = _RULES["of-all-plans"]
_MEASURED = re.compile("(?:率|数|比|比例|比重|水平|\\d年)的?$")
# It asks for a level, and counts nothing: 多少, but not 多少人.
_LEVEL = re.compile("(?:多少|目标|现状|数值)[？?]?$")
_COUNTS = re.compile("几|哪|多少[个张家名所座支辆台]")
_OF_IT = re.compile("的.")
_THEN = re.compile("^那么?[，,]?")
# “2030呢”
_YEAR_ONLY = re.compile(r"(?<!\d)20[1-4]\d(?=的?(?:呢|目标)?[？?。]*$)")
_CONNECTED = re.compile("[和与跟及、，,]+")
_LONGEST_ELLIPSIS = 16
_SHORTEST_NAME = 2
_FEWEST_TO_GO_BACK = 2


def standalone(
    asked: str,
    history: Sequence[Message],
    sources: Sequence[Source],
    names: Collection[str] = (),
    said: Said = never,
) -> str:
    """Return a question that says by itself what is meant after this conversation.

    A question that names its topic is returned as it stands. ``names`` are those of
    institutions and the like: after a question about 梅李人民医院, “支塘的呢” means 支塘人民医院;
    ``said`` tells which words some plan has.
    """

    def standing(question: str, turns: Sequence[Turn]) -> str:
        if not turns or is_courtesy(question):
            return question
        before = _Before(turns, sources, names, said)
        first, *others = asking_stretches(question) or (question,)
        if others and not stands_alone(first, sources, said):
            return "，".join((before.completed(first), *others))
        return question if stands_alone(question, sources, said) else before.completed(question)

    return standing(asked.strip(), turns_of(history, standing))


class _Before:
    """What was asked before, and how it completes a question that does not stand alone."""

    def __init__(
        self,
        turns: Sequence[Turn],
        sources: Sequence[Source],
        names: Collection[str],
        said: Said,
    ) -> None:
        self._turns = turns
        self._sources = sources
        self._names = names
        self._said = said

    def completed(self, asked: str) -> str:
        """Return the question with what it takes over."""
        text = _YEAR_ONLY.sub(r"\g<0>年", _FILLER.sub("", asked))
        back = _BACK.match(text)
        turn = _turn_meant(self._turns, back)
        previous = self._with_region(turn.question)
        if wants_more(text):
            return previous
        text = _BACK.sub("", text)
        if pointed := item_meant(text, turn):
            return self._of_regions(pointed, previous)
        if both := with_both(text, self._turns, self._sources, self._said):
            return both
        elsewhere = "" if self._region(text) else self._place(text)
        if elsewhere:
            is_all = elsewhere == _bare(text).removesuffix("的")
            return self._same_topic("", previous, (elsewhere,)) if is_all else text
        wanted = _POINTER.sub("", _DENIED.sub("", text))
        core = _bare(wanted)
        return (
            self._named_alike(core.removesuffix("的"), previous)
            or self._of_the_same(core, previous)
            or self._elliptic(core, previous)
            or self._of_regions(_THEN.sub("", wanted), previous)
        )

    def _region(self, text: str) -> str:
        return region_in(text, self._sources)

    def _place(self, text: str) -> str:
        return place_at_head(_OPENING.sub("", text), self._names)

    def _topic(self, text: str) -> tuple[str, ...]:
        return own_topic(text, self._sources, self._said)

    def _with_region(self, question: str) -> str:
        """A question that names no region is of the one spoken of last, if no plan was left out."""
        if self._region(question) or _OF_ALL_PLANS.search(question) or self._place(question):
            return question
        if self._institution(question):
            return question  # it is of one plan alone
        of_earlier = (t.question for t in reversed(self._turns) if t.question != question)
        for earlier in of_earlier:
            if regions := regions_in(earlier, self._sources):
                return "和".join(regions) + question
            if _OF_ALL_PLANS.search(earlier):
                break
        return question

    def _of_the_same(self, core: str, previous: str) -> str:
        """A question with a pronoun, about the like, or with no topic of its own; else nothing."""
        regions = regions_in(core, self._sources)
        topic = self._topic(core)
        if regions and not topic:
            rest = "" if _LIKEWISE.search(core) else _POINTING.sub("", core)
            return self._same_topic(rest, previous, regions)
        if topic and _THEIR_REGION.search(core):
            rest = _THEIR_REGION.sub("", _WITHIN.sub("", core), count=1)
            return self._elliptic(rest, previous) or self._of_regions(rest, previous)
        pronouns = list(_PRONOUN.finditer(core))
        if pronouns:
            longest = max(pronouns, key=lambda found: len(found.group()))
            return self._with_pronoun(core, longest, previous)
        if _WITHIN.search(core):
            text = self._subject(previous) + _WITHIN.sub("", core)
            return self._of_regions(text, previous)
        return "" if topic else self._same_topic(core, previous, ())

    def _with_pronoun(self, core: str, pronoun: re.Match[str], previous: str) -> str:
        """A question in which a word stands for what was spoken of: the subject or the region.

        Before a name of its own it only points: 这个绿道; beside a topic 它 is whose that is.
        """
        rest = (core[: pronoun.start()] + core[pronoun.end() :]).strip("，, ")
        topic = self._topic(rest)
        is_name = topic and core[pronoun.end() :].startswith(topic[-1])
        is_of_region = topic and pronoun.group()[0] in "它其" and not self._institution(previous)
        if is_name or is_of_region:
            return self._elliptic(rest, previous) or self._of_regions(rest, previous)
        subject = self._subject(previous)
        joined = subject + (pronoun.group("of") or "")
        return self._of_regions(core[: pronoun.start()] + joined + core[pronoun.end() :], previous)

    def _elliptic(self, core: str, previous: str) -> str:
        """A question that names its topic alone, asked as the previous one was; else nothing."""
        if _WANTS.search(core) or len(core) > _LONGEST_ELLIPSIS:
            return ""
        ending = _ASKS.search(previous)
        asks = ending.group().rstrip("？?") if ending else ""
        if _MEASURED.search(core) and not _LEVEL.search(asks):
            asks = "是多少"
        elif _COUNTS.search(asks) and not _HEADLESS.search(f"{core}呢"):
            # What is counted by the household differs: 市三院的定位, 家庭病床, after 有几家.
            asks = "是什么" if _OF_IT.search(core) else "有多少"
        text = core.removesuffix("的") + (_THING_ASKED.sub("", asks) if nouns_in(asks) else asks)
        return self._of_regions(text, previous)

    def _of_regions(self, question: str, previous: str) -> str:
        """A question of the regions that the previous one was of, unless it names one itself."""
        if self._region(question):
            return question
        return "和".join(regions_in(previous, self._sources)) + question

    def _same_topic(self, core: str, previous: str, regions_now: Sequence[str]) -> str:
        """The previous question put again: to other plans, for another year, another side of it."""
        regions_then = regions_in(previous, self._sources)
        if not regions_then and (place := self._place(previous)):
            regions_then = (place,)
        question = previous
        if regions_now:
            question = _in_place_of(previous, regions_then, "和".join(regions_now))
        rest = without_regions(core, self._sources)
        year = _YEAR.search(rest)
        if year and _YEAR_ALONE.search(rest):
            if _YEAR.search(question):
                return _YEAR.sub(year.group(), question, count=1)
            return f"{year.group()}年{question}"
        if not _CONNECTED.sub("", rest):
            return question
        text = self._subject(previous) + rest
        regions = regions_now or (() if self._region(text) else regions_then)
        return "和".join(regions) + text

    def _named_alike(self, core: str, previous: str) -> str:
        """The previous question about another thing of the same kind, or nothing."""
        return named_alike(core, previous, self._names)

    def _institution(self, previous: str) -> str:
        """The institution that a question names last, or nothing."""
        mentioned = [n for n in self._names if n in previous and _is_place_of_care(n)]
        return max(mentioned, key=lambda n: (previous.rfind(n) + len(n), len(n)), default="")

    def _subject(self, previous: str) -> str:
        """What the previous question is about: the institution named last, or else its topic."""
        return self._institution(previous) or subject_of(previous, self._sources)


def _is_place_of_care(name: str) -> bool:
    """Whether a name is an institution's, in full or short: 梅李人民医院, 市一院."""
    return is_institution(name) or (len(name) > _SHORTEST_NAME and name.endswith("院"))


def _turn_meant(turns: Sequence[Turn], back: re.Match[str] | None) -> Turn:
    """The last turn, or an earlier one to go ``back`` to."""
    if back is None or len(turns) < _FEWEST_TO_GO_BACK:
        return turns[-1]
    return turns[0] if _TO_THE_FIRST.search(back.group()) else turns[-2]


def _bare(wanted: str) -> str:
    """A question without the words that only go on with a conversation."""
    opened = _ELLIPSIS.sub("", _CLOSING.sub("", _OPENING.sub("", wanted)))
    return opened.strip("，, ")


def _in_place_of(question: str, then: Sequence[str], now: str) -> str:
    """A question put to other regions: those it names, with what joins them, are replaced."""
    if not then:
        return now + question
    for region in then[1:]:
        question = re.sub(f"(?:{_CONNECTED.pattern})?{re.escape(region)}", "", question)
    return question.replace(then[0], now)


def named_alike(core: str, previous: str, names: Collection[str]) -> str:
    """Return the previous question about another thing of the same kind, or nothing.

    >>> named_alike("支塘", "梅李人民医院的定位", ["梅李人民医院", "支塘人民医院", "支塘镇"])
    '支塘人民医院的定位'
    >>> named_alike("市五院", "市三院升到什么等级", ["市三院", "市五院"])
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
