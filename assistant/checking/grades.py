"""The grade of an institution (三级甲等, 二级), held against the grades that its plan gives it."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assistant.answers import Evidence
from assistant.checking.context import Context
from assistant.checking.findings import Judgement, Verdict
from assistant.checking.institutions import institutions_in, plain_name
from assistant.language.clauses import shown
from assistant.language.institutions import GENERIC, GRADE
from corpus.documents import Excerpt
from corpus.indicators.clauses import clauses_of
from index.passages import Passage

_MOST_SHOWN = 2


@dataclass(frozen=True)
class Grade:
    """A grade that a text gives to institutions.

    ``start`` and ``end`` delimit its words, ``clauses`` the clauses from the one that names
    the institutions.
    """

    start: int
    end: int
    clauses: tuple[int, int]
    level: str
    degree: str
    kind: str
    institutions: tuple[str, ...]

    def supports(self, other: "Grade") -> bool:
        """Whether this grade says as much as another one.

        A grade without a degree (三级) does not support one with it (三级甲等).
        """
        if self.level != other.level or other.degree not in ("", self.degree):
            return False
        return (
            not (self.kind and other.kind)
            or self.kind == other.kind
            or ("专科" in (self.kind, other.kind))
        )


def grades_in(text: str, regions: Sequence[str], known: Collection[str] = ()) -> Iterator[Grade]:
    """Yield the grades that a text gives to institutions that it names.

    A clause that names none goes on with those of the clause before. ``known`` are names of
    institutions that are found wherever they stand.

    >>> text = "推进市一院、市二院创建三级甲等医院，向三级专科医院发展"
    >>> [(g.level, g.degree, g.kind, g.institutions) for g in grades_in(text, ["常熟市"])]
    [('三', '甲', '', ('一院', '二院')), ('三', '', '专科', ('一院', '二院'))]
    """
    carried: list[str] = []
    begun = 0
    for clause in clauses_of(text):
        words = text[clause.start : clause.end]
        grades = list(GRADE.finditer(words))
        own = [
            (at, name)
            for at, name in institutions_in(words, known)
            if not any(grade.start() <= at < grade.end() for grade in grades)
        ]
        position = 0
        for grade in grades:
            between = [name for at, name in own if position <= at < grade.start()]
            begun = clause.start if between else begun
            carried = between or (
                [] if GENERIC.search(words[position : grade.start()]) else carried
            )
            position = grade.end()
            if carried:
                yield Grade(
                    start=clause.start + grade.start(),
                    end=clause.start + grade.end(),
                    clauses=(begun, clause.end),
                    level=grade["level"],
                    degree=grade["degree"] or grade["short"] or "",
                    kind=re.sub("公立|[类性]", "", grade["kind"]),
                    institutions=tuple(dict.fromkeys(plain_name(n, regions) for n in carried)),
                )
        if later := [name for at, name in own if at >= position]:
            carried, begun = later, clause.start


@dataclass(frozen=True)
class Given:
    """A grade that a plan gives, and where."""

    grade: Grade
    passage: Passage
    sentence: Excerpt

    @property
    def excerpt(self) -> Excerpt:
        """The clauses that give it."""
        return self.sentence.cut(*self.grade.clauses)


def judged_grade(grade: Grade, context: Context, of_plan: Sequence[Given]) -> Judgement | None:
    """Return what one plan says of a grade; ``None`` if it gives the institutions no grade.

    ``of_plan`` are all grades that the plan gives.
    """
    given = [g for g in of_plan if set(g.grade.institutions) & set(grade.institutions)]
    of_kind = [g for g in given if grade.kind and g.grade.kind == grade.kind]
    given = of_kind or given
    supporting = [found for found in given if found.grade.supports(grade)]
    supported_by = {name for found in supporting for name in found.grade.institutions}
    missing = set(grade.institutions) - supported_by
    if given and not missing:
        return _judgement("supported", supporting)
    known = [found for found in given if missing & set(found.grade.institutions)]
    of_other_kind = any(
        found.grade.level == grade.level and found.grade.degree == grade.degree for found in known
    )
    if not known or of_other_kind or context.stance == "actual":
        return None
    return _judgement("contradicted", known)


def grades_given(passages: Sequence[Passage], regions: Sequence[str]) -> tuple[Given, ...]:
    """Return the grades that the clauses of a plan give."""
    return tuple(
        Given(grade, passage, sentence)
        for passage in passages
        if passage.kind == "clause"
        for sentence in passage.sentences()
        for grade in grades_in(sentence.text, regions)
    )


def _judgement(verdict: Verdict, given: Sequence[Given]) -> Judgement:
    whole = sorted(given, key=lambda found: -len(found.excerpt.text))
    shown_once: dict[str, Given] = {}
    for found in whole:
        words = shown(found.excerpt)
        if not any(words in longer for longer in shown_once):
            shown_once[words] = found
    chosen = list(shown_once.items())[:_MOST_SHOWN]
    return Judgement(
        verdict=verdict,
        explanation="；".join(words for words, _ in chosen),
        evidence=tuple(
            Evidence(passage=found.passage, excerpt=found.excerpt, score=1.0) for _, found in chosen
        ),
    )
