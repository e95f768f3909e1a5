"""Where a built index is kept: checked when read, replaced as a whole, never half written.

::

    <cache folder>/index/
    ├── current               the name of the folder in use
    ├── lock                  held while an index is built
    ├── 1f0c…                 one folder an index, named by the start of its fingerprint
    │   ├── manifest.json     what it was built from, and the SHA-256 of every other file
    │   └── …
    └── .building-…           an index being written; renamed when it is complete
"""

import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from filelock import FileLock
from pydantic import ValidationError

from corpus.documents import Value
from corpus.errors import CacheFolderError, CorruptIndexError

MANIFEST_FILE = "manifest.json"
KEPT_VERSIONS = 2  # the one in use and the one before

_POINTER_FILE = "current"
_LOCK_FILE = "lock"
_UNFINISHED = ".building-"
_REBUILD = "请执行 plans build 重建索引"


class Recipe(Value):
    """What an index is built from. Two indexes of one recipe are the same."""

    format: int
    corpus: str
    model: str
    settings: dict[str, str | int]

    @property
    def embedding(self) -> tuple[str, str | int | None]:
        """What decides the vector of a text: the model, and what is put before the text."""
        return self.model, self.settings.get("embedding_passage_prompt")

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the recipe, in hexadecimal."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


class Manifest(Value):
    """What stands in a saved index's ``manifest.json``; ``files`` maps names to SHA-256."""

    recipe: Recipe
    fingerprint: str
    dimension: int
    passages: int
    libraries: dict[str, str]
    files: dict[str, str]


class IndexFolder:
    """The saved indexes under one cache folder."""

    def __init__(self, cache_folder: Path) -> None:
        self.path = cache_folder / "index"

    def folder_of(self, recipe: Recipe) -> Path:
        """Return the folder that an index of ``recipe`` is kept in."""
        return self.path / recipe.fingerprint[:16]

    def current(self) -> Path | None:
        """Return the folder of the index in use; ``None`` if there is none.

        Raises:
            CorruptIndexError: if the pointer does not name an index.
            CacheFolderError: if the folder may not be read.
        """
        try:
            name = (self.path / _POINTER_FILE).read_text(encoding="utf-8").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except UnicodeDecodeError:
            name = ""
        except OSError as error:
            raise _unusable(self.path, error) from error
        if not _is_version(name):
            raise CorruptIndexError(f"索引的指针文件已损坏：{self.path / _POINTER_FILE}", _REBUILD)
        return self.path / name

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep every other process (and thread) from building while the block runs.

        Raises:
            CacheFolderError: if the folder cannot be made or written.
        """
        lock = FileLock(self.path / _LOCK_FILE)
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except OSError as error:
            raise _unusable(self.path, error) from error
        try:
            yield
        finally:
            lock.release()

    def save(
        self,
        recipe: Recipe,
        write: Callable[[Path], None],
        *,
        dimension: int,
        passages: int,
        libraries: dict[str, str],
    ) -> None:
        """Have ``write`` fill a folder, then put that folder in the place of the index in use.

        Call it inside `locked`. Whatever goes wrong before the end leaves the old index.

        Raises:
            CacheFolderError: if the folder cannot be written.
        """
        unfinished = self.path / f"{_UNFINISHED}{uuid4().hex}"
        try:
            unfinished.mkdir()
            write(unfinished)
            manifest = Manifest(
                recipe=recipe,
                fingerprint=recipe.fingerprint,
                dimension=dimension,
                passages=passages,
                libraries=libraries,
                files=_checksums(unfinished),
            )
            text = manifest.model_dump_json(indent=2)
            (unfinished / MANIFEST_FILE).write_text(text, encoding="utf-8")
            folder = self.folder_of(recipe)
            shutil.rmtree(folder, ignore_errors=True)  # a damaged index of the same recipe
            unfinished.rename(folder)
            self._point_to(folder)
        except OSError as error:
            raise _unusable(self.path, error) from error
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)

    def switch_to(self, recipe: Recipe) -> None:
        """Put the saved index of ``recipe`` into use. Call it inside `locked`.

        Raises:
            CacheFolderError: if the folder cannot be written.
        """
        try:
            os.utime(self.folder_of(recipe) / MANIFEST_FILE)
            self._point_to(self.folder_of(recipe))
        except OSError as error:
            raise _unusable(self.path, error) from error

    def _point_to(self, folder: Path) -> None:
        pointer = self.path / f"{_UNFINISHED}{uuid4().hex}"
        pointer.write_text(folder.name, encoding="utf-8")
        pointer.replace(self.path / _POINTER_FILE)
        self._remove_old(folder)

    def _remove_old(self, in_use: Path) -> None:
        """Remove all but the latest versions, and what a crash left behind."""
        versions = [path for path in self.path.iterdir() if _is_version(path.name)]
        versions.sort(key=lambda path: (path == in_use, _used_at(path)), reverse=True)
        leftovers = self.path.glob(f"{_UNFINISHED}*")
        for path in (*versions[KEPT_VERSIONS:], *leftovers):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def checked_manifest(folder: Path) -> Manifest:
    """Return the manifest of the index in ``folder``, having checked every file against it.

    Raises:
        CorruptIndexError: if the manifest cannot be read, or a file is missing or changed.
    """
    try:
        manifest = Manifest.model_validate_json((folder / MANIFEST_FILE).read_bytes())
        changed = _checksums(folder).items() ^ manifest.files.items()
    except ValidationError as error:
        raise CorruptIndexError(f"索引说明不完整：{folder / MANIFEST_FILE}", _REBUILD) from error
    except OSError as error:
        raise CorruptIndexError(f"索引读不出来：{error}", _REBUILD) from error
    if changed:
        names = "、".join(sorted({name for name, _ in changed}))
        raise CorruptIndexError(f"索引文件已损坏：{folder}：{names}", _REBUILD)
    if manifest.fingerprint != manifest.recipe.fingerprint:
        raise CorruptIndexError(f"索引说明与其指纹不符：{folder / MANIFEST_FILE}", _REBUILD)
    return manifest


def size_of(folder: Path) -> int:
    """Return the size in bytes of all files in ``folder``."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _checksums(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): _checksum(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / MANIFEST_FILE
    }


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_version(name: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{16}", name) is not None


def _used_at(folder: Path) -> float:
    manifest = folder / MANIFEST_FILE
    return manifest.stat().st_mtime if manifest.is_file() else 0


def _unusable(folder: Path, error: OSError) -> CacheFolderError:
    return CacheFolderError(
        f"缓存文件夹不能读写：{folder}：{error.strerror or error}",
        "请检查权限和磁盘空间，或用 PLANS_CACHE_FOLDER 指定另一个文件夹",
    )
