"""Programs are killed, run out of disk and write at once: the index served is the old or the new.

``python tests/index/test_crashes.py 100`` kills a hundred builds and prints what was found.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from langchain_core.embeddings import DeterministicFakeEmbedding

from corpus.documents import Excerpt, Source
from corpus.errors import CorruptIndexError
from index import build
from index.build import Index, index_state, load_index, open_index
from index.embedding import unit_vectors
from index.passages import Passage
from index.settings import Settings
from index.storage import IndexFolder, checked_manifest

ROOT = Path(__file__).parents[2]
KILLS = 5
VERSIONS = 6
EMBEDDING = DeterministicFakeEmbedding(size=32)

# Run in a process of its own: this module, with the embedding model replaced.
CHILD = """
import importlib.util, os, random, resource, sys
spec = importlib.util.spec_from_file_location("crashes", {file!r})
crashes = importlib.util.module_from_spec(spec)
spec.loader.exec_module(crashes)
crashes.build.embeddings_from = lambda settings: crashes.EMBEDDING
settings = crashes.settings_of(sys.argv[1], int(sys.argv[2]))
crashes.build.index_in_memory(crashes.passages_of(0), settings)  # what is slow the first time
identity = crashes.build.model_identity(settings)  # another user may not read the packages
crashes.build.model_identity = lambda settings: identity
print("ready", flush=True)
{code}
"""
CHURN = """
while True:
    crashes.built(settings, random.randrange(crashes.VERSIONS))
"""
BUILD = """
limit, user = int(sys.argv[4]), int(sys.argv[5])
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
if user:
    os.setuid(user)
try:
    index = crashes.built(settings, int(sys.argv[3]))
except crashes.CacheFolderError as error:
    sys.exit(f"CacheFolderError {error}")
crashes.check(index, int(sys.argv[3]))
"""
both_kinds = pytest.mark.parametrize("exact_up_to", [1000, 20], ids=["exact", "clustered"])


def settings_of(folder: Path | str, exact_up_to: int) -> Settings:
    return Settings(cache_folder=Path(folder), exact_up_to=exact_up_to)


def passages_of(version: int) -> list[Passage]:
    """Forty passages and some: half are in every version, the others say which it is."""
    texts = [f"第{n}项：加强急救体系建设。" for n in range(20)]
    texts += [f"第{n}项：版本{version}达到{version * n}张床位。" for n in range(20 + version)]
    return [
        Passage(
            id=f"{version if n >= 20 else 'all'}/{n}",
            source=Source(id="changshu", title="规划"),
            path=("第一章",),
            kind="clause",
            excerpt=Excerpt(text=text, spans=((0, len(text)),)),
        )
        for n, text in enumerate(texts)
    ]


def built(settings: Settings, version: int) -> Index:
    return open_index(lambda: passages_of(version), settings, fingerprint=f"v{version}")


def check(index: Index, version: int) -> None:
    """All of an index is of this version: passages, vectors and keywords."""
    expected = passages_of(version)
    assert index.passages == tuple(expected)
    texts = [passage.indexed_text for passage in expected]
    saved = index.hybrid.store.vectors_of_texts(texts)
    vectors = unit_vectors(EMBEDDING.embed_documents(texts))
    np.testing.assert_allclose([saved[text] for text in texts], vectors, atol=1e-5)
    marked = index.hybrid.keywords.scores(f"{version * 19}") > 0
    assert marked.shape == (len(expected),)
    assert marked[39]
    assert len(index.search(f"版本{version}", top_k=5)) == 5


def version_in_use(settings: Settings) -> int | None:
    """Return the version that is served, after checking it whole; ``None`` before the first."""
    folder = IndexFolder(settings.cache_folder).current()
    if folder is None:
        return None
    version = int(checked_manifest(folder).recipe.corpus.removeprefix("v"))
    check(load_index(folder, settings), version)
    return version


def start(code: str, settings: Settings, *arguments: object) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            CHILD.format(file=str(Path(__file__)), code=code),
            str(settings.cache_folder),
            str(settings.exact_up_to),
            *map(str, arguments),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=ROOT,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n", process.communicate()
    return process


def kill_builds(settings: Settings, times: int, chance: random.Random) -> Counter[str]:
    """Kill builds at random moments; count how often the old, the new or another was served."""
    found: Counter[str] = Counter()
    before = version_in_use(settings)
    for _ in range(times):
        process = start(CHURN, settings)
        time.sleep(chance.uniform(0, 0.3))
        assert process.poll() is None, process.communicate()
        process.kill()
        process.communicate()
        after = version_in_use(settings)
        found["killed"] += 1
        found["served the same as before" if after == before else "served a newer one"] += 1
        unfinished = list((settings.cache_folder / "index").glob(".building-*"))
        found["left something unfinished behind"] += bool(unfinished)
        before = after
    return found


@pytest.fixture(autouse=True)
def _no_real_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "embeddings_from", lambda settings: EMBEDDING)


@both_kinds
def test_a_build_may_be_killed_at_any_moment(tmp_path: Path, exact_up_to: int) -> None:
    settings = settings_of(tmp_path / "cache", exact_up_to)
    found = kill_builds(settings, KILLS, random.Random(exact_up_to))
    assert found["killed"] == KILLS
    assert found["served a newer one"] > 0
    # The lock died with its holder; the next build needs no help and sweeps what is left.
    check(built(settings, VERSIONS), VERSIONS)
    assert version_in_use(settings) == VERSIONS
    assert not list((settings.cache_folder / "index").glob(".building-*"))


@both_kinds
def test_who_has_opened_an_index_keeps_it_when_it_is_replaced_and_removed(
    tmp_path: Path, exact_up_to: int
) -> None:
    settings = settings_of(tmp_path / "cache", exact_up_to)
    built(settings, 1)
    opened = [
        load_index(IndexFolder(tmp_path / "cache").folder_of(recipe), settings)
        for recipe in [checked_manifest(folder_in_use(settings)).recipe] * 2
    ]
    removed = folder_in_use(settings)
    for version in (2, 3, 4):
        built(settings, version)
    assert not removed.exists()
    for index in opened:
        check(index, 1)


def folder_in_use(settings: Settings) -> Path:
    folder = IndexFolder(settings.cache_folder).current()
    assert folder is not None
    return folder


@both_kinds
def test_readers_see_whole_indexes_while_another_program_writes(
    tmp_path: Path, exact_up_to: int
) -> None:
    settings = settings_of(tmp_path / "cache", exact_up_to)
    built(settings, 0)
    writer = start(CHURN, settings)
    seen: set[int | None] = set()
    begun = time.monotonic()
    try:
        while (passed := time.monotonic() - begun) < 1.5 or len(seen) < 2:
            assert passed < 60
            folder = folder_in_use(settings)
            try:
                seen.add(version_in_use(settings))
            except CorruptIndexError:
                assert folder != folder_in_use(settings) or not folder.exists()
    finally:
        writer.kill()
        writer.communicate()


@both_kinds
def test_of_two_that_write_at_once_both_finish(tmp_path: Path, exact_up_to: int) -> None:
    settings = settings_of(tmp_path / "cache", exact_up_to)
    writers = [start(BUILD, settings, version, 0, 0) for version in (2, 3, 3)]
    for writer in writers:
        _, errors = writer.communicate(timeout=120)
        assert writer.returncode == 0, errors
    assert version_in_use(settings) in {2, 3}
    check(built(settings, 2), 2)
    check(built(settings, 3), 3)


@both_kinds
@pytest.mark.parametrize("limit", [100, 5_000, 30_000])
def test_a_full_disk_leaves_the_old_index(tmp_path: Path, exact_up_to: int, limit: int) -> None:
    settings = settings_of(tmp_path / "cache", exact_up_to)
    built(settings, 1)
    process = start(BUILD, settings, 2, limit, 0)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1, errors
    assert "CacheFolderError" in errors
    assert "磁盘空间" in errors
    assert version_in_use(settings) == 1
    assert not list((settings.cache_folder / "index").glob(".building-*"))


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become another user")
def test_a_folder_that_may_not_be_written_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with tempfile.TemporaryDirectory() as place:
        settings = settings_of(Path(place) / "cache", 20)
        built(settings, 1)
        for path in (Path(place), *Path(place).rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        reader, writer = (start(BUILD, settings, version, 0, 65534) for version in (1, 2))
        _, errors = reader.communicate(timeout=60)
        assert reader.returncode == 0, errors
        _, errors = writer.communicate(timeout=60)
        assert "CacheFolderError" in errors
        assert "PLANS_CACHE_FOLDER" in errors
        for path in (Path(place), *Path(place).rglob("*")):
            path.chmod(0o755)


@both_kinds
def test_every_damaged_file_is_recognised_and_the_index_built_anew(
    tmp_path: Path, exact_up_to: int
) -> None:
    chance = random.Random(5)
    settings = settings_of(tmp_path / "cache", exact_up_to)
    built(settings, 1)
    folder = folder_in_use(settings)
    whole = tmp_path / "whole"
    shutil.copytree(folder, whole)
    files = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 6
    for file in files:
        content = (whole / file).read_bytes()
        place = chance.randrange(len(content))
        flipped = content[:place] + bytes([content[place] ^ 1 << chance.randrange(8)])
        for damaged in (content[:place], flipped + content[place + 1 :], b"", None):
            if damaged is None:
                (folder / file).unlink()
            else:
                (folder / file).write_bytes(damaged)
            if file.name == "manifest.json" and damaged and len(damaged) == len(content):
                continue  # a letter of a library's version may differ and do no harm
            assert index_state(settings, "v1").state == "corrupt", file
            with pytest.raises(CorruptIndexError, match="plans build"):
                load_index(folder, settings)
        check(built(settings, 1), 1)
        assert version_in_use(settings) == 1


@both_kinds
def test_a_manifest_with_a_flipped_bit_is_recognised_or_as_good_as_before(
    tmp_path: Path, exact_up_to: int
) -> None:
    chance = random.Random(6)
    settings = settings_of(tmp_path / "cache", exact_up_to)
    built(settings, 1)
    manifest = folder_in_use(settings) / "manifest.json"
    content = manifest.read_bytes()
    recognised = 0
    for _ in range(60):
        place = chance.randrange(len(content))
        flipped = bytes([content[place] ^ 1 << chance.randrange(8)])
        manifest.write_bytes(content[:place] + flipped + content[place + 1 :])
        try:
            check(load_index(manifest.parent, settings), 1)
        except CorruptIndexError:
            recognised += 1
    assert recognised > 40


if __name__ == "__main__":
    setattr(build, "embeddings_from", lambda settings: EMBEDDING)  # noqa: B010
    for limit in (1000, 20):
        with tempfile.TemporaryDirectory() as place:
            own = settings_of(place, limit)
            print(f"exact_up_to={limit}", dict(kill_builds(own, int(sys.argv[1]), random.Random())))
            built(own, VERSIONS)
            assert version_in_use(own) == VERSIONS
