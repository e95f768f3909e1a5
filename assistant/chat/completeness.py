"""Whether what a model was let say is an answer: all that was asked for, and news to who asked."""

import re
from collections.abc import Iterator

from assistant.answers import Draft, Evidence, Statement
from assistant.chat.figures import NATURE, figures_in, plain, terms_beside
from assistant.chat.transcript import Transcript
from assistant.chat.verifier import Verification
from assistant.evidence.sentences import BEARS_ON
from assistant.language.terms import content_words, normalised

# What records say (a row, a responsibility) is complete: a wording must keep this part of each
# statement's terms, and all its figures. Of a list it must keep this part of the statements.
_KEPT = 0.8
_LISTED = 0.5
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


def answers(draft: Draft, transcript: Transcript, question: str) -> bool:
    """Whether what was let out says what was asked for.

    Of each plan that was to be named it must say something, of a list at least half. What
    records say must be said in full. Otherwise some sentence must say what the question does
    not, and rest on a composed statement or on words that bear on the question; where the
    verdict is the answer, it may say the same.
    """
    if is_typed(draft):
        return all(_is_said(statement, transcript, question) for statement in draft.statements)
    cited = list(_cited(transcript))
    told = {evidence.passage.source.id for evidence in cited}
    named = {e.passage.source.id for s in draft.statements if s.subject for e in s.evidence}
    if not named <= told:
        return False
    places = set(map(_place, cited))
    listed = [any(_place(e) in places for e in s.evidence) for s in draft.statements]
    if draft.is_list and sum(listed) < _LISTED * len(listed):
        return False
    return any(
        (transcript.verdict or is_news(_without_regions(verified), question))
        and any(item.composed or item.score >= BEARS_ON for item in verified.items)
        for verified in transcript.released
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


def is_typed(draft: Draft) -> bool:
    """Whether a draft was made of records, and not of sentences alone."""
    return any(e.passage.record is not None for s in draft.statements for e in s.evidence)


def is_news(text: str, question: str) -> bool:
    """Whether a sentence says something that the question does not.

    >>> is_news("方案由卫生健康委制定", "方案由谁制定"), is_news("方案由谁制定", "方案由谁制定")
    (True, False)
    """
    figures = {figure.number for figure in figures_in(plain(text))}
    told = {figure.number for figure in figures_in(plain(question))}
    new = [word for word in content_words(normalised(text)) if word not in normalised(question)]
    return bool(figures - told) or sum(map(len, new)) >= _NEWS
