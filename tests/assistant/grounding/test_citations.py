"""What goes out of a draft: statements that their citations bear out, numbered by place."""

from collections.abc import Callable

import pytest

from assistant.answers import Draft, Evidence, Statement
from assistant.evidence.asked import Asked
from assistant.grounding.citations import Citations, answer_from, is_supported

Ask = Callable[[str], Asked]


@pytest.fixture
def asked(ask: Ask) -> Asked:
    return ask("青禾县要建设多少所无烟学校")


@pytest.fixture
def schools(asked: Asked) -> Evidence:
    """建设无烟学校12所。"""
    return asked.evidence[0]


@pytest.fixture
def nurses(ask: Ask) -> Evidence:
    """The row 每千人口注册护士数: 2.6 in 2020, 3.4 in 2025."""
    return ask("青禾县每千人口注册护士数").evidence[0]


def says(text: str, *evidence: Evidence, **more: object) -> Statement:
    return Statement(text=text, evidence=evidence).model_copy(update=more)


def test_a_figure_must_stand_in_the_words_that_are_cited(schools: Evidence) -> None:
    assert is_supported(says("建设无烟学校12所", schools))
    assert not is_supported(says("建设无烟学校15所", schools))
    assert not is_supported(says("建设无烟学校12所"))


def test_the_years_of_a_row_are_borne_out_by_its_columns(nurses: Evidence) -> None:
    assert is_supported(says("2025年目标为3.4人，2020年为2.6人", nurses))
    assert not is_supported(says("2030年目标为3.4人", nurses))


def test_what_was_derived_is_allowed_and_nothing_else(nurses: Evidence) -> None:
    working = "多0.8人：3.4 − 2.6 = 0.8"
    assert is_supported(says(working, nurses, derived=("0.8",)))
    assert not is_supported(says(working, nurses))


def test_a_statement_that_is_not_borne_out_is_withheld_and_the_rest_goes_out(
    asked: Asked, schools: Evidence
) -> None:
    draft = Draft(
        opening="规划列出：",
        statements=(says("无烟学校15所", schools), says("无烟学校12所", schools)),
    )
    answer = answer_from(draft, asked.question)
    assert answer
    assert answer.text == "规划列出：\n- 无烟学校12所[1]"
    assert [citation.quote for citation in answer.citations] == ["建设无烟学校12所。"]


def test_of_a_draft_that_nothing_bears_out_there_is_no_answer(
    asked: Asked, schools: Evidence
) -> None:
    assert answer_from(Draft(statements=(says("15所", schools),)), asked.question) is None


def test_a_place_has_one_number_however_often_it_is_cited(
    schools: Evidence, nurses: Evidence
) -> None:
    citations = Citations()
    assert citations.markers([schools, nurses]) == "[1][2]"
    assert citations.markers([nurses, nurses]) == "[2]"
    assert [citation.number for citation in citations.all] == [1, 2]


def test_statements_that_join_stand_in_one_line(
    asked: Asked, schools: Evidence, nurses: Evidence
) -> None:
    draft = Draft(
        opening="分1个方面：",
        statements=(says("无烟学校12所", schools), says("护士3.4人", nurses, joins=True)),
        closing="没有提到的：白石区。",
    )
    answer = answer_from(draft, asked.question)
    assert answer
    assert answer.text == ("分1个方面：\n- 无烟学校12所[1]；护士3.4人[2]\n\n没有提到的：白石区。")


def test_a_silent_plan_and_one_whose_words_are_withheld_are_told_apart(
    asked: Asked, schools: Evidence
) -> None:
    draft = Draft(
        opening="规划列出：",
        statements=(
            says("12所", schools, subject="青禾县"),
            says("15所", schools, subject="白石区"),
            says("青禾县最高", schools),
        ),
        rows=("青禾县", "白石区", "红岩市", "柳溪镇"),
        unsaid=("红岩市",),
    )
    answer = answer_from(draft, asked.question)
    assert answer
    assert "| 青禾县 | 12所[1] |" in answer.text
    assert "| 白石区 | 未能核实，请查看原文 |" in answer.text
    assert "| 红岩市 | 规划未列 |" in answer.text
    assert "| 柳溪镇 | 没有检索到 |" in answer.text
    assert answer.text.endswith("青禾县最高[1]。")


def test_parts_are_told_one_after_another_and_number_their_citations_together(
    asked: Asked, schools: Evidence, nurses: Evidence
) -> None:
    first, again = says("无烟学校12所", schools), says("建设无烟学校12所", schools)
    listed = says("护士3.4人", nurses)
    draft = Draft(
        statements=(first, listed, again),
        parts=(
            Draft(statements=(first,)),
            Draft(opening="规划列出：", statements=(listed, again), closing="其余未列。"),
        ),
        closing="没有检索到：“房价”。",
    )
    answer = answer_from(draft, asked.question)
    assert answer
    assert answer.text == (
        "无烟学校12所[1]。\n\n规划列出：\n- 护士3.4人[2]\n- 建设无烟学校12所[1]\n\n其余未列。"
        "\n\n没有检索到：“房价”。"
    )
    assert [citation.number for citation in answer.citations] == [1, 2]


def test_a_part_that_nothing_bears_out_is_withheld_with_all_around_it(
    asked: Asked, schools: Evidence
) -> None:
    right, wrong = says("无烟学校12所", schools), says("无烟学校15所", schools)
    draft = Draft(
        statements=(wrong, right),
        parts=(
            Draft(opening="规划列出：", statements=(wrong,), closing="其余未列。"),
            Draft(statements=(right,)),
        ),
    )
    answer = answer_from(draft, asked.question)
    assert answer and answer.text == "无烟学校12所[1]。"
    silent = draft.model_copy(update={"statements": (wrong,), "parts": draft.parts[:1]})
    assert answer_from(silent, asked.question) is None
