"""The questions are what they should be: enough, of every kind, their gold answers verbatim."""

from collections import Counter
from collections.abc import Mapping

import pytest

from corpus.catalogue import sources
from evals.dataset import KINDS
from evals.normalise import comparable, holds
from evals.places import PlanText, gold_places
from evals.samples import Sample

# What a note says of a key that no source has: it is worked out, or says that nothing is given.
SAYS_WHY = ("derived", "not given")


def test_there_are_enough_questions_of_every_kind(samples: tuple[Sample, ...]) -> None:
    kinds = Counter(sample.kind for sample in samples)
    assert len(samples) >= 300
    assert set(kinds) == set(KINDS)
    assert min(kinds.values()) >= 20
    assert kinds["unanswerable"] >= 50


def test_ids_and_questions_are_unique(samples: tuple[Sample, ...]) -> None:
    assert len({sample.id for sample in samples}) == len(samples)
    asked = [(s.question, s.history, s.plans) for s in samples]
    assert len(set(asked)) == len(asked)
    assert all(sample.id.startswith(f"{sample.kind}-") for sample in samples)


def test_half_is_held_out_of_every_kind(samples: tuple[Sample, ...]) -> None:
    for kind in KINDS:
        held_out = [sample.held_out for sample in samples if sample.kind == kind]
        assert sum(held_out) == len(held_out) // 2, kind


def test_every_plan_is_asked_about(samples: tuple[Sample, ...]) -> None:
    asked = Counter(gold.plan for sample in samples for gold in sample.evidence)
    assert set(asked) == {source.id for source in sources()}
    assert min(asked.values()) >= 30


def test_gold_evidence_is_verbatim(
    samples: tuple[Sample, ...], plans: Mapping[str, PlanText]
) -> None:
    for sample in samples:
        for gold in sample.evidence:
            assert gold_places(gold, plans), sample.id


def test_keys_stand_in_what_is_given(
    samples: tuple[Sample, ...], plans: Mapping[str, PlanText]
) -> None:
    """A key stands in gold evidence, the question or a plan's name, or a note says why not."""
    for sample in samples:
        given = [sample.question, *(turn.content for turn in sample.history)]
        for gold in sample.evidence:
            source = plans[gold.plan].plan.source
            given += [source.title, source.region]
            given += [plans[gold.plan].words_at(p) for p in gold_places(gold, plans)]
        text = comparable("\n".join(given))
        absent = [group for group in sample.keys if not any(holds(text, key) for key in group)]
        assert not absent or any(word in sample.note for word in SAYS_WHY), (sample.id, absent)


def test_answerable_questions_have_keys_and_evidence(samples: tuple[Sample, ...]) -> None:
    for sample in samples:
        assert bool(sample.keys) == bool(sample.evidence), sample.id
        if sample.kind == "unanswerable":
            assert sample.expects_refusal, sample.id
        elif sample.kind != "follow-up":
            assert not sample.expects_refusal, sample.id
        assert all(key.strip() for group in sample.keys for key in group), sample.id


def test_only_follow_ups_have_a_history_and_it_alternates(samples: tuple[Sample, ...]) -> None:
    for sample in samples:
        if sample.kind == "follow-up":
            roles = [turn.role for turn in sample.history]
            assert roles == ["user", "assistant"] * (len(roles) // 2) and roles, sample.id
        elif sample.history:
            pytest.fail(f"{sample.id} has a history")


def test_gold_answers_break_none_of_their_own_rules(samples: tuple[Sample, ...]) -> None:
    """The gold evidence of a sample does not hold what its answer may not say."""
    for sample in samples:
        text = comparable("\n".join(gold.quote for gold in sample.evidence))
        assert not [word for word in sample.forbidden if holds(text, word)], sample.id
