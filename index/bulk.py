"""Texts embedded by several processes, on this machine or a cluster, over Ray Data."""

import os
import warnings
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray
from typing_extensions import override

from corpus.errors import EmbeddingModelError
from index.embedding import embeddings_from
from index.settings import Settings

BATCH = 32  # texts a worker embeds at a time


class RayEmbeddings(Embeddings):
    """Another ``Embeddings``, loaded once in each of ``workers`` processes of Ray.

    ``RAY_ADDRESS`` names the cluster; without it, Ray runs on this machine for as long as this
    process does. Starting takes seconds: worth it for thousands of texts at a time. A question
    is embedded by ``here``.
    """

    def __init__(self, load: Callable[[], Embeddings], workers: int, here: Embeddings) -> None:
        self._load = load
        self._workers = workers
        self._here = here

    @override
    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        if not texts:
            return []
        ray = _ray(self._workers)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # Ray sets what it wants unset
            ray.data.DataContext.get_current().enable_progress_bars = False
            items = [{"place": place, "text": text} for place, text in enumerate(texts)]
            # Blocks of several batches each, so that every worker has work.
            blocks = max(self._workers, len(texts) // (8 * BATCH))
            embedded = ray.data.from_items(items, override_num_blocks=blocks).map_batches(
                _Worker,
                fn_constructor_args=(self._load,),
                batch_size=BATCH,
                compute=ray.data.ActorPoolStrategy(size=self._workers),
                num_cpus=1,
            )
            vectors: list[list[float]] = [[] for _ in texts]
            for row in embedded.iter_rows():
                vectors[row["place"]] = row["vector"].tolist()
        return vectors

    @override
    def embed_query(self, text: str) -> list[float]:
        return self._here.embed_query(text)


def workers_from(settings: Settings, here: Embeddings) -> Embeddings | None:
    """Return the workers that the settings ask for, ``None`` for this process alone."""
    if settings.embedding_workers == 1:
        return None
    return RayEmbeddings(partial(embeddings_from, settings), settings.embedding_workers, here)


class _Worker:
    """A process of Ray that embeds batches with a model of its own."""

    def __init__(self, load: Callable[[], Embeddings]) -> None:
        self._model = load()

    def __call__(self, batch: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        vectors = self._model.embed_documents(batch["text"].tolist())
        return {"place": batch["place"], "vector": np.array(vectors, dtype=np.float32)}


def _ray(workers: int) -> Any:
    """Return Ray, started or connected to."""
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # or it warns of that
    try:
        ray: Any = import_module("ray.data") and import_module("ray")  # slow, and an extra
    except ImportError as error:
        raise EmbeddingModelError(
            f"没有安装批量计算向量用的程序库：{error.name}",
            "请执行 pip install 'health-plans-assistant[scale]'，"
            "或把 PLANS_EMBEDDING_WORKERS 改回 1",
        ) from error
    if not ray.is_initialized():
        here = {} if os.environ.get("RAY_ADDRESS") else {"num_cpus": workers}
        ray.init(include_dashboard=False, log_to_driver=False, logging_level="ERROR", **here)
    return ray
