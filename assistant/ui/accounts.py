"""Who may use the page from other machines: names and hashed passwords, in a file."""

import json
import os
import secrets
from base64 import b64decode, b64encode
from collections import deque
from collections.abc import Callable
from hashlib import scrypt
from hmac import compare_digest
from pathlib import Path
from threading import Lock
from time import monotonic
from uuid import uuid4

from filelock import FileLock
from pydantic import TypeAdapter, ValidationError

from corpus.documents import Value
from corpus.errors import SettingsError

FILE_NAME = "accounts.json"
SHORTEST_PASSWORD = 8
LONGEST_NAME = 40
# The least that OWASP's Password Storage Cheat Sheet names for scrypt: 16 MiB a try.
_N, _R, _P = 2**14, 8, 5
_MEMORY = 64 * 1024 * 1024
_SALT_BYTES = 16
_MOST_FAILURES = 5
_PAUSE = 300.0


class Account(Value):
    """A name's salt and hash, and whether it may change the library."""

    salt: str
    hash: str
    librarian: bool = False


_ACCOUNTS = TypeAdapter(dict[str, Account])


class Accounts:
    """The accounts of a folder; the file is read at each use, so that a change counts at once.

    Every method raises `SettingsError` if the file cannot be read or written.

    Args:
        folder: where the file is.
        clock: gives seconds that never go back.
    """

    def __init__(self, folder: Path, clock: Callable[[], float] = monotonic) -> None:
        self._file = folder / FILE_NAME
        self._clock = clock
        self._failures: dict[str, deque[float]] = {}
        self._lock = Lock()

    def names(self) -> dict[str, bool]:
        """Return all names, each with whether it may change the library."""
        return {name: account.librarian for name, account in self._read().items()}

    def add(self, name: str, password: str, *, librarian: bool = False) -> None:
        """Add an account, or give an existing one another password.

        Raises `SettingsError` if the name is empty, too long or has white space in it, or if the
        password is too short.
        """
        if not name or len(name) > LONGEST_NAME or name.split() != [name]:
            raise SettingsError(
                f"“{name}”不能用作账号名", f"账号名不能有空格，最长 {LONGEST_NAME} 个字符"
            )
        if len(password) < SHORTEST_PASSWORD:
            raise SettingsError("密码太短", f"密码至少 {SHORTEST_PASSWORD} 个字符")
        salt = secrets.token_bytes(_SALT_BYTES)
        account = Account(
            salt=b64encode(salt).decode(),
            hash=b64encode(_hashed(password, salt)).decode(),
            librarian=librarian,
        )
        self._change(lambda known: {**known, name: account})

    def remove(self, name: str) -> None:
        """Remove an account; raise `SettingsError` if there is none of this name."""
        if name not in self._read():
            raise SettingsError(f"没有账号“{name}”", "执行 plans user list 可列出全部账号")
        self._change(lambda known: {n: a for n, a in known.items() if n != name})

    def admits(self, name: str, password: str) -> bool:
        """Whether name and password belong together; after five failures it pauses for a while.

        An unknown name takes as long as a known one, so that none can be told from the other.
        """
        if self._is_paused(name):
            return False
        account = self._read().get(name)
        salt = b64decode(account.salt) if account else bytes(_SALT_BYTES)
        right = compare_digest(_hashed(password, salt), b64decode(account.hash) if account else b"")
        if not right:
            self._remember_failure(name)
        return right

    def is_librarian(self, name: str) -> bool:
        """Whether an account may add plans and remove them."""
        account = self._read().get(name)
        return account is not None and account.librarian

    def _is_paused(self, name: str) -> bool:
        with self._lock:
            failures = self._failures.get(name, deque())
            return len(failures) == _MOST_FAILURES and self._clock() - failures[0] < _PAUSE

    def _remember_failure(self, name: str) -> None:
        """Count a failure, and forget the names whose failures no longer count."""
        now = self._clock()
        with self._lock:
            self._failures = {n: f for n, f in self._failures.items() if now - f[-1] < _PAUSE}
            self._failures.setdefault(name, deque(maxlen=_MOST_FAILURES)).append(now)

    def _read(self) -> dict[str, Account]:
        try:
            return _ACCOUNTS.validate_json(self._file.read_bytes())
        except FileNotFoundError:
            return {}
        except (OSError, ValidationError) as error:
            raise SettingsError(
                f"账号文件读不出来：{self._file}", "请检查权限；文件损坏时删除它，再重新添加账号"
            ) from error

    def _change(self, change: Callable[[dict[str, Account]], dict[str, Account]]) -> None:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with FileLock(self._file.with_suffix(".lock")):
                content = json.dumps(
                    {name: a.model_dump() for name, a in change(self._read()).items()},
                    ensure_ascii=False,
                    indent=1,
                )
                unfinished = self._file.with_name(f".{uuid4().hex}")
                handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    file.write(content)
                unfinished.replace(self._file)
        except OSError as error:
            raise SettingsError(
                f"账号文件写不进去：{self._file}：{error.strerror}", "请检查文件夹的权限和磁盘空间"
            ) from error


def _hashed(password: str, salt: bytes) -> bytes:
    return scrypt(password.encode(), salt=salt, n=_N, r=_R, p=_P, maxmem=_MEMORY)
