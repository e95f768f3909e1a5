"""Several plans that are asked together each answer for themselves."""

from collections.abc import Callable, Sequence

from assistant import Assistant
from assistant.answers import Candidate
from assistant.composers.comparison import Comparison, figure_of_each
from assistant.composers.composer import Composer
from assistant.composers.indicators import IndicatorLists, Indicators
from assistant.composers.sentences import Sentences
from assistant.composers.summaries import Summaries
from assistant.composers.told_beside import section_named, strongest
from assistant.evidence.asked import Asked
from assistant.grounding.tables import cells_of

Proposals = Callable[[Composer, str], list[Candidate]]
OTHERS = (Indicators(), IndicatorLists(), Sentences())


def first(candidates: Sequence[Candidate]) -> tuple[Candidate, float] | None:
    """Choose the first candidate, whatever it is."""
    return (candidates[0], 0.8) if candidates else None


def none(candidates: Sequence[Candidate]) -> tuple[Candidate, float] | None:
    """Choose no candidate, whatever there is."""
    del candidates
    return None


def of_plans(candidate: Candidate) -> list[tuple[str, str]]:
    return [(s.subject, s.text) for s in candidate.draft.statements]


def test_each_plan_has_a_line_of_its_own_and_the_highest_is_named(proposals: Proposals) -> None:
    question = "青禾和白石的人均预期寿命2025年目标哪个高"
    [candidate] = proposals(Comparison(OTHERS, first), question)
    assert of_plans(candidate) == [
        ("青禾县", "人均预期寿命2025年目标为79岁（预期性）"),
        ("白石区", "人均预期寿命2025年目标为80岁（预期性）"),
        ("", "白石区最高"),
    ]
    assert candidate.draft.rows == ("青禾县", "白石区")


def test_how_sure_the_answers_of_the_plans_are_and_how_many_answer_are_signals(
    proposals: Proposals,
) -> None:
    both, one = (
        proposals(Comparison((Indicators(),), first), question)[0].signals
        for question in ("青禾和白石的人均预期寿命", "青禾和白石的适龄妇女宫颈癌筛查率目标")
    )
    assert (both["least"], both["mean"], both["answering"]) == (0.8, 0.8, 1.0)
    assert one["answering"] == 0.5


def test_a_plan_that_is_silent_keeps_its_row(proposals: Proposals) -> None:
    question = "青禾和白石的适龄妇女宫颈癌筛查率目标"
    [candidate] = proposals(Comparison((Indicators(),), first), question)
    assert candidate.draft.rows == ("青禾县", "白石区")
    assert [subject for subject, _ in of_plans(candidate)] == ["青禾县"]


def test_where_no_candidate_is_chosen_the_plans_figure_speaks(proposals: Proposals) -> None:
    [candidate] = proposals(Comparison(OTHERS, none), "青禾和白石的人均预期寿命")
    assert of_plans(candidate) == [
        ("青禾县", "人均预期寿命2025年目标为79岁"),
        ("白石区", "人均预期寿命2025年目标为80岁"),
    ]


def test_many_short_names_of_a_plan_become_one_statement(proposals: Proposals) -> None:
    [candidate] = proposals(Comparison(OTHERS, first), "青禾和白石的预期性指标各有哪些")
    joined = "规划的指标表列出2项：人均预期寿命、每千人口注册护士数"
    assert of_plans(candidate) == [("青禾县", joined), ("白石区", joined)]
    assert all(s.derived == ("2",) for s in candidate.draft.statements)


def test_one_plan_alone_is_not_compared(proposals: Proposals) -> None:
    assert proposals(Comparison(OTHERS, first), "青禾县的人均预期寿命") == []


def test_a_plan_is_compared_by_its_target_unless_a_year_is_asked(
    ask: Callable[[str], Asked],
) -> None:
    target = figure_of_each(ask("青禾和白石的人均预期寿命"))
    baseline = figure_of_each(ask("青禾和白石2020年的人均预期寿命"))
    assert [str(figure.amount) for figure in target] == ["79", "80"]
    assert [str(figure.amount) for figure in baseline] == ["77.5", "78.1"]


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
    assert row_of("江阴市", text) == "没有检索到"


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


def test_what_plans_say_of_a_matter_stands_side_by_side_where_differences_are_asked(
    proposals: Proposals,
) -> None:
    [candidate] = proposals(Comparison(OTHERS, none), "青禾和白石的无烟学校建设有什么不同")
    assert of_plans(candidate) == [
        ("青禾县", "建设无烟学校12所"),
        ("白石区", "建设无烟学校5所"),
    ]
    assert candidate.question.kind == "summary"


def test_a_figure_that_plans_list_is_compared_as_a_figure(proposals: Proposals) -> None:
    [candidate] = proposals(Comparison(OTHERS, first), "青禾和白石的人均预期寿命有什么区别")
    assert candidate.question.kind == "value"
    assert candidate.draft.statements[0].text.startswith("人均预期寿命2025年目标为79岁")


def test_the_section_that_a_heading_names_goes_before_single_sentences(
    ask: Callable[[str], Asked],
) -> None:
    asked = ask("青禾县健康环境建设讲了什么")
    named = section_named(asked, list(Summaries().propose(asked)))
    assert [c.composer for c in named] == ["summaries"]
    elsewhere = ask("青禾县治未病讲了什么")
    assert section_named(elsewhere, list(Summaries().propose(elsewhere))) == []


def test_no_more_than_the_strongest_statements_are_told(ask: Callable[[str], Asked]) -> None:
    told, best = strongest(ask("青禾县无烟学校"))
    assert [s.text for s in told] == ["建设无烟学校12所"] and best > 0.5
    nothing, _ = strongest(ask("青禾县的房价"))
    assert nothing == []
