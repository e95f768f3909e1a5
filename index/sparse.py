"""BM25 over Chinese keywords: a score for every passage, and an index saved without pickle."""

import json
import logging
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Self

import bm25s
import numpy as np
from numpy.typing import NDArray

from corpus.errors import CorruptIndexError
from index.words import WordList, keyword_tokens

# bm25s sets its own logger to DEBUG, which any handler of the application would then show.
logging.getLogger("bm25s").setLevel(logging.WARNING)


class KeywordIndex:
    """The keywords of a fixed list of passages; build with `from_texts` or `load`.

    BM25 as Lucene computes it, k1 = 1.5, b = 0.75. ``bm25`` is ``None`` where no passage
    has a keyword. Searching from several threads is safe.
    """

    def __init__(self, bm25: Any, size: int, words: WordList) -> None:
        self._bm25 = bm25
        self._size = size
        self._words = words

    @classmethod
    def from_texts(cls, texts: Sequence[str], names: Iterable[str] = ()) -> Self:
        """Index ``texts``; ``names`` are words for them that no dictionary has."""
        words = WordList(names)
        tokens = [keyword_tokens(text, words) for text in texts]
        # The vocabulary in order of appearance, so that the same texts give the same files.
        distinct = dict.fromkeys(token for passage in tokens for token in passage)
        vocabulary = {token: number for number, token in enumerate(distinct)}
        if not vocabulary:
            return cls(None, len(texts), words)
        bm25 = bm25s.BM25()
        ids = [[vocabulary[token] for token in passage] for passage in tokens]
        bm25.index((ids, vocabulary), show_progress=False)
        return cls(bm25, len(texts), words)

    @property
    def names(self) -> tuple[str, ...]:
        """The names that it knows beside the words of the dictionary."""
        return self._words.names

    def __len__(self) -> int:
        return self._size

    def scores(self, query: str) -> NDArray[np.float32]:
        """Return the BM25 score of every passage, shape (passages,); 0 without a shared keyword."""
        tokens = keyword_tokens(query, self._words)
        if self._bm25 is None or not tokens:
            return np.zeros(self._size, dtype=np.float32)
        scores: NDArray[np.float32] = self._bm25.get_scores(tokens)
        return scores

    def save(self, folder: Path) -> None:
        """Write the index into ``folder``: arrays as ``.npy``, all else as JSON."""
        folder.mkdir(parents=True, exist_ok=True)
        about = {"size": self._size, "empty": self._bm25 is None, "names": self._words.names}
        (folder / "words.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
        if self._bm25 is not None:
            self._bm25.save(folder, allow_pickle=False, show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Return the index that `save` wrote.

        Raises:
            CorruptIndexError: if a file is missing or cannot be read.
        """
        try:
            about = json.loads((folder / "words.json").read_text(encoding="utf-8"))
            bm25 = (
                None
                if about["empty"]
                else bm25s.BM25.load(folder, allow_pickle=False, show_progress=False)
            )
            return cls(bm25, about["size"], WordList(about["names"]))
        except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
            raise CorruptIndexError(
                f"关键词索引读不出来：{folder}：{error}", "请执行 plans build 重建索引"
            ) from error
