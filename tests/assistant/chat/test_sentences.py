"""Sentences come as soon as they have ended, with their markers."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assistant.chat.sentences import LONGEST, SentenceReader

TEXT = "药师数0.5人[1]。床位数6.6张。[2] 另有：\n- 甲医院[3]\n2. 乙医院【4】\n5.4名是目标[5]"
WHOLE = [
    ("药师数0.5人[1]。", False),
    ("床位数6.6张。[2]", False),
    ("另有：", False),
    ("甲医院[3]", True),
    ("乙医院【4】", True),
    ("5.4名是目标[5]", False),
]


@given(st.lists(st.integers(0, len(TEXT)), max_size=10))
def test_pieces_may_be_cut_anywhere(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(TEXT)]
    reader = SentenceReader()
    found = [sentence for a, b in pairwise(places) for sentence in reader.feed(TEXT[a:b])]
    assert [*found, *reader.end()] == WHOLE


def test_a_sentence_is_out_before_the_next_has_ended() -> None:
    reader = SentenceReader()
    assert reader.feed("药师数0.5人[1]。") == []  # a marker may follow
    assert reader.feed("床") == [("药师数0.5人[1]。", False)]


def test_what_never_ends_is_cut() -> None:
    reader = SentenceReader()
    assert reader.feed("啊" * (LONGEST + 1))
