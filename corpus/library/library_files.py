"""How the user's plans lie on disk: written whole, then named; checked when read.

::

    <library folder>/
    ├── library.json          the list of plans; replaced as a whole, by renaming
    ├── lock                  held while the library is changed
    ├── 9f86d081884c7d65/     one folder a file, named by the start of its SHA-256
    │   ├── original.docx     the file as it was added
    │   └── text.json         its text as it was read, so that offsets never change
    └── .adding-…             what is being written; swept at the next change

A plan's folder is complete on disk before the list names it, and is deleted after the list
has ceased to: a crash at any moment leaves the old library or the new one.
"""

import errno
import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import Annotated, Self
from uuid import uuid4

from filelock import FileLock, Timeout
from pydantic import Field, ValidationError, model_validator

from corpus.documents import Source, SourceText, Value
from corpus.errors import (
    DamagedLibraryError,
    LibraryBusyError,
    LibraryFolderError,
    UnreadableFileError,
)
from corpus.library.plan_ids import is_plan_id

LIBRARY_FILE = "library.json"
TEXT_FILE = "text.json"
_LOCK_FILE = "lock"
_UNFINISHED = ".adding-"
_FORMAT = 1
_SHA256 = re.compile("[0-9a-f]{64}")
_FOLDER_NAME = re.compile("[0-9a-f]{16}")
_SAFE_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出磁盘配额",
    errno.EFBIG: "文件超出允许的大小",
    errno.EACCES: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENAMETOOLONG: "名称太长",
    errno.EEXIST: "同名的文件占了位置",
    errno.ENOENT: "不存在",
}


class StoredPlan(Value):
    """An entry of the list: what the plan says of itself, and what is stored of it."""

    source: Source
    original: Annotated[str, Field(pattern=r"^original(\.[a-z0-9]{1,8})?$")]
    text_sha256: str

    @model_validator(mode="after")
    def _names_are_safe(self) -> Self:
        """The hash names a folder: a list written by hand must not lead out of the library."""
        if not (_SHA256.fullmatch(self.source.sha256) and is_plan_id(self.source.id)):
            raise ValueError("an entry needs a plan id and a SHA-256")
        return self

    @property
    def folder(self) -> str:
        """Name of the folder that holds the file and its text."""
        return self.source.sha256[:16]


class LibraryList(Value):
    """What stands in ``library.json``."""

    format: Annotated[int, Field(ge=_FORMAT, le=_FORMAT)] = _FORMAT
    plans: tuple[StoredPlan, ...] = ()

    @model_validator(mode="after")
    def _plans_are_told_apart(self) -> Self:
        ids = {stored.source.id for stored in self.plans}
        folders = {stored.folder for stored in self.plans}
        if not len(ids) == len(folders) == len(self.plans):
            raise ValueError("two plans have one id or one folder")
        return self


class LibraryFiles:
    """The files of a library. Reading takes no lock; changes happen inside `changing`."""

    def __init__(self, folder: Path, patience: float) -> None:
        self.folder = folder
        self._patience = patience

    def plans(self) -> tuple[StoredPlan, ...]:
        """Return the list of plans; empty where there is no library yet.

        Raises:
            DamagedLibraryError: the list is no list, or missing although plans are stored.
            LibraryFolderError: the list cannot be read.
        """
        content = self._content_of_list()
        # A list that is missing beside stored plans was lost, or written this very moment.
        if content is None and self._stored_folders():
            content = self._content_of_list()
            if content is None:
                raise self._damaged("不见了，而文件夹里还有收录的规划")
        if content is None:
            return ()
        try:
            return LibraryList.model_validate_json(content).plans
        except ValidationError as error:
            raise self._damaged("已损坏") from error

    def text_of(self, stored: StoredPlan) -> SourceText:
        """Return the text of a plan as it was read when it was added.

        Raises:
            FileNotFoundError: nothing is stored of it.
            DamagedLibraryError: what is stored is not what was written.
            LibraryFolderError: it cannot be read.
        """
        path = self.folder / stored.folder / TEXT_FILE
        try:
            content = path.read_bytes()
            if hashlib.sha256(content).hexdigest() == stored.text_sha256:
                return SourceText.model_validate_json(content)
        except FileNotFoundError:
            raise
        except OSError as error:
            raise unusable(self.folder, error) from error
        except ValidationError as error:
            raise self.damaged_plan(stored) from error
        raise self.damaged_plan(stored)

    def damaged_plan(self, stored: StoredPlan) -> DamagedLibraryError:
        """Return the error that says how to mend what is stored of a plan."""
        original = self.folder / stored.folder / stored.original
        return DamagedLibraryError(
            f"资料库中规划 {stored.source.id} 的文字已损坏：{original.with_name(TEXT_FILE)}",
            f"请先把原文件 {original} 复制到别处，执行 plans remove {stored.source.id}，"
            "再用 plans add 添加复制出来的文件",
        )

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Keep every other program from changing the library; sweep it before and after.

        Raises:
            LibraryBusyError: another program did not end its change in time.
            LibraryFolderError: the folder cannot be made or written, or the disk is full.
            DamagedLibraryError: the list is damaged; then nothing is swept.
        """
        lock = FileLock(self.folder / _LOCK_FILE, timeout=self._patience)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout as error:
            raise LibraryBusyError(
                f"另一个程序正在改动资料库 {self.folder}", "请等它完成后重试"
            ) from error
        except OSError as error:
            raise unusable(self.folder, error) from error
        try:
            self._sweep()
            if not (self.folder / LIBRARY_FILE).exists():
                self.write_list(())
            try:
                yield
            finally:
                self._sweep()
        except OSError as error:
            raise unusable(self.folder, error) from error
        finally:
            lock.release()

    def store(self, file: Path, text: SourceText, source: Source) -> StoredPlan:
        """Store a copy of a file and its text, complete on disk but in no list yet.

        Call it inside `changing`; ``source`` has the hash of the file.

        Raises:
            UnreadableFileError: the file cannot be read, or is not what the hash is of.
        """
        suffix = file.suffix.lower() if _SAFE_SUFFIX.fullmatch(file.suffix.lower()) else ""
        content = text.model_dump_json().encode()
        stored = StoredPlan(
            source=source,
            original=f"original{suffix}",
            text_sha256=hashlib.sha256(content).hexdigest(),
        )
        unfinished = self.folder / f"{_UNFINISHED}{uuid4().hex}"
        unfinished.mkdir()
        with opened(file) as original:
            _write(unfinished / stored.original, iter(lambda: original.read(1 << 20), b""))
        if hash_of(unfinished / stored.original) != source.sha256:
            raise UnreadableFileError(f"文件 {file} 在读取过程中被改动了", "请等文件不再变动后重试")
        _write(unfinished / TEXT_FILE, [content])
        _flush(unfinished)
        unfinished.rename(self.folder / stored.folder)
        _flush(self.folder)
        return stored

    def write_list(self, plans: Iterable[StoredPlan]) -> None:
        """Put a new list in the place of the old. Call it inside `changing`."""
        text = LibraryList(plans=tuple(plans)).model_dump_json(indent=2)
        unfinished = self.folder / f"{_UNFINISHED}{uuid4().hex}"
        _write(unfinished, [text.encode()])
        unfinished.replace(self.folder / LIBRARY_FILE)
        _flush(self.folder)

    def _sweep(self) -> None:
        """Delete what a crash left behind, and what the list no longer names."""
        listed = {stored.folder for stored in self.plans()}
        leftovers = [path for path in self._stored_folders() if path.name not in listed]
        for path in (*leftovers, *self.folder.glob(f"{_UNFINISHED}*")):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)

    def _stored_folders(self) -> list[Path]:
        return [path for path in self.folder.glob("*") if _FOLDER_NAME.fullmatch(path.name)]

    def _content_of_list(self) -> bytes | None:
        try:
            return (self.folder / LIBRARY_FILE).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise unusable(self.folder, error) from error

    def _damaged(self, how: str) -> DamagedLibraryError:
        aside = self.folder.with_name(f"{self.folder.name}-old")
        return DamagedLibraryError(
            f"资料库的目录文件 {self.folder / LIBRARY_FILE} {how}",
            f"有备份就恢复这个文件；没有就把文件夹改名为 {aside}，"
            f"再执行 plans add {aside}/*/original* 重新添加，原文件都在里面",
        )


def hash_of(file: Path) -> str:
    """Return the SHA-256 of a file; raise `UnreadableFileError` if it cannot be read."""
    with opened(file) as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


@contextmanager
def opened(file: Path) -> Iterator[BufferedReader]:
    """Open a file of the user's for the block; raise `UnreadableFileError` if that fails."""
    try:
        if file.exists() and not file.is_file():  # opening a pipe would wait for ever
            raise UnreadableFileError(f"{file} 不是文件", "请给出一个规划文件的路径")
        content = file.open("rb")
    except (OSError, ValueError) as error:
        raise UnreadableFileError(
            f"文件 {file} 打不开：{_reason(error)}", "请检查路径和读取权限"
        ) from error
    with content:
        yield content


def unusable(folder: Path, error: OSError) -> LibraryFolderError:
    """Return the error that says why the library cannot be read or written."""
    return LibraryFolderError(
        f"资料库文件夹 {folder} 不能读写：{_reason(error)}",
        "请检查权限和磁盘空间，或用 PLANS_LIBRARY_FOLDER 指定另一个文件夹",
    )


def _reason(error: OSError | ValueError) -> str:
    number = error.errno if isinstance(error, OSError) else None
    return _REASONS.get(number or 0, str(getattr(error, "strerror", None) or error))


def _write(path: Path, content: Iterable[bytes]) -> None:
    with path.open("xb") as file:
        for piece in content:
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())


def _flush(folder: Path) -> None:
    """Have the names in a folder written to the disk, not only what the files hold."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
