"""A draft's figure, held against a sentence in nearly its words."""

import pytest

from assistant.checking.context import Context
from assistant.checking.figure_context import figure_contexts_in
from assistant.checking.wordings import judged_by_words
from assistant.library import Library

PLANNED = Context(plans=("qinghe",), names_plan=True, stance="planned", year=None)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("全县有执业医师1200人", "supported"),
        ("全县有执业医师1300人", "contradicted"),
        ("全县有图书馆1200家", None),
    ],
)
def test_verdicts(library: Library, text: str, verdict: str | None) -> None:
    [figure] = figure_contexts_in(text)
    found = judged_by_words(figure, None, PLANNED, library.passages, library)
    assert (found and found.verdict) == verdict


def test_what_is_no_plan_s_word_contradicts_nothing(library: Library) -> None:
    [figure] = figure_contexts_in("全县有执业医师1300人")
    actual = PLANNED.model_copy(update={"stance": "actual"})
    assert judged_by_words(figure, None, actual, library.passages, library) is None
