"""The threshold parts statements with their own citations from those with another's."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest

from assistant.answers import Citation
from evals.outcome import Outcome
from evals.samples import Sample
from evals.scorers.attribution import (
    citation_precision,
    citation_recall,
    content_of,
    is_supported,
)

Cite = Callable[..., Citation]
Say = Callable[..., Outcome]
HOSPITAL = "梅李人民医院要突出老年病医院功能定位，力争向三级老年病医院发展"
AGAIN = "梅李人民医院要突出老年病医院功能定位，积极向三级老年病医院发展"
GRADE = "市五院、梅李人民医院、古里人民医院、辛庄人民医院争创二级甲等医院"


def test_statements_are_parted_from_those_with_citations_of_another_question(
    outcomes: Sequence[Outcome],
) -> None:
    answered = [o for o in outcomes if not o.sample.held_out and not o.answer.refused]
    own = [citation_recall(outcome).value for outcome in answered]
    swapped = [
        is_supported(statement, (1,), _with_citations(outcome, other))
        for outcome, other in pairwise(answered)
        for statement in outcome.statements
        if statement.role == "statement"
    ]
    assert sum(value == 1 for value in own) >= 0.95 * len(own)
    assert sum(swapped) <= 0.05 * len(swapped)


def _with_citations(outcome: Outcome, other: Outcome) -> Outcome:
    answer = outcome.answer.model_copy(update={"citations": other.answer.citations})
    trace = outcome.trace.model_copy(update={"answer": answer})
    return Outcome(outcome.sample, trace, outcome.plans)


def test_two_citations_that_each_support_are_both_needed(
    say: Say, cite: Cite, doctors: Sample
) -> None:
    citations = cite("changshu", HOSPITAL), cite("changshu", AGAIN, 2)
    outcome = say(doctors, "梅李人民医院要突出老年病医院功能定位[1][2]。", *citations)
    assert citation_recall(outcome).value == 1
    assert citation_precision(outcome).value == 1


def test_two_citations_that_support_only_together_are_both_needed(
    say: Say, cite: Cite, doctors: Sample
) -> None:
    staff, cars = "80%的医护人员具备核酸采样能力", "按照每3万人口配置一辆救护车"
    citations = cite("changshu", staff), cite("changshu", cars, 2)
    text = f"{staff}，{cars}[1][2]。"
    outcome = say(doctors, text, *citations)
    assert citation_recall(outcome).value == 1
    assert citation_precision(outcome).value == 1
    alone = say(doctors, text.replace("[1]", ""), *citations)
    assert citation_recall(alone).value == 0
    assert citation_precision(alone).value == 0


def test_recall_counts_statements_and_precision_counts_markers(
    say: Say, cite: Cite, doctors: Sample
) -> None:
    text = f"{HOSPITAL}[1]。\n{GRADE}[1]。\n社区要建设体育公园。"
    outcome = say(doctors, text, cite("changshu", HOSPITAL))
    assert citation_recall(outcome).value == pytest.approx(1 / 3)
    assert citation_precision(outcome).value == pytest.approx(1 / 2)


def test_joining_words_need_no_source() -> None:
    assert content_of("2025年目标为不低于90%") == set()
    assert content_of("相差5.23个百分点：38.5 − 33.27 = 5.23") == set()
    assert content_of("由教育局牵头") == {"教育", "育局"}


def test_refusals_and_silences_are_unscored(say: Say, doctors: Sample) -> None:
    assert citation_recall(say(doctors, "没有。", refused=True)).value is None
    assert citation_recall(say(doctors, "江阴的方案没有提到。")).value is None
    assert citation_precision(say(doctors, "江阴的方案没有提到。")).value is None
