"""The words of a sentence that may be a claim about a plan, each with how a plan judges them."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from assistant.checking.context import Context
from assistant.checking.deadlines import Deadline, deadlines_in, judged_deadline
from assistant.checking.duties import Duty, duties_in, duty_in_cell, judged_duty
from assistant.checking.figure_context import FigureContext, figure_contexts_in, plain
from assistant.checking.figures import judged, stated_of, supported_by
from assistant.checking.findings import ClaimKind, Judgement
from assistant.checking.grades import Given, Grade, grades_given, grades_in, judged_grade
from assistant.checking.institutions import institutions_among
from assistant.checking.manuscripts import Sentence
from assistant.checking.statements import judged_statement, statements_in
from assistant.checking.subjects import (
    Names,
    Subject,
    all_subjects,
    subjects_of,
    subjects_of_cell,
)
from assistant.checking.wordings import judged_by_words
from assistant.language.numbers import DESIGNATION
from assistant.language.regions import region_names
from assistant.language.units import unit_in_brackets
from assistant.library import Library
from corpus.documents import Excerpt, Quantity
from corpus.indicators.figures import figures_in
from corpus.indicators.times import plan_period
from index.passages import Passage

_TOP_K = 12
_NO_CLAIM_UNITS = frozenset(("月", "日", "年", "届", "期", "版", "篇", "分"))
# What is computed from other figures is no figure of a plan.
_DIFFERENCE = re.compile(
    "(?:比(?!例|重)[^，。；]{0,16}?(?<![提降])[高低多少]|相?差|[高低]出)[出了]?$"
)
_ACT_BEHIND = re.compile("(?:建成|建立|建设|完成|培训|新增|设立|开设|创建|设置|配备)$")

# What one plan says to words with this context.
Judge = Callable[[str, Context], Judgement | None]


@dataclass(frozen=True)
class Candidate:
    """Words of a sentence that may be a claim, and how one plan judges them.

    ``read_at`` is the place whose context counts. ``only_if_said`` tells that the words are a
    claim only if a plan says something to them.
    """

    kind: ClaimKind
    start: int
    end: int
    judge: Judge
    read_at: int
    only_if_said: bool = False


class Finder:
    """Finds what may be claims, and puts them to the plans of a library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._names = Names(library)
        self._regions = region_names(library.sources)
        self._institutions = institutions_among(library.names)
        self._grades: dict[str, tuple[Given, ...]] = {}

    def candidates(self, sentence: Sentence) -> Iterator[Candidate]:
        """Yield what may be a claim: figures first, what is said in words last."""
        if sentence.is_cell:
            yield from self._in_cell(sentence)
            return
        text = sentence.excerpt.text
        yield from self._figures(sentence)
        for grade in grades_in(text, self._regions, self._institutions):
            judge: Judge = partial(self._judge_grade, grade)
            yield Candidate("level", grade.start, grade.end, judge, grade.start)
        for duty in duties_in(text):
            judge = partial(self._judge_duty, duty, sentence)
            yield Candidate("responsibility", duty.start, duty.end, judge, duty.start)
        for deadline in deadlines_in(text):
            judge = partial(self._judge_deadline, deadline)
            yield Candidate("deadline", deadline.start, deadline.end, judge, deadline.end, True)
        for start, end in statements_in(text):
            if not figures_in(text[start:end]):
                judge = partial(self._judge_statement, text[start:end])
                yield Candidate("statement", start, end, judge, start, True)

    def _figures(self, sentence: Sentence) -> Iterator[Candidate]:
        text = plain(sentence.excerpt.text)
        excerpt = Excerpt(text=text, spans=sentence.excerpt.spans)
        passed_over = [found.span() for found in DESIGNATION.finditer(text)]
        for figure_context in figure_contexts_in(text):
            figure = figure_context.figure
            unit = figure.quantity.unit
            is_claim = (
                bool(unit)
                and unit not in _NO_CLAIM_UNITS
                and not any(start <= figure.number_start < end for start, end in passed_over)
                and not _DIFFERENCE.search(sentence.excerpt.text[: figure.start])
            )
            if is_claim:
                judge = partial(self._judge_figure, figure_context, excerpt, sentence)
                yield Candidate("figure", figure.start, figure.end, judge, figure.start)

    def _in_cell(self, sentence: Sentence) -> Iterator[Candidate]:
        text = sentence.excerpt.text
        if duty := duty_in_cell(text, sentence.column, sentence.row):
            judge: Judge = partial(self._judge_duty, duty, sentence)
            yield Candidate("responsibility", duty.start, duty.end, judge, duty.start)
            return
        said = unit_in_brackets(sentence.row) or unit_in_brackets(sentence.column)
        unit = sentence.unit or said
        for figure in figures_in(text, unit)[:1]:
            judge = partial(self._judge_cell, figure.quantity, sentence)
            yield Candidate("figure", 0, len(text), judge, figure.start)

    def _judge_figure(
        self,
        figure_context: FigureContext,
        excerpt: Excerpt,
        sentence: Sentence,
        plan: str,
        context: Context,
    ) -> Judgement | None:
        """By the indicator that it is of, else by a sentence in nearly the same words.

        Else the figure may still be one that the plan states of something that is named.
        """
        figure = figure_context.figure
        period = plan_period(self._library.source(plan))
        subjects = (
            *subjects_of(sentence, excerpt, figure, period, context=context, names=self._names),
            Subject(_ACT_BEHIND.sub("", figure_context.words), context.year),
        )
        words = sentence.excerpt.text[: figure.start]
        judgement = self._judge_subjects(subjects, figure.quantity, words, plan, context)
        if judgement is None or judgement.verdict == "not_found":
            passages = self._passages(figure_context.clause, plan)
            worded = judged_by_words(figure_context, context.year, context, passages, self._library)
            judgement = worded or judgement
        if judgement is None and context.stance != "actual":
            named = all_subjects(sentence, context, self._names)
            stated = (s for subject in named for s in stated_of(subject.name, plan, self._library))
            judgement = supported_by(figure.quantity, stated)
        return judgement

    def _judge_cell(
        self, quantity: Quantity, sentence: Sentence, plan: str, context: Context
    ) -> Judgement | None:
        subjects = subjects_of_cell(sentence, context, self._names)
        return self._judge_subjects(subjects, quantity, sentence.column, plan, context)

    def _judge_subjects(
        self,
        subjects: Iterable[Subject],
        quantity: Quantity,
        words: str,
        plan: str,
        context: Context,
    ) -> Judgement | None:
        hint = None
        for subject in subjects:
            stated = stated_of(subject.name, plan, self._library)
            judgement = judged(quantity, subject, context, stated, words) if stated else None
            if judgement and judgement.verdict != "not_found":
                return judgement
            hint = hint or judgement
        return hint

    def _judge_grade(self, grade: Grade, plan: str, context: Context) -> Judgement | None:
        if plan not in self._grades:
            of_plan = [p for p in self._library.passages if p.source.id == plan]
            self._grades[plan] = grades_given(of_plan, self._regions)
        return judged_grade(grade, context, self._grades[plan])

    def _judge_duty(
        self, duty: Duty, sentence: Sentence, plan: str, _context: Context
    ) -> Judgement | None:
        return judged_duty(duty, sentence, plan, self._library)

    def _judge_deadline(self, deadline: Deadline, plan: str, context: Context) -> Judgement | None:
        passages = self._passages(deadline.what, plan)
        return judged_deadline(deadline, context, passages, self._library)

    def _judge_statement(self, words: str, plan: str, _context: Context) -> Judgement | None:
        return judged_statement(words, self._passages(words, plan), self._library)

    def _passages(self, query: str, plan: str) -> list[Passage]:
        return [hit.passage for hit in self._library.search(query, _TOP_K, [plan])]
