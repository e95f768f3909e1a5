"""Which plan a quoted title may be that of."""

import pytest

from assistant.checking.titles import foreign_in, may_be
from corpus.documents import Source


@pytest.mark.parametrize(
    ("title", "may"),
    [
        ("青河县“十四五”卫生健康规划", True),
        ("规划", True),
        ("青河县卫生健康“十四五”规划", True),
        ("青河县“十三五”卫生健康规划", False),
        ("青河县2024年卫生健康工作要点", False),
        ("江南省“十四五”卫生健康规划", False),
    ],
)
def test_a_title_as_drafts_word_it(county: Source, title: str, may: bool) -> None:
    assert may_be(title, county) is may


def test_only_a_title_by_which_something_is_said_is_foreign(county: Source) -> None:
    text = "《江南省卫生规划》提出达到80岁"
    assert list(foreign_in(text, [county])) == [text.index("》") + 1]
    assert list(foreign_in("学习《江南省卫生规划》", [county])) == []
    assert list(foreign_in("《青河县“十四五”卫生健康规划》提出", [county])) == []
