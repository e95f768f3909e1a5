"""Questions that want a difference, a ratio, a growth or a sum, with the working shown."""

import re
from collections.abc import Sequence

from assistant.answers import Draft, Question, Statement
from assistant.composers.calculations import WORKINGS, back
from assistant.composers.indicators import with_unit
from assistant.composers.totals import total
from assistant.evidence.figures import Figure, by_year, changes_of, figures_of, of_one_thing
from assistant.language.terms import term_set
from assistant.library import Library

_RATIO = re.compile("几倍|多少倍|抵得上|相当于[^，。？]{0,6}(几|多少)")
_GROWTH = re.compile(
    "增幅|涨幅|降幅|增长率|(增长|增加|提高|提升|上升|涨|下降|降低|减少|降)[^，。？]{0,6}百分[之比](?!点)"
)
_DIFFERENCE = re.compile(
    "[多少高低长短]出?(多少|几)|相差|差[了着]?(多少|几|距)|净增|增量|[多少]建(多少|几)|变化了?(多少|几)|"
    "(增加|减少|提高|提升|下降|降低|增长|涨|上升|下滑|[升降])了?(多少|几)|"
    "[提拉升降涨压加增减落缩多少差低高余][^，。？]{0,3}(多少|几)个?([百千万]分)?点|"
    "是?增[是还]?减|增减|幅度(多少|多大|几)|[尚还]余(多少|几)|超[过了出]*(多少|几)|距离?[^，。？]{2,24}(多少|几)"
)
_PER_YEAR = re.compile("平均每年|每年平均|年均|平均一年|一年平均")
_SUM = re.compile(
    "加起来|合起来|合计|[加合]在?一[起块]|总计|加总|总共|一共|共计|总计|总和|之和|[都全]算上"
)
_BACK = re.compile("倒推|反推|推算|倒算|折算|[算推]一?算|[算推]出|[推倒]回")
_EACH = re.compile("各|分别|呢")
_SINCE = re.compile('[“"]?十三五[”"]?(期间|时期|以来)|五年来|以来')
_THAN = re.compile(r"[比较]\s*((?:19|20)\d\d)\s*年")
_END_OF_LAST_PERIOD = 2020
_LAST_PERIOD = re.compile('[“"]?十三五[”"]?(时期|期间)?(末|年末|期末)')
_PAIR = 2
_Pair = tuple[Figure, Figure]


def draft_from_arithmetic(question: Question, library: Library) -> Draft | None:
    """Return the result with its working, or ``None`` if there are no figures for it."""
    text = question.text
    operations = [name for name, asked in _OPERATIONS.items() if asked.search(text)]
    asks_level = question.kind == "value" and bool(question.years) and not operations
    if not (operations or asks_level or _SUM.search(text) or _BACK.search(text)):
        return None
    asked = question.model_copy(update={"text": _HOW.sub(" ", text)})
    figures = figures_of(asked, library) or figures_of(question, library)
    is_unstated = asks_level and not set(question.years) <= {f.year for f in figures}
    if is_unstated or _BACK.search(text):
        worked_back = _worked_back(question, figures, changes_of(asked, library))
        if worked_back:
            return worked_back
    if not operations:
        return total(question, figures) if _SUM.search(text) else None
    if operations == ["difference"] and _SINCE.search(text):
        stated = _stated_change(figures, changes_of(asked, library))
        if stated:
            return stated
    pairs = _pairs_of_each(question, figures) if _EACH.search(text) else []
    if not pairs:
        pair = _pair(question, figures)
        pairs = [pair] if pair and pair[0].unit == pair[1].unit else []
    compared = [_compared(operations, *pair, among=pairs) for pair in pairs]
    statements = tuple(statement for statement in compared if statement)
    return Draft(statements=statements) if statements else None


def _compared(
    operations: Sequence[str], first: Figure, second: Figure, among: Sequence[_Pair]
) -> Statement | None:
    """How the second figure stands to the first, the thing named where several are compared."""
    parts = []
    for operation in operations:
        part = WORKINGS[operation](first, second)
        if part is None:
            return None
        parts.append(part)
    stated = "，".join(_stated(figure, among=(first, second)) for figure in (second, first))
    name = f"{second.name}：" if len(among) > 1 else ""
    return Statement(
        text=f"{name}{'；'.join(text for text, _ in parts)}（{stated}）",
        evidence=tuple(dict.fromkeys(figure.evidence for figure in (second, first))),
        derived=tuple(figure for _, derived in parts for figure in derived),
    )


_OPERATIONS = {
    "ratio": _RATIO,
    "difference": _DIFFERENCE,
    "growth": _GROWTH,
    "per year": _PER_YEAR,
}
# How it is to be reckoned, and over which time: not what with.
_HOW = re.compile(
    "|".join((*(asked.pattern for asked in _OPERATIONS.values()), _SUM.pattern, _BACK.pattern))
    + r"|[一二三四五六七八九十两几\d]+年[之期]?间|从|年到"
    r"|到(?=(?:19|20)\d\d)|→|往[上下]|大[概约]|差不多"
)


def _stated_change(figures: Sequence[Figure], changes: Sequence[Figure]) -> Draft | None:
    """The change over the last period in the plan's own words, if it is of what is meant."""
    for change in changes:
        if not figures or (change.plan, change.concept) == (figures[0].plan, figures[0].concept):
            since = _THAN.search(change.evidence.excerpt.text)
            than = f"比{since.group(1)}年" if since else ""
            text = f"{change.name}{than}{change.said}"
            return Draft(statements=(Statement(text=text, evidence=(change.evidence,)),))
    return None


def _worked_back(
    question: Question, figures: Sequence[Figure], changes: Sequence[Figure]
) -> Draft | None:
    """The figure of an earlier year, from a later one and the change since: “比2015年增长53%”."""
    for change in changes:
        since = _THAN.search(change.evidence.excerpt.text)
        later = next((f for f in figures if f.evidence == change.evidence), None)
        if since is None or later is None or later.concept != change.concept:
            continue
        working = back(later, change) if int(since.group(1)) in question.years else None
        if working is None:
            continue
        text, derived = working
        statement = Statement(
            text=f"推算{since.group(1)}年约{text}（{later.name}"
            f"{with_unit(later.said, later.unit)}，比{since.group(1)}年{change.said}）",
            evidence=(later.evidence,),
            derived=derived,
        )
        return Draft(statements=(statement,))
    return None


def _pairs_of_each(question: Question, figures: Sequence[Figure]) -> list[_Pair]:
    """The figures of two years for each of the things that a question names."""
    named = [figure for figure in figures if figure.is_named]
    pairs = []
    for concept in dict.fromkeys(figure.concept for figure in named):
        pair = _of_two_years(question, [f for f in named if f.concept == concept])
        if pair and pair[0].unit == pair[1].unit:
            pairs.append(pair)
    return pairs if len(pairs) > 1 else []


def _pair(question: Question, figures: Sequence[Figure]) -> _Pair | None:
    """The two figures that are meant, the one that is compared with first."""
    if question.names_plan and len(question.plans) == _PAIR:
        return _of_two_plans(question, figures)
    two_things = _of_two_things(question, figures) if len(question.years) < _PAIR else None
    return two_things or _of_two_years(question, of_one_thing(figures))


def _of_two_plans(question: Question, figures: Sequence[Figure]) -> _Pair | None:
    of_plans = []
    for plan in question.plans:
        same = of_one_thing([f for f in figures if f.plan == plan and f.is_of_years(question)])
        targets = [f for f in same if f.is_target] if not question.years else same
        of_plans.append(next(iter(targets or same), None))
    second, first = of_plans
    return (first, second) if first and second else None


def _of_two_things(question: Question, figures: Sequence[Figure]) -> _Pair | None:
    """Figures of two things in one year, if the question has words of each that the other lacks."""
    asked = term_set(question.text)
    fitting = [f for f in figures if f.is_of_years(question)]
    if "目标" in question.text and not question.years:
        fitting = [f for f in fitting if f.is_target]
    for second in fitting:
        for first in fitting:
            alike = first.plan == second.plan and first.year == second.year
            if not alike or first.concept == second.concept or first.unit != second.unit:
                continue
            mine, others = term_set(second.name), term_set(first.name)
            if asked & (mine - others) and asked & (others - mine):
                return first, second
    return None


def _of_two_years(question: Question, figures: Sequence[Figure]) -> _Pair | None:
    years = by_year(figures)
    wanted = set(question.years)
    if _LAST_PERIOD.search(question.text):
        wanted.add(_END_OF_LAST_PERIOD)
    asked = [years[year] for year in years if year in wanted]
    if len(asked) == _PAIR:
        return asked[0], asked[1]
    if len(years) == _PAIR and wanted <= years.keys():
        earlier, later = years.values()
        return earlier, later
    return None


def _stated(figure: Figure, among: Sequence[Figure]) -> str:
    """A figure with what tells it from the others: its plan, its name, its year."""
    of_plans = len({other.plan for other in among}) > 1
    of_things = len({other.concept for other in among}) > 1
    region = figure.evidence.passage.source.region if of_plans else ""
    year = f"{figure.year}年" if figure.year else ""
    return f"{region}{figure.name if of_things else ''}{year}{with_unit(figure.said, figure.unit)}"
