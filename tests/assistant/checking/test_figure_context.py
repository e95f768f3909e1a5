"""The words around a figure that say what it is a figure of."""

import pytest

from assistant.checking.figure_context import bare, figure_contexts_in, plain


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("培养骨干医师6名、全科医生30人", ["培养骨干医师", "全科医生"]),
        ("建设7个胸痛单元", ["建设胸痛单元"]),
        ("床位、护士分别为600张和900人", ["床位", "护士"]),
    ],
)
def test_each_figure_has_the_words_of_its_own(text: str, words: list[str]) -> None:
    assert [each.words for each in figure_contexts_in(text)] == words


def test_a_clause_of_nothing_but_the_figure_takes_the_one_before() -> None:
    [figure] = figure_contexts_in("人均预期寿命，达到79.5岁")
    assert "人均预期寿命" in figure.clause
    assert figure.alone


def test_what_only_refers_to_the_plan_is_blanked_character_for_character() -> None:
    text = "规划要求建成三家三级医院"
    assert plain(text) == "，，，，建成3家三级医院"
    assert len(plain(text)) == len(text)


def test_what_leads_up_to_a_figure_says_nothing_of_it() -> None:
    assert bare("到2025年，健康镇建成率达到") == "健康镇建成率"
