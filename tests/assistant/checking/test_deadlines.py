"""By when a draft says that a plan wants something done."""

import pytest

from assistant.checking.context import Context
from assistant.checking.deadlines import deadlines_in, judged_deadline
from assistant.library import Library

PLANNED = Context(plans=("qinghe",), names_plan=True, stance="planned", year=None)


def test_a_deadline_is_of_something_without_a_figure() -> None:
    [found] = deadlines_in("到2023年，县医院投入使用；到2025年，床位达到600张。")
    assert (found.year, found.what) == (2023, "县医院投入使用")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("到2023年，县人民医院创建成三级甲等医院。", "supported"),
        ("到2024年，县人民医院创建成三级甲等医院。", "contradicted"),
        ("到2024年，县图书馆开放夜间服务和展览。", None),
    ],
)
def test_verdicts(library: Library, text: str, verdict: str | None) -> None:
    [deadline] = deadlines_in(text)
    found = judged_deadline(deadline, PLANNED, library.passages, library)
    assert (found and found.verdict) == verdict


def test_what_was_done_has_no_deadline(library: Library) -> None:
    [deadline] = deadlines_in("到2024年，县人民医院创建成三级甲等医院。")
    actual = PLANNED.model_copy(update={"stance": "actual"})
    assert judged_deadline(deadline, actual, library.passages, library) is None
