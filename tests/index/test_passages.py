import pytest

from corpus.catalogue import shipped_plans
from corpus.documents import Plan, Source, SourceText
from corpus.parsing import plan_from
from corpus.text import sentences_of
from index.passages import Passage, passages_from

LONGEST = 220


@pytest.mark.parametrize("plan", shipped_plans(), ids=lambda plan: plan.source.id)
def test_passages_are_unique_short_and_in_order(plan: Plan) -> None:
    passages = passages_from(plan, LONGEST)
    assert len({passage.id for passage in passages}) == len(passages)
    starts = [passage.excerpt.start for passage in passages]
    assert starts == sorted(starts)
    for passage in passages:
        if len(passage.excerpt.text) > LONGEST and passage.path:
            longest_sentence = max(len(s.text) for s in sentences_of(passage.excerpt))
            assert longest_sentence > 0.8 * LONGEST


@pytest.mark.parametrize("plan", shipped_plans(), ids=lambda plan: plan.source.id)
def test_no_passage_crosses_a_section(plan: Plan) -> None:
    extents = {}
    for section in plan.sections:
        for paragraph in section.paragraphs:
            extents[(paragraph.start, paragraph.end)] = section.path
    for passage in passages_from(plan, LONGEST):
        if passage.kind == "clause" and passage.path:
            place = passage.excerpt
            assert any(
                start <= place.start and place.end <= end and path == passage.path
                for (start, end), path in extents.items()
            )


def test_rows_and_assignments_are_passages_with_their_records() -> None:
    passages = [p for plan in shipped_plans() for p in passages_from(plan, LONGEST)]
    rows = [p for p in passages if p.kind == "row"]
    assignments = [p for p in passages if p.kind == "assignment"]
    assert (len(rows), len(assignments)) == (66, 80)
    assert all(p.record is not None for p in rows + assignments)


def test_a_letterhead_is_one_passage() -> None:
    text = "某市卫生健康委员会\n卫办〔2021〕3号\n2021年6月29日\n\n一、任务\n完成任务。"
    passages = passages_from(plan_from(Source(id="a", title="甲"), SourceText(text=text)), LONGEST)
    assert "卫办〔2021〕3号" in passages[0].excerpt.text
    assert "2021年6月29日" in passages[0].excerpt.text


def test_a_passage_survives_the_way_to_a_document_and_back() -> None:
    for passage in passages_from(shipped_plans()[0], LONGEST):
        assert Passage.from_document(passage.to_document()) == passage


def test_a_row_of_a_table_without_indicators_is_a_passage_too() -> None:
    text = "一、布局\n\t机构\n\t地址\n\n\t第一医院\n\t人民路1号\n"
    passages = passages_from(plan_from(Source(id="a", title="甲"), SourceText(text=text)), LONGEST)
    assert [p.path for p in passages if "人民路1号" in p.excerpt.text] == [("一、布局", "第1行")]


def test_a_passage_knows_the_page_of_each_of_its_offsets() -> None:
    text = "第一页的话。第二页的话。"
    source_text = SourceText(text=text, pages=(0, 6), whole_paragraphs=True)
    passage = passages_from(plan_from(Source(id="a", title="甲"), source_text), LONGEST)[0]
    assert [passage.page_of(offset) for offset in (0, 5, 6, 11)] == [1, 1, 2, 2]


def test_a_clause_carries_the_indicators_that_it_states() -> None:
    text = "一、目标\n到2025年，人均预期寿命达到81岁。\n"
    passages = passages_from(plan_from(Source(id="a", title="甲"), SourceText(text=text)), LONGEST)
    stated = [indicator for passage in passages for indicator in passage.stated]
    assert [(i.concept, i.target and i.target.year) for i in stated] == [("人均预期寿命", 2025)]
