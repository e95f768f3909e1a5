"""What the best sentences are made to say."""

from collections.abc import Callable

from assistant.answers import Candidate
from assistant.composers.composer import Composer
from assistant.composers.sentences import Sentences

Proposals = Callable[[Composer, str], list[Candidate]]


def test_the_best_sentence_is_said_without_its_mark(proposals: Proposals) -> None:
    [candidate] = proposals(Sentences(), "青禾县人民医院要突出什么功能")
    [statement] = candidate.draft.statements
    assert statement.text == "青禾县人民医院要突出创伤救治功能，力争建成三级乙等医院"
    [cited] = statement.evidence
    assert cited.excerpt.text == f"{statement.text}。"


def test_its_score_and_its_lead_over_the_next_are_signals(proposals: Proposals) -> None:
    [candidate] = proposals(Sentences(), "青禾县人民医院要突出什么功能")
    signals = candidate.signals
    assert signals["score"] == signals["sentence"] > 0.9
    assert 0 < signals["lead"] <= signals["score"]


def test_a_claim_about_a_sentence_is_held_to_it(proposals: Proposals) -> None:
    [candidate] = proposals(Sentences(), "青禾县建设无烟学校15所，对吗")
    assert candidate.draft.statements[0].text == "不对。建设无烟学校12所"


def test_sentences_of_several_plans_say_whose_they_are(proposals: Proposals) -> None:
    [candidate] = proposals(Sentences(), "建设无烟学校")
    assert {s.subject for s in candidate.draft.statements} == {"青禾县", "白石区"}


def test_a_sentence_with_all_the_years_asked_is_proposed_beside_the_best(
    proposals: Proposals,
) -> None:
    complete, best = proposals(Sentences(), "青禾县病床总数2020年和2025年分别是多少")
    assert (complete.signals["all_years"], best.signals["all_years"]) == (1.0, 0.0)
    [cited] = complete.draft.evidence
    assert "2020年" in cited.excerpt.text and "2025年" in cited.excerpt.text


def test_which_plans_mention_something_is_left_to_others(proposals: Proposals) -> None:
    assert proposals(Sentences(), "哪些规划提到互联网医院") == []


RULES = """村级公共服务规定
村卫生室业务用房面积不少于一百二十平方米，药品有多少种？
主要任务如下：
村卫生室登记表。
"""


def test_no_question_is_answered_with_a_question_or_a_lead_in() -> None:
    from assistant import Assistant  # noqa: PLC0415

    answer = Assistant.from_texts({"规定": RULES}).answer("村卫生室药品有多少种")
    assert answer.refused
