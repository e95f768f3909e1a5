"""Whether the assistant can work on this machine: each check with its finding and a remedy."""

import shutil
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from assistant.chat.model import chat_model_from, check
from corpus.catalogue import read_text, sources
from corpus.documents import Value
from corpus.errors import CacheFolderError, CorruptIndexError, PlansError
from corpus.library.library_files import unusable
from corpus.library.user_plans import UserPlans, all_sources
from index.build import index_state
from index.embedding import embeddings_from
from index.fingerprint import fingerprint_of
from index.reranking import reranker_from
from index.settings import Settings, load_settings

PYTHON = (3, 11)
NEEDED_SPACE = 200 * 2**20

# The distribution's name, and its module's where that differs.
PACKAGES = {
    "torch": "torch",
    "sentence-transformers": "sentence_transformers",
    "langchain": "langchain",
    "langchain-core": "langchain_core",
    "langchain-huggingface": "langchain_huggingface",
    "faiss-cpu": "faiss",
    "bm25s": "bm25s",
    "jieba": "jieba",
    "gradio": "gradio",
}
_REINSTALL = "请重新安装：删除 .venv 文件夹后再执行 make ask，或执行 pip install -e ."
_STATES = {
    "missing": "还没有建立，首次提问时会自动建立（约 1–2 分钟）",
    "stale": "规划、模型或设置有变化，下次提问时会自动重建（约 1–2 分钟）",
}


class Check(Value):
    """What a check found; ``remedy`` is empty if all is well."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""


def checks(**overrides: Any) -> Iterator[Check]:
    """Yield every check, the settings taken as `load_settings` does with these ``overrides``.

    Checks that need settings are left out if there are none to be had. Takes seconds, for
    the libraries and the embedding model are loaded for real.
    """
    yield _checked("Python", python_version)
    yield _checked("程序包", package_versions)
    yield _checked("规划文件", plan_files)
    try:
        settings = load_settings(**overrides)
    except PlansError as error:
        yield _failed("设置", error)
        return
    yield Check(name="设置", ok=True, detail="全部可用")
    yield _checked("向量模型", lambda: embedding_model(settings))
    yield _checked("重排模型", lambda: reranker(settings))
    yield _checked("缓存文件夹", lambda: cache_folder(settings.cache_folder))
    yield _checked("资料库", lambda: library_folder(settings.library_folder))
    yield _checked("索引", lambda: saved_index(settings))
    yield _checked("聊天模型", lambda: chat_model(settings))


def python_version() -> str:
    """Return the version of Python; raise `PlansError` if it is too old."""
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < PYTHON:
        needed = ".".join(map(str, PYTHON))
        raise PlansError(f"Python {found} 太旧", f"请安装 Python {needed} 或更新的版本")
    return found


def package_versions() -> str:
    """Import every package and return their versions; raise `PlansError` naming those that fail."""
    found, failed = [], []
    for name, module in PACKAGES.items():
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                import_module(module)
            found.append(f"{name} {version(name)}")
        except (ImportError, OSError, PackageNotFoundError) as error:
            failed.append(f"{name}（{error}）")
    if failed:
        raise PlansError(f"导入失败：{'、'.join(failed)}", _REINSTALL)
    return "，".join(found)


def plan_files() -> str:
    """Read every shipped plan against the catalogue; errors as for `corpus.catalogue.read_plan`."""
    known = sources()
    for source in known:
        read_text(source)
    return f"{len(known)} 份，内容与目录登记的一致"


def embedding_model(settings: Settings) -> str:
    """Embed a word; raise `EmbeddingModelError` if the model is missing or does not load."""
    vector = embeddings_from(settings).embed_query("卫生健康")
    return f"{settings.embedding_model}，{len(vector)} 维"


def reranker(settings: Settings) -> str:
    """Have the reranker, if one is set, score a passage; raise `RerankerError` if it cannot."""
    model = reranker_from(settings)
    if model is None:
        return "没有设置（不需要）"
    model.scores("卫生健康", ["卫生健康"])
    return settings.reranker


def cache_folder(folder: Path) -> str:
    """Write a file that vanishes to the folder, or to the one it would be made in.

    Raises:
        CacheFolderError: if it cannot be written, or too little space is left.
    """
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=existing) as probe:
            probe.write(b"plans")
        free = shutil.disk_usage(existing).free
    except OSError as error:
        raise CacheFolderError(
            f"{folder} 不能写入：{error.strerror}",
            "请检查权限，或用 PLANS_CACHE_FOLDER 指定另一个文件夹",
        ) from error
    if free < NEEDED_SPACE:
        raise CacheFolderError(
            f"{folder} 所在磁盘只剩 {_size(free)}",
            f"请腾出至少 {_size(NEEDED_SPACE)}，或用 PLANS_CACHE_FOLDER 指定另一个文件夹",
        )
    return f"{folder}，剩余 {_size(free)}"


def library_folder(folder: Path) -> str:
    """Read what is stored of the user's plans, and see whether the folder can be written.

    Raises:
        LibraryError: it cannot be read or written, or what is stored is damaged.
    """
    library = UserPlans(folder)
    library.check()
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=existing) as probe:
            probe.write(b"plans")
    except OSError as error:
        raise unusable(folder, error) from error
    return f"{folder}，自己添加的规划 {len(library.entries)} 份"


def saved_index(settings: Settings) -> str:
    """Return how the saved index stands; raise `CorruptIndexError` if it is damaged."""
    found = index_state(settings, fingerprint_of(all_sources(settings.library_folder), settings))
    if found.state == "corrupt":
        raise CorruptIndexError(f"已损坏：{found.folder}", "请执行 plans build 重建索引")
    if found.state == "fresh":
        return f"可用，{found.passages} 段，{_size(found.size_in_bytes)}"
    return _STATES[found.state]


def chat_model(settings: Settings) -> str:
    """Have the chat model, if one is set, write one token.

    Raises:
        SettingsError: its settings cannot be used.
        ChatModelError: it cannot be reached, refuses, is unknown to its server, or is slow.
    """
    model = chat_model_from(settings)
    if model is None:
        return "没有设置（不需要）：回答由规划原文组成"
    return check(model, settings)


def _checked(name: str, examine: Callable[[], str]) -> Check:
    try:
        return Check(name=name, ok=True, detail=examine())
    except PlansError as error:
        return _failed(name, error)


def _failed(name: str, error: PlansError) -> Check:
    return Check(name=name, ok=False, detail=error.message, remedy=error.remedy)


def _size(count: int) -> str:
    """Return a number of bytes as people say it.

    >>> _size(3 * 2**20), _size(5 * 2**30)
    ('3 MB', '5.0 GB')
    """
    return f"{count / 2**30:.1f} GB" if count >= 2**30 else f"{count / 2**20:.0f} MB"
