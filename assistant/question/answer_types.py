"""The answer type of a question: a figure, a date, a place, somebody responsible, or any."""

import re
from collections.abc import Sequence

from assistant.answers import Evidence, Question
from assistant.language.numbers import FIGURE, number_of
from assistant.language.rules import patterns_of
from assistant.language.terms import normalised
from assistant.language.units import SHARE, counted_in, measures_asked
from assistant.language.years import YEAR
from corpus.text import readable

_ASKS = patterns_of(__file__, "asks")
_ANSWERS = patterns_of(__file__, "answers")
RESPONSIBLE = _ANSWERS["responsible"]
ENUMERATION = _ANSWERS["enumeration"]
# A clause with such a score covers much of a question.
_COVERS = 0.5


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
    """A share, a figure with the measure word of the question, or any figure."""
    if _asks("share", question):
        return _ANSWERS["covered"] if _asks("covered", question) else SHARE
    measures = measures_asked(question)
    return counted_in(measures) if measures else FIGURE


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
