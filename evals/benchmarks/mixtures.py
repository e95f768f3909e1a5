"""The questions of RGB, and the passages each is put to: right, beside the point, or wrong.

How passages are chosen follows ``processdata`` in ``evalue.py`` of
https://github.com/chen700564/RGB.
"""

import math
from itertools import chain, zip_longest
from pathlib import Path
from random import Random
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from evals.benchmarks.datasets import malformed, text_of
from evals.normalise import comparable, holds

ORIGIN = "https://github.com/chen700564/RGB"
# Passages a question is put to, as in the paper.
PASSAGES = 5
FALSE_IN_CONFLICT = 3


def _groups(value: Any) -> Any:
    """An answer as RGB writes it: a string, or a list of facts, each a string or alternatives."""
    facts = value if isinstance(value, list) else [value]
    return [fact if isinstance(fact, list) else [fact] for fact in facts]


def _nested(value: Any) -> Any:
    """Passages in one list for each fact, where the file has a single list."""
    is_flat = isinstance(value, list) and not any(isinstance(item, list) for item in value)
    return [value] if is_flat else value


Facts = tuple[tuple[str, ...], ...]


class RgbQuestion(BaseModel):
    """A question of RGB.

    ``answer`` has an entry for each fact that is asked, with its alternative wordings;
    ``positive`` the passages that hold each fact (one list where one fact is asked), and
    ``positive_wrong`` the same passages with ``fakeanswer`` in its place.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: int
    query: str
    answer: Annotated[Facts, BeforeValidator(_groups)]
    fakeanswer: Annotated[Facts, BeforeValidator(_groups)] = ()
    positive: Annotated[Facts, BeforeValidator(_nested)]
    positive_wrong: tuple[str, ...] = ()
    negative: tuple[str, ...]


def read_questions(folder: Path | None, name: str) -> tuple[RgbQuestion, ...]:
    """Return the questions of a file, one JSON object a line.

    Raises:
        EvaluationError: the file is missing, cannot be read, or a line is no such question.
    """
    questions = []
    for number, line in enumerate(text_of(folder, name, ORIGIN).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            questions.append(RgbQuestion.model_validate_json(line))
        except ValidationError as error:
            raise malformed(name, f" 第 {number} 行", error, ORIGIN) from error
    return tuple(questions)


def facts_held(text: str, facts: Facts) -> list[bool]:
    """Return, for each fact, whether a text holds one of its wordings.

    NFKC, white space dropped; a number at the edge of a wording must be a whole number of
    the text (70 does not stand in 170). See `evals.normalise.holds`.
    """
    text = comparable(text)
    return [any(holds(text, wording) for wording in wordings) for wordings in facts]


def has_false_passages(question: RgbQuestion) -> bool:
    """Whether there are false passages, and a false answer that is not the true one too."""
    if not question.positive_wrong or not question.fakeanswer:
        return False
    true, false = question.answer, question.fakeanswer
    return not any(
        all(facts_held(wording, others))
        for facts, others in ((true, false), (false, true))
        for wording in chain(*facts)
    )


def with_noise(question: RgbQuestion, ratio: float) -> tuple[str, ...]:
    """Return five passages, the share ``ratio`` of them noise, as far as the file has so many.

    Where noise is short, right passages fill up, and the other way round.
    """
    right = [passage for passages in question.positive for passage in passages]
    noise = min(math.ceil(PASSAGES * ratio), len(question.negative))
    noise = max(noise, PASSAGES - len(right))
    return (*right[: PASSAGES - noise], *question.negative[:noise])


def with_facts(question: RgbQuestion, ratio: float, random: Random) -> tuple[str, ...]:
    """Return five passages, each fact in one at least, and the share ``ratio`` of them noise."""
    by_fact = [random.sample(passages, len(passages)) for passages in question.positive]
    ranked = [passage for turn in zip_longest(*by_fact) for passage in turn if passage is not None]
    right = ranked[: max(len(by_fact), PASSAGES - math.ceil(PASSAGES * ratio))]
    return (*right, *question.negative[: max(0, PASSAGES - len(right))])


def only_noise(question: RgbQuestion) -> tuple[str, ...]:
    """Return up to five negative passages; none if they hold the answer all the same.

    Some do, for RGB looked for the very string.
    """
    passages = question.negative[:PASSAGES]
    held = zip(*(facts_held(passage, question.answer) for passage in passages), strict=True)
    return () if all(map(any, held)) else passages


def with_errors(question: RgbQuestion, random: Random) -> tuple[str, ...]:
    """Return up to five false passages."""
    false = question.positive_wrong
    return tuple(random.sample(false, min(len(false), PASSAGES)))


def with_conflict(question: RgbQuestion, random: Random) -> tuple[str, ...]:
    """Return up to three false passages and two true ones, none of them in both forms.

    Of fewer than five passages one at least stays true; of a single one none are returned.
    """
    true, false = question.positive[0], question.positive_wrong
    count = min(len(true), len(false))
    places = random.sample(range(count), count)
    made_false = min(FALSE_IN_CONFLICT, count - 1)
    kept_true = places[made_false : made_false + PASSAGES - FALSE_IN_CONFLICT]
    if made_false < 1:
        return ()
    return (*(false[place] for place in places[:made_false]), *(true[place] for place in kept_true))
