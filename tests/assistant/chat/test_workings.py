"""A working must be right, of figures that are cited, and its result in a unit that they give."""

import pytest

from assistant.chat.figures import figures_in, plain
from assistant.chat.workings import (
    Sum,
    Worked,
    placeholder,
    without_placeholders,
    worked,
)

GIVEN = (
    "人均预期寿命2020年为78.2岁，2025年为79.5岁；护士数甲县3.8人、乙县3.4人；素养水平由25%提高到30%；"
    "床位600张，其中县级400张，占比12%；服务150万人，每3万人配1辆；总投资76000万元"
)
ASKED = "2025年比2020年提高多少"


def reckoned(said: str, asked: str = ASKED) -> Worked:
    return worked(plain(said), figures_in(plain(GIVEN)), plain(asked))


@pytest.mark.parametrize(
    ("said", "result"),
    [
        ("提高79.5−78.2=1.3岁", "1.3"),
        ("提高79.5 - 78.2 = 1.3岁", "1.3"),
        ("提高79.5岁－78.2岁＝1.3岁", "1.3"),
        ("提高79.5-78.2=1.3", "1.3"),
        ("提高79.5-78.2≈1岁", "1"),
        ("提高30%−25%=5个百分点", "5"),
        ("共600+400=1000张", "1000"),
        ("共600张＋400张等于1000张", "1000"),
        ("600÷400=1.5倍", "1.5"),
        ("400/600≈0.67", "0.67"),
        ("400÷600≈66.7%", "66.7"),
        ("其中600×12%=72张", "72"),
        ("平均每年提高(79.5−78.2)÷5=0.26岁", "0.26"),
        ("平均每年提高（79.5−78.2）÷5＝0.26岁", "0.26"),
        ("增幅为(79.5-78.2)/78.2≈1.7%", "1.7"),
    ],
)
def test_what_is_right_and_of_cited_figures_is_worked_out(said: str, result: str) -> None:
    found = reckoned(said)
    assert found.fault == ""
    assert found.derived == (result,)
    assert placeholder(0) in found.text


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("提高79.5−78.2=1.4岁", "算式算错了"),
        ("提高78.2−79.5=1.3岁", "算式算错了"),
        ("400÷600=0.66", "算式算错了"),
        ("提高80−78.2=1.8岁", "算式里的数字不在所引原文中（80）"),
        ("平均每年提高(79.5−78.2)÷4=0.325岁", "算式里的数字不在所引原文中（4）"),
        ("提高79.5人−78.2人=1.3人", "算式里的数字不在所引原文中（79.5人）"),
        ("提高79.5−78.2=1.3人", "算式的单位不对（人）"),
        ("提高30%−25%=5%", "算式的单位不对（%）"),
        ("共600+400=1000家", "算式的单位不对（家）"),
        ("合76000÷10000=7.6亿元", "算式的单位不对（亿元）"),
        ("共600÷0=1张", "算式里的数字不在所引原文中（0）"),
        ("五年共78.2×5=391岁", "算式"),  # the years are for a mean alone
    ],
)
def test_what_is_wrong_or_of_other_figures_is_not(said: str, fault: str) -> None:
    found = reckoned(said)
    assert found.fault.startswith(fault) and found.fault


def test_figures_of_the_question_may_be_reckoned_with() -> None:
    asked = "如果全县有70万人，需要多少辆救护车"
    assert reckoned("需要600-70=530张", asked).fault == ""
    assert reckoned("需要600-70=530张", "需要多少").fault


def test_the_words_of_a_working_stay_to_be_held_to_the_source() -> None:
    assert reckoned("人均预期寿命提高79.5−78.2=1.3岁").text == f"人均预期寿命提高{placeholder(0)}"
    told = reckoned("甲县3.8人−乙县3.4人=0.4人").text
    assert "甲县" in told and "乙县" in told


@pytest.mark.parametrize("word", ["升", "降", "多", "少"])
def test_a_word_that_says_which_way_stays_however_short(word: str) -> None:
    assert word in reckoned(f"预期寿命{word}79.5−78.2=1.3岁").text


def test_a_result_said_again_is_worked_out_too() -> None:
    text = reckoned("提高1.3岁，79.5−78.2=1.3岁").text
    assert without_placeholders(text).rstrip("，") == "提高"
    assert without_placeholders(reckoned("提高1.3岁（79.5−78.2）").text) == "提高"


def test_a_result_may_be_reckoned_with() -> None:
    found = reckoned("共600+400=1000张，比县级多1000-400=600张")
    assert (found.fault, found.derived) == ("", ("1000", "600"))
    assert found.sums == (Sum(("600", "400"), "+"), Sum(("1000", "400"), "-"))


def test_a_sentence_without_a_working_stays_as_it_is() -> None:
    said = plain(
        "人均预期寿命达到79.5岁，比2020年提高1.3岁，执业医师与护士比为1:1.10，制定2-3个方案"
    )
    assert reckoned(said) == Worked(said)


def test_a_text_without_placeholders_has_its_words_alone() -> None:
    assert without_placeholders(f"提高{placeholder(0)}，共{placeholder(1)}") == "提高，共"
