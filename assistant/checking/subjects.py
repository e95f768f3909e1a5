"""What a draft's figure is a figure of: the name that its sentence gives it, or gave before."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.checking.context import Context
from assistant.checking.figure_context import bare
from assistant.checking.manuscripts import Sentence
from assistant.language.regions import plan_names, region_names
from assistant.language.terms import topic_of
from assistant.language.units import without_unit
from assistant.language.years import YEAR
from assistant.library import Library
from corpus.assignments import without_number
from corpus.documents import Excerpt
from corpus.indicators.concepts import concept_of, known_concepts, normalised
from corpus.indicators.figures import Figure, figures_in
from corpus.indicators.statements import Statement, statements_in
from corpus.indicators.times import Period, Time

_SHORTEST, _SHORTEST_STATED = 4, 5
_SHORTEST_IN_CELL = 2
_TAIL = re.compile("^(?:人数|数量|数|率|比例|比重|占比|比率|水平|指标|情况)")
_CLAUSE_BREAK = re.compile("[,;:。，；：]")
_TURN = re.compile(
    f"(?:由|从|在|比|较)?{YEAR.pattern}年的?(?:基础上|相比)?|提高|提升|增加|降低?|下降|减少|要求|方面|分别|现状"
    "|[一二三四五六]是|对照|确定|按照|根据|落实|完成|推进|离|距离?|差距?|优于|规划|还|仍|已|也|每年|共|有"
    "|基数|现有|[上下]限|[偏较][高低]|不足|不高|突出|就|才|仅|与|和|同|到|至|以[上下内]|左右|不超过|不低于|不高于|高于|低于|超过|控制在|我[市区县]|全[市区县]|[市区县将使把]"
)


@dataclass(frozen=True)
class Subject:
    """A name, and the year that the sentence gives with it.

    ``time`` tells that a figure is the one from which (past) or to which (ahead) a sentence
    leads.
    """

    name: str
    year: int | None
    time: Literal["", "past", "ahead"] = ""


class Names:
    """The names of all indicators that some plan has, to be found in a draft."""

    def __init__(self, library: Library) -> None:
        plans = [source.id for source in library.sources]
        records = (*library.rows(plans), *library.stated(plans))
        known = frozenset(known_concepts())
        self._names: dict[str, str] = {}
        for _, record in records:
            key = normalised(record.name)
            is_known = record.row is not None or record.concept in known
            if len(key) >= (_SHORTEST if is_known else _SHORTEST_STATED):
                self._names.setdefault(key, record.name)
        for name in known:
            self._names.setdefault(normalised(name), name)
        self._pattern = re.compile(_any_of(self._names))
        self._regions = re.compile(_any_of(plan_names(library.sources)))
        self._whose = re.compile(
            f"(?:(?<=^)|(?<=[，。；、]))(?:{_any_of(region_names(library.sources))})"
            "(?:则|也|还)?(?:提出|要求|明确|力争|计划)?"
        )

    def without_plans(self, excerpt: Excerpt) -> Excerpt:
        """Return a sentence with commas for the regions that its clauses begin with."""
        text = self._whose.sub(lambda found: "，" * len(found.group()), excerpt.text)
        return Excerpt(text=text, spans=excerpt.spans)

    def last_in(self, text: str) -> str | None:
        """Return the name that is said last, if what stands around it in its clause says nothing.

        Behind it may be figures, years and names of plans: “吸烟率，常熟为18%，埇桥为”.
        """
        words = normalised(text)
        last = None
        for found in self._pattern.finditer(words):
            last = found
        if last is None:
            return None
        before = without_number(_CLAUSE_BREAK.split(words[: last.start()])[-1])
        after = _TAIL.sub("", words[last.end() :])
        if not self.says_nothing(before) or not self.says_nothing(after):
            return None
        return self._names[last.group()]

    def all_in(self, text: str) -> tuple[str, ...]:
        """Return all names that a text has."""
        found = self._pattern.finditer(normalised(text))
        return tuple(dict.fromkeys(self._names[match.group()] for match in found))

    def says_nothing(self, words: str) -> bool:
        """Whether words have nothing but figures, years, names of plans and the like."""
        rest = _TURN.sub(" ", self._regions.sub(" ", words))
        for figure in reversed(figures_in(rest)):
            rest = rest[: figure.start] + " " + rest[figure.end :]
        return not re.search("[\u4e00-\u9fff]", topic_of(rest))


def subjects_of(
    sentence: Sentence,
    excerpt: Excerpt,
    figure: Figure,
    period: Period,
    *,
    context: Context,
    names: Names,
) -> Iterator[Subject]:
    """Yield what a figure may be of, the likeliest first.

    Args:
        sentence: the sentence of the draft.
        excerpt: its words as `figure_context.plain` leaves them.
        figure: the figure in them.
        period: the years of the plan that is spoken of.
        context: the plans, year and stance of the place.
        names: the names that plans have for indicators.
    """
    if stated := _stated(names.without_plans(excerpt), figure, period, context):
        yield stated
    before = excerpt.text[: figure.start]
    heading = without_number("".join(sentence.path[-1:]))
    around = _CLAUSE_BREAK.split(before)[-1] + _CLAUSE_BREAK.split(excerpt.text[figure.end :])[0]
    for words in (before, f"{sentence.earlier}，{before}", f"{heading}，{before}", around):
        if name := names.last_in(words):
            yield Subject(name, context.year)
            return
    if name := _named_before(names, excerpt, figure, period) or _topic(before, heading, names):
        yield Subject(name, context.year)


def _topic(before: str, heading: str, names: Names) -> str:
    """The known indicator that an earlier clause or the heading is the name of, and no more."""
    *clauses, own = _CLAUSE_BREAK.split(before)
    if not names.says_nothing(own):
        return ""
    for words in (*reversed(clauses), heading):
        concept = concept_of(bare(words))
        if concept in known_concepts():
            return concept
        if not names.says_nothing(words):
            return ""
    return ""


def _named_before(names: Names, excerpt: Excerpt, figure: Figure, period: Period) -> str:
    """The name of the figure before, if what stands between the two says nothing."""
    last = None
    for statement in _statements(names.without_plans(excerpt), period):
        reading = statement.target or statement.baseline
        if (
            reading
            and reading.excerpt
            and reading.excerpt.end <= excerpt.cut(figure.start, figure.end).start
        ):
            last = statement.name, reading.excerpt.end
    if last is None:
        return ""
    name, end = last
    between = excerpt.text[_place_of(excerpt, end) : figure.start]
    return name if names.says_nothing(between) else ""


def _place_of(excerpt: Excerpt, offset: int) -> int:
    """Where in an excerpt's text an offset of the source is."""
    passed = 0
    for start, end in excerpt.spans:
        if offset <= end:
            return passed + max(0, offset - start)
        passed += end - start
    return passed


def all_subjects(sentence: Sentence, context: Context, names: Names) -> Iterator[Subject]:
    """Yield all that a sentence and those before it name: one of them a figure may be of."""
    for name in names.all_in(sentence.earlier + sentence.excerpt.text):
        yield Subject(name, context.year)


def _stated(excerpt: Excerpt, figure: Figure, period: Period, context: Context) -> Subject | None:
    """What the part of the sentence between semicolons states the figure of."""
    start = excerpt.text.rfind("；", 0, figure.start) + 1
    end = excerpt.text.find("；", figure.end)
    part = excerpt.cut(start, end if end >= 0 else len(excerpt.text))
    at = excerpt.cut(figure.number_start, figure.end).start
    for statement in _statements(part, period):
        for reading in (statement.baseline, statement.target):
            if reading is None or reading.excerpt is None:
                continue
            if any(first <= at < last for first, last in reading.excerpt.spans):
                if statement.baseline is None or statement.target is None:
                    return Subject(statement.name, reading.year or context.year)
                if reading is statement.target:
                    return Subject(statement.name, reading.year, "ahead")
                return Subject(statement.name, reading.year, "past")
    return None


def subjects_of_cell(sentence: Sentence, context: Context, names: Names) -> Iterator[Subject]:
    """Yield what a table's cell may be a figure of: its row, its column or the table's title."""
    row = without_unit(sentence.row)
    if len(row) >= _SHORTEST_IN_CELL and not names.says_nothing(row):
        yield Subject(row, context.year)
    for words in (sentence.column, *sentence.path[-1:]):
        if name := names.last_in(words):
            yield Subject(name, context.year)


@lru_cache(maxsize=256)
def _statements(excerpt: Excerpt, period: Period) -> tuple[Statement, ...]:
    return statements_in(excerpt, Time(), period)


def _any_of(names: Iterable[str]) -> str:
    """A pattern for any of these names, the longest first; for nothing where there are none."""
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True))) or "(?!)"
