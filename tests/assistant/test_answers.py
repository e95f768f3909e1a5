"""The values of an answer: what they say of themselves."""

import pytest

from assistant import Assistant
from assistant.answers import Draft, Evidence, Question, Statement, citation_from, shown
from corpus.documents import Source
from corpus.text import excerpt_from
from index.passages import Passage

TEXT = "建设无烟学校\n  12所。每千人口护士3.4人。"
SOURCE = Source(id="a", title="甲县卫生规划", region="甲县")


def passage(*, page: int | None = None) -> Passage:
    words = excerpt_from(TEXT, 0, len(TEXT))
    return Passage(
        id="a", source=SOURCE, path=("一、目标",), excerpt=words, kind="clause", page=page
    )


@pytest.fixture
def evidence() -> Evidence:
    return Evidence(passage=passage(), excerpt=passage().excerpt, score=1.0)


def test_a_quote_is_the_sources_words_with_single_spaces_at_their_offsets() -> None:
    sentence = passage().sentences()[0]
    citation = citation_from(1, passage(), sentence)
    assert citation.quote == "建设无烟学校 12所。"
    assert TEXT[citation.start : citation.end] == sentence.text


def test_an_address_is_title_and_headings_and_the_page_where_there_are_pages() -> None:
    words = passage().excerpt
    assert citation_from(1, passage(), words).address == "甲县卫生规划 › 一、目标"
    paged = citation_from(1, passage(page=7), words)
    assert paged.address == "甲县卫生规划 › 一、目标 › 第7页"
    assert paged.section_path == ("一、目标",)


def test_a_statement_is_shown_after_its_subject() -> None:
    assert Statement(text="12所", evidence=(), subject="甲县").line == "甲县：12所"
    assert Statement(text="12所", evidence=()).line == "12所"


def test_a_draft_is_a_list_if_something_introduces_it(evidence: Evidence) -> None:
    statements = (
        Statement(text="12所", evidence=(evidence,)),
        Statement(text="3.4人", evidence=()),
    )
    assert Draft(opening="规划列出：", statements=statements).is_list
    assert not Draft(statements=statements).is_list
    assert Draft(statements=statements).evidence == (evidence,)


def test_values_cannot_be_changed_and_know_no_other_fields() -> None:
    question = Question(asked="问", text="问", kind="fact", plans=("a",), names_plan=False)
    with pytest.raises(ValueError, match="frozen"):
        question.text = "答"  # type: ignore[misc]
    with pytest.raises(ValueError, match="extra"):
        Question.model_validate({**question.model_dump(), "mood": "好"})


def test_the_words_that_were_typed_can_take_the_place_of_those_answered(
    invented: Assistant,
) -> None:
    trace = invented.trace("白石区建设几所无烟学校")
    typed = trace.as_asked("那白石呢")
    assert typed.question.asked == typed.answer.question.asked == "那白石呢"
    assert typed.question.text == trace.question.text
    assert typed.answer.text == trace.answer.text
    assert typed.answer.question.is_follow_up and not trace.question.is_follow_up
    assert not trace.as_asked("白石区建设几所无烟学校").question.is_follow_up


def test_a_trace_is_as_sure_as_its_decision(invented: Assistant) -> None:
    trace = invented.trace("青禾县的房价")
    assert trace.confidence == trace.decision.confidence < 0.5


def test_what_staff_are_shown_has_no_formulas() -> None:
    assert shown(r"比例 $\geq 60\%$") == "比例≥60%"
