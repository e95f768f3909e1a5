"""Questions to several plans: each answers for itself, and those that say nothing are named."""

from collections.abc import Callable, Collection, Iterator, Sequence

from assistant.answers import Candidate, Draft, Question, Statement
from assistant.composers.composer import Composer, proposed
from assistant.composers.told_beside import section_named, strongest
from assistant.evidence.asked import Asked
from assistant.evidence.figures import Figure
from assistant.evidence.mentioned import sought_in
from assistant.language.numbers import figures_in
from assistant.language.regions import plan_names
from assistant.question.parts import asks_for_differences, wants_highest, wants_lowest
from assistant.question.quoting import quoted
from corpus.indicators.units import with_unit

# How many sentences of a plan answer, by kind of question.
_MOST_OF_PLAN = {"list": 4, "summary": 3, "who": 2}
# Items up to so long are put in one line.
_LONGEST_NAME = 40
# Returns the one of several candidates that answers best, with its confidence, if any does.
Choice = Callable[[Sequence[Candidate]], tuple[Candidate, float] | None]


class Comparison:
    """What each plan that is asked says, one after another.

    Args:
        others: the composers that answer for a plan alone.
        choose: which of their candidates does, or none.
    """

    name = "comparison"

    def __init__(self, others: Sequence[Composer], choose: Choice) -> None:
        self._others = others
        self._choose = choose

    def propose(self, asked: Asked) -> Iterator[Candidate]:
        """Yield the answers of all plans, if at least one has one."""
        if not asked.each:
            return
        figures = {figure.plan: figure for figure in figure_of_each(asked)}
        statements: list[Statement] = []
        confidences = []
        are_told = asks_for_differences(asked.question) and asked.question.kind == "summary"
        choices = [self._section(e) for e in asked.each] if are_told else self._alike(asked.each)
        for of_plan, chosen in zip(asked.each, choices, strict=True):
            plan = of_plan.question.plans[0]
            found: list[Statement] = []
            if chosen is None and are_told:
                found, confidence = strongest(of_plan)
                confidences += [confidence] if found else []
            elif chosen:
                found = _first_of(chosen[0].draft, of_plan.question)
                confidences.append(chosen[1])
            elif plan in figures:
                found = [_stated(figures[plan])]
            name = asked.library.source(plan).name
            statements += [s.model_copy(update={"subject": name}) for s in found]
        if not statements:
            return
        answering = len({statement.subject for statement in statements})
        draft = Draft(
            opening="规划列出：",
            statements=(*statements, *_extremes(asked)),
            rows=tuple(asked.library.source(plan).name for plan in asked.question.plans),
            unsaid=tuple(_unsaid(asked, {s.subject for s in statements})),
        )
        yield proposed(
            self.name,
            asked,
            draft,
            least=min(confidences, default=0.0),
            mean=sum(confidences) / len(confidences) if confidences else 0.0,
            answering=answering / len(asked.each),
        )

    def _section(self, of_plan: Asked) -> tuple[Candidate, float] | None:
        """The section of a plan whose heading names what is asked about, if one does."""
        proposals = [c for other in self._others for c in other.propose(of_plan)]
        return self._choose(section_named(of_plan, proposals))

    def _alike(self, each: Sequence[Asked]) -> list[tuple[Candidate, float] | None]:
        """The answer for each plan, of the composer that is surest of all plans together if it can.

        Like is compared with like: a row with a row, not with a sentence.
        """
        proposals = [[c for o in self._others for c in o.propose(of_plan)] for of_plan in each]
        of_composers = [
            [self._choose([c for c in of_plan if c.composer == o.name]) for of_plan in proposals]
            for o in self._others
        ]
        alike = max(of_composers, key=lambda found: sum(chosen[1] for chosen in found if chosen))
        best = [self._choose(of_plan) for of_plan in proposals]
        return [same or other for same, other in zip(alike, best, strict=True)]


def _unsaid(asked: Asked, told: Collection[str]) -> Iterator[str]:
    """The plans of which nothing is ``told`` and in which no variant of what is asked stands."""
    library = asked.library
    topic = quoted(asked.question.asked, plan_names(library.sources), library.weights)
    for plan in asked.question.plans:
        name = library.source(plan).name
        if topic and name not in told and sought_in(plan, (topic,), library).grade == "silent":
            yield name


def _stated(figure: Figure) -> Statement:
    when = f"{figure.year}年" if figure.year else ""
    what = f"{figure.name}{when}{'目标' if figure.is_target else ''}"
    text = f"{what}为{with_unit(figure.said, figure.unit)}"
    return Statement(text=text, evidence=(figure.evidence,))


def _first_of(draft: Draft, question: Question) -> list[Statement]:
    """The first statements of a plan's own draft; many short names are one statement."""
    most = _MOST_OF_PLAN.get(question.kind, 1)
    statements = draft.statements
    are_names = all(len(statement.text) <= _LONGEST_NAME for statement in statements)
    if draft.is_list and are_names and len(statements) > most:
        texts = "、".join(statement.text for statement in statements)
        evidence = tuple(e for statement in statements for e in statement.evidence)
        counted = tuple(figures_in(draft.opening))
        joined = Statement(text=f"{draft.opening}{texts}", evidence=evidence, derived=counted)
        statements = (joined,)
    return list(statements[:most])


def _extremes(asked: Asked) -> list[Statement]:
    """Which plan has the highest or lowest figure, where that is asked.

    Units that differ are not compared, nor are figures of different years: those of the year
    that most plans give are, and the others are pointed out.
    """
    extremes = [
        (best, word)
        for is_asked, best, word in ((wants_highest, max, "最高"), (wants_lowest, min, "最低"))
        if is_asked(asked.question)
    ]
    of_plans = figure_of_each(asked)
    if not extremes or len({figure.unit for figure in of_plans}) != 1:
        return []
    years = [figure.year for figure in of_plans]
    year = max(years, key=years.count)
    of_year = [figure for figure in of_plans if figure.year == year]
    among = f"各规划的年份不同，{year}年的数值中" if len(of_year) < len(of_plans) else ""
    if len(of_year) == 1:
        of_year, among = of_plans, "各规划的年份不同，按数值"
    amounts = {figure.amount for figure in of_year}
    if len(amounts) == 1:
        return []
    statements = []
    for best, word in extremes:
        extreme = [figure for figure in of_year if figure.amount == best(amounts)]
        regions = "、".join(asked.library.source(figure.plan).name for figure in extreme)
        evidence = tuple(figure.evidence for figure in extreme)
        statements.append(Statement(text=f"{among}{regions}{word}", evidence=evidence))
    return statements


def figure_of_each(asked: Asked) -> list[Figure]:
    """Return each plan's figure for what is asked, that of the year meant or else the target."""
    question = asked.question
    figures = asked.figures if asked.terms else ()
    of_plans: dict[str, Figure] = {}
    for figure in figures:
        is_meant = figure.year in question.years if question.years else figure.is_target
        if figure.concept == figures[0].concept and is_meant:
            of_plans.setdefault(figure.plan, figure)
    return list(of_plans.values())
