"""What of a composed answer was not said, and whether what was said is news to who asked."""

from collections.abc import Callable

import pytest

from assistant.answers import Draft, Statement
from assistant.chat.completeness import (
    is_about,
    is_news,
    is_typed,
    left_out,
    stands_as_composed,
)
from assistant.chat.items import Item
from assistant.chat.transcript import Transcript
from assistant.chat.verifier import Verification
from tests.assistant.chat.shown_items import together

Of = Callable[[str], Item]
LIFE = "人均预期寿命2025年目标为79.5岁（预期性），2020年为78.2岁"
TARGET = "人均预期寿命2025年目标为79.5岁"


def said(*told: tuple[str, Item], verdict: str = "") -> Transcript:
    """What was let out: each sentence with the item it rests on."""
    transcript = Transcript(verdict=verdict)
    for text, item in told:
        statement = Statement(text=text, evidence=item.evidence)
        transcript.take(Verification(text, statement, (item,)), in_list=False)
    return transcript


def stating(text: str, item: Item) -> Statement:
    return Statement(text=text, evidence=item.evidence)


def draft(*statements: Statement) -> Draft:
    return Draft(statements=statements)


def test_a_row_must_be_said_with_all_its_figures_if_both_are_asked(of: Of) -> None:
    row, asked = of("人均预期寿命"), "人均预期寿命现状和目标是多少"
    composed = stating(LIFE, row)
    whole = said(("2020年人均预期寿命为78.2岁，2025年目标为79.5岁", row))
    assert left_out(draft(composed), whole, asked) == ()
    assert left_out(draft(composed), said((TARGET, row)), asked) == (composed,)


@pytest.mark.parametrize(
    ("asked", "is_missing"),
    [
        ("2025年人均预期寿命目标", False),
        ("2025年人均预期寿命目标比现状提高多少", True),
        ("2020年和2025年的人均预期寿命", True),
        ("人均预期寿命目标是多少，是约束性还是预期性", True),
    ],
)
def test_what_of_a_row_was_not_asked_may_be_left_out(of: Of, asked: str, is_missing: bool) -> None:
    row = of("人均预期寿命")
    missing = left_out(draft(stating(LIFE, row)), said((TARGET, row)), asked)
    assert bool(missing) is is_missing


@pytest.mark.parametrize(
    ("asked", "is_missing"),
    [
        ("推进县人民医院建设由哪个部门牵头", False),
        ("推进县人民医院建设由谁牵头、谁配合", True),
        ("推进县人民医院建设有哪些部门", True),
    ],
)
def test_who_cooperates_may_be_left_out_where_only_who_leads_is_asked(
    of: Of, asked: str, is_missing: bool
) -> None:
    duty = of("牵头单位")
    composed = stating("“推进县人民医院建设”由县卫生健康局牵头；县财政局和县教育局配合", duty)
    missing = left_out(draft(composed), said(("推进县人民医院建设由县卫生健康局牵头", duty)), asked)
    assert bool(missing) is is_missing


def test_a_sentence_was_said_if_it_is_cited_in_whatever_words(of: Of) -> None:
    hospital, clinic = of("三级甲等"), of("扩建病房")
    composed = draft(stating(hospital.text, hospital), stating(clinic.text, clinic))
    asked = "规划有哪些任务"
    told = said(("新院区到2023年投入使用", hospital))
    assert left_out(composed, told, asked) == (composed.statements[1],)
    both = said(("新院区到2023年投入使用", hospital), ("卫生院扩建病房", clinic))
    assert left_out(composed, both, asked) == ()


def test_a_sentence_was_said_too_where_the_passage_around_it_is_cited(of: Of) -> None:
    hospital, clinic = of("三级甲等"), of("扩建病房")
    composed = draft(stating(hospital.text, hospital), stating(clinic.text, clinic))
    told = said(("新院区投入使用，卫生院扩建病房", together(hospital, clinic)))
    assert left_out(composed, told, "规划有哪些任务") == ()


def test_a_row_that_is_cited_for_something_else_was_not_said(of: Of) -> None:
    row = of("人均预期寿命")
    composed = stating(LIFE, row)
    told = said(("人均预期寿命是预期性指标", row))
    assert left_out(draft(composed), told, "人均预期寿命2025年目标") == (composed,)


def test_the_verdict_before_a_composed_sentence_need_not_be_said(of: Of) -> None:
    row = of("人均预期寿命")
    composed = stating(f"对。{TARGET}", row)
    told = said((TARGET, row), verdict="对。")
    assert left_out(draft(composed), told, "人均预期寿命2025年目标为79.5岁，对吗") == ()


def test_what_a_record_says_is_known_from_what_a_sentence_says(of: Of) -> None:
    assert is_typed(stating(LIFE, of("人均预期寿命")))
    assert is_typed(stating("由县卫生健康局牵头", of("牵头单位")))
    assert not is_typed(stating("每年督导", of("督导检查")))


def test_saying_the_question_again_is_not_about_it(of: Of) -> None:
    checks, asked = of("督导检查"), "每年开展一次督导检查吗"
    assert not is_about(said(("每年开展一次督导检查", checks)), asked)
    assert not is_about(said(("青河县每年开展一次督导检查", checks)), asked)
    assert is_about(said(("每年开展一次督导检查，公布结果", checks)), asked)
    assert not is_about(said(), asked)


def test_where_a_verdict_is_the_answer_the_question_may_be_said_again(of: Of) -> None:
    told = said(("每年开展一次督导检查", of("督导检查")), verdict="对。")
    assert is_about(told, "每年开展一次督导检查吗")


def test_a_figure_or_a_few_words_are_news() -> None:
    assert is_news("建设无烟学校12所", "建设无烟学校几所")
    assert is_news("方案由卫生健康委制定", "方案由谁制定")
    assert not is_news("方案由谁制定", "方案由谁制定")


def test_a_table_or_a_working_stands_as_composed(of: Of) -> None:
    row = of("人均预期寿命")
    working = Statement(text="提高79.5-78.2=1.3岁", evidence=row.evidence, derived=("1.3",))
    assert stands_as_composed(draft(working))
    assert stands_as_composed(Draft(statements=(stating(LIFE, row),), rows=("青河县", "白石区")))
    assert not stands_as_composed(draft(stating(LIFE, row)))
