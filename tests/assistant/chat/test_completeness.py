"""Whether what a model was let say answers the question: all that was asked, and news."""

from collections.abc import Callable

from assistant.answers import Draft, Statement
from assistant.chat.completeness import answers, is_news, stands_as_composed
from assistant.chat.items import Item
from assistant.chat.transcript import Transcript
from assistant.chat.verifier import Verification


def said(*told: tuple[str, Item]) -> Transcript:
    """What was let out: each sentence with the item it rests on."""
    transcript = Transcript()
    for text, item in told:
        statement = Statement(text=text, evidence=item.evidence)
        transcript.take(Verification(text, statement, (item,)), in_list=False)
    return transcript


def draft(*items: Item, opening: str = "") -> Draft:
    statements = tuple(Statement(text=item.text, evidence=item.evidence) for item in items)
    return Draft(opening=opening, statements=statements)


def test_a_row_must_be_said_with_all_its_figures(of: Callable[[str], Item]) -> None:
    row, asked = of("人均预期寿命"), "人均预期寿命现状和目标是多少"
    whole = "人均预期寿命2020年现状为78.2岁，2025年目标为79.5岁"
    assert answers(draft(row), said((whole, row)), asked)
    assert not answers(draft(row), said(("人均预期寿命2025年目标为79.5岁", row)), asked)


def test_the_figure_of_a_year_that_is_not_asked_may_be_left_out(of: Callable[[str], Item]) -> None:
    row = of("人均预期寿命")
    composed = Statement(
        text="人均预期寿命2025年目标为79.5岁，2020年为78.2岁", evidence=row.evidence
    )
    only = Draft(statements=(composed,))
    told = said(("人均预期寿命2025年目标为79.5岁", row))
    assert answers(only, told, "2025年人均预期寿命目标")
    assert not answers(only, told, "2025年人均预期寿命目标比现状提高多少")


def test_of_a_list_at_least_half_must_be_said(of: Callable[[str], Item]) -> None:
    hospital, clinic, checks = of("三级甲等"), of("扩建病房"), of("督导检查")
    three = draft(hospital, clinic, checks, opening="有三项：")
    asked = "规划有哪些任务"
    assert not answers(three, said((clinic.text, clinic)), asked)
    assert answers(three, said((clinic.text, clinic), (checks.text, checks)), asked)


def test_saying_the_question_again_is_no_answer(of: Callable[[str], Item]) -> None:
    checks = of("督导检查")
    asked = "每年开展一次督导检查吗"
    assert not answers(draft(checks), said(("每年开展一次督导检查", checks)), asked)
    assert answers(draft(checks), said(("每年开展一次督导检查，公布结果", checks)), asked)
    assert not is_news("青河县每年开展督导检查", "青河县每年开展督导检查吗")


def test_a_table_or_a_working_is_not_worded_anew(of: Callable[[str], Item]) -> None:
    row = of("人均预期寿命")
    working = Statement(text="提高79.5-78.2=1.3岁", evidence=row.evidence, derived=("1.3",))
    assert stands_as_composed(Draft(statements=(working,)))
    assert not stands_as_composed(draft(row))
