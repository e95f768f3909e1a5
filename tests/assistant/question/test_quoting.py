"""The words that a refusal quotes, as they were typed."""

import pytest

from assistant.language.terms import TermWeights
from assistant.question.quoting import quoted


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("哪天印发的文号", "印发的文号"),
        ("社区医院怎么办编制", "社区医院怎么办编制"),
        ("青禾的房价是多少", "房价"),
        ("请问，青禾对失眠的人有什么办法？", "失眠的人"),
    ],
)
def test_it_is_one_piece_cut_where_words_end(typed: str, words: str) -> None:
    found = quoted(typed, ["青禾"], TermWeights([]))
    assert found == words and found in typed
