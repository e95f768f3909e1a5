"""What the letterhead of a plan is made to say."""

from collections.abc import Callable

from assistant.answers import Candidate
from assistant.composers.composer import Composer
from assistant.composers.plan_metadata import PlanMetadata

Proposals = Callable[[Composer, str], list[Candidate]]


def test_what_the_letterhead_says_is_cited_word_for_word(proposals: Proposals) -> None:
    [candidate] = proposals(PlanMetadata(), "青禾县规划的印发日期和文号")
    [statement] = candidate.draft.statements
    assert statement.text == (
        "《青禾县“十四五”卫生健康发展规划》印发日期为2022年3月8日，文号为青政办发〔2022〕15号"
    )
    assert [e.excerpt.text for e in statement.evidence] == ["2022年3月8日", "青政办发〔2022〕15号"]


def test_who_issued_it_is_told(proposals: Proposals) -> None:
    [candidate] = proposals(PlanMetadata(), "青禾县的规划是谁印发的")
    assert candidate.draft.statements[0].text.endswith("由青禾县人民政府办公室印发")
    assert candidate.signals["told"] == 1.0


def test_a_plan_without_letterhead_says_nothing_of_itself(proposals: Proposals) -> None:
    assert proposals(PlanMetadata(), "白石区的规划是谁印发的") == []


def test_less_is_told_where_one_of_two_plans_is_silent(proposals: Proposals) -> None:
    [candidate] = proposals(PlanMetadata(), "青禾和白石的规划是谁印发的")
    assert len(candidate.draft.statements) == 1
    assert candidate.signals["told"] == 0.5


def test_a_date_of_something_in_the_plan_is_another_question(proposals: Proposals) -> None:
    assert proposals(PlanMetadata(), "青禾县的医院什么时候建好") == []


def test_a_question_that_names_no_plan_is_of_all_and_tells_who_is_silent(
    proposals: Proposals,
) -> None:
    [candidate] = proposals(PlanMetadata(), "文号是多少")
    assert [s.text for s in candidate.draft.statements] == [
        "《青禾县“十四五”卫生健康发展规划》文号为青政办发〔2022〕15号"
    ]
    assert candidate.draft.closing == "《白石区“十四五”卫生健康发展规划》没有写明文号。"


def test_years_of_a_five_year_plan_are_told_in_figures(proposals: Proposals) -> None:
    [candidate] = proposals(PlanMetadata(), "青禾县的规划管到哪一年")
    [statement] = candidate.draft.statements
    assert statement.text.endswith("对应的年份为2021—2025年")
    assert "十四五" in statement.evidence[0].excerpt.text
