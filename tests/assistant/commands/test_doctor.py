"""The doctor finds what is wrong with a machine and says what to do about it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant import Assistant
from assistant.commands import doctor
from assistant.commands.cli import app
from corpus.errors import (
    CacheFolderError,
    CorruptIndexError,
    DamagedLibraryError,
    LibraryFolderError,
    PlansError,
    RerankerError,
    SettingsError,
)
from index.build import IndexState
from index.settings import load_settings


def test_all_is_well_with_the_index_built(shipped: Assistant) -> None:
    assert shipped
    found = list(doctor.checks())
    assert [check for check in found if not check.ok] == []
    assert [check.name for check in found] == [
        "Python",
        "程序包",
        "规划文件",
        "设置",
        "向量模型",
        "重排模型",
        "缓存文件夹",
        "资料库",
        "索引",
        "聊天模型",
    ]
    assert "可用" in found[-2].detail and "没有设置" in found[-1].detail


def test_the_command_ends_with_1_if_a_check_fails(tmp_path: Path) -> None:
    occupied = tmp_path / "file"
    occupied.touch()
    result = CliRunner().invoke(app, ["--cache-folder", str(occupied), "doctor"])
    assert result.exit_code == 1
    assert "✗" in result.stdout
    assert "建议：" in result.stdout
    assert "Traceback" not in result.output


def test_a_reranker_that_is_not_here_is_a_failed_check() -> None:
    assert "没有设置" in doctor.reranker(load_settings())
    with pytest.raises(RerankerError, match="/no/such/folder") as caught:
        doctor.reranker(load_settings(reranker="/no/such/folder"))
    assert "PLANS_RERANKER" in caught.value.remedy


def test_a_bad_setting_is_a_failed_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "package_versions", lambda: "not asked about here")

    def refuse(**_overrides: object) -> None:
        raise SettingsError("没有名为 PLANS_X 的设置", "请改正")

    monkeypatch.setattr(doctor, "load_settings", refuse)
    last = list(doctor.checks())[-1]
    assert (last.name, last.ok, last.remedy) == ("设置", False, "请改正")


def test_an_old_python_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "PYTHON", (99, 0))
    with pytest.raises(PlansError, match=r"太旧.*99\.0"):
        doctor.python_version()


def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "PACKAGES", {"no-such-package": "no_such_package"})
    with pytest.raises(PlansError, match=r"no-such-package.*重新安装"):
        doctor.package_versions()


def test_the_cache_folder_need_not_exist_yet(tmp_path: Path) -> None:
    assert "剩余" in doctor.cache_folder(tmp_path / "not" / "yet")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)
    with pytest.raises(CacheFolderError, match="只剩 1 MB"):
        doctor.cache_folder(tmp_path)


def test_the_library_need_not_exist_yet(tmp_path: Path) -> None:
    assert "0 份" in doctor.library_folder(tmp_path / "not" / "yet")
    assert list(tmp_path.iterdir()) == []


def test_a_library_that_cannot_be_used_is_found(tmp_path: Path) -> None:
    (tmp_path / "library.json").write_bytes(b"{")
    with pytest.raises(DamagedLibraryError, match="已损坏"):
        doctor.library_folder(tmp_path)
    occupied = tmp_path / "file"
    occupied.touch()
    with pytest.raises(LibraryFolderError, match="PLANS_LIBRARY_FOLDER"):
        doctor.library_folder(occupied)


@pytest.mark.parametrize(("state", "words"), [("missing", "自动建立"), ("stale", "自动重建")])
def test_an_index_that_builds_itself_is_no_failure(
    state: str, words: str, stands: Callable[[str], None]
) -> None:
    stands(state)
    assert words in doctor.saved_index(load_settings())


def test_a_damaged_index_is_a_failure(stands: Callable[[str], None]) -> None:
    stands("corrupt")
    with pytest.raises(CorruptIndexError, match="plans build"):
        doctor.saved_index(load_settings())


@pytest.fixture
def stands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Make the saved index stand as told."""

    def set_state(state: str) -> None:
        found = IndexState.model_validate({"state": state, "folder": tmp_path})
        monkeypatch.setattr(doctor, "index_state", lambda *_arguments: found)

    return set_state
