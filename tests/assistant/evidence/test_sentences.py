"""What makes a sentence an answer, beside the words that it shares with the question."""

from collections.abc import Callable

import pytest

from assistant import Assistant
from assistant.evidence.asked import Asked
from assistant.evidence.sentences import coverage, evidence_from, institutions_in, is_of_other_year
from assistant.language.terms import terms_of
from corpus.documents import Source
from corpus.text import excerpt_from
from index.passages import Passage

Ask = Callable[[str], Asked]
SOURCE = Source(id="a", title="甲县卫生健康规划", region="甲县", period="2021—2025年")


def clause(text: str, *path: str) -> Passage:
    words = excerpt_from(text, 0, len(text))
    return Passage(id=text, source=SOURCE, path=path, excerpt=words, kind="clause")


def score_of(text: str, asked: Asked) -> float:
    """The score of the sentence that begins so."""
    return next(e.score for e in asked.evidence if e.excerpt.text.startswith(text))


def test_nothing_bears_on_a_question_without_hits(invented: Assistant, ask: Ask) -> None:
    assert evidence_from(ask("青禾县的无烟学校").question, (), invented.library) == ()


def test_a_term_counts_less_where_only_the_heading_or_the_passage_has_it(
    invented: Assistant,
) -> None:
    weights = invented.library.weights
    terms = terms_of("无烟学校")
    own = coverage(terms, "建设无烟学校。", clause("建设无烟学校。"), weights)
    headed = coverage(terms, "建设12所。", clause("建设12所。", "一、无烟学校"), weights)
    beside = coverage(terms, "建设12所。", clause("建设无烟学校。建设12所。"), weights)
    assert 1.0 == own > headed > beside > 0.0
    assert coverage((), "建设无烟学校。", clause("建设无烟学校。"), weights) == 0.0


def test_a_sentence_without_a_figure_falls_back_where_one_is_asked_for(ask: Ask) -> None:
    plain, how_many = ask("青禾县的无烟学校和农村厕所改造"), ask("青禾县农村厕所改造多少座")
    assert score_of("开展农村厕所改造", how_many) < score_of("开展农村厕所改造", plain)


def test_a_sentence_of_another_year_falls_back(ask: Ask) -> None:
    right, wrong = ask("青禾县2025年建成多少健康村"), ask("青禾县2030年建成多少健康村")
    assert score_of("到2025年", right) - score_of("到2025年", wrong) > 0.5


@pytest.mark.parametrize(
    ("text", "heading", "is_it"),
    [
        ("到2025年达到3人。", "一、目标", True),
        ("2020年已达3人。", "一、目标", False),
        ("达到3人。", "一、目标", True),
        ("已达3人。", "一、发展现状", False),
    ],
)
def test_the_year_before_a_plan_is_spoken_of_where_it_looks_back(
    ask: Ask, text: str, heading: str, is_it: bool
) -> None:
    question = ask("2020年每千人口医师数").question
    assert is_of_other_year(question, clause(text, heading), text) is is_it


def test_the_institution_that_is_named_must_be_named_by_the_sentence(
    invented: Assistant, ask: Ask
) -> None:
    asked = ask("青禾县人民医院要突出什么功能")
    assert institutions_in(asked.question.text, invented.library) == ("青禾县人民医院",)
    own, other = clause("青禾县人民医院扩建。"), clause("县中医院扩建。")
    weights = invented.library.weights
    assert not asked.wanted.is_lacking(own, own.excerpt, weights)
    assert asked.wanted.is_lacking(other, other.excerpt, weights)


def test_a_numbered_hospital_is_another_than_the_next(invented: Assistant, ask: Ask) -> None:
    wanted = ask("青禾县第二人民医院的定位").wanted
    second, third = clause("市二院要做强。"), clause("市三院要做强。")
    assert wanted.is_named(second, second.excerpt)
    assert not wanted.is_named(third, third.excerpt)


def test_what_is_asked_of_a_thing_must_be_said_of_it(invented: Assistant, ask: Ask) -> None:
    wanted = ask("青禾县人民医院的院长是谁").wanted
    assert wanted.attributes == ("院长",)
    said = clause("青禾县人民医院要突出创伤救治功能。")
    assert wanted.is_lacking(said, said.excerpt, invented.library.weights)


def test_an_enumeration_comes_forward_where_a_list_is_asked_for(ask: Ask) -> None:
    listed, stated = ask("白石区创建哪些健康村镇"), ask("白石区创建健康村镇")
    assert listed.question.kind == "list"
    assert score_of("创建省级健康镇", listed) > score_of("创建省级健康镇", stated)


@pytest.mark.parametrize("question", ["埇桥区2020年全科医生有多少名", "埇桥的疫苗接种点在哪里"])
def test_a_sentence_about_something_else_is_no_answer(shipped: Assistant, question: str) -> None:
    assert shipped.answer(question).refused


def test_a_date_is_answered_with_the_sentence_that_has_one(shipped: Assistant) -> None:
    text = shipped.answer("常熟二级及以上综合性医院设老年医学科的比例什么时候到80%").text
    assert "2022年" in text


def test_the_reason_is_told_with_what_it_is_the_reason_of(shipped: Assistant) -> None:
    text = shipped.answer("常熟为什么说托育、护理等“刚性需求”加快增长").text
    assert "老龄化" in text
