"""How questions ask of documents themselves."""

import pytest

from assistant.question.metadata import particulars_asked, without_kinds, without_metadata


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        ("由谁颁布，从哪天起执行", ("issuer", "effective")),
        ("哪个单位、什么时候印发的", ("issuer", "issued_on")),
        ("通知发给了谁，联系人是谁", ("recipients", "contact")),
        ("规划覆盖哪几年", ("period",)),
        ("这份通知是哪年的", ("period", "issued_on")),
        ("还有效吗", ("validity",)),
        ("目标是多少", ()),
        ("哪些文件是2021年印发的", ()),
    ],
)
def test_what_is_asked_is_told_apart(question: str, fields: tuple[str, ...]) -> None:
    assert particulars_asked(question) == fields


def test_what_the_document_is_about_is_left() -> None:
    rest = without_kinds(without_metadata("托育机构管理办法的文号是多少"))
    assert "托育机构" in rest and "文号" not in rest
