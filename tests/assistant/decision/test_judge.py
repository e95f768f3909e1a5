"""The judge orders, compares and refuses, and keeps why."""

from collections.abc import Callable

import pytest

from assistant import Assistant
from assistant.answers import Candidate, Draft, Evidence, Statement
from assistant.decision.confidence import confidence
from assistant.decision.judge import best_of_plan, decide, unanswered, without_chosen
from assistant.evidence.asked import Asked
from corpus.documents import Excerpt, Source
from index.passages import Passage
from index.settings import load_settings

Ask = Callable[[str], Asked]
GOOD = {"covered": 1.0, "known": 1.0, "typed": 1.0, "sentence": 0.9, "score": 0.9}
POOR = {"covered": 0.1, "unknown": 0.8, "lacks": 1.0, "other year": 1.0, "distance": 3.0}


def candidate(asked: Asked, signals: dict[str, float], composer: str = "sentences") -> Candidate:
    found = asked.evidence[0]
    statement = Statement(text=found.excerpt.text, evidence=(found,))
    draft = Draft(statements=(statement,))
    return Candidate(composer=composer, question=asked.question, draft=draft, signals=signals)


@pytest.fixture(scope="module")
def asked(ask: Ask) -> Asked:
    return ask("青禾县人民医院要突出什么功能")


def test_the_surest_candidate_is_chosen_and_the_other_kept_with_why(asked: Asked) -> None:
    good, poor = candidate(asked, GOOD), candidate(asked, POOR)
    decision = decide(asked, [poor, good], threshold=0.0)
    assert decision.chosen == good
    assert decision.confidence == confidence(good)
    [rejected] = decision.rejected
    assert (rejected.candidate, rejected.why) == (poor, "less confident")


def test_nothing_is_chosen_that_is_less_sure_than_the_threshold(asked: Asked) -> None:
    decision = decide(asked, [candidate(asked, GOOD)], threshold=1.0)
    assert (decision.chosen, decision.reason) == (None, "not confident")
    assert decision.confidence == decision.rejected[0].confidence > 0


def test_where_nothing_is_proposed_that_is_the_reason(asked: Asked) -> None:
    decision = decide(asked, [], threshold=0.5)
    assert (decision.reason, decision.confidence) == ("nothing proposed", 0.0)


def test_a_place_of_which_there_is_no_plan_is_refused_whatever_is_proposed(ask: Ask) -> None:
    elsewhere = ask("昆山市的人均预期寿命目标是多少")
    decision = decide(elsewhere, [candidate(elsewhere, GOOD)], threshold=0.0)
    assert decision.reason == "unknown place"


def test_what_no_plan_is_for_is_refused_whatever_is_proposed(ask: Ask) -> None:
    patient = ask("我爸血压高，吃什么药好")
    decision = decide(patient, [candidate(patient, GOOD)], threshold=0.0)
    assert decision.reason == "out of scope"


def test_a_plan_that_was_not_chosen_is_not_answered_by_another(ask: Ask) -> None:
    elsewhere = ask("白石区的无烟学校要建几所")
    question = elsewhere.question.model_copy(update={"plans": ("qinghe",), "left_out": ("baishi",)})
    unchosen = elsewhere.model_copy(update={"question": question})
    assert decide(unchosen, [candidate(elsewhere, GOOD)], threshold=0.0).reason == "not chosen"


def test_beside_a_plan_that_was_not_chosen_the_chosen_one_answers(ask: Ask) -> None:
    both = ask("青禾和白石的无烟学校要建几所")
    question = both.question.model_copy(update={"plans": ("qinghe",), "left_out": ("baishi",)})
    good = candidate(both, GOOD)
    assert (
        decide(both.model_copy(update={"question": question}), [good], threshold=0.0).chosen == good
    )


def test_a_cell_that_is_blank_is_answered_by_no_sentence(ask: Ask) -> None:
    blank = ask("青禾县适龄妇女宫颈癌筛查率2020年是多少")
    source = Source(id="qinghe", title="青禾县规划")
    words = Excerpt(text="开展宫颈癌筛查", spans=((0, 7),))
    passage = Passage(id="qinghe-x", source=source, path=(), kind="clause", excerpt=words)
    found = Evidence(passage=passage, excerpt=words, score=1.0)
    draft = Draft(statements=(Statement(text=words.text, evidence=(found,)),))
    said = Candidate(composer="sentences", question=blank.question, draft=draft, signals=GOOD)
    assert decide(blank, [said], threshold=0.0).reason == "blank cell"


def test_an_answer_that_its_citations_do_not_support_is_none(asked: Asked) -> None:
    only = decide(asked, [candidate(asked, GOOD)], threshold=0.0)
    decision = without_chosen(only, threshold=0.0)
    assert (decision.chosen, decision.reason) == (None, "unsupported")
    assert decision.rejected[0].why == "unsupported"


def test_the_next_candidate_takes_the_place_of_one_that_falls(asked: Asked) -> None:
    good, poor = candidate(asked, GOOD), candidate(asked, POOR)
    both = decide(asked, [good, poor], threshold=0.0)
    decision = without_chosen(both, threshold=0.0)
    assert (decision.chosen, decision.reason) == (poor, None)
    assert [rejected.why for rejected in decision.rejected] == ["unsupported"]
    assert without_chosen(both, threshold=1.0).reason == "unsupported"


def test_one_plan_of_several_needs_a_little_less(asked: Asked) -> None:
    good = candidate(asked, GOOD)
    sure = confidence(good)
    assert best_of_plan([good], threshold=min(1.0, sure * 1.05)) == (good, sure)
    assert best_of_plan([good], threshold=1.2) is None


def test_the_trace_says_who_proposed_what(invented: Assistant) -> None:
    decision = invented.trace("青禾县每千人口注册护士数2025年目标是多少").decision
    assert decision.chosen
    assert decision.chosen.composer == "indicators"
    assert "sentences" in {rejected.composer for rejected in decision.rejected}


def test_the_threshold_is_a_setting(invented: Assistant) -> None:
    question = "青禾县人民医院要突出什么功能"
    strict = Assistant(invented.library, load_settings(refusal_threshold=0.999))
    assert not invented.answer(question).refused
    trace = strict.trace(question)
    assert trace.answer.refused
    assert trace.decision.reason == "not confident"


def test_where_a_model_is_silent_the_chosen_candidate_is_kept_as_the_first_rejected(
    asked: Asked,
) -> None:
    good, poor = candidate(asked, GOOD), candidate(asked, POOR)
    decision = decide(asked, [good, poor], threshold=0.0)
    silent = unanswered(decision)
    assert (silent.chosen, silent.reason) == (None, "model silent")
    assert silent.confidence == decision.confidence
    assert [(r.candidate, r.why) for r in silent.rejected] == [
        (good, "model silent"),
        (poor, "less confident"),
    ]


def test_a_refusal_stays_as_it_is_where_a_model_is_silent(asked: Asked) -> None:
    refused = decide(asked, [], threshold=0.5)
    assert unanswered(refused) == refused
