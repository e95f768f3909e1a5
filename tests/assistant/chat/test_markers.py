"""Markers are understood as models write them."""

import pytest

from assistant.chat.markers import marked


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("药师数0.5人[1]。", (1,)),
        ("药师数0.5人［1］。", (1,)),
        ("药师数0.5人【１】。", (1,)),
        ("药师数0.5人[1][3]。", (1, 3)),
        ("药师数0.5人[1,3]。", (1, 3)),
        ("药师数0.5人[1、3]。", (1, 3)),
        ("药师数0.5人【1，2】。", (1, 2)),
        ("药师数0.5人[1-3]。", (1, 2, 3)),
        ("药师数0.5人[1～3]。", (1, 2, 3)),
        ("药师数0.5人[依据2]。", (2,)),
        ("药师数0.5人[来源: 2]。", (2,)),
        ("药师数0.5人[^2]。", (2,)),
        ("药师数0.5人【2†source】。", (2,)),
        ("药师数0.5人[0]。", (0,)),
        ("药师数0.5人[99]。", (99,)),
        ("药师数0.5人[3-1]。", (3,)),
        ("药师数0.5人。", ()),
    ],
)
def test_markers(text: str, numbers: tuple[int, ...]) -> None:
    assert marked(text) == ("药师数0.5人。", numbers)


@pytest.mark.parametrize(
    "text", ["吴卫办〔2021〕34号", "见[image: 3]", "要求[2021]年", "[]", "[-1]"]
)
def test_what_is_no_marker_stays(text: str) -> None:
    assert marked(text) == (text, ())


def test_a_range_of_a_million_is_no_marker() -> None:
    assert marked("甲[1-999999999]").numbers == ()
