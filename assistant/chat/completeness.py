"""What of a composed answer a model left out, and whether what it said is news to who asked."""

import re
from collections.abc import Iterator

from assistant.answers import Draft, Evidence, Statement
from assistant.chat.figures import NATURE, figures_in, plain, terms_beside
from assistant.chat.transcript import Transcript
from assistant.chat.verifier import Verification
from assistant.language.terms import content_words, normalised

# What records say (a row, a responsibility) is complete: a wording must keep this part of each
# statement's terms, and all its figures.
_KEPT = 0.8
_CLAUSE_HEADING = re.compile("^第[0-9]+条“[^”]*”")
# Asks for all units of a responsibility, not only for those that lead.
_ALL_UNITS = re.compile("配合|协助|协同|参与|哪些|分工|怎么分|各(部门|单位)|还有")
_NATURE = re.compile(NATURE)
# Asks for the figure that there is, beside the one that is to be.
_PRESENT = re.compile("现状|目前|现在|如今|基期|基线|现有|原来|提高|降低|变化|增加|减少|涨|降|升")
# Characters of words that are news to who asked.
_NEWS = 3


def stands_as_composed(draft: Draft) -> bool:
    """Whether a draft has a form that sentences could only lose: a table, or a working."""
    return bool(draft.rows) or any(statement.derived for statement in draft.statements)


def left_out(draft: Draft, transcript: Transcript, question: str) -> tuple[Statement, ...]:
    """Return the composed statements that were not said, by whatever words and citations.

    What a sentence says was said if it is cited; what records say must be said in full.
    """
    places = set(map(_place, _cited(transcript)))
    return tuple(
        statement
        for statement in draft.statements
        if not _is_said(statement, transcript, question)
        and (is_typed(statement) or not places & set(map(_place, statement.evidence)))
    )


def is_about(transcript: Transcript, question: str) -> bool:
    """Whether something was let out that the question does not say itself.

    Where a verdict is the answer, the same may be said.
    """
    return bool(transcript.verdict) or any(
        is_news(_without_regions(verified), question) for verified in transcript.released
    )


def _without_regions(verified: Verification) -> str:
    """What was said but the regions of the plans it rests on, which a question need not name."""
    regions = {name for item in verified.items for name in item.regions}
    return re.sub("|".join(sorted(regions, key=len, reverse=True)) or "(?!)", "", verified.text)


def _cited(transcript: Transcript) -> Iterator[Evidence]:
    for verified in transcript.released:
        if verified.statement is not None:
            yield from verified.statement.evidence


def _place(evidence: Evidence) -> tuple[str, tuple[tuple[int, int], ...]]:
    return evidence.passage.source.id, evidence.excerpt.spans


def _is_said(statement: Statement, transcript: Transcript, question: str) -> bool:
    """Whether what a record says was said: its figures, and most of its words."""
    said = plain(" ".join(verified.text for verified in transcript.released))
    numbers = {figure.number for figure in figures_in(said)}
    composed = _asked_for(plain(statement.text.removeprefix(transcript.verdict)), question)
    needed = terms_beside(composed)
    if _NATURE.search(question) and set(_NATURE.findall(composed)) - set(_NATURE.findall(said)):
        return False
    if {figure.number for figure in figures_in(composed)} - numbers:
        return False
    return len(needed & terms_beside(said)) >= _KEPT * len(needed)


def _asked_for(composed: str, question: str) -> str:
    """What of a composed sentence was asked for.

    Not the figure of another year, who cooperates where only who leads is asked, nor the
    heading of the clause.
    """
    first, *others = _CLAUSE_HEADING.sub("", composed).split("，")
    years = {figure.number for figure in figures_in(plain(question)) if figure.is_year}
    asked = [
        part
        for part in others
        if {f.number for f in figures_in(part) if f.is_year} <= years or _PRESENT.search(question)
    ]
    parts = "，".join((first, *asked)).split("；")
    return "；".join(part for part in parts if part is parts[0] or _ALL_UNITS.search(question))


def is_typed(statement: Statement) -> bool:
    """Whether a statement was made of records, and not of sentences alone."""
    return any(e.passage.record is not None for e in statement.evidence)


def is_news(text: str, question: str) -> bool:
    """Whether a sentence says something that the question does not.

    >>> is_news("方案由卫生健康委制定", "方案由谁制定"), is_news("方案由谁制定", "方案由谁制定")
    (True, False)
    """
    figures = {figure.number for figure in figures_in(plain(text))}
    told = {figure.number for figure in figures_in(plain(question))}
    new = [word for word in content_words(normalised(text)) if word not in normalised(question)]
    return bool(figures - told) or sum(map(len, new)) >= _NEWS
