"""The user's own plans are kept whole, told apart, and never lost without a word."""

import errno
import os
from pathlib import Path

import pytest
from filelock import FileLock

from corpus.catalogue import PLANS_FOLDER, sources
from corpus.documents import MarkedHeading, Source, SourceText
from corpus.errors import (
    ChangedPlanError,
    DamagedLibraryError,
    KnownFileError,
    LibraryBusyError,
    LibraryFolderError,
    ShippedPlanError,
    TakenIdError,
    UnknownPlanError,
    UnreadableFileError,
)
from corpus.library.library_files import hash_of
from corpus.library.user_plans import UserPlans, all_sources, is_shipped, read_any

TEXT = SourceText(text="一、总则\n加强急救体系建设。\n", notes=("页眉已略去",))
TAICANG = Source(id="", title="太仓市卫生健康规划", region="太仓市")


@pytest.fixture
def library(tmp_path: Path) -> UserPlans:
    return UserPlans(tmp_path / "library")


def file_named(folder: Path, name: str, content: str = "一、总则\n加强急救体系建设。\n") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


class TestAdding:
    def test_a_library_that_does_not_exist_is_empty(self, library: UserPlans) -> None:
        assert library.entries == ()
        assert not library.folder.exists()

    def test_a_plan_is_read_back_as_it_was_added(self, library: UserPlans, tmp_path: Path) -> None:
        file = file_named(tmp_path, "规划.docx")
        text = SourceText(
            text=TEXT.text,
            headings=(MarkedHeading(start=0, level=1),),
            pages=(0, 5),
            notes=("页眉已略去",),
        )
        added = library.add(file, text, TAICANG)
        assert added.id == "taicang"
        assert added.file == "规划.docx"
        assert added.sha256 == hash_of(file)
        plan = UserPlans(library.folder).plan("taicang")
        assert plan.source == added
        assert plan.source_text == text

    def test_the_file_is_kept_as_it_was(self, library: UserPlans, tmp_path: Path) -> None:
        file = file_named(tmp_path, "规划.DOCX")
        added = library.add(file, TEXT, TAICANG)
        file.unlink()
        original = library.original_of(added)
        assert original.name == "original.docx"
        assert hash_of(original) == added.sha256

    def test_every_plan_has_an_id_of_its_own(self, library: UserPlans, tmp_path: Path) -> None:
        jiangyin = Source(id="", title="江阴市规划", region="江阴市")
        wanted = [(TAICANG, "taicang"), (TAICANG, "taicang-2"), (jiangyin, "jiangyin-2")]
        for number, (source, plan_id) in enumerate(wanted):
            file = file_named(tmp_path, f"{number}.txt", str(number))
            assert library.add(file, TEXT, source).id == plan_id

    def test_an_id_that_was_asked_for_is_given_or_refused(
        self, library: UserPlans, tmp_path: Path
    ) -> None:
        file = file_named(tmp_path, "规划.txt")
        for wanted in ("changshu", "太仓", "../x", "A", "-a", "a" * 41, "a/b", "a\n"):
            with pytest.raises(TakenIdError):
                library.add(file, TEXT, TAICANG.model_copy(update={"id": wanted}))
        assert library.entries == ()
        assert library.add(file, TEXT, TAICANG.model_copy(update={"id": "tc-1"})).id == "tc-1"

    def test_the_same_file_is_not_added_twice(self, library: UserPlans, tmp_path: Path) -> None:
        library.add(file_named(tmp_path, "规划.txt"), TEXT, TAICANG)
        with pytest.raises(KnownFileError, match="taicang"):
            library.add(file_named(tmp_path, "另一个名字.txt"), TEXT, TAICANG)
        assert len(library.entries) == 1

    def test_a_file_that_changes_while_it_is_read_is_not_added(
        self, library: UserPlans, tmp_path: Path
    ) -> None:
        file = file_named(tmp_path, "规划.txt")
        source = TAICANG.model_copy(update={"sha256": hash_of(file)})
        file.write_text("换了内容", encoding="utf-8")
        with pytest.raises(UnreadableFileError, match="改动"):
            library.add(file, TEXT, source)
        assert library.entries == ()
        assert {path.name for path in library.folder.iterdir()} <= {"library.json", "lock"}

    @pytest.mark.parametrize(
        "name",
        [
            "..规划..txt",
            "规划\u202etxt.exe",
            "规划\n第二行.txt",
            "$(touch x).txt",
            "-rf.txt",
            "规划.tar.gz;rm",
            "规划." + "长" * 40,
            "library.json",
            "规划\x1b[31m.txt",
            os.fsdecode(b"\xff\xfe.txt"),
        ],
    )
    def test_no_name_of_a_file_leads_astray(
        self, library: UserPlans, tmp_path: Path, name: str
    ) -> None:
        added = library.add(file_named(tmp_path, name), TEXT, TAICANG)
        assert library.plan("taicang").text == TEXT.text
        assert library.original_of(added).parent.parent == library.folder
        assert library.original_of(added).name.isascii()
        assert added.file.isprintable()
        assert {path.name for path in tmp_path.iterdir()} == {name, "library"}

    def test_words_that_cannot_be_shown_are_cleaned(
        self, library: UserPlans, tmp_path: Path
    ) -> None:
        source = Source(id="", title="太仓\u202e\x00市\n规划\udc80", region="太仓市" * 200)
        added = library.add(file_named(tmp_path, "规划.txt"), TEXT, source)
        assert added.title == "太仓市 规划"
        assert len(added.region) <= 200

    @pytest.mark.parametrize("name", ["没有.txt", ".", "长" * 300, "有\x00.txt"])
    def test_a_file_that_cannot_be_opened_is_said(
        self, library: UserPlans, tmp_path: Path, name: str
    ) -> None:
        with pytest.raises(UnreadableFileError) as error:
            library.add(tmp_path / name, TEXT, TAICANG)
        assert error.value.remedy
        assert library.entries == ()

    def test_a_pipe_is_refused_and_not_waited_for(self, library: UserPlans, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(UnreadableFileError, match="不是文件"):
            library.add(tmp_path / "pipe", TEXT, TAICANG)


class TestChanging:
    @pytest.fixture
    def added(self, library: UserPlans, tmp_path: Path) -> Source:
        return library.add(file_named(tmp_path, "规划.txt"), TEXT, TAICANG)

    def test_a_new_version_takes_the_place_and_the_id_of_the_old(
        self, library: UserPlans, tmp_path: Path, added: Source
    ) -> None:
        other = library.add(file_named(tmp_path, "b.txt", "b"), TEXT, TAICANG)
        new_text = SourceText(text="一、新的总则\n")
        new = library.replace("taicang", file_named(tmp_path, "新.txt", "新"), new_text, TAICANG)
        assert new.id == added.id
        assert library.entries == (new, other)
        assert library.plan("taicang").text == new_text.text
        with pytest.raises(ChangedPlanError, match="新版本"):
            library.read(added)
        assert len([path for path in library.folder.iterdir() if path.is_dir()]) == 2

    def test_what_is_said_of_a_plan_may_change_and_its_file_not(
        self, library: UserPlans, added: Source
    ) -> None:
        new = library.update("taicang", Source(id="tc", title="新名称", file="x", sha256="y"))
        assert new == Source(id="tc", title="新名称", file=added.file, sha256=added.sha256)
        assert library.plan("tc").text == TEXT.text
        with pytest.raises(TakenIdError):
            library.update("tc", Source(id="wuzhong", title="新名称"))

    def test_a_removed_plan_leaves_nothing_behind(self, library: UserPlans, added: Source) -> None:
        assert library.remove("taicang") == added
        assert library.entries == ()
        assert {path.name for path in library.folder.iterdir()} == {"library.json", "lock"}

    def test_shipped_and_unknown_plans_are_not_changed(
        self, library: UserPlans, tmp_path: Path, added: Source
    ) -> None:
        file = file_named(tmp_path, "b.txt", "b")
        for plan_id, error in (("jiangyin", ShippedPlanError), ("taicag", UnknownPlanError)):
            with pytest.raises(error):
                library.remove(plan_id)
            with pytest.raises(error):
                library.update(plan_id, added)
            with pytest.raises(error):
                library.replace(plan_id, file, TEXT, TAICANG)
        assert library.entries == (added,)


class TestTogether:
    def test_own_plans_follow_the_shipped_ones(self, library: UserPlans, tmp_path: Path) -> None:
        assert all_sources(library.folder) == sources()
        added = library.add(file_named(tmp_path, "规划.txt"), TEXT, TAICANG)
        known = all_sources(library.folder)
        assert known == (*sources(), added)
        assert [is_shipped(source) for source in known] == [True] * 5 + [False]
        for source in known:
            assert read_any(source, library.folder).source == source

    def test_an_id_that_a_new_release_ships_is_said_with_a_way_out(
        self, library: UserPlans, tmp_path: Path
    ) -> None:
        added = library.add(file_named(tmp_path, "规划.txt"), TEXT, TAICANG)
        path = library.folder / "library.json"
        path.write_text(path.read_text("utf-8").replace('"taicang"', '"jiangyin"'), "utf-8")
        with pytest.raises(TakenIdError) as error:
            all_sources(library.folder)
        assert "--id" in error.value.remedy
        assert library.update("jiangyin", added).id == "taicang"
        assert len(all_sources(library.folder)) == 6

    def test_adding_leaves_the_shipped_plans_alone(
        self, library: UserPlans, tmp_path: Path
    ) -> None:
        before = {path: path.stat().st_mtime_ns for path in PLANS_FOLDER.iterdir()}
        library.add(file_named(tmp_path, "规划.txt"), TEXT, TAICANG)
        assert {path: path.stat().st_mtime_ns for path in PLANS_FOLDER.iterdir()} == before


class TestDamage:
    @pytest.fixture
    def added(self, library: UserPlans, tmp_path: Path) -> Source:
        return library.add(file_named(tmp_path, "规划.txt"), TEXT, TAICANG)

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"{",
            b"\xff\xfe",
            b"[]",
            b'{"format": 2, "plans": []}',
            b'{"plans": [{"source": {"id": "x", "title": "x"}}]}',
        ],
    )
    def test_a_damaged_list_is_named_and_nothing_is_dropped(
        self, library: UserPlans, tmp_path: Path, added: Source, content: bytes
    ) -> None:
        path = library.folder / "library.json"
        path.write_bytes(content)
        for attempt in (
            lambda: library.entries,
            lambda: library.remove("taicang"),
            lambda: library.add(file_named(tmp_path, "b.txt", "b"), TEXT, TAICANG),
        ):
            with pytest.raises(DamagedLibraryError) as error:
                attempt()
            assert str(path) in error.value.message
            assert "plans add" in error.value.remedy
        assert path.read_bytes() == content
        assert (library.folder / added.sha256[:16] / "original.txt").is_file()

    def test_the_remedy_for_a_damaged_list_works(
        self, library: UserPlans, added: Source, tmp_path: Path
    ) -> None:
        (library.folder / "library.json").write_bytes(b"{")
        aside = library.folder.rename(tmp_path / "library-old")
        (original,) = aside.glob("*/original*")
        assert library.add(original, TEXT, TAICANG).sha256 == added.sha256

    def test_a_list_that_went_missing_is_not_taken_for_an_empty_library(
        self, library: UserPlans, tmp_path: Path, added: Source
    ) -> None:
        (library.folder / "library.json").unlink()
        with pytest.raises(DamagedLibraryError, match="不见了"):
            assert library.entries
        with pytest.raises(DamagedLibraryError):
            library.add(file_named(tmp_path, "b.txt", "b"), TEXT, TAICANG)
        assert library.folder.joinpath(added.sha256[:16], "text.json").is_file()

    @pytest.mark.parametrize("name", ["../../etc", "/etc/passwd", "original/../../x"])
    def test_a_list_written_by_hand_cannot_lead_out_of_the_library(
        self, library: UserPlans, added: Source, name: str
    ) -> None:
        path = library.folder / "library.json"
        text = path.read_text("utf-8")
        for old in ("original.txt", added.sha256):
            path.write_text(text.replace(old, name), "utf-8")
            with pytest.raises(DamagedLibraryError):
                library.plan("taicang")

    @pytest.mark.parametrize("content", [None, b"", b"{}", b'{"text": "other"}'])
    def test_a_damaged_text_is_said_with_where_the_file_is(
        self, library: UserPlans, added: Source, content: bytes | None
    ) -> None:
        original = library.original_of(added)
        if content is None:
            original.with_name("text.json").unlink()
        else:
            original.with_name("text.json").write_bytes(content)
        with pytest.raises(DamagedLibraryError) as error:
            library.plan("taicang")
        assert str(original) in error.value.remedy
        assert library.remove("taicang") == added

    def test_what_a_crash_left_behind_is_swept_at_the_next_change(
        self, library: UserPlans, tmp_path: Path, added: Source
    ) -> None:
        (library.folder / ".adding-1").mkdir()
        (library.folder / ".adding-2").touch()
        (library.folder / ("0" * 16)).mkdir()
        (library.folder / "读我.txt").touch()
        assert library.entries == (added,)
        library.update("taicang", added)
        left = {path.name for path in library.folder.iterdir()}
        assert left == {"library.json", "lock", added.sha256[:16], "读我.txt"}


class TestTheDisk:
    def test_a_file_in_the_place_of_the_folder_is_said(self, tmp_path: Path) -> None:
        occupied = file_named(tmp_path, "occupied")
        with pytest.raises(LibraryFolderError, match="不能读写") as error:
            UserPlans(occupied).add(file_named(tmp_path, "规划.txt"), TEXT, TAICANG)
        assert "PLANS_LIBRARY_FOLDER" in error.value.remedy
        assert UserPlans(occupied).entries == ()

    @pytest.mark.parametrize("call", ["write", "fsync", "rename", "replace", "mkdir"])
    def test_whatever_call_fails_the_old_library_stays(
        self, library: UserPlans, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
    ) -> None:
        added = library.add(file_named(tmp_path, "规划.txt"), TEXT, TAICANG)
        file = file_named(tmp_path, "b.txt", "b")

        def fail(*_arguments: object, **_more: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        owner, name = {
            "write": ("corpus.library.library_files", "_write"),
            "fsync": ("os", "fsync"),
            "rename": ("pathlib.Path", "rename"),
            "replace": ("pathlib.Path", "replace"),
            "mkdir": ("pathlib.Path", "mkdir"),
        }[call]
        with monkeypatch.context() as patch:
            patch.setattr(f"{owner}.{name}", fail)
            with pytest.raises(LibraryFolderError, match="磁盘已满"):
                library.add(file, TEXT, TAICANG)
        assert library.entries == (added,)
        assert library.plan("taicang").text == TEXT.text
        assert library.add(file, TEXT, TAICANG).id == "taicang-2"

    def test_a_second_writer_waits_and_then_says_so(
        self, library: UserPlans, tmp_path: Path
    ) -> None:
        added = library.add(file_named(tmp_path, "规划.txt"), TEXT, TAICANG)
        impatient = UserPlans(library.folder, patience=0.1)
        with FileLock(library.folder / "lock"):
            with pytest.raises(LibraryBusyError, match="另一个程序"):
                impatient.remove("taicang")
            assert impatient.entries == (added,)
        impatient.remove("taicang")
