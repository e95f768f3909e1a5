"""Several plans that are asked together each answer for themselves."""

from assistant.assistant import Assistant
from assistant.grounding.tables import cells_of


def row_of(plan: str, text: str) -> str:
    """Return what the table in an answer has beside a plan."""
    return {cells[0]: cells[1] for cells in map(cells_of, text.splitlines()) if cells}[plan]


def test_each_plan_answers_with_its_own_wording_of_the_same_indicator(shipped: Assistant) -> None:
    answer = shipped.answer("12岁儿童的龋齿率，临江和江阴分别控制在多少")
    assert "30%" in row_of("临江市", answer.text)
    assert "25%" in row_of("江阴市", answer.text)
    assert {citation.plan_id for citation in answer.citations} == {"linjiang", "jiangyin"}


def test_the_highest_is_named_and_cited(shipped: Assistant) -> None:
    text = shipped.answer("常熟和埇桥谁的每千人口床位数目标高").text
    assert text.splitlines()[-1].startswith("埇桥区最高[")


def test_figures_of_different_years_are_not_compared(shipped: Assistant) -> None:
    text = shipped.answer("每千人口护士数，哪个规划最高").text
    assert "2030年目标为5人以上" in row_of("江阴市", text)
    assert text.splitlines()[-1].startswith("各规划的年份不同，2025年的数值中常熟市最高[")


def test_who_says_nothing_is_named(shipped: Assistant) -> None:
    text = shipped.answer("常熟和埇桥的抗菌药物使用强度目标分别是多少").text
    assert row_of("常熟市", text) == "规划未列"


def test_a_sentence_about_something_else_stands_in_no_row(shipped: Assistant) -> None:
    text = shipped.answer("江阴和常熟的居民健康素养水平目标各是多少").text
    assert "≥40%" in row_of("常熟市", text)
    assert row_of("江阴市", text) == "规划未列"


def test_a_question_for_an_indicator_of_all_plans_is_for_its_figures(shipped: Assistant) -> None:
    text = shipped.answer("各规划的婴儿死亡率目标").text
    assert "2025年目标为＜5.2‰" in row_of("埇桥区", text)


def test_items_of_each_plan_are_put_in_one_line_and_counted(shipped: Assistant) -> None:
    text = shipped.answer("常熟、临江的约束性指标各有几个").text
    assert row_of("常熟市", text).startswith("规划的指标表列出2项：每万人口全科医师数、")
    assert row_of("临江市", text).startswith("规划的指标表列出6项：")


def test_each_plan_is_asked_for_what_is_asked_of_it(shipped: Assistant) -> None:
    text = shipped.answer("常熟的中医阁和埇桥的示范中医馆，到2025年的比例各是几成？").text
    assert "40%" in row_of("常熟市", text)
    assert "30%的中医馆建成示范中医馆" in row_of("埇桥区", text)


def test_figures_of_other_years_are_compared_with_a_warning(shipped: Assistant) -> None:
    text = shipped.answer("江阴2030年吸烟率降到多少，比常熟2025年目标高还是低").text
    assert text.splitlines()[-1].startswith("各规划的年份不同，按数值江阴市最高[")
