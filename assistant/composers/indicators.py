"""Questions for a figure, answered from the rows of the indicator tables."""

from collections.abc import Iterator, Sequence

from assistant.answers import Candidate, Draft, Evidence, Question, Statement
from assistant.composers.claims import with_verdict
from assistant.composers.composer import proposed
from assistant.composers.readings import wording
from assistant.evidence.asked import Asked
from assistant.evidence.rows import Match
from assistant.language.numbers import FIGURE
from assistant.language.terms import normalised
from assistant.library import Library
from index.passages import Passage

# If only one plan is asked and others say the same, the closest name wins.
_CLOSE = 0.04
_MOST_ROWS = 4
_KINDS = ("value", "claim", "fact")


class Indicators:
    """The readings that are asked for of the rows that are meant."""

    name = "indicators"

    def propose(self, asked: Asked) -> Iterator[Candidate]:
        """Yield the rows' readings, and what measures the same where no row has them."""
        question = asked.question
        if question.kind not in _KINDS:
            return
        if question.kind == "fact" and asked.form not in (None, FIGURE):
            return  # neither when nor where is a row's answer
        for matches, is_likewise in ((asked.rows, 0.0), (asked.likewise, 1.0)):
            draft = _draft_from(question, matches)
            if draft:
                yield proposed(
                    self.name,
                    asked,
                    with_verdict(question, draft),
                    fit=matches[0].score,
                    lead=matches[0].score - (matches[1].score if len(matches) > 1 else 0.0),
                    likewise=is_likewise,
                    several=float(len(draft.statements) > 1),
                )
                return


class IndicatorLists:
    """The rows of a nature or a group: “约束性指标有哪些”, “健康服务类指标有哪些”."""

    name = "indicator_lists"

    def propose(self, asked: Asked) -> Iterator[Candidate]:
        """Yield the rows by name."""
        question = asked.question
        if question.kind not in ("list", "value") or "指标" not in question.text or asked.row_meant:
            return
        draft = _rows_listed(question, asked.library)
        if draft:
            yield proposed(self.name, asked, draft)


def _draft_from(question: Question, matches: Sequence[Match]) -> Draft | None:
    """The figures that are asked, one statement a row; ``None`` if no row has them."""
    statements = [
        statement
        for plan in question.plans
        for statement in _statements(question, [m for m in matches if _plan_of(m) == plan])
    ]
    if not statements:
        return None
    several = len(statements) > 1
    return Draft(opening="规划的指标表列出：" if several else "", statements=tuple(statements))


def _plan_of(match: Match) -> str:
    return match.passage.source.id


def _statements(question: Question, matches: Sequence[Match]) -> list[Statement]:
    """What the closest of a plan's matches say of the readings that are asked for."""
    closest = [m for m in matches if m.score >= matches[0].score - _CLOSE][:_MOST_ROWS]
    worded = ((match, wording(question, match.row)) for match in closest)
    return [_statement(question, match, text) for match, text in worded if text]


def _rows_listed(question: Question, library: Library) -> Draft | None:
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


def _statement(question: Question, match: Match, text: str) -> Statement:
    evidence = Evidence(passage=match.passage, excerpt=match.row.excerpt, score=match.score)
    return Statement(text=text, evidence=(evidence,), subject=_subject(question, match.passage))


def _subject(question: Question, passage: Passage) -> str:
    """The plan's region, where more than one plan is asked."""
    return passage.source.region if len(question.plans) > 1 else ""
