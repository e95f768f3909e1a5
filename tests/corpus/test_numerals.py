import pytest

from corpus.formats.word_numbers import counted
from corpus.numerals import in_digits, number_from, quantity_from


@pytest.mark.parametrize("number", range(1, 100))
def test_a_numeral_is_read_as_it_is_counted(number: int) -> None:
    assert number_from(counted(number)) == number
    assert number_from(str(number)) == number


@pytest.mark.parametrize("words", ["", "几", "二二", "三十十", "一百五", "①②"])
def test_what_is_no_numeral_of_a_heading_has_no_number(words: str) -> None:
    assert number_from(words) is None


@pytest.mark.parametrize("number", [100, 101, 110, 120, 345, 999])
def test_a_quantity_may_have_hundreds(number: int) -> None:
    assert quantity_from(counted(number)) == number


def test_the_digits_of_a_year_are_read_one_by_one() -> None:
    assert in_digits("二〇二五") == in_digits("二零二五") == in_digits("二○二五") == "2025"
