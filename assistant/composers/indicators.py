"""Questions for a figure, answered from the rows of the indicator tables."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answers import Draft, Evidence, Question, Statement
from assistant.language.indicator_names import PER_HEAD, all_names, share_named
from assistant.language.regions import plan_names
from assistant.language.terms import TermWeights, normalised, term_set, terms_of, topic_of
from assistant.library import Library
from assistant.question.query_terms import attributes_asked, topic_terms
from corpus.assignments import is_short_for
from corpus.documents import Indicator, Reading
from corpus.indicators.concepts import folded as folded_name
from index.passages import Passage
from index.words import nouns_in, segments

# A row answers if its name covers this part of what is asked, by weight; if only one plan is
# asked and others say the same, the closest name wins.
_ROW_COVERS = 0.72
_CLOSE = 0.04
# A short form of a row's name fits at least so well, the longer the better.
_SHORT_NAME = 0.8
_SHORTEST_NAME = 4
# What the words of a name count in another order than the name has them.
_IN_OTHER_ORDER = 0.9
_SURELY_MEANT = 0.9
_MOST_ROWS = 4
_BASELINE = re.compile("现状|基期|基线|基准|基数|现有|“?十三五”?末|目前|现在")
_TARGET = re.compile("目标|要|达到|[高升降加减少]到|到20|规划值|控制在")
# Who asks for a number of people does not ask for one per thousand.
_NUMBER_OF = re.compile("有(多少|几)[名位人]|(一共|总共|共有?)(多少|几)|总数|总量")
# A name that stands in the question (nearly) in full is meant, if it is this part of what is asked.
_IN_FULL = 0.95
_COVERS_NAMED = 0.3
_PLAIN_NUMBER = re.compile(r"[<>≤≥＜＞]?\s*\d+(?:\.\d+)?(?=以上|以下|以内|左右|$)")


@dataclass(frozen=True)
class Match:
    """A row that a question may mean; ``score`` is 0 to 1."""

    passage: Passage
    row: Indicator
    score: float


def rows_asked(question: Question, library: Library) -> list[Match]:
    """Return the rows whose names cover what is asked, the closest first."""
    return _matches(question, library, library.rows(question.plans))


def row_surely_meant(question: Question, library: Library) -> Indicator | None:
    """Return the closest row, if its name leaves no doubt that it is the one asked for."""
    closest = next(iter(rows_asked(question, library)), None)
    return closest.row if closest and closest.score >= _SURELY_MEANT else None


def _matches(
    question: Question, library: Library, candidates: Iterable[tuple[Passage, Indicator]]
) -> list[Match]:
    terms = topic_terms(question, library)
    if not terms:
        return []
    topic = topic_of(question.text, plan_names(library.sources))
    asked = _Asked(
        terms=terms,
        words=tuple(word for run in topic.split() for word in segments(run)),
        said=term_set(question.text),
        short="".join(topic.split()),
        nouns=tuple(noun for noun in nouns_in(topic) if noun in library.weights)
        if len(question.plans) == 1
        else (),
    )
    wants_number = _NUMBER_OF.search(question.text) and "每" not in question.text
    matches = []
    attributes = attributes_asked(question.text)
    for passage, row in candidates:
        if attributes and not any(word in row.name for word in attributes):
            continue
        if wants_number and PER_HEAD.match(row.name):
            continue
        score = max(_score(asked, row, library.weights), _score_of_short(asked.short, row))
        if score >= _ROW_COVERS:
            matches.append(Match(passage, row, score))
    return sorted(matches, key=lambda match: (-match.score, match.row.excerpt.start))


@dataclass(frozen=True)
class _Asked:
    """What is asked for: the terms of the topic, its words, the terms of the whole question."""

    terms: tuple[str, ...]
    words: tuple[str, ...]
    said: frozenset[str]
    short: str
    nouns: tuple[str, ...]

    def nouns_beyond(self, name: str) -> bool:
        """Whether something else is asked for that plans speak of: 薪酬 beside 注册护士."""
        text = normalised(name)
        return any(noun not in text for noun in self.nouns)


def _score(asked: _Asked, row: Indicator, weights: TermWeights) -> float:
    """How well a row's name fits: mostly how much of the question it covers."""
    name = all_names(row)
    covered = weights.coverage(asked.terms, name)
    covered = max(covered, _IN_OTHER_ORDER * _covered_by_words(asked.words, name, weights))
    named = share_named(row, asked.said, weights)
    if named >= _IN_FULL and covered >= _COVERS_NAMED and not asked.nouns_beyond(name):
        covered = max(covered, _ROW_COVERS)
    if covered < _ROW_COVERS or not named:
        return covered * _ROW_COVERS / 2
    return 0.85 * covered + 0.15 * named


def _covered_by_words(words: Sequence[str], name: str, weights: TermWeights) -> float:
    """Which part of the words' weight a name has, in any order, 0 to 1."""
    text = normalised(name)
    weight = {word: weights.total(terms_of(word)) for word in words}
    whole = sum(weight.values())
    return sum(weight[word] for word in words if word in text) / whole if whole else 0.0


def _score_of_short(topic: str, row: Indicator) -> float:
    """How well a row's name fits that the topic is short for: 千人医师数 for 每千人口执业医师数."""
    short, name = folded_name(topic), folded_name(row.name)
    if len(short) < _SHORTEST_NAME or not is_short_for(short, name):
        return 0.0
    return _SHORT_NAME + (1 - _SHORT_NAME) * len(short) / len(name)


def draft_from_rows(question: Question, library: Library) -> Draft | None:
    """Return the figures that are asked, one statement a row; ``None`` if no row has them.

    Where plans are compared, or a table lacks the year that is asked, a sentence's figure for
    the same thing stands in.
    """
    rows = rows_asked(question, library)
    is_comparison = question.names_plan and len(question.plans) > 1
    alike = _same_concept(question, rows, library) if rows or is_comparison else []
    statements = []
    for plan in question.plans:
        of_plan = _statements(question, [m for m in rows if m.passage.source.id == plan])
        if not of_plan:
            of_plan = _statements(question, [m for m in alike if m.passage.source.id == plan])
        statements += of_plan
    if not statements:
        return None
    several = len(statements) > 1
    return Draft(opening="规划的指标表列出：" if several else "", statements=tuple(statements))


def leaves_blank(question: Question, library: Library) -> bool:
    """Whether the row that is surely meant prints —— for all that is asked of it."""
    row = row_surely_meant(question, library)
    if row is None or len(question.plans) > 1:
        return False
    asked = _readings_asked(question, row)
    return bool(asked) and all(reading.value is None for reading, _ in asked)


def _same_concept(question: Question, rows: Sequence[Match], library: Library) -> list[Match]:
    """Return what measures the same as the best match: rows first, then sentences.

    A sentence that tells a change (“比2015年提高0.96岁”) is left out: it gives no level.
    """
    stated = [
        (passage, indicator)
        for passage, indicator in library.stated(question.plans)
        if not any(q.direction for r in _readings(indicator) for q in r.quantities)
    ]
    best = next(iter([*rows, *_matches(question, library, stated)]), None)
    if best is None or not best.row.concept:
        return []
    return [
        Match(passage, row, 1.0)
        for passage, row in (*library.rows(question.plans), *stated)
        if row.concept == best.row.concept
    ]


def _readings(row: Indicator) -> list[Reading]:
    return [reading for reading in (row.target, row.baseline) if reading is not None]


def _statements(question: Question, matches: Sequence[Match]) -> list[Statement]:
    """What the closest of a plan's matches say of the readings that are asked for."""
    closest = [m for m in matches if m.score >= matches[0].score - _CLOSE][:_MOST_ROWS]
    worded = ((match, wording(question, match.row)) for match in closest)
    return [_statement(question, match, text) for match, text in worded if text]


def rows_listed(question: Question, library: Library) -> Draft | None:
    """Return the rows of a nature or a group: “约束性指标有哪些”, “健康服务类指标有哪些”."""
    if "指标" not in question.text or row_surely_meant(question, library):
        return None
    text = normalised(question.text)
    chosen = [
        (passage, row)
        for passage, row in library.rows(question.plans)
        if (row.nature and row.nature in text) or (row.group and row.group in text)
    ]
    if not chosen:
        return None
    statements = tuple(
        Statement(
            text=row.name,
            evidence=(Evidence(passage=passage, excerpt=passage.excerpt, score=1.0),),
            subject=_subject(question, passage),
        )
        for passage, row in chosen
    )
    return Draft(opening=f"规划的指标表列出{len(chosen)}项：", statements=statements)


def wording(question: Question, row: Indicator) -> str:
    """Return the row's readings that are asked for, or nothing if it has none of them.

    Where the plan prints —— for one of several readings that are asked, that is said; where
    it prints it for the only one, the row does not answer.
    """
    asked = _readings_asked(question, row)
    if not any(reading.value for reading, _ in asked):
        return ""
    parts = []
    for reading, is_target in asked:
        year = f"{reading.year}年" if reading.year else ""
        what = f"{year}目标" if is_target else year
        if reading.value is None:
            parts.append(f"{year}的数值规划没有列出")
        else:
            nature = f"（{row.nature}）" if is_target and row.nature else ""
            parts.append(f"{what}为{with_unit(reading.value, row.unit)}{nature}")
    return f"{row.name}{'，'.join(parts)}"


def _readings_asked(question: Question, row: Indicator) -> list[tuple[Reading, bool]]:
    """The readings that are asked for, each with whether it is the target."""
    readings = [(reading, reading is row.target) for reading in _readings(row)]
    wants_target = bool(_TARGET.search(question.text))
    wants_baseline = bool(_BASELINE.search(question.text))
    if question.years:
        is_known = any(reading.year in question.years for reading, _ in readings)
        return [
            (reading, is_target)
            for reading, is_target in readings
            if reading.year in question.years
            or (is_target and "目标" in question.text and (is_known or wants_baseline))
            or (not is_target and wants_baseline)
        ]
    if wants_target == wants_baseline:
        return readings
    return [(reading, is_target) for reading, is_target in readings if is_target == wants_target]


def with_unit(value: str, unit: str) -> str:
    """Return a value with its unit after the number, or after all in brackets if that is unclear.

    >>> with_unit("4.5左右", "个"), with_unit("＞78.2", "岁"), with_unit("控制在20%以内", "%")
    ('4.5个左右', '＞78.2岁', '控制在20%以内')
    >>> with_unit("93.87/86.67", "%"), with_unit("同比例提高", "岁"), with_unit("6.21", "1/10万")
    ('93.87/86.67（单位：%）', '同比例提高', '6.21（单位：1/10万）')
    """
    if not unit or unit in value.replace("％", "%") or not re.search(r"\d", value):
        return value
    number = _PLAIN_NUMBER.match(value)
    if number is None or re.search(r"\d", unit.removeprefix("/10万")):
        return value if re.search("百分点|%", value) else f"{value}（单位：{unit}）"
    return value[: number.end()] + unit + value[number.end() :]


def _statement(question: Question, match: Match, text: str) -> Statement:
    evidence = Evidence(passage=match.passage, excerpt=match.row.excerpt, score=match.score)
    return Statement(text=text, evidence=(evidence,), subject=_subject(question, match.passage))


def _subject(question: Question, passage: Passage) -> str:
    """The plan's region, where more than one plan is asked."""
    return passage.source.region if len(question.plans) > 1 else ""
