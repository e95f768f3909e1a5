"""The answer type of a question: a figure, a date, a place, somebody responsible, or any."""

import re
from collections.abc import Sequence

from assistant.answers import Evidence, Question
from assistant.language.numbers import FIGURE, number_of
from assistant.language.rules import patterns_of
from assistant.language.terms import normalised
from assistant.language.units import DURATION, IN_WORDS, SHARE, counted_in, measures_asked
from assistant.language.years import YEAR
from corpus.text import readable

_ASKS = patterns_of(__file__, "asks")
_ALIKE = patterns_of(__file__, "asked-alike")
_ANSWERS = patterns_of(__file__, "answers")
RESPONSIBLE = _ANSWERS["responsible"]
ENUMERATION = _ANSWERS["enumeration"]
# A clause with such a score covers much of a question.
_COVERS = 0.5
# A figure as a document writes it, in digits or in words.
_ANY_FIGURE = re.compile(f"{FIGURE.pattern}|{IN_WORDS.pattern}")
_ANY_SHARE = re.compile(f"{SHARE.pattern}|[一二三四五六七八九十百]+分之|半数|[过一]半")


def answer_type_of(question: Question) -> re.Pattern[str] | None:
    """Return what an answer to this kind of question must have in it, if anything."""
    text = question.text
    if question.kind == "who":
        asks_unit = RESPONSIBLE if _asks("unit", text) else None
        return _ANSWERS["leading"] if _asks("lead", text) else asks_unit
    if _asks("grade", text):
        return _ANSWERS["grade"]
    if items := _so_many_items(text):
        return items
    if question.kind == "value":
        return _figure_asked(text)
    if question.kind == "claim":
        return FIGURE if FIGURE.search(YEAR.sub("", text)) else None
    by_wording = {"numbers": FIGURE, "when": _ANSWERS["time"], "place": _ANSWERS["place"]}
    return next((found for asked, found in by_wording.items() if _asks(asked, text)), None)


def asked_of(question: str) -> frozenset[str]:
    """Return what a question asks of its matter: how long, how much, where …, by name of the rule.

    >>> sorted(asked_of("失业保险金能领多久")), sorted(asked_of("失业保险金"))
    (['long'], [])
    """
    return frozenset(name for name, rule in _ALIKE.items() if rule.search(question))


def noun_asked(question: str) -> str:
    """Return the things that are asked for, empty if none are: 材料 of “要交哪些材料”."""
    asked = _ASKS["noun"].search(question)
    return asked["noun"] if asked else ""


def states_change(question: str, text: str) -> bool:
    """Whether a text says itself by how much something changes, so that nothing is computed.

    >>> states_change("覆盖率每年提高多少", "签约服务覆盖率每年提高2个百分点。")
    True
    """
    asked = _ASKS["changed"].search(question)
    return asked is not None and bool(re.search(rf"{asked['verb']}[了约]?\d", text))


def asks_whether(question: Question) -> bool:
    """Whether a yes or a no is asked for."""
    return _asks("whether", question.text)


def asks_why(question: Question) -> bool:
    """Whether the reason for something is asked."""
    return _asks("why", question.text)


def _asks(what: str, question: str) -> bool:
    return _ASKS[what].search(question) is not None


def _so_many_items(question: str) -> re.Pattern[str] | None:
    """As many things in a row as are asked for by their number."""
    asked = _ASKS["so-many-items"].search(question)
    items = number_of(asked.group(1)) if asked else None
    if items is None:
        return None
    separators = items - 1
    return re.compile(f"(?:[^、，；和与及]+(?:{_ANSWERS['item'].pattern})){{{separators}}}")


def _figure_asked(question: str) -> re.Pattern[str]:
    """A time, a share, a figure with the measure word of the question, or any figure."""
    if _asks("how-long", question):
        return DURATION
    if _asks("share", question):
        return _ANSWERS["covered"] if _asks("covered", question) else _ANY_SHARE
    measures = measures_asked(question)
    return counted_in(measures) if measures else _ANY_FIGURE


def of_answer_type(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return the clauses of the answer type, all of them if none is and none needs to be.

    Where it is not needed, a clause that covers much of the question comes before one that
    covers little and is of the answer type.
    """
    clauses = [found for found in evidence if found.passage.kind == "clause"]
    answer_type = answer_type_of(question)
    if answer_type is None:
        return clauses
    asks_rate = _asks("rate", question.text)
    texts = [(found, normalised(readable(found.excerpt.text))) for found in clauses]
    fitting = [f for f, text in texts if answer_type.search(text if asks_rate else _in_all(text))]
    if is_answer_type_needed(question) or (fitting and fitting[0].score >= _COVERS):
        return fitting
    return clauses


def _in_all(text: str) -> str:
    """A sentence without its rates: of 每3万人口配置一辆 nobody learns how many there are."""
    return _ANSWERS["rate"].sub("", text)


def is_answer_type_needed(question: Question) -> bool:
    """Whether a sentence without the `answer_type_of` is no answer at all."""
    text = question.text
    if _asks("so-many-items", text):
        return True
    if question.kind == "who":
        return _asks("lead", text)
    return question.kind in ("value", "fact") and (_asks("figure", text) or _asks("place", text))
