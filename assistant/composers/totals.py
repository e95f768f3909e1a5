"""The sum of things whose figures one sentence or table gives."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from assistant.answers import Draft, Question, Statement
from assistant.evidence.figures import Figure, figures_beside
from assistant.language.units import counts_people
from assistant.question.calculation import wants_all_of_kind
from corpus.indicators.units import with_unit

_FEWEST = 2
# So many characters at the end of a name tell what it is.
_ENDING = 4


def total(question: Question, figures: Sequence[Figure]) -> Iterator[Draft]:
    """Yield the sum of what the question names, where one sentence or table gives all of it."""
    dated = [f for f in figures if f.is_of_years(question)]
    best: list[Figure] = []
    for figure in (f for f in dated if f.is_named):
        together = [
            *(f for f in dated if f.is_named and f.evidence.excerpt == figure.evidence.excerpt),
            *(f for f in figures_beside(figure) if _belongs(f, figure, question)),
        ]
        alike = (f for f in together if _counted_in(f) == _counted_in(figure))
        distinct = list({f.name: f for f in alike}.values())
        best = max(best, distinct, key=len)
    if len(best) < _FEWEST:
        return
    best.sort(key=lambda figure: (question.text.find(figure.name) < 0, _position(figure, question)))
    total = sum(figure.amount for figure in best)
    working = " + ".join(str(figure.amount) for figure in best)
    stated = "，".join(f"{f.name}{with_unit(str(f.amount), f.unit)}" for f in best)
    statement = Statement(
        text=f"共{with_unit(str(total), best[0].unit)}：{working} = {total}（{stated}）",
        evidence=tuple(dict.fromkeys(figure.evidence for figure in best)),
        derived=(str(total),),
    )
    yield Draft(statements=(statement,))


def _counted_in(figure: Figure) -> str:
    """What a figure counts, one word for people however they are counted."""
    return "人" if counts_people(figure.unit) else figure.unit


def _position(figure: Figure, question: Question) -> int:
    """Where a thing is named: in the question, or else in the sentence that gives its figure."""
    in_question = question.text.find(figure.name)
    return in_question if in_question >= 0 else figure.evidence.excerpt.text.find(figure.name)


def _belongs(figure: Figure, named: Figure, question: Question) -> bool:
    """Whether a thing is to be added to the one that is named.

    It is named by its ending alone, 健康村 in “健康镇、村、社区” and 示范发热门诊 in “发热门诊”,
    or is of the same kind where all of the kind are asked for.
    """
    shared = SequenceMatcher(None, figure.name, named.name).find_longest_match()
    ending = figure.name[shared.a + shared.size :]
    if shared.size and ending and f"、{ending}" in question.text:
        return True
    if figure.name[-_ENDING:] in question.text:
        return True
    return wants_all_of_kind(question) and figure.name[-2:] == named.name[-2:]
