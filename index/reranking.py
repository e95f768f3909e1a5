"""A cross-encoder that reads question and passage together and puts the best passages first."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from corpus.errors import RerankerError
from index.passages import Hit
from index.settings import Settings

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

# So many passages are read again, the best of the search: one batch of the model.
RERANKED = 32

_REMEDY = (
    "本程序不会联网下载模型：请先把模型放到本机，把 PLANS_RERANKER 设为它的文件夹；"
    "或去掉这个设置，不用重排模型也能检索"
)


class Reranker(ABC):
    """Scores passages beside a question. Safe to use from several threads."""

    @abstractmethod
    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return for each text how well it answers the question, shape (texts,); more is better.

        Raises:
            RerankerError: the model is missing, does not load, or is none for this.
        """


class CrossEncoderReranker(Reranker):
    """A sentence-transformers ``CrossEncoder`` of one output, loaded at the first use.

    ``model`` is its folder, or its name among the models that this machine has already.
    """

    def __init__(self, model: str) -> None:
        self._name = model
        self._lock = threading.Lock()
        self._encoder: CrossEncoder | None = None

    @override
    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float64]:
        with self._lock:
            if self._encoder is None:
                self._encoder = _loaded(self._name)
            pairs = [(question, text) for text in texts]
            found = self._encoder.predict(pairs, batch_size=RERANKED, show_progress_bar=False)
        return np.asarray(found, dtype=np.float64).reshape(len(texts))


def reranker_from(settings: Settings) -> Reranker | None:
    """Return the reranker that the settings name, not loaded yet; ``None`` if they name none."""
    return CrossEncoderReranker(settings.reranker) if settings.reranker else None


def reranked(question: str, hits: Sequence[Hit], reranker: Reranker) -> tuple[Hit, ...]:
    """Return the hits, the best 32 in the order of the reranker and under its scores.

    The others follow, as far below the last of these as they were below one another.
    """
    read, rest = hits[:RERANKED], hits[RERANKED:]
    if not read:
        return ()
    scores = reranker.scores(question, [hit.passage.indexed_text for hit in read])
    order = np.argsort(-scores, kind="stable").tolist()
    gap = scores.min() - read[-1].score
    scored = [
        *((read[place], float(scores[place])) for place in order),
        *((hit, float(hit.score + gap)) for hit in rest),
    ]
    return tuple(
        hit.model_copy(update={"score": score, "rank": rank})
        for rank, (hit, score) in enumerate(scored, start=1)
    )


def _loaded(name: str) -> "CrossEncoder":
    """Return the model, from this machine alone."""
    from safetensors import SafetensorError  # noqa: PLC0415 - comes with the model libraries
    from sentence_transformers import CrossEncoder  # noqa: PLC0415 - slow

    folder = Path(name).expanduser()
    try:
        encoder: CrossEncoder = CrossEncoder(
            str(folder) if folder.is_dir() else name, local_files_only=True
        )
    except (OSError, ValueError, KeyError, RuntimeError, ImportError, SafetensorError) as error:
        raise RerankerError(f"重排模型 {name} 加载不了：{error}", _REMEDY) from error
    # From a model of another kind, a head would be made up at random.
    saved_as = encoder.model.config.architectures if encoder.model is not None else None
    if type(encoder.model).__name__ not in (saved_as or ()) or encoder.num_labels != 1:
        raise RerankerError(f"{name} 不是重排模型（输出一个分数的 CrossEncoder）", _REMEDY)
    return encoder
