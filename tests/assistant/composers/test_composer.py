"""The contract that every way of answering keeps, whatever it answers."""

import math
from collections.abc import Callable, Sequence

import pytest

from assistant.answers import Candidate, Draft, Statement
from assistant.composers.comparison import Comparison
from assistant.composers.composer import Composer, covers
from assistant.decision.confidence import calibrated
from assistant.evidence.asked import Asked
from assistant.pipeline import OF_ALL, OF_ONE

Ask = Callable[[str], Asked]
# A question that each composer answers.
ANSWERS = {
    "plan_metadata": "青禾县的规划是什么时候印发的",
    "rates": "青禾县按30万人口要配置多少辆救护车",
    "arithmetic": "青禾县人均预期寿命2025年比2020年提高多少",
    "mentions": "哪些规划提到互联网医院",
    "comparison": "青禾和白石的人均预期寿命2025年目标哪个高",
    "responsibilities": "青禾县建设健康环境由谁牵头",
    "indicators": "青禾县每千人口注册护士数2025年目标是多少",
    "indicator_lists": "青禾县的约束性指标有哪些",
    "cells": "县中医院病房楼总投资多少",
    "selections": "哪个项目的总投资最高",
    "row_sums": "四个项目总投资合计多少",
    "outlines": "青禾县规划的发展目标",
    "summaries": "概括青禾县提升医疗能力的内容",
    "sentences": "青禾县人民医院要突出什么功能",
}

# These answer from the tables of a plan of projects.
OF_TABLES = ("cells", "selections", "row_sums")


def first(candidates: Sequence[Candidate]) -> tuple[Candidate, float] | None:
    """Choose the first candidate, whatever it is."""
    return (candidates[0], 1.0) if candidates else None


COMPOSERS: tuple[Composer, ...] = (*OF_ALL, *OF_ONE, Comparison(OF_ONE, first))


@pytest.mark.parametrize("composer", COMPOSERS, ids=lambda composer: composer.name)
class TestComposer:
    """What a new way of answering must do, too."""

    def test_it_has_weights_of_its_own(self, composer: Composer) -> None:
        assert composer.name in calibrated()

    def test_it_answers_a_question_of_its_kind(
        self, composer: Composer, ask: Ask, ask_tables: Ask
    ) -> None:
        put = ask_tables if composer.name in OF_TABLES else ask
        assert list(composer.propose(put(ANSWERS[composer.name])))

    def test_what_it_proposes_rests_on_the_plans_that_are_asked(
        self, composer: Composer, ask: Ask
    ) -> None:
        for question in ANSWERS.values():
            asked = ask(question)
            for candidate in composer.propose(asked):
                assert candidate.composer == composer.name
                assert candidate.question == asked.question
                assert candidate.draft.statements
                assert all(statement.evidence for statement in candidate.draft.statements)
                plans = {e.passage.source.id for e in candidate.draft.evidence}
                assert plans <= set(asked.question.plans)

    def test_its_signals_are_figures_that_a_judge_can_weigh(
        self, composer: Composer, ask: Ask
    ) -> None:
        for question in ANSWERS.values():
            for candidate in composer.propose(ask(question)):
                assert all(math.isfinite(value) for value in candidate.signals.values())
                assert 0 <= candidate.signals["covered"] <= 1.000001

    def test_it_proposes_the_same_again(self, composer: Composer, ask: Ask) -> None:
        for question in ANSWERS.values():
            asked = ask(question)
            assert list(composer.propose(asked)) == list(composer.propose(asked))


def draft(text: str) -> Draft:
    return Draft(statements=(Statement(text=text, evidence=()),))


def test_a_draft_covers_what_it_speaks_of_in_the_form_that_is_asked_for(ask: Ask) -> None:
    asked = ask("青禾县要建设多少所无烟学校")
    assert covers(draft("建设无烟学校12所"), asked)
    assert not covers(draft("整治背街小巷12条"), asked)
    assert not covers(draft("推进无烟学校建设"), asked)


def test_what_a_draft_cites_counts_as_what_it_says(ask: Ask) -> None:
    asked = ask("青禾县要建设多少所无烟学校")
    schools = next(found for found in asked.evidence if "无烟学校" in found.excerpt.text)
    assert covers(Draft(statements=(Statement(text="共12所", evidence=(schools,)),)), asked)
