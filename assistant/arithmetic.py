"""Questions that want a difference, a ratio, a growth or a sum, with the working shown."""

import re
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from difflib import SequenceMatcher

from assistant.answers import Draft, Question, Statement
from assistant.figures import Figure, by_year, changes_of, figures_beside, figures_of, of_one_thing
from assistant.indicators import with_unit
from assistant.library import Library
from assistant.terms import term_set

_RATIO = re.compile("几倍|多少倍")
_GROWTH = re.compile(
    "增幅|涨幅|降幅|增长率|(增长|增加|提高|提升|上升|涨|下降|降低|减少|降)[^，。？]{0,6}百分[之比](?!点)"
)
_DIFFERENCE = re.compile(
    "[多少高低长短]出?(多少|几)|相差|差(多少|几|距)|净增|增量|"
    "(增加|减少|提高|提升|下降|降低|增长|涨|上升|下滑|[升降])了?(多少|几)"
)
_PER_YEAR = re.compile("平均每年|每年平均|年均|一年平均")
_SUM = re.compile("(加起来|合起来|合计|加在?一起|加总|总共|一共|共计|总计|总和|之和)")
_BACK = re.compile("倒推|反推|推算|倒算|折算|[算推]一?算|[算推]出|推回")
_SINCE = re.compile('[“"]?十三五[”"]?(期间|时期|以来)|五年来|以来')
_THAN = re.compile(r"[比较]\s*((?:19|20)\d\d)\s*年")
_END_OF_LAST_PERIOD = 2020
_LAST_PERIOD = re.compile('[“"]?十三五[”"]?(时期|期间)?(末|年末|期末)')
_PAIR = 2


def draft_from_arithmetic(question: Question, library: Library) -> Draft | None:
    """Return the result with its working, or ``None`` if there are no figures for it."""
    text = question.text
    operations = [name for name, asked in _OPERATIONS.items() if asked.search(text)]
    if not operations and not _SUM.search(text) and not _BACK.search(text):
        return None
    figures = figures_of(question, library)
    if _BACK.search(text):
        worked_back = _worked_back(question, figures, changes_of(question, library))
        if worked_back:
            return worked_back
    if not operations:
        return _total(question, figures)
    if operations == ["difference"] and _SINCE.search(text):
        stated = _stated_change(figures, changes_of(question, library))
        if stated:
            return stated
    pair = _pair(question, figures)
    if pair is None or pair[0].unit != pair[1].unit:
        return None
    return _compared(operations, *pair)


def _compared(operations: Sequence[str], first: Figure, second: Figure) -> Draft | None:
    """How the second figure stands to the first."""
    parts = []
    for operation in operations:
        part = _WORKINGS[operation](first, second)
        if part is None:
            return None
        parts.append(part)
    stated = "，".join(_stated(figure, among=(first, second)) for figure in (second, first))
    statement = Statement(
        text=f"{'；'.join(text for text, _ in parts)}（{stated}）",
        evidence=tuple(dict.fromkeys(figure.evidence for figure in (second, first))),
        derived=tuple(figure for _, derived in parts for figure in derived),
    )
    return Draft(statements=(statement,))


# A working, and the figures in it that stand in no plan.
_Working = tuple[str, tuple[str, ...]]


def _ratio(first: Figure, second: Figure) -> _Working | None:
    if not first.amount:
        return None
    result = _rounded(second.amount / first.amount)
    return f"是{result}倍：{second.amount} ÷ {first.amount} = {result}", (str(result),)


def _growth(first: Figure, second: Figure) -> _Working | None:
    if not first.amount:
        return None
    result = _rounded((second.amount - first.amount) / first.amount * 100)
    working = f"({second.amount} − {first.amount}) ÷ {first.amount} = {result}%"
    return f"变化{result}%：{working}", (str(abs(result)),)


def _difference(first: Figure, second: Figure) -> _Working:
    result = abs(second.amount - first.amount)
    larger, smaller = sorted((second.amount, first.amount), reverse=True)
    direction = "多" if second.amount >= first.amount else "少"
    if second.concept != first.concept or second.plan != first.plan:
        direction = "相差"
    said = with_unit(str(result), _unit_of_difference(second))
    return f"{direction}{said}：{larger} − {smaller} = {result}", (str(result),)


def _per_year(first: Figure, second: Figure) -> _Working | None:
    if first.year is None or second.year is None or first.year == second.year:
        return None
    years = f"{max(first.year, second.year)} − {min(first.year, second.year)}"
    larger, smaller = sorted((second.amount, first.amount), reverse=True)
    result = _rounded((larger - smaller) / abs(second.year - first.year), decimals=3)
    said = with_unit(str(result), _unit_of_difference(second))
    return f"平均每年{said}：({larger} − {smaller}) ÷ ({years}) = {result}", (str(result),)


def _unit_of_difference(figure: Figure) -> str:
    return "个百分点" if figure.unit == "%" else figure.unit


_OPERATIONS = {
    "ratio": _RATIO,
    "difference": _DIFFERENCE,
    "growth": _GROWTH,
    "per year": _PER_YEAR,
}
_WORKINGS: dict[str, Callable[[Figure, Figure], _Working | None]] = {
    "ratio": _ratio,
    "difference": _difference,
    "growth": _growth,
    "per year": _per_year,
}


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
        is_share = change.said.rstrip().endswith(("%", "％")) and change.unit != "百分点"
        if since is None or not is_share or int(since.group(1)) not in question.years:
            continue
        rose = not re.search("下降|降低|减少|缩短|回落", change.said)
        factor = 1 + (change.amount if rose else -change.amount) / 100
        later = next((f for f in figures if f.evidence == change.evidence), None)
        if later is None or later.concept != change.concept or not factor:
            continue
        result = (later.amount / factor).quantize(later.amount, ROUND_HALF_UP)
        said = with_unit(str(result), later.unit)
        working = f"{later.amount} ÷ (1 {'+' if rose else '−'} {change.amount}%) = {result}"
        statement = Statement(
            text=f"推算{since.group(1)}年约{said}：{working}（{later.name}"
            f"{with_unit(later.said, later.unit)}，比{since.group(1)}年{change.said}）",
            evidence=(later.evidence,),
            derived=(str(result), "1"),
        )
        return Draft(statements=(statement,))
    return None


def _total(question: Question, figures: Sequence[Figure]) -> Draft | None:
    """The sum of what the question names, where one sentence or table gives all of it."""
    dated = [f for f in figures if _is_of_years(f, question)]
    best: list[Figure] = []
    for figure in (f for f in dated if f.is_named):
        together = [
            *(f for f in dated if f.is_named and f.evidence.excerpt == figure.evidence.excerpt),
            *(f for f in figures_beside(figure) if _is_named_by_ending(f, figure, question)),
        ]
        distinct = list({f.name: f for f in together if f.unit == figure.unit}.values())
        best = max(best, distinct, key=len)
    if len(best) < _PAIR:
        return None
    best.sort(key=lambda figure: (question.text.find(figure.name) < 0, _position(figure, question)))
    total = sum(figure.amount for figure in best)
    working = " + ".join(str(figure.amount) for figure in best)
    stated = "，".join(f"{f.name}{with_unit(str(f.amount), f.unit)}" for f in best)
    statement = Statement(
        text=f"共{with_unit(str(total), best[0].unit)}：{working} = {total}（{stated}）",
        evidence=tuple(dict.fromkeys(figure.evidence for figure in best)),
        derived=(str(total),),
    )
    return Draft(statements=(statement,))


def _position(figure: Figure, question: Question) -> int:
    """Where a thing is named: in the question, or else in the sentence that gives its figure."""
    in_question = question.text.find(figure.name)
    return in_question if in_question >= 0 else figure.evidence.excerpt.text.find(figure.name)


def _is_named_by_ending(figure: Figure, named: Figure, question: Question) -> bool:
    """Whether a question names a thing by its ending alone: 健康村 in “健康镇、村、社区”."""
    shared = SequenceMatcher(None, figure.name, named.name).find_longest_match()
    ending = figure.name[shared.a + shared.size :]
    return bool(shared.size and ending) and f"、{ending}" in question.text


def _pair(question: Question, figures: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """The two figures that are meant, the one that is compared with first."""
    if question.names_plan and len(question.plans) == _PAIR:
        return _of_two_plans(question, figures)
    two_things = _of_two_things(question, figures) if len(question.years) < _PAIR else None
    return two_things or _of_two_years(question, of_one_thing(figures))


def _of_two_plans(question: Question, figures: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    of_plans = []
    for plan in question.plans:
        same = of_one_thing([f for f in figures if f.plan == plan and _is_of_years(f, question)])
        targets = [f for f in same if f.is_target] if not question.years else same
        of_plans.append(next(iter(targets or same), None))
    second, first = of_plans
    return (first, second) if first and second else None


def _of_two_things(question: Question, figures: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """Figures of two things in one year, if the question has words of each that the other lacks."""
    asked = term_set(question.text)
    fitting = [f for f in figures if _is_of_years(f, question)]
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


def _of_two_years(question: Question, figures: Sequence[Figure]) -> tuple[Figure, Figure] | None:
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


def _is_of_years(figure: Figure, question: Question) -> bool:
    return not question.years or figure.year in question.years


def _stated(figure: Figure, among: Sequence[Figure]) -> str:
    """A figure with what tells it from the others: its plan, its name, its year."""
    of_plans = len({other.plan for other in among}) > 1
    of_things = len({other.concept for other in among}) > 1
    region = figure.evidence.passage.source.region if of_plans else ""
    year = f"{figure.year}年" if figure.year else ""
    return f"{region}{figure.name if of_things else ''}{year}{with_unit(figure.said, figure.unit)}"


def _rounded(amount: Decimal, decimals: int = 2) -> Decimal:
    """Return an amount with at most so many decimals, none that are zero.

    >>> str(_rounded(Decimal("2.5"))), str(_rounded(Decimal(100) / 3)), str(_rounded(Decimal(30)))
    ('2.5', '33.33', '30')
    """
    rounded = amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP).normalize()
    return rounded if rounded != rounded.to_integral() else rounded.quantize(Decimal(1))
