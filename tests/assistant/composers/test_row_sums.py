"""What rows of a table give together, with the working."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.answers import Draft
from assistant.composers.row_sums import RowSums
from assistant.evidence.asked import Asked, gather
from assistant.question.understanding import understand

Ask = Callable[[str], Asked]


def first(asked: Asked) -> Draft:
    return next(candidate.draft for candidate in RowSums().propose(asked))


def test_a_sum_shows_its_working_and_leaves_the_total_out(ask_tables: Ask) -> None:
    [statement] = first(ask_tables("四个项目总投资合计多少")).statements
    assert statement.text.startswith("4项总投资合计14150万元：8600 + 950 + 1200 + 3400 = 14150")
    assert len(statement.evidence) == 4


def test_a_kind_of_name_restricts_what_is_added(ask_tables: Ask) -> None:
    [statement] = first(ask_tables("各病房楼的床位一共多少张")).statements
    assert "300 + 60 = 360" in statement.text


def test_a_mean_of_shares_is_none_of_them_added(ask_tables: Ask) -> None:
    [statement] = first(ask_tables("2021年床位使用率的平均值是多少")).statements
    assert "平均68.93%：(81.2 + 70.5 + 55.1) ÷ 3 = 68.93" in statement.text


def test_a_share_is_one_of_the_table_s_own_total(ask_tables: Ask) -> None:
    [statement] = first(ask_tables("县中医院病房楼投资占总投资的多少")).statements
    assert statement.text == "县中医院病房楼总投资占合计的60.78%：8600 ÷ 14150 = 60.78%"


MIXED = """# 青禾县卫生资源情况

| 项目 | 单位 | 数量 |
| --- | --- | --- |
| 床位 | 张 | 1200 |
| 监护床位 | 张 | 60 |
| 救护车 | 辆 | 24 |
"""


@pytest.mark.parametrize(
    ("question", "working"),
    [("监护床位占床位的多少", "60 ÷ 1200 = 5"), ("救护车占床位的多少", None)],
)
def test_a_share_is_one_of_figures_of_the_same_unit(
    question: str, working: str | None, tmp_path: Path
) -> None:
    file = tmp_path / "resources.md"
    file.write_text(MIXED, encoding="utf-8")
    library = Assistant.from_files([file]).library
    understood = understand(question, (), None, library.sources, names=library.names)
    asked = gather(understood, library.search(question, 10, understood.plans), library)
    texts = [c.draft.statements[0].text for c in RowSums().propose(asked)]
    assert [working in text for text in texts] == [True] if working else not texts
