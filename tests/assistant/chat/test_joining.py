"""Joining words say nothing of their own; what is left is what a sentence says."""

from assistant.chat.joining import JOINING, blanked, ends_with_joining, without_joining


def test_none_of_them_denies_or_counts_by_itself() -> None:
    assert not {"不", "未", "无", "三", "两"} & JOINING


def test_what_is_left_is_what_is_said() -> None:
    assert without_joining("根据规划要求，扩建病房") == "，扩建病房"
    assert ends_with_joining("规划要求")
    assert not ends_with_joining("扩建病房")


def test_a_numeral_in_a_joining_word_is_no_number() -> None:
    assert blanked("进一步扩建两间病房") == "   扩建两间病房"
