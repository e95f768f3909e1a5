"""The way of a question through the hops, and which wording of it is answered."""

from collections.abc import Iterator

import pytest

from assistant import Assistant
from assistant.answers import Candidate, Draft, Message, Statement
from assistant.composers.composer import Composer, proposed
from assistant.evidence.asked import Asked
from assistant.pipeline import OF_ALL, OF_ONE, Pipeline
from index.settings import load_settings

HOPS = ["understand", "search", "gather", "propose", "decide", "ground"]
# Plainly put: 护士 is 注册护士 in the plans. In their words, and answered by a row.
PLAIN = "青禾县千人护士数"
IN_PLAN_WORDS = "青禾县千人注册护士数"
SURELY_ANSWERED = "青禾县建设健康环境由谁牵头"


@pytest.fixture(scope="module")
def pipeline(invented: Assistant) -> Pipeline:
    return Pipeline(invented.library, load_settings())


def wordings(candidates: list[Candidate]) -> set[str]:
    return {candidate.question.text for candidate in candidates}


@pytest.mark.parametrize("question", [SURELY_ANSWERED, PLAIN, "青禾县的房价", "你好"])
def test_each_hop_is_timed_under_its_name(pipeline: Pipeline, question: str) -> None:
    seconds = pipeline.run(question, (), None).seconds
    assert list(seconds) == HOPS
    assert all(time >= 0 for time in seconds.values())


def answered_wordings(pipeline: Pipeline, question: str) -> dict[str, float]:
    """The wordings that candidates answer, each with whether it is put in the plans' words."""
    decision = pipeline.run(question, (), None).decision
    assert decision.chosen
    judged = [decision.chosen, *(rejected.candidate for rejected in decision.rejected)]
    return {candidate.question.text: candidate.signals["reworded"] for candidate in judged}


def test_a_question_that_is_surely_answered_is_not_put_again(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.pipeline.SURE", 0.0)
    assert answered_wordings(pipeline, PLAIN) == {PLAIN: 0.0}


def test_one_of_which_none_is_sure_is_put_again_in_the_plans_words(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.pipeline.SURE", 1.0)
    assert answered_wordings(pipeline, PLAIN) == {PLAIN: 0.0, IN_PLAN_WORDS: 1.0}


def test_the_trace_has_the_wording_that_was_answered_and_what_was_found_for_it(
    pipeline: Pipeline,
) -> None:
    trace = pipeline.run(PLAIN, (), None)
    assert trace.decision.chosen
    assert trace.question == trace.answer.question == trace.decision.chosen.question
    assert trace.question.asked == PLAIN
    cited = trace.decision.chosen.draft.evidence[0].passage
    assert cited in {hit.passage for hit in trace.hits}
    assert cited in {found.passage for found in trace.evidence}


def test_a_refusal_has_the_question_as_it_was_put(pipeline: Pipeline) -> None:
    trace = pipeline.run("青禾县护士的薪酬", (), None)
    assert trace.answer.refused
    assert trace.question.text == "青禾县护士的薪酬"


def test_proposals_are_of_both_wordings_however_sure_one_is(pipeline: Pipeline) -> None:
    assert wordings(pipeline.proposals(PLAIN, (), None)) == {PLAIN, IN_PLAN_WORDS}
    assert wordings(pipeline.proposals(SURELY_ANSWERED, (), None)) == {SURELY_ANSWERED}


def test_several_plans_are_searched_one_by_one_and_each_has_its_hits(pipeline: Pipeline) -> None:
    hits = pipeline.run("青禾和白石的无烟学校", (), None).hits
    assert {hit.passage.source.id for hit in hits[:2]} == {"qinghe", "baishi"}
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))


def test_several_plans_are_answered_by_comparison_and_one_is_not(pipeline: Pipeline) -> None:
    several = pipeline.proposals("青禾和白石的人均预期寿命", (), None)
    one = pipeline.proposals("青禾县的人均预期寿命", (), None)
    assert "comparison" in {candidate.composer for candidate in several}
    assert not {composer.name for composer in OF_ONE} & {c.composer for c in several}
    assert "comparison" not in {candidate.composer for candidate in one}


def test_a_follow_up_is_understood_before_it_is_searched_for(pipeline: Pipeline) -> None:
    history = (Message(role="user", content="青禾县要建设多少所无烟学校"),)
    trace = pipeline.run("白石呢", history, None)
    assert trace.question.text == "白石要建设多少所无烟学校"
    assert {hit.passage.source.id for hit in trace.hits} == {"baishi"}
    assert "5所" in trace.answer.text


def test_the_plans_that_the_caller_chooses_are_the_ones_searched(pipeline: Pipeline) -> None:
    trace = pipeline.run("人均预期寿命的目标", (), ["baishi"])
    assert {hit.passage.source.id for hit in trace.hits} == {"baishi"}


class Careless:
    """A way of answering that is sure of a figure that stands nowhere."""

    name = "indicators"

    def propose(self, asked: Asked) -> Iterator[Candidate]:
        """Yield the figure, with the best sentence as if it bore it out."""
        statement = Statement(text="建设无烟学校99所", evidence=asked.evidence[:1])
        yield proposed(self.name, asked, Draft(statements=(statement,)), fit=1.0, lead=1.0)


def test_what_no_citation_bears_out_is_refused_and_kept_as_unsupported(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    careless: tuple[Composer, ...] = (Careless(),)
    monkeypatch.setattr("assistant.pipeline.OF_ONE", careless)
    trace = pipeline.run("青禾县要建设多少所无烟学校", (), None)
    assert trace.answer.refused
    assert "99" not in trace.answer.text
    assert (trace.decision.chosen, trace.decision.reason) == (None, "unsupported")
    assert trace.decision.rejected[0].why == "unsupported"


def test_a_way_of_answering_has_a_name_of_its_own() -> None:
    names = [composer.name for composer in (*OF_ALL, *OF_ONE)]
    assert len(names) == len(set(names))


PARTS = "青禾县要建设多少所无烟学校？建设健康环境由谁牵头？"


def test_a_question_of_parts_is_answered_part_by_part(pipeline: Pipeline) -> None:
    trace = pipeline.run(PARTS, (), None)
    assert trace.decision.chosen and trace.decision.chosen.composer == "parts"
    schools, lead = trace.answer.text.split("\n\n")
    assert "12所" in schools and "县教育局牵头" in lead
    assert [citation.number for citation in trace.answer.citations] == [1, 2]
    assert trace.question.text == PARTS


def test_numbered_questions_are_answered_in_their_order(pipeline: Pipeline) -> None:
    asked = "1. 白石要建几所无烟学校\n2. 青禾县救护车怎么配\n3. 县中医院设立什么中心"
    first, second, third = pipeline.run(asked, (), None).answer.text.split("\n\n")
    assert "5所" in first and "每3万人口" in second and "治未病中心" in third


def test_a_part_without_an_answer_is_named_as_it_was_typed(pipeline: Pipeline) -> None:
    answer = pipeline.run("青禾县要建设多少所无烟学校，护士薪酬给多少", (), None).answer
    assert not answer.refused
    assert "12所" in answer.text and answer.text.endswith("没有检索到：“护士薪酬给多少”。")


def test_where_no_part_is_answered_the_question_is_refused(pipeline: Pipeline) -> None:
    answer = pipeline.run("青禾县护士薪酬是多少，房价多少", (), None).answer
    assert answer.refused and not answer.citations


def test_the_answer_to_the_whole_question_is_kept_where_parts_add_nothing(
    pipeline: Pipeline,
) -> None:
    trace = pipeline.run("白石创建几个健康村，几个健康社区", (), None)
    assert trace.decision.chosen and trace.decision.chosen.composer != "parts"
    assert trace.answer.text.count("健康村4个") == 1


def test_things_in_one_clause_are_each_asked_of_all_plans(pipeline: Pipeline) -> None:
    asked = "青禾和白石的人均预期寿命、每千人口注册护士数目标各是多少"
    text = pipeline.run(asked, (), None).answer.text
    assert [figure in text for figure in ("79岁", "80岁", "3.4人", "3.8人")] == [True] * 4


def test_who_issued_a_plan_and_when_is_one_question(pipeline: Pipeline) -> None:
    answer = pipeline.run("青禾县的规划是谁、什么时候印发的，文号是多少", (), None).answer
    assert "2022年3月8日" in answer.text and "没有检索到" not in answer.text


def test_a_plan_that_was_not_chosen_is_said_so_and_no_part_of_it_is_answered(
    pipeline: Pipeline,
) -> None:
    trace = pipeline.run(PARTS, (), ["baishi"])
    assert (trace.answer.refused, trace.decision.reason) == (True, "not chosen")
    assert trace.answer.text == "您只查了白石区；青禾县不在其中。"
