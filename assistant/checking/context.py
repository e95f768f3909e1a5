"""The context of a place in a draft: which plans, which year, what is planned or what was done."""

import re
from collections.abc import Sequence

from assistant.checking.figure_context import CLAUSE_END
from assistant.checking.manuscripts import Manuscript, Sentence
from assistant.checking.stance import (
    Stance,
    StanceMarker,
    announced,
    is_own_plan,
    kinds_in,
    last_marker,
    led_by,
    reports_plan,
    stance_behind,
    tells_of_plan,
    worded_as_aim,
)
from assistant.checking.titles import TITLE, foreign_in, may_be
from assistant.checking.years import begins_with_year, last_year, year_ahead, year_at
from assistant.language.regions import short_region
from corpus.documents import Source, Value
from corpus.indicators.figures import figures_in

_RESPECTIVELY = re.compile("分别(?!.*分别)")
_JOINED = re.compile("[市区县]?[、，和与及]")
_SENTENCE_END = re.compile("[。！？]")
_ELSEWHERE = re.compile(
    "全[国省](?=平均|水平|人均|居民|目标|规划|20|为|是|的|婴儿|孕产妇|每[千万]|总体)"
    "|国家(?=规划|目标|要求|平均|下达)|省(?=规划|平均|目标|下达|定)|上级|兄弟"
)
_OURS = re.compile("[我本][市区县]")
_FIRST_SENTENCES = 4
_NOTHING = "(?!)"


class Context(Value):
    """Which plans a place in a draft speaks of, and of what in them.

    ``names_plan`` tells whether the draft or the caller chose the plans. ``inherited`` tells
    that the year was said before the sentence, so that it may not be meant.
    """

    plans: tuple[str, ...]
    names_plan: bool
    stance: Stance
    year: int | None
    inherited: bool = False


class Reader:
    """Tells the context of any place in a draft.

    Args:
        draft: the draft.
        sources: all plans that it may speak of.
        given: ids of the plans that the caller says it speaks of; it may name others.
    """

    def __init__(self, draft: Manuscript, sources: Sequence[Source], given: Sequence[str]) -> None:
        self._draft = draft
        self._sources = {source.id: source for source in sources}
        self._names = {
            source.id: [name for name in (source.title, short_region(source)) if name]
            for source in sources
        }
        regions = "|".join(re.escape(r) for r in map(short_region, sources) if r) or _NOTHING
        self._says = re.compile(
            f"(?:{regions})[市区县]?(?:[则也还]|规划)*(?:提出|要求|明确|规定|确定)"
        )
        self._given = tuple(given)
        beginning = "".join(s.excerpt.text for s in draft.sentences[:_FIRST_SENTENCES])
        self._tells_of_plan = tells_of_plan(draft.title) or reports_plan(beginning)
        everything = " ".join((draft.title, draft.source_text.text))
        named = tuple(dict.fromkeys(plan for _, _, plan in self._mentions(everything)))
        self._only = named if len(named) == 1 else ()

    def at(self, sentence: Sentence, start: int, end: int) -> Context | None:
        """Return the context of the words of a sentence from ``start`` to ``end``.

        ``None`` for what is said of a plan or a region that is none of the sources'.
        """
        if self._is_elsewhere(sentence, start):
            return None
        plans = self._plans(sentence, start, end)
        marker = self._marker(sentence.excerpt.text[:start].split("；")[-1])
        if marker and marker.kind and plans:
            plans = tuple(plan for plan in plans if self._is_of_kind(plan, marker.kind))
            if not plans:
                return None
        stance = self._stance(sentence, start, end, marker)
        said = year_at(sentence.excerpt.text, start, end) or last_year(sentence.column)
        before = (sentence.earlier, *reversed(sentence.path))
        inherits = stance == "planned" and not said
        inherited = next(filter(None, map(year_ahead, before)), None) if inherits else None
        return Context(
            plans=plans or tuple(self._names),
            names_plan=bool(plans) or len(self._names) == 1,
            stance=stance,
            year=said or inherited,
            inherited=inherited is not None,
        )

    def _is_elsewhere(self, sentence: Sentence, start: int) -> bool:
        """Whether the last plan or region named before is none of the sources'."""
        text = sentence.earlier + sentence.row + sentence.column + sentence.excerpt.text[:start]
        sources = tuple(self._sources.values())
        foreign = [*foreign_in(text, sources)]
        own = len(sentence.earlier)
        foreign += [m.end() for m in _ELSEWHERE.finditer(text) if m.start() >= own]
        mine = [end for _, end, _ in self._mentions(text)]
        mine += [found.end() for found in _OURS.finditer(text)]
        return bool(foreign) and max(foreign) > max(mine, default=-1)

    def _is_of_kind(self, plan: str, kind: str) -> bool:
        """Whether a plan may be what a draft calls its 规划, 要点 or 方案."""
        kinds = kinds_in(self._sources[plan].title)
        return not kinds or kind in kinds

    def _mentions(self, text: str) -> list[tuple[int, int, str]]:
        """Where plans are named, in order, the longer of two names at one place first."""
        found = [
            (m.start(), m.end(), plan)
            for plan, names in self._names.items()
            for name in names
            for m in re.finditer(re.escape(name), text)
        ]
        for quoted in TITLE.finditer(text):
            plans = [s.id for s in self._sources.values() if may_be(quoted[1], s)]
            named = [f for f in found if quoted.start() <= f[0] and f[1] <= quoted.end()]
            if named:  # what a title names, it names as a whole
                found = [f for f in found if f not in named]
                found += [(*quoted.span(), plan) for plan in plans]
        return sorted(found, key=lambda mention: (mention[0], -mention[1]))

    def _last_named(self, text: str) -> tuple[str, ...]:
        """The plan named last in a text, with those that are named in one breath with it."""
        group: list[str] = []
        last = (-1, -1)
        for start, end, plan in self._mentions(text):
            if (start, end) != last and start < last[1]:  # a region inside a title
                continue
            if (start, end) != last and not (group and _JOINED.fullmatch(text[last[1] : start])):
                group = []
            group.append(plan)
            last = (start, end)
        return tuple(dict.fromkeys(group))

    def _plans(self, sentence: Sentence, start: int, end: int) -> tuple[str, ...]:
        text = sentence.excerpt.text
        places = [
            sentence.column,
            sentence.row,
            text[:start],
            CLAUSE_END.split(text[end:])[0],
            sentence.earlier,
            *reversed(sentence.path),
            self._draft.title,
        ]
        named = (self._last_named(place) for place in places if place)
        plans = next(filter(None, named), ()) or self._given or self._only
        respectively = _RESPECTIVELY.search(text[:start])
        if len(plans) > 1 and respectively:
            place = len(figures_in(text[respectively.end() : start]))
            plans = plans[place : place + 1] or plans
        return plans

    def _marker(self, text: str) -> StanceMarker | None:
        """The last marker in a text; that a region says something is one too."""
        marker = last_marker(text)
        said = [found.end() for found in self._says.finditer(text)]
        if said and (marker is None or said[-1] > marker.end):
            return StanceMarker(said[-1], "planned", names_plan=True)
        return marker

    def _stance(
        self, sentence: Sentence, start: int, end: int, marker: StanceMarker | None
    ) -> Stance:
        text = sentence.excerpt.text
        if behind := stance_behind(text, end):
            return behind
        if sentence.is_cell and (head := announced(sentence.column)):
            return head
        if marker is None:
            return self._stance_from_above(sentence, start, end)
        is_own = not marker.names_plan and any(map(is_own_plan, sentence.path))
        return "actual" if is_own else marker.stance

    def _stance_from_above(self, sentence: Sentence, start: int, end: int) -> Stance:
        """What the sentences before, the headings and the title let one expect."""
        *earlier, part = sentence.excerpt.text[:start].split("；")
        heading: Stance | None = next(filter(None, map(announced, reversed(sentence.path))), None)
        if heading is None and any(led_by(words) == "planned" for words in sentence.path):
            heading = "planned"
        before = filter(None, (*_SENTENCE_END.split(sentence.earlier), *earlier))
        led = next(filter(None, reversed([led_by(words) for words in before])), None)
        if led == "planned" and heading != "actual" and not begins_with_year(part):
            return "planned"
        if heading:
            return heading
        if self._tells_of_plan:
            return "planned"
        clause = CLAUSE_END.split(sentence.excerpt.text[:end])[-1]
        return "aimed" if worded_as_aim(clause) else "open"
