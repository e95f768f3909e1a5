import pytest

from assistant.question.responsibility import part_in


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("牵头哪些任务", "牵头"),
        ("主抓什么", "牵头"),
        ("作为配合单位参与的任务", "配合"),
        ("协同什么，不牵头什么", "配合"),
        ("都管哪些事", None),
    ],
)
def test_the_first_part_that_is_said_counts(words: str, part: str | None) -> None:
    assert part_in(words) == part
