import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.normalise import comparable, holds, squeezed, without_markers


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("达到25%以上", "25"),
        ("达到25％以上", "25%"),
        ("2025年为0.50", "0.5"),
        ("２５人", "25人"),
        ("≥ 60%", "≥60"),
        ("$\\geq 60\\%$", "≥60%"),
        ("共1,000人", "1000"),
        ("三级 甲等", "三级甲等"),
        ("1—2名", "1—2名"),
        ("6.86 6.9", "6.9"),
        ("IPv6", "ipv6"),
        ("＜5.2", "<5.2"),
        ("执业（助理）医师", "执业(助理)医师"),
    ],
)
def test_a_key_is_found_however_it_is_written(text: str, key: str) -> None:
    assert holds(comparable(text), key)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("125", "25"),
        ("2.5", "25"),
        ("2.5", "5"),
        ("25", "5"),
        ("250", "25"),
        ("25.5", "25"),
        ("0.25", "25"),
        ("60", "60%"),
        ("60‰", "60%"),
        ("到2025年", "25"),
        ("5，100", "5100"),
        ("6.86 6.9", "6.866"),
        ("约0.05", "0.5"),
    ],
)
def test_numbers_are_compared_as_numbers(text: str, key: str) -> None:
    assert not holds(comparable(text), key)


def test_debris_white_space_and_markers_go() -> None:
    assert squeezed("健康[bookmark: OLE_LINK3]\n\t镇 ") == "健康镇"
    assert without_markers("甲[1][23]，乙[见附件]") == "甲，乙[见附件]"


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_an_integer_is_found_in_a_sentence_only_if_equal(said: int, key: int) -> None:
    assert holds(comparable(f"共{said}家。"), str(key)) == (said == key)
