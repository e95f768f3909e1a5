import pytest

from assistant.question.document_parts import asks_for_parts, clause_named, part_named


@pytest.mark.parametrize(
    ("question", "number", "kind"),
    [("埇桥第七章讲什么", 7, "章"), ("第2部分的要点", 2, "部分"), ("第十二节", 12, "节")],
)
def test_a_part_is_named_by_number_and_kind(question: str, number: int, kind: str) -> None:
    part = part_named(question)
    assert part is not None
    assert (part.number, part.kind) == (number, kind)
    assert clause_named(question) is None


def test_a_clause_is_named_by_its_number() -> None:
    clause = clause_named("吴中要点第 5 条讲什么")
    assert clause is not None
    assert clause.number == 5
    assert part_named("吴中要点第 5 条讲什么") is None


def test_the_parts_are_asked_for_as_a_whole() -> None:
    assert asks_for_parts("规划分哪几个部分")
    assert not asks_for_parts("分几家医院")
