"""What a model thinks aloud is not part of its answer, however it is cut into pieces."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chat.thinking import Thinking, without_thinking

THOUGHT = "<think>应该是999岁？</think>84岁[1]。"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("84岁。", "84岁。"),
        (THOUGHT, "84岁[1]。"),
        ("<Thinking>嗯\n</THINKING>\n84岁。", "\n84岁。"),
        ("< think >甲</ think >乙", "乙"),
        ("甲<think>乙<think>丙</think>丁</think>戊", "甲戊"),
        ("嗯，999岁吧。</think>84岁。", "84岁。"),
        ("<think>没有写完", ""),
        ("小于<40 DDDs", "小于<40 DDDs"),
        ("a<b", "a<b"),
    ],
)
def test_thoughts_are_left_out(text: str, said: str) -> None:
    assert without_thinking(text) == said


@given(st.lists(st.integers(0, len(THOUGHT)), max_size=8))
def test_tags_may_be_cut_anywhere(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(THOUGHT)]
    thinking = Thinking()
    said = "".join(thinking.feed(THOUGHT[a:b]).text for a, b in pairwise(places))
    assert said + thinking.end() == "84岁[1]。"


def test_a_tag_that_only_closes_makes_all_before_it_a_thought() -> None:
    thinking = Thinking()
    assert thinking.feed("应该是999岁。").text == "应该是999岁。"
    assert thinking.feed("</think>84岁。") == ("84岁。", True)
