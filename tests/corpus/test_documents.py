import pytest
from pydantic import ValidationError

from corpus.documents import Excerpt, Source


def test_an_excerpt_cut_from_another_keeps_its_place_in_the_source() -> None:
    source = "健康镇〔注〕建成率100%。"
    excerpt = Excerpt(text="健康镇建成率100%。", spans=((0, 3), (6, 14)))
    cut = excerpt.cut(2, 6)
    assert "".join(source[a:b] for a, b in cut.spans) == cut.text == "镇建成率"
    assert (cut.start, cut.end) == (2, 9)


def test_white_space_at_both_ends_is_left_out_of_a_cut() -> None:
    assert Excerpt(text=" 一 二 ", spans=((5, 10),)).cut(0, 5).spans == ((6, 9),)


@pytest.mark.parametrize("spans", [((0, 3),), ((0, 1), (0, 1)), ((3, 4), (0, 1))])
def test_spans_that_do_not_fit_the_text_are_refused(spans: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValidationError):
        Excerpt(text="一二", spans=spans)


def test_values_are_frozen_and_refuse_unknown_fields() -> None:
    source = Source(id="a", title="甲")
    with pytest.raises(ValidationError):
        source.title = "乙"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Source.model_validate({"id": "a", "title": "甲", "colour": "红"})
