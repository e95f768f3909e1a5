"""BM25 over Chinese keywords: a score for every passage, and an index saved without pickle."""

import json
import logging
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from math import log
from pathlib import Path
from typing import Any, Self

import bm25s
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from corpus.errors import CorruptIndexError
from index.words import WordList, keyword_tokens

# bm25s sets its own logger to DEBUG, which any handler of the application would then show.
logging.getLogger("bm25s").setLevel(logging.WARNING)

# From so many passages on, the arrays are mapped from their files and not read (10⁶ have 1 GB).
_MAPPED_FROM = 50_000
_CHUNK = 1 << 20  # scores that are computed at a time


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
    def from_texts(cls, texts: Iterable[str], names: Iterable[str] = ()) -> Self:
        """Index ``texts``; ``names`` are words for them that no dictionary has."""
        words = WordList(names)
        counts = KeywordCounts()
        for text in texts:
            counts.add(keyword_tokens(text, words))
        return cls.from_counts(counts, words)

    @classmethod
    def from_counts(cls, counts: "KeywordCounts", words: WordList) -> Self:
        """Index passages by their keywords, counted; ``words`` divides the questions."""
        return cls(counts.bm25(), len(counts), words)

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
                else bm25s.BM25.load(
                    folder,
                    allow_pickle=False,
                    show_progress=False,
                    mmap=about["size"] >= _MAPPED_FROM,
                )
            )
            return cls(bm25, about["size"], WordList(about["names"]))
        except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
            raise CorruptIndexError(
                f"关键词索引读不出来：{folder}：{error}", "请执行 plans build 重建索引"
            ) from error


class KeywordCounts:
    """How often each keyword occurs in each passage, in 6 bytes; passages are added one by one.

    `bm25` gives, to the last digit, what ``bm25s.BM25().index`` would of lists of keywords:
    those would take 4 GB for 10⁶ passages of 160 keywords, where this takes 1.6.
    """

    def __init__(self) -> None:
        # In order of appearance, so that the same texts give the same files.
        self._vocabulary: dict[str, int] = {}
        self._tokens, self._counts = array("i"), array("H")
        self._ends, self._lengths = array("q", [0]), array("i")

    def __len__(self) -> int:
        return len(self._lengths)

    def add(self, tokens: Sequence[str]) -> None:
        """Count the keywords of the next passage."""
        number_of = self._vocabulary
        counted = Counter(tokens)
        self._tokens.extend(number_of.setdefault(token, len(number_of)) for token in counted)
        self._counts.extend(min(count, 0xFFFF) for count in counted.values())
        self._ends.append(len(self._tokens))
        self._lengths.append(len(tokens))

    def bm25(self) -> Any:
        """Return the index of the passages, ``None`` if none has a keyword; call it once."""
        if not self._vocabulary:
            return None
        size = len(self._vocabulary)
        narrow = np.int32 if len(self._tokens) < np.iinfo(np.int32).max else np.int64
        by_passage = csr_array(
            (
                np.frombuffer(self._counts, np.uint16),
                np.frombuffer(self._tokens, np.int32),
                np.frombuffer(self._ends, np.int64).astype(narrow),
            ),
            shape=(len(self), size),
        )
        by_token = by_passage.tocsc()
        del by_passage
        self._tokens, self._counts = array("i"), array("H")
        index = bm25s.BM25()
        index.scores = {
            "data": self._scores(index, by_token.data, by_token.indices, by_token.indptr),
            "indices": by_token.indices,
            "indptr": by_token.indptr.astype(np.int64),
            "num_docs": len(self),
        }
        index.nonoccurrence_array = None  # Lucene's variant has none
        index.vocab_dict = {**self._vocabulary, "": size}  # as bm25s has it
        index.unique_token_ids_set = set(index.vocab_dict.values())
        return index

    def _scores(
        self,
        index: Any,
        counts: NDArray[np.uint16],
        passages: NDArray[np.int32],
        starts: NDArray[np.int32],
    ) -> NDArray[np.float32]:
        """Return Lucene's BM25 for each entry, in the order and precision of bm25s's formula."""
        frequencies = np.diff(starts)
        idf = np.array([log(1 + (len(self) - n + 0.5) / (n + 0.5)) for n in frequencies.tolist()])
        idf = idf.astype(np.float32)
        lengths = np.frombuffer(self._lengths, np.int32)
        norms = index.k1 * ((1 - index.b) + index.b * lengths / lengths.mean())
        scores = np.empty(len(counts), np.float32)
        for start in range(0, len(counts), _CHUNK):
            part = slice(start, start + _CHUNK)
            places = np.arange(start, min(start + _CHUNK, len(counts)))
            tokens = np.searchsorted(starts, places, side="right") - 1
            count = counts[part].astype(np.float32)
            scores[part] = idf[tokens] * (count / (norms[passages[part]] + count))
        return scores
