import hashlib
from pathlib import Path

import pytest

from corpus.catalogue import PLANS_FOLDER, read_plan, shipped_plans, source_named, sources
from corpus.errors import ChangedPlanError, CorpusError, UnknownPlanError, UnreadableFileError


def test_the_five_plans_are_listed() -> None:
    assert [s.id for s in sources()] == ["changshu", "yongqiao", "wuzhong", "linjiang", "jiangyin"]


def test_what_the_catalogue_says_stands_in_the_documents() -> None:
    for plan in shipped_plans():
        source, words = plan.source, "".join(plan.text.split())
        for said in (source.issuer, source.number, source.issued_on, source.status):
            assert said in words
        assert (
            hashlib.sha256((PLANS_FOLDER / source.file).read_bytes()).hexdigest() == source.sha256
        )


def test_a_misspelt_id_is_answered_with_the_right_one() -> None:
    with pytest.raises(UnknownPlanError) as error:
        source_named("changsu", sources())
    assert "changshu" in error.value.remedy


def test_a_changed_plan_file_is_noticed(tmp_path: Path) -> None:
    source = sources()[0]
    (tmp_path / source.file).write_text("改动过的文字", encoding="utf-8")
    with pytest.raises(ChangedPlanError, match="不一致"):
        read_plan(source, tmp_path)


def test_a_missing_plan_file_is_said_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="打不开"):
        read_plan(sources()[0], tmp_path)


def test_a_plan_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    source = sources()[0]
    (tmp_path / source.file).write_bytes("常熟市".encode("gb18030"))
    with pytest.raises(UnreadableFileError, match="UTF-8"):
        read_plan(source, tmp_path)


@pytest.mark.parametrize("content", ["", "plan = 3", "[[plan]]\nid = 1", "[[plan"])
def test_a_damaged_catalogue_is_said_to_be_damaged(tmp_path: Path, content: str) -> None:
    (tmp_path / "catalogue.toml").write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match="读不出来"):
        sources(tmp_path / "catalogue.toml")
