"""What the rows of the indicator tables are made to say."""

from collections.abc import Callable

from assistant.answers import Candidate
from assistant.composers.composer import Composer
from assistant.composers.indicators import IndicatorLists, Indicators

Proposals = Callable[[Composer, str], list[Candidate]]


def texts(candidate: Candidate) -> list[str]:
    return [statement.text for statement in candidate.draft.statements]


def test_the_reading_that_is_asked_for_is_said_with_its_unit_and_nature(
    proposals: Proposals,
) -> None:
    [candidate] = proposals(Indicators(), "青禾县每千人口注册护士数2025年目标是多少")
    assert texts(candidate) == ["每千人口注册护士数2025年目标为3.4人（预期性）"]
    [cited] = candidate.draft.evidence
    assert cited.passage.path == ("一、发展目标", "第2行")


def test_how_well_the_name_fits_and_how_much_better_than_the_next_are_signals(
    proposals: Proposals,
) -> None:
    [full] = proposals(Indicators(), "青禾县每千人口注册护士数2025年目标是多少")
    [short] = proposals(Indicators(), "青禾县千人护士数")
    assert full.signals["fit"] > short.signals["fit"]
    assert full.signals["lead"] == full.signals["fit"]
    assert (full.signals["several"], full.signals["likewise"]) == (0.0, 0.0)


def test_a_blank_beside_a_figure_is_said_and_a_blank_alone_is_no_answer(
    proposals: Proposals,
) -> None:
    [both] = proposals(Indicators(), "青禾县适龄妇女宫颈癌筛查率2025年和2020年分别是多少")
    assert texts(both) == [
        "适龄妇女宫颈癌筛查率2025年目标为60%（约束性），2020年的数值规划没有列出"
    ]
    assert proposals(Indicators(), "青禾县适龄妇女宫颈癌筛查率2020年是多少") == []


def test_the_rows_of_several_plans_are_told_apart_by_region(proposals: Proposals) -> None:
    [candidate] = proposals(Indicators(), "青禾和白石的人均预期寿命")
    assert [s.subject for s in candidate.draft.statements] == ["青禾县", "白石区"]
    assert candidate.draft.is_list
    assert candidate.signals["several"] == 1.0


def test_a_claim_about_a_figure_is_held_to_the_row(proposals: Proposals) -> None:
    [candidate] = proposals(Indicators(), "青禾县人均预期寿命2025年达到80岁，对吗")
    assert texts(candidate) == ["不对。人均预期寿命2025年目标为79岁（预期性）"]


def test_a_question_for_a_summary_is_not_for_rows(proposals: Proposals) -> None:
    assert proposals(Indicators(), "概括青禾县人均预期寿命的内容") == []


def test_the_rows_of_a_nature_are_listed_and_counted(proposals: Proposals) -> None:
    [candidate] = proposals(IndicatorLists(), "青禾县的预期性指标有哪些")
    assert candidate.draft.opening == "规划的指标表列出2项："
    assert texts(candidate) == ["人均预期寿命", "每千人口注册护士数"]


def test_no_rows_are_listed_where_neither_nature_nor_group_is_named(proposals: Proposals) -> None:
    assert proposals(IndicatorLists(), "青禾县有哪些指标") == []
