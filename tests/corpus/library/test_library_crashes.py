"""Programs are killed, run out of disk and write at once: the library is the old or the new."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.documents import Source, SourceText
from corpus.errors import LibraryFolderError
from corpus.library.user_plans import UserPlans

ROOT = Path(__file__).parents[3]
KILLS = 25
# Adds and removes plans for ever; says after each change that it is done.
CHURN = """
import random, sys
from pathlib import Path
from corpus.documents import Source, SourceText
from corpus.library.user_plans import UserPlans

library, files = UserPlans(Path(sys.argv[1])), sorted(Path(sys.argv[2]).iterdir())
print("ready", flush=True)
while True:
    own = library.entries
    if own and random.random() < 0.4:
        library.remove(random.choice(own).id)
        continue
    stored = {source.file for source in own}
    file = random.choice([file for file in files if file.name not in stored] or [None])
    if file is not None:
        text = SourceText(text=file.read_text(encoding="utf-8"))
        library.add(file, text, Source(id=f"plan-{file.stem[-1]}", title=file.stem))
"""
# Adds its files, each a plan; as a user who is not root, and with a limit to a file's size.
ADD = """
import os, resource, sys
import pypinyin
from pathlib import Path
from corpus.documents import Source, SourceText
from corpus.errors import PlansError
from corpus.library.user_plans import UserPlans

limit, user = map(int, sys.argv[2:4])
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
if user:
    os.setuid(user)
try:
    for name in sys.argv[4:]:
        text = SourceText(text=Path(name).read_text(encoding="utf-8"))
        UserPlans(Path(sys.argv[1])).add(Path(name), text, Source(id="", title=name))
except PlansError as error:
    sys.exit(f"{type(error).__name__} {error}")
"""


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment,
        cwd=ROOT,
    )


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(6):
        text = f"一、第{number}份\n" + "加强急救体系建设，" * 2000 * (number + 1)
        (folder / f"规划{number}.txt").write_text(text, encoding="utf-8")
    return folder


def assert_sound(library: UserPlans, files: Path) -> None:
    """Every plan that is listed can be read, and is what was added."""
    for source in library.entries:
        text = (files / source.file).read_text(encoding="utf-8")
        assert library.read(source).text == text
        assert library.original_of(source).read_text(encoding="utf-8") == text


def test_a_library_survives_being_killed_at_any_moment(tmp_path: Path, files: Path) -> None:
    chance = random.Random(4)
    library = UserPlans(tmp_path / "library")
    found = set()
    for _ in range(KILLS):
        process = start(CHURN, library.folder, files)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0, 0.2))
        assert process.poll() is None, process.communicate()
        process.kill()
        process.communicate()
        assert_sound(library, files)
        found.add(len(library.entries))
    assert len(found) > 1
    # The lock died with its holder, and the next change sweeps what is left.
    file = tmp_path / "后来.txt"
    file.write_text("一、后来", encoding="utf-8")
    library.add(file, SourceText(text="一、后来"), Source(id="after", title="后来"))
    folders = {path.name for path in library.folder.iterdir() if path.is_dir()}
    assert folders == {source.sha256[:16] for source in library.entries}
    assert not list(library.folder.glob(".adding-*"))


def test_readers_see_a_whole_library_while_another_program_writes(
    tmp_path: Path, files: Path
) -> None:
    library = UserPlans(tmp_path / "library")
    process = start(CHURN, library.folder, files)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    try:
        seen: set[tuple[str, ...]] = set()
        start_time = time.monotonic()
        while (passed := time.monotonic() - start_time) < 1.5 or len(seen) < 2:
            seen.add(tuple(source.id for source in library.entries))
            assert passed < 60
    finally:
        process.kill()
        process.communicate()


def test_two_programs_that_add_at_once_lose_nothing(tmp_path: Path, files: Path) -> None:
    folder = tmp_path / "library"
    names = sorted(files.iterdir())
    writers = [start(ADD, folder, 0, 0, *names[:3]), start(ADD, folder, 0, 0, *names[3:])]
    for writer in writers:
        _, errors = writer.communicate(timeout=60)
        assert writer.returncode == 0, errors
    library = UserPlans(folder)
    assert sorted(source.file for source in library.entries) == [path.name for path in names]
    assert len({source.id for source in library.entries}) == len(names)
    assert_sound(library, files)


def test_two_programs_that_add_one_file_add_it_once(tmp_path: Path, files: Path) -> None:
    file = files / "规划0.txt"
    writers = [start(ADD, tmp_path / "library", 0, 0, file) for _ in range(2)]
    ends = sorted((writer.communicate(timeout=60)[1], writer.returncode) for writer in writers)
    assert [code for _, code in ends] == [0, 1]
    assert "KnownFileError" in ends[1][0]
    assert len(UserPlans(tmp_path / "library").entries) == 1


def test_a_disk_that_fills_up_leaves_the_old_library(tmp_path: Path, files: Path) -> None:
    folder = tmp_path / "library"
    first, large = files / "规划0.txt", files / "规划5.txt"
    start(ADD, folder, 0, 0, first).communicate(timeout=60)
    before = {path.name for path in folder.iterdir()}
    process = start(ADD, folder, 100_000, 0, large)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "LibraryFolderError" in errors
    assert "文件超出允许的大小" in errors
    assert {path.name for path in folder.iterdir()} == before
    assert_sound(UserPlans(folder), files)


@pytest.fixture
def readable_by_all(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that another user, too, may read and whose parents it may enter."""
    folder = tmp_path_factory.mktemp("shared")
    for path in (folder, *folder.parents):
        if path.stat().st_uid == os.getuid() and path.is_relative_to("/tmp"):
            path.chmod(path.stat().st_mode | 0o755)
    return folder


def test_a_folder_that_may_not_be_written_is_said_and_can_still_be_read(
    readable_by_all: Path,
) -> None:
    library = UserPlans(readable_by_all / "library")
    file = readable_by_all / "规划.txt"
    file.write_text("一、总则", encoding="utf-8")
    added = library.add(file, SourceText(text="一、总则"), Source(id="tc", title="规划"))
    other = readable_by_all / "b.txt"
    other.write_text("一、其他", encoding="utf-8")
    library.folder.chmod(0o555)
    try:
        if os.getuid() != 0:
            with pytest.raises(LibraryFolderError, match="没有权限"):
                library.remove("tc")
        else:  # root may write everywhere, so somebody else tries
            process = start(ADD, library.folder, 0, 65534, other)
            _, errors = process.communicate(timeout=60)
            assert "LibraryFolderError" in errors
            assert "没有权限" in errors
    finally:
        library.folder.chmod(0o755)
    assert library.entries == (added,)
    assert library.plan("tc").text == "一、总则"
