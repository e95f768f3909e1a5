"""A saved index is replaced as a whole, checked when read, and old ones are removed."""

import os
import threading
import time
from pathlib import Path

import pytest

from corpus.errors import CacheFolderError, CorruptIndexError
from index.storage import IndexFolder, Recipe, checked_manifest


def recipe_of(corpus: str) -> Recipe:
    return Recipe(format=1, corpus=corpus, model="m", settings={"passage_chars": 220})


def write(folder: Path) -> None:
    (folder / "part").mkdir()
    (folder / "part" / "data.json").write_text("{}")


@pytest.fixture
def saved(tmp_path: Path) -> IndexFolder:
    return IndexFolder(tmp_path)


def save(saved: IndexFolder, corpus: str, age: int = 0) -> Path:
    recipe = recipe_of(corpus)
    with saved.locked():
        saved.save(recipe, write, dimension=8, passages=3, libraries={})
    folder = saved.folder_of(recipe)
    os.utime(folder / "manifest.json", (time.time() - age, time.time() - age))
    return folder


def test_recipes_that_differ_have_different_fingerprints() -> None:
    assert recipe_of("a").fingerprint == recipe_of("a").fingerprint
    assert recipe_of("a").fingerprint != recipe_of("b").fingerprint


def test_nothing_is_in_use_before_the_first_save(saved: IndexFolder) -> None:
    assert saved.current() is None


def test_a_saved_index_is_in_use_and_described(saved: IndexFolder) -> None:
    folder = save(saved, "a")
    assert saved.current() == folder
    manifest = checked_manifest(folder)
    assert (manifest.recipe, manifest.passages, manifest.dimension) == (recipe_of("a"), 3, 8)
    assert list(manifest.files) == ["part/data.json"]


def test_the_index_before_is_kept_and_older_ones_are_removed(saved: IndexFolder) -> None:
    folders = [save(saved, corpus, age) for corpus, age in (("a", 30), ("b", 20), ("c", 10))]
    assert [folder.exists() for folder in folders] == [False, True, True]


def test_switching_back_keeps_both(saved: IndexFolder) -> None:
    first, second = save(saved, "a", 20), save(saved, "b", 10)
    with saved.locked():
        saved.switch_to(recipe_of("a"))
    assert saved.current() == first
    assert second.exists()


def test_nothing_but_indexes_is_removed(saved: IndexFolder) -> None:
    saved.path.mkdir()
    (saved.path / "passages.py").write_text("")
    (saved.path / "__pycache__").mkdir()
    for corpus in "abcd":
        save(saved, corpus)
    assert (saved.path / "passages.py").exists()
    assert (saved.path / "__pycache__").exists()


def test_a_failure_while_writing_leaves_the_index_in_use(saved: IndexFolder) -> None:
    folder = save(saved, "a")

    def fail(unfinished: Path) -> None:
        write(unfinished)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), saved.locked():
        saved.save(recipe_of("b"), fail, dimension=8, passages=3, libraries={})
    assert saved.current() == folder
    assert sorted(path.name for path in saved.path.iterdir()) == [folder.name, "current", "lock"]


def test_what_a_killed_process_left_is_swept_away_by_the_next_save(saved: IndexFolder) -> None:
    (saved.path / ".building-0123").mkdir(parents=True)
    save(saved, "a")
    assert not (saved.path / ".building-0123").exists()


def test_a_full_disk_is_a_cache_folder_error(saved: IndexFolder) -> None:
    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(CacheFolderError, match="PLANS_CACHE_FOLDER"), saved.locked():
        saved.save(recipe_of("a"), full, dimension=8, passages=3, libraries={})


def test_a_file_in_the_place_of_the_folder_is_a_cache_folder_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    saved = IndexFolder(tmp_path / "file")
    assert saved.current() is None
    with pytest.raises(CacheFolderError, match="PLANS_CACHE_FOLDER"), saved.locked():
        pass


@pytest.mark.parametrize("pointer", [b"", b"../../etc", b"\xff\xfe"])
def test_a_damaged_pointer_is_a_corrupt_index(saved: IndexFolder, pointer: bytes) -> None:
    save(saved, "a")
    (saved.path / "current").write_bytes(pointer)
    with pytest.raises(CorruptIndexError, match="plans build"):
        saved.current()


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("part/data.json", b"{ }"),
        ("part/data.json", None),
        ("part/added.json", b"{}"),
        ("manifest.json", b"{}"),
        ("manifest.json", None),
    ],
)
def test_a_changed_file_is_a_corrupt_index(
    saved: IndexFolder, file: str, content: bytes | None
) -> None:
    folder = save(saved, "a")
    if content is None:
        (folder / file).unlink()
    else:
        (folder / file).write_bytes(content)
    with pytest.raises(CorruptIndexError) as caught:
        checked_manifest(folder)
    assert file.rpartition("/")[2] in caught.value.message


def test_only_one_at_a_time_holds_the_lock(saved: IndexFolder) -> None:
    holding, most = 0, []

    def hold() -> None:
        nonlocal holding
        with saved.locked():
            holding += 1
            most.append(holding)
            time.sleep(0.05)
            holding -= 1

    threads = [threading.Thread(target=hold) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1, 1, 1]
